import type { CopyRecord, ImageConfig } from '../../dockerfile/image-config.ts';
import type { BaseImageFacts, ShellFact } from '../../knowledge/types.ts';

/** The shells that an image without known distribution may have as /bin/sh, one per behaviour. */
const anySh: readonly ShellFact[] = [
  { implementation: 'dash', version: '0.5.12', build: 'debian', sure: true },
  { implementation: 'busybox ash', version: '1.36.1', build: null, sure: true },
  { implementation: 'busybox ash', version: '1.27.2', build: null, sure: true },
  { implementation: 'bash', version: '4.2', build: null, sure: true },
  { implementation: 'bash', version: '5.2.15', build: null, sure: true },
];

/** The versions at which an implementation changed what it does here; facts in `knowledge/SHELLS.md`. */
const versions: Readonly<Partial<Record<ShellFact['implementation'], readonly string[]>>> = {
  bash: ['4.2', '4.4', '5.0', '5.1', '5.2.15', '5.3'],
  'busybox ash': ['1.27.2', '1.36.1'],
};

/** The shells of one image as one model run takes them. */
export interface ImageShells {
  readonly sh: ShellFact;
  readonly bash: ShellFact;
  /** The image has no bash, and nothing that is run or copied could bring one. */
  readonly noBash?: boolean;
}

/** Whether nothing about a shell has to be tried out. */
export function isSettled(name: 'sh' | 'bash', shells: ImageShells): boolean {
  const shell = shells[name];
  // Without bash in a base image that has a shell, one that is called was installed: in some version.
  if (name === 'bash' && shell.implementation === 'none')
    return shells.sh.implementation === 'none' || shells.noBash === true;
  return (
    shell.sure &&
    shell.implementation !== 'unknown' &&
    (shell.version !== null || !(shell.implementation in versions))
  );
}

/** Everything that a shell may be, given what is known of it; itself alone when it is settled. */
export function candidates(name: 'sh' | 'bash', shells: ImageShells): readonly ShellFact[] {
  const shell = shells[name];
  if (isSettled(name, shells)) return [shell];
  if (shell.implementation === 'unknown' || shell.implementation === 'none') {
    return name === 'sh' ? anySh : everyVersion({ ...shell, implementation: 'bash', build: null });
  }
  if (shell.sure) return everyVersion(shell);
  // A hint: what it says, and whatever else it could be.
  return [shell, ...(name === 'sh' ? anySh : everyVersion(shell))];
}

function everyVersion(shell: ShellFact): readonly ShellFact[] {
  return (versions[shell.implementation] ?? ['']).map((version) => ({
    ...shell,
    version: version === '' ? null : version,
    sure: true,
  }));
}

/** The program behind a shell's name in an image whose /bin/sh and bash are these. */
export function shellByName(name: string, shells: ImageShells): ShellFact {
  switch (name) {
    case 'sh':
      return shells.sh;
    case 'bash':
    case 'rbash':
      return shells.bash;
    case 'ash':
    case 'busybox':
      return shells.sh.implementation === 'busybox ash'
        ? shells.sh
        : { implementation: 'busybox ash', version: '1.36.1', build: null, sure: true };
    case 'dash':
      return shells.sh.implementation === 'dash'
        ? shells.sh
        : { implementation: 'dash', version: null, build: 'debian', sure: false };
    case 'ksh':
    case 'ksh93':
      return { implementation: 'ksh93', version: null, build: null, sure: true };
    case 'mksh':
    case 'zsh':
    case 'yash':
      return { implementation: name, version: null, build: null, sure: true };
    default:
      return { implementation: 'unknown', version: null, build: null, sure: false };
  }
}

/** A /bin/sh that a RUN replaced by bash (`ln -sf /bin/bash /bin/sh`), as many images on Debian do. */
export function replacedSh(base: BaseImageFacts, runTexts: readonly string[]): ShellFact {
  const last = runTexts.findLast(
    (text) =>
      text.includes('/sh') &&
      /\bln\s+(?:-\w+\s+)*\S*\/?(?:bash)\s+(?:\/usr)?\/bin\/sh(?:\s|$|;|&)/.test(text),
  );
  if (last === undefined) return base.sh;
  return base.bash.implementation === 'bash'
    ? base.bash
    : { implementation: 'bash', version: null, build: null, sure: true };
}

/** A shell that the base image lacks, and that a COPY or ADD may have brought: not known. */
export function addedShell(shell: ShellFact, config: ImageConfig): ShellFact {
  if (shell.implementation !== 'none' || !config.copies.some(mayHoldShell)) return shell;
  return { implementation: 'unknown', version: null, build: null, sure: false };
}

/** An archive that is unpacked, or anything that lands where shells are. */
function mayHoldShell({ keyword, sources, destination, from }: CopyRecord): boolean {
  if (keyword === 'ADD' && sources.some((source) => /\.(tar|tgz|tbz2?|txz|tar\.\w+)$/.test(source)))
    return true;
  if (/^\/(usr\/)?(local\/)?s?bin(\/|\/(ba|da|a)?sh)?$/.test(destination)) return true;
  const everything =
    from !== null || sources.some((source) => /^\.?\/?\*?$/.test(source) || !/\.\w+$/.test(source));
  return everything && /^\/(usr\/?)?$/.test(destination);
}
