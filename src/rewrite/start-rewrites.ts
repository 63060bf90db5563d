import type { Fix } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import type { CommandSetting } from '../dockerfile/image-config.ts';
import { parseShell } from '../shell/parse.ts';
import type { ImageModel } from '../startup/model.ts';
import type { Origin } from '../startup/process.ts';
import { handsOver } from './hands-over.ts';
import { insertExec } from './insert-exec.ts';
import { onlyCommand, plainWords } from './plain-words.ts';
import { replaceArguments } from './replace-arguments.ts';
import { mayLackShebang } from './script-file.ts';
import { isBareShell, type ShellCommand, shellCommand, startsShell } from './shell-command.ts';
import { settingOf } from './start-place.ts';
import { unwrapShell } from './unwrap-shell.ts';
import { wordsInPlace } from './words-in-place.ts';

/** The shells of a start command that are in the way. */
export interface ShellsInTheWay {
  /** The commands that shall take their shell's place, those of outer shells first. */
  readonly origins: readonly Origin[];
  /** Commands of other shells around them. */
  readonly outer: readonly Origin[];
}

/**
 * The ways to make a start command's shells give way to the workload, the least intrusive first: exec
 * form, a shell in exec form that is told to `exec`, `exec` in the text as it stands. What spans lines
 * keeps them where it can. Lint keeps the first that the model proves.
 */
export function startRewrites(
  image: ImageModel,
  file: RuleFile,
  { origins, outer }: ShellsInTheWay,
): readonly Fix[] {
  const first = origins[0];
  if (!first) return [];
  const setting = settingOf(first.state.source, image.config, file.path);
  const inText = insertExec(origins, outer);
  const whole = setting ? wholeRewrites(setting, image, file, inText) : [];
  const insert = inText ? [inText] : [];
  const inOrder = setting && isOneLine(setting, file) ? [...whole, ...insert] : [...insert, ...whole];
  return inOrder.sort((a, b) => Number(a.safety === 'unsafe') - Number(b.safety === 'unsafe'));
}

function isOneLine({ by }: CommandSetting, { dockerfile }: RuleFile): boolean {
  return by !== null && !dockerfile.text.slice(by.argumentsSpan.start, by.argumentsSpan.end).includes('\n');
}

/** Rewrites of all of an instruction's arguments. */
function wholeRewrites(
  setting: CommandSetting,
  image: ImageModel,
  file: RuleFile,
  inText: Fix | null,
): readonly Fix[] {
  const command = shellCommand(setting.argv);
  if (!command) return [];
  const all = [withoutShell(setting, command, image, file), withExecInShell(setting, command, file, inText)];
  return all.filter((fix): fix is Fix => fix !== null);
}

/** Exec form, where the shell's text is plain words. */
function withoutShell(
  setting: CommandSetting,
  command: ShellCommand,
  image: ImageModel,
  file: RuleFile,
): Fix | null {
  const plain =
    isBareShell(command.shell) && !hasComment(command.text) ? plainWords(parseShell(command.text)) : null;
  if (!plain || mayLackShebang(plain[0] ?? '', image.config)) return null;
  const safety = argumentsStay(setting, plain, image) ? 'safe' : 'unsafe';
  return rewrite(
    setting,
    file,
    unwrapShell(plain, image.config),
    'use exec form, so that no shell is started',
    safety,
  );
}

/** The shell written down, in exec form, and told to `exec` its one command. */
function withExecInShell(
  setting: CommandSetting,
  { shell, text }: ShellCommand,
  file: RuleFile,
  inText: Fix | null,
): Fix | null {
  const at = onlyCommand(parseShell(text))?.words[0]?.span.start;
  if (at === undefined || !inText || setting.form?.kind !== 'shell' || !readsWellInJson(text)) return null;
  if (inText.edits.length > 1) return null;
  const argv = [...shell, `${text.slice(0, at)}exec ${text.slice(at).replace(/^command\s+(?!-)/, '')}`];
  return rewrite(
    setting,
    file,
    argv,
    'start the shell in exec form and tell it to `exec` the command',
    inText.safety,
  );
}

/** The instruction in exec form alone, where its text is plain words: for images without a shell. */
export function execFormRewrite(setting: CommandSetting, image: ImageModel, file: RuleFile): readonly Fix[] {
  const { by, form } = setting;
  const command = shellCommand(setting.argv);
  const plain = command && plainWords(parseShell(command.text.replace(/^\s*exec\s+/, '')));
  if (!by || !plain) return [];
  const other = setting === image.config.entrypoint ? image.config.cmd : image.config.entrypoint;
  // A shell in ENTRYPOINT would read the program as a script.
  if (other && other === image.config.entrypoint && startsShell(other.argv)) return [];
  const safety = other?.argv.length ? 'unsafe' : 'safe';
  const inPlace =
    form?.kind === 'shell' && !isOneLine(setting, file) ? wordsInPlace(by, form.text, plain, file) : null;
  const edits = inPlace ?? replaceArguments(by, plain, file);
  return [{ title: 'use exec form, which needs no shell', safety, edits }];
}

function rewrite(
  { by }: CommandSetting,
  file: RuleFile,
  argv: readonly string[],
  title: string,
  safety: Fix['safety'],
): Fix | null {
  return by && { title, safety, edits: replaceArguments(by, argv, file) };
}

/** Text that reads as well inside a JSON string as outside. */
function readsWellInJson(text: string): boolean {
  return !/["\\#\n\t]/.test(text);
}

/** Whether the shell's text has a comment, which has no place in exec form. */
function hasComment(text: string): boolean {
  const end = onlyCommand(parseShell(text))?.span.end ?? text.length;
  return text.slice(end).includes('#');
}

/**
 * Whether in exec form the same arguments reach the same program. A shell-form ENTRYPOINT ignores CMD
 * and what is given to `docker run`; in exec form they become arguments. A CMD behind an ENTRYPOINT is
 * that program's arguments, and a script there may look at them: at a leading `-` they all do, and that
 * of node at a file that it can run.
 */
function argumentsStay(setting: CommandSetting, words: readonly string[], image: ImageModel): boolean {
  if (setting === image.config.entrypoint || !handsOver(image)) return false;
  return !image.config.entrypoint || !/^-|\.[cm]?js$/.test(words[0] ?? '');
}
