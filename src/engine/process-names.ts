import { programName } from '../knowledge/programs.ts';

const runsScripts = /^(node|python|perl|ruby|busybox|sh|bash|dash|ash|env)$/;

/**
 * The names that a process may be known by: that of its program without a version, as it was started or as it
 * calls itself (`nginx: master process`), and that of the script that a runtime or shell runs.
 */
export function namesOf(argv: readonly string[]): readonly string[] {
  const [first = '', ...rest] = argv;
  const name = plain(first.replace(/^-/, '').split(' ')[0] ?? '');
  const script = runsScripts.test(name) ? rest.find((word) => !word.startsWith('-')) : undefined;
  const inline = rest.some((word) => /^-\w*c$/.test(word));
  if (script === undefined || inline) return [name];
  return name === 'busybox' ? [plain(script)] : [name, plain(script)];
}

function plain(word: string): string {
  return programName(word)
    .replace(/:$/, '')
    .replace(/-?\d+(\.\d+)*$/, '');
}
