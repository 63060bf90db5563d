import type { Fix } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import type { CommandSetting } from '../dockerfile/image-config.ts';
import type { Instruction } from '../dockerfile/instruction.ts';
import { parseShell } from '../shell/parse.ts';
import { isBuiltinSomewhere } from '../startup/evaluate/builtins.ts';
import type { ImageModel } from '../startup/model.ts';
import { handsOver } from './hands-over.ts';
import { plainWords } from './plain-words.ts';
import { replaceArguments } from './replace-arguments.ts';
import { isVariable, type ShellSyntax } from './shell-syntax.ts';

type Kinds = ReadonlyMap<number, ShellSyntax['kind']>;

/** The exec form handed to a shell that interprets what was meant for one, and then gives way by `exec`. */
export function wrapInShell(
  setting: CommandSetting,
  found: readonly ShellSyntax[],
  image: ImageModel,
  file: RuleFile,
): readonly Fix[] {
  const { by } = setting;
  if (!by || setting.form?.kind !== 'exec' || found.length === 0) return [];
  const isCmd = setting === image.config.cmd;
  // The words of CMD may be another program's arguments: then no shell can be put between.
  if (isCmd && !handsOver(image)) return [];
  const inWords = found.some(({ kind }) => kind === 'words');
  const argv = inWords
    ? separateWords(setting.argv[0] ?? '')
    : shellArgv(setting.argv, kindsOf(found), !isCmd);
  if (!argv) return [];
  const title = inWords
    ? 'write each word as a string of its own'
    : 'let a shell interpret it, and give way by `exec`';
  return [{ title, safety: 'safe', edits: replaceArguments(by, argv, file) }];
}

/** The words that an exec form was meant to have, of which some are variables, handed to a shell that replaces those. */
export function withVariables(by: Instruction, words: readonly string[], file: RuleFile): readonly Fix[] {
  const kinds: Kinds = new Map(
    words.flatMap((word, index) => (isVariable(word) ? [[index, 'variable'] as const] : [])),
  );
  const argv = shellArgv(words, kinds, by.keyword === 'ENTRYPOINT');
  const title = 'write it as valid JSON, for a shell that replaces the variable and gives way by `exec`';
  return argv ? [{ title, safety: 'safe', edits: replaceArguments(by, argv, file) }] : [];
}

function kindsOf(found: readonly ShellSyntax[]): Kinds {
  return new Map(found.map(({ index, kind }) => [index, kind]));
}

function separateWords(text: string): readonly string[] | null {
  const program = parseShell(text);
  return program.errors.length > 0 ? null : plainWords(program);
}

/** `/bin/sh -c …` for these words, with the arguments that follow an ENTRYPOINT handed on. */
function shellArgv(
  words: readonly string[],
  kinds: Kinds,
  takesArguments: boolean,
): readonly string[] | null {
  const start = lastCommand(words, kinds);
  const name = start === null ? undefined : words[start];
  if (start === null || name === undefined || isBuiltinSomewhere(name)) return null;
  const texts = words.map((word, index) => shellWord(word, kinds.get(index)));
  if (texts.includes(null)) return null;
  const text = [...texts.slice(0, start), 'exec', ...texts.slice(start)].join(' ');
  return takesArguments ? ['/bin/sh', '-c', `${text} "$@"`, name] : ['/bin/sh', '-c', text];
}

/** What can be the name of a command: a pattern or an operator is none, nor is a name with its arguments. */
const commandName = /^[\w./@+:-]+$/;

/**
 * Where the last of the commands that the operators join begins; null where `exec` before it would leave
 * another one below the shell, or where what stands in a command's place is no name.
 */
function lastCommand(words: readonly string[], kinds: Kinds): number | null {
  let start = 0;
  for (const [index, word] of words.entries()) {
    const kind = kinds.get(index);
    if (index === start && kind !== 'variable' && kind !== 'tilde' && !commandName.test(word)) return null;
    if (kind !== 'operator') continue;
    if (word === '&&' || word === ';') start = index + 1;
    else if (word === '|' || word === '||' || word === '&') return null;
  }
  return start;
}

/** Variables that by their name hold several words, or none. */
const listVariable =
  /^\$\{?\w*(OPTS?|OPTIONS?|ARGS?|ARGUMENTS?|FLAGS?|PARAMS?|PARAMETERS?|EXTRA)\w*(:?-[^}\s]*)?\}?$/;

/** One string as a word of shell text; null where it cannot be told what was meant. */
function shellWord(word: string, kind: ShellSyntax['kind'] | undefined): string | null {
  switch (kind) {
    case 'variable':
      return listVariable.test(word) ? word : `"${word.replace(/["\\`]/g, '\\$&')}"`;
    case 'operator':
      return word;
    case 'tilde':
      return /^[\w./~-]+$/.test(word) ? word : null;
    case 'glob':
      return /^[\w./*?-]+$/.test(word) ? word : null;
    default:
      return /^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;
  }
}
