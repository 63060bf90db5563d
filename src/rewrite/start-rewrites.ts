import type { Edit, Fix } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import type { CommandSetting, ImageConfig } from '../dockerfile/image-config.ts';
import type { Instruction } from '../dockerfile/instruction.ts';
import { programName } from '../knowledge/programs.ts';
import { parseShell } from '../shell/parse.ts';
import type { ImageModel } from '../startup/model.ts';
import type { Origin, Process } from '../startup/process.ts';
import { placeOf } from '../startup/step.ts';
import { execFormText } from './exec-form-text.ts';
import { plainWords } from './plain-words.ts';
import { mayLackShebang } from './script-file.ts';
import { mayExec } from './tail-command.ts';

/**
 * The ways to make a start command's shell give way to the workload, the least intrusive first: exec
 * form, a shell in exec form that is told to `exec`, `exec` in the text as it stands. Lint keeps the
 * first that the model proves.
 *
 * @param origins the commands that shall take their shell's place.
 */
export function startRewrites(image: ImageModel, file: RuleFile, origins: readonly Origin[]): readonly Fix[] {
  const setting = shellSetting(image.config);
  const inText = insertExec(origins);
  const whole = setting ? wholeRewrites(setting, image, file, inText !== null) : [];
  const insert: readonly Fix[] = inText ? [{ title: 'tell the shell to `exec` the command', safety: 'safe', edits: inText }] : [];
  const keepsLines = setting?.by ? isOneLine(setting.by, file) : false;
  const inOrder = keepsLines ? [...whole, ...insert] : [...insert, ...whole];
  return inOrder.sort((a, b) => Number(a.safety === 'unsafe') - Number(b.safety === 'unsafe'));
}

/** The instruction that starts the shell: CMD when it is one, else ENTRYPOINT; null when inherited. */
function shellSetting({ cmd, entrypoint }: ImageConfig): CommandSetting | null {
  if (cmd?.by && startsShell(cmd.argv)) return cmd;
  return entrypoint?.by && startsShell(entrypoint.argv) ? entrypoint : null;
}

function startsShell(argv: readonly string[]): boolean {
  return /^(ba|da|a|z|k)?sh$/.test(programName(argv[0] ?? ''));
}

function isOneLine({ argumentsSpan }: Instruction, { dockerfile }: RuleFile): boolean {
  return !dockerfile.text.slice(argumentsSpan.start, argumentsSpan.end).includes('\n');
}

/** Rewrites of all of an instruction's arguments. */
function wholeRewrites(setting: CommandSetting, image: ImageModel, file: RuleFile, safeTail: boolean): readonly Fix[] {
  const words = shellAndText(setting);
  const by = setting.by;
  if (!words || !by) return [];
  const program = parseShell(words.text);
  const plain = program.errors.length === 0 ? plainWords(program) : null;
  const replace = (argv: readonly string[]): readonly Edit[] => [
    { file: file.path, span: by.argumentsSpan, newText: execFormText(argv) },
  ];
  const fixes: Fix[] = [];
  if (plain && isBareShell(words.shell) && !mayLackShebang(plain[0] ?? '', image.config)) {
    const safety = argumentsStay(setting, image.config) ? 'safe' : 'unsafe';
    fixes.push({ title: 'use exec form, so that no shell is started', safety, edits: replace(plain) });
  }
  const only = program.lines.length === 1 && program.lines[0]?.items.length === 1 ? program.lines[0].items[0]?.node : null;
  if (setting.form?.kind === 'shell' && only?.kind === 'simple' && safeTail && isSimpleText(words.text)) {
    const at = only.words[0]?.span.start ?? 0;
    const text = `${words.text.slice(0, at)}exec ${words.text.slice(at)}`;
    const argv = [...words.shell, text];
    fixes.push({ title: 'start the shell in exec form and tell it to `exec` the command', safety: 'safe', edits: replace(argv) });
  }
  return fixes;
}

/** The instruction in exec form alone, where its text is plain words: for images without a shell. */
export function execFormRewrite(setting: CommandSetting, image: ImageModel, file: RuleFile): readonly Fix[] {
  const text = shellAndText(setting);
  const program = text && parseShell(text.text);
  const plain = program && program.errors.length === 0 ? plainWords(program) : null;
  if (!plain || !setting.by) return [];
  const others = setting === image.config.entrypoint ? image.config.cmd : image.config.entrypoint;
  const edit = { file: file.path, span: setting.by.argumentsSpan, newText: execFormText(plain) };
  return [{ title: 'use exec form, which needs no shell', safety: others?.argv.length ? 'unsafe' : 'safe', edits: [edit] }];
}

/** Text that reads as well inside a JSON string as outside. */
function isSimpleText(text: string): boolean {
  return !/["\\#\n\t]/.test(text);
}

/** The words before the text that the shell runs, and the text; null when something follows the text. */
function shellAndText({ argv }: CommandSetting): { shell: readonly string[]; text: string } | null {
  const text = argv.at(-1);
  const flag = argv.at(-2) ?? '';
  if (text === undefined || argv.length < 3 || !/^-[a-z]*c$/.test(flag)) return null;
  return { shell: argv.slice(0, -1), text };
}

/** A shell that changes nothing for what it starts: no login files, no interactive mode, no tracing. */
function isBareShell(shell: readonly string[]): boolean {
  const options = shell.slice(1).join(' ');
  return startsShell(shell) && /^(-[eu]*o pipefail |-[euf]+ )*-[eufo]*c$/.test(options.replace(/(-[eu]*o pipefail) (?=-)/g, '$1 '));
}

/**
 * Whether in exec form the same arguments reach the same program. A shell-form ENTRYPOINT ignores CMD
 * and what is given to `docker run`; in exec form they become arguments. A CMD behind an entrypoint is
 * that entrypoint's arguments, and a script there may look at them.
 */
function argumentsStay(setting: CommandSetting, config: ImageConfig): boolean {
  if (setting === config.entrypoint) return false;
  return config.entrypoint === null || config.entrypoint.argv.length === 0;
}

/** `exec ` before each command, as edits of the text it stands in; null when one must not be. */
function insertExec(origins: readonly Origin[]): readonly Edit[] | null {
  const edits = new Map<string, Edit>();
  for (const origin of origins) {
    const word = origin.node.words[0];
    const place = word && mayExec(origin) ? placeOf(origin.state, { start: word.span.start, end: word.span.start }) : null;
    if (!place) return null;
    edits.set(`${place.file}:${place.span.start}`, { file: place.file, span: place.span, newText: 'exec ' });
  }
  return edits.size > 0 ? [...edits.values()] : null;
}

/** The commands of a shell's own text that stand below it while it waits for them. */
export function foregroundOrigins({ body }: Process): readonly Origin[] | null {
  if (body.kind !== 'shell' || body.station.blocked.on !== 'foreground') return null;
  const [only, ...others] = body.station.blocked.processes;
  if (!only || others.length > 0 || only.origin?.context !== body.context) return null;
  return [only.origin];
}
