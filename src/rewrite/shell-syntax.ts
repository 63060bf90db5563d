import type { CommandSetting } from '../dockerfile/image-config.ts';
import type { ExecElement } from '../dockerfile/instruction.ts';
import { programName } from '../knowledge/programs.ts';
import type { ImageModel } from '../startup/model.ts';
import { handsOver } from './hands-over.ts';

/** A word of an exec form that only a shell would understand. */
export interface ShellSyntax {
  readonly element: ExecElement;
  readonly index: number;
  readonly kind: 'variable' | 'operator' | 'tilde' | 'glob' | 'words';
}

const operator = /^(&&|\|\|?|;|&|\d*>{1,2}|\d*<|&>|\d*>{1,2}&?[/\w.-]+|2>&1|\d*<[/\w.-]+)$/;

/** Programs that expand variables in their arguments themselves, or take a program text as one. */
const ownLanguage =
  /^((ba|da|a|z|k|mk)?sh|busybox|env|awk|gawk|sed|expect|tclsh|lua|jq|envsubst|dockerize|gomplate|confd|eval|find|psql|mysql|su|runuser|xargs|parallel|watch|scl|cmd|cmd\.exe|powershell(\.exe)?|pwsh)$/i;

/** Programs that take a program text after one of these options, and plain words else. */
const interpreters = /^(node|nodejs|deno|bun|python[\d.]*|php[\d.]*|perl|ruby)$/;
const takesCode = /^(-[ecrpE]|-pe|-ne|--eval|--print|--run)$/;

/** The words of an exec form that the author meant for a shell. */
export function shellSyntax(setting: CommandSetting, image: ImageModel): readonly ShellSyntax[] {
  const form = setting.form;
  if (form?.kind !== 'exec' || takesProgramText(setting, image) || goesToScript(setting, image)) return [];
  return form.elements.flatMap((element, index) => {
    if (isCode(setting.argv, index)) return [];
    const kind = kindOf(element.value.text, index, setting, image);
    return kind ? [{ element, index, kind }] : [];
  });
}

/** Whether some word in front could make sense of shell syntax after it. */
function takesProgramText({ argv }: CommandSetting, { argv: all }: ImageModel): boolean {
  const words = all.length > 0 ? all : argv;
  return words.some((word, index) => ownLanguage.test(programName(word)) && index < words.length - 1);
}

/** Whether a CMD is handed to an entrypoint script, which may `eval` what it is given. */
function goesToScript(setting: CommandSetting, image: ImageModel): boolean {
  const { cmd, entrypoint } = image.config;
  if (setting !== cmd || handsOver(image)) return false;
  const inherited = entrypoint?.by === null && image.base.entrypointExecs === true;
  const name = programName(entrypoint?.argv[0] ?? '');
  return !inherited && /\.(sh|bash|ash|ksh|zsh)$|entry-?point|^(start|run|init|boot)/i.test(name);
}

/** `node -e code`, and what Java's Spring replaces by itself: `--server.port=${PORT}`. */
function isCode(argv: readonly string[], index: number): boolean {
  const program = programName(argv[0] ?? '');
  if (interpreters.test(program) && takesCode.test(argv[index - 1] ?? '')) return true;
  return program === 'java' && /^(-D|--)[\w.-]+=.*\$\{/.test(argv[index] ?? '');
}

function kindOf(
  word: string,
  index: number,
  setting: CommandSetting,
  image: ImageModel,
): ShellSyntax['kind'] | null {
  if (index > 0 && operator.test(word)) return 'operator';
  if (isVariable(word)) return 'variable';
  if (/^~(\/|$)/.test(word)) return 'tilde';
  if (index > 0 && isPathPattern(word)) return 'glob';
  return isWholeCommand(index, setting, image) ? 'words' : null;
}

/** `$NAME` or `${NAME…}` with a name as environment variables have it; `$1` and `$$` are not ours to judge. */
export function isVariable(word: string): boolean {
  return /(^|[^\\$])\$(\{[A-Z_][A-Z0-9_]*([:?+=-][^}]*)?\}|[A-Z_][A-Z0-9_]*)/.test(word);
}

/** `/data/*.log`, `*.jar`: a pattern over files, not a regular expression or a lone `*`. */
function isPathPattern(word: string): boolean {
  return /^[\w./*-]+$/.test(word) && /\*\.\w|\/\S*\*/.test(word);
}

/** `["app --port 80"]`: the only string of what is executed, with words in it. A path may hold a space. */
function isWholeCommand(index: number, { argv }: CommandSetting, image: ImageModel): boolean {
  if (index > 0 || argv.length !== 1 || image.argv.length !== 1) return false;
  const word = argv[0] ?? '';
  return / /.test(word.trim()) && !/\/[^/ ]* [^/]*\//.test(word);
}
