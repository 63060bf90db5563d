import type { Edit, Fix } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import { compareVersions } from '../knowledge/compare-versions.ts';
import { programName } from '../knowledge/programs.ts';
import { literalWord } from '../shell/syntax.ts';
import type { ImageModel } from '../startup/model.ts';
import type { Origin } from '../startup/process.ts';
import type { Forwarder } from '../startup/stop/start-path.ts';
import { mayExec } from './may-exec.ts';
import { replaceArguments } from './replace-arguments.ts';
import { ownSettings } from './start-place.ts';
import { textEdit } from './text-edit.ts';

/** A command that is run as another user, without a new login. */
interface Switch {
  readonly user: string;
  readonly shell: string;
  /** What the shell of the user is given. */
  readonly text: string;
}

/**
 * `su app -c srv` as `setpriv`, which gives its place to the program, with the variables that su sets. None where su logs in
 * anew, or setpriv may be missing.
 */
export function setprivInstead(process: Forwarder, image: ImageModel, file: RuleFile): readonly Fix[] {
  const found = switchOf(process.argv);
  if (!found || !hasSetpriv(image)) return [];
  const origin = process.replaced.at(-1)?.origin ?? process.origin;
  const edits = origin ? inText(origin, found) : inExecForm(process, found, image, file);
  const title = `switch the user by setpriv, which gives way to \`${found.shell}\` of that user`;
  return edits ? [{ title, safety: 'unsafe', edits }] : [];
}

/** setpriv with `--init-groups` is in the base packages since Debian 10 and Ubuntu 20.04. */
function hasSetpriv({ base: { distribution, release, sure } }: ImageModel): boolean {
  const since = { debian: '10', ubuntu: '20.04' }[distribution ?? ''];
  return sure && release !== null && since !== undefined && compareVersions(release, since) >= 0;
}

function switchOf([called = '', ...words]: readonly string[]): Switch | null {
  if (!/^(su|runuser)$/.test(programName(called))) return null;
  const rest: string[] = [];
  let shell = '/bin/sh';
  let text: string | null = null;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '-s' || word === '--shell') shell = words[++at] ?? '';
    else if (word === '-c' || word === '--command') text = words[++at] ?? null;
    else rest.push(word);
  }
  const [user = '', ...more] = rest;
  if (text === null || more.length > 0 || !/^[a-z_][\w-]*$/.test(user) || !/^\/[\w/]+$/.test(shell))
    return null;
  return { user, shell, text };
}

function command({ user, shell }: Switch, text: string): string {
  const variables = `HOME=~${user} USER=${user} LOGNAME=${user}`;
  return `${variables} exec setpriv --reuid=${user} --regid="$(id -g ${user})" --init-groups ${shell} -c ${text}`;
}

function inText(origin: Origin, found: Switch): readonly Edit[] | null {
  const { node, state } = origin;
  const [first] = node.words;
  const last = node.words.at(-1);
  const text = node.words.find((word) => literalWord(word) === found.text);
  const execs = first !== undefined && literalWord(first) === 'exec';
  if (!first || !last || !text || node.assignments.length > 0) return null;
  if (!execs && mayExec(origin) === null) return null;
  const edit = textEdit(
    state.source,
    { start: first.span.start, end: last.span.end },
    command(found, text.source),
  );
  return edit && [edit];
}

function inExecForm(
  { argv }: Forwarder,
  found: Switch,
  { config }: ImageModel,
  file: RuleFile,
): readonly Edit[] | null {
  const setting = ownSettings(config).find(
    ({ form, argv: own }) => form?.kind === 'exec' && own.join('\0') === argv.join('\0'),
  );
  if (!setting?.by) return null;
  const text = /^[\w./-]+$/.test(found.text) ? found.text : `'${found.text.replace(/'/g, "'\\''")}'`;
  return replaceArguments(setting.by, ['/bin/sh', '-c', command(found, text)], file);
}
