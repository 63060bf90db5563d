/** The runtime of a program that a package manager of a language puts on PATH. */
export type InstalledRuntime = 'node' | 'python';

interface Installer {
  readonly runtime: InstalledRuntime;
  /** A command that installs programs; its first group is what follows. */
  readonly command: RegExp;
}

const installers: readonly Installer[] = [
  { runtime: 'node', command: /\bnpm\s(?=[^\n;&|]*\s(?:-g|--global)\b)([^\n;&|]*)/g },
  { runtime: 'node', command: /\byarn\s+global\s+add\s([^\n;&|]*)/g },
  { runtime: 'node', command: /\bpnpm\s(?=[^\n;&|]*\s(?:-g|--global)\b)([^\n;&|]*)/g },
  { runtime: 'python', command: /\b(?:pip[\d.]*|pipx|easy_install[\d.-]*)\s+(?:install\s)?([^\n;&|]*)/g },
];

/**
 * What runs a program that RUN installs by its name: `npm install -g gitbook-cli`, `pip install mkdocs`. Null where no RUN is seen
 * to do so.
 *
 * @param runTexts the texts of the RUN instructions
 */
export function installedPrograms(runTexts: readonly string[]): (name: string) => InstalledRuntime | null {
  let known: ReadonlyMap<string, InstalledRuntime> | null = null;
  return (name) => {
    known ??= new Map(runTexts.flatMap(packagesIn));
    return known.get(name) ?? null;
  };
}

function packagesIn(text: string): readonly (readonly [string, InstalledRuntime])[] {
  const joined = text.replace(/\\\n/g, ' ');
  return installers.flatMap(({ runtime, command }) =>
    [...joined.matchAll(command)].flatMap(([, words = '']) =>
      words.split(/\s+/).flatMap((word) => programsOf(word).map((name) => [name, runtime] as const)),
    ),
  );
}

/** The names of programs that a package by this name may well bring: its own, and that without `-cli`. */
function programsOf(word: string): readonly string[] {
  const [, name = ''] =
    /^["']?(?:@[\w.-]+\/)?([A-Za-z][\w.-]*)(?:\[[\w,-]*\])?(?:[@=<>~!].*)?["']?$/.exec(word) ?? [];
  return name === '' ? [] : [name, name.replace(/[-_]cli$/, '')];
}
