import data from './data/static-inits.json' with { type: 'json' };
import { installCommand } from './package-managers.ts';

/** An init that needs no library, and where it can be taken from. */
export interface StaticInit {
  /** `tini`, whatever the file is called. */
  readonly name: string;
  /** The image whose package has it. */
  readonly image: string;
  /** The shell command that installs it there. */
  readonly install: string;
  readonly path: string;
}

/** A statically linked init by its name; null where none is known. */
export function staticInit(name: string): StaticInit | null {
  const found = data.inits.find(({ init }) => init === name);
  const { image, packageManager } = data;
  const install = found && installCommand(packageManager, { ...found, repository: null });
  return found && install ? { name, image, install, path: found.path } : null;
}
