import { programName } from '../../src/knowledge/programs.ts';
import { silentRuntime } from '../../src/knowledge/script-handlers.ts';
import { browserInstalled } from '../../src/knowledge/services.ts';
import { backgroundServices } from '../../src/startup/launch/background-services.ts';
import type { ImageModel } from '../../src/startup/model.ts';
import type { Process } from '../../src/startup/process.ts';

/** A background job of the shell whose place a program took: its child now, which it knows nothing of. */
export function leftToProgram(root: Process): Process | null {
  return root.adopted.flatMap((job) => backgroundServices([job]))[0] ?? null;
}

/** A browser that a program of a language runtime drives: it waits for the browser alone, not for its helpers. */
export function orphansOfBrowser({ argv }: Process, { lineage }: ImageModel): string | null {
  const drives = silentRuntime(argv, 'SIGTERM') !== null || programName(argv[0] ?? '') === 'java';
  if (!drives) return null;
  for (const { instructions } of lineage) {
    for (const { keyword, arguments: text } of instructions) {
      const browser = keyword === 'RUN' ? browserInstalled(text.text) : null;
      if (browser !== null) return browser;
    }
  }
  return null;
}
