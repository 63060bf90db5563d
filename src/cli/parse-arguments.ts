import type { Options } from 'yargs';
import { nearestWord } from '../text/nearest-word.ts';
import { type CommandName, commandNames } from './command-names.ts';
import type { commands as Commands } from './commands.ts';
import type { CommandOptions } from './options.ts';
import { type RawArguments, readOptions } from './read-options.ts';

/** What a command line asks for: a command, a text to print, or nothing that makes sense. */
export type Parsed =
  | { readonly kind: 'run'; readonly options: CommandOptions }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }
  | { readonly kind: 'problem'; readonly message: string };

/** Reads the command line. Prints nothing and ends nothing, whatever is in it. */
export async function parseArguments(args: readonly string[]): Promise<Parsed> {
  return args.some(isOption) ? withOptions(args) : asRun(commandOf(args), args, { _: args });
}

/** What options there are, and what reads them, is not loaded for paths alone. */
function isOption(arg: string): boolean {
  return arg.startsWith('-') && arg !== '-';
}

function commandOf([first]: readonly string[]): CommandName | null {
  return commandNames.find((name) => name === first) ?? null;
}

function asRun(named: CommandName | null, words: readonly string[], raw: RawArguments): Parsed {
  const operands = [...(named === null ? words : words.slice(1)), ...(raw['--'] ?? [])];
  return readOptions(named ?? 'lint', operands, raw);
}

async function withOptions(args: readonly string[]): Promise<Parsed> {
  const { commands } = await import('./commands.ts');
  const everyOption = Object.assign({}, ...commandNames.map((name) => commands[name].options));
  const { raw, problem } = parseOptions((await import('yargs-parser')).default, everyOption, args);
  if (problem !== null) return { kind: 'problem', message: problem };
  const named = commandOf(raw._);
  const command = named ?? 'lint';
  if (raw.help === true) return { kind: 'help', text: await helpText(commands, command, named === null) };
  if (raw.version === true) return { kind: 'version' };
  const unknown = unknownOption(commands, raw, command);
  if (unknown !== null) return { kind: 'problem', message: unknown };
  return asRun(named, raw._, raw);
}

/** yargs's own parser alone: what yargs brings for help texts takes longer to load than a Dockerfile to lint. */
function parseOptions(
  yargsParser: typeof import('yargs-parser'),
  options: Readonly<Record<string, Options>>,
  args: readonly string[],
): { raw: RawArguments; problem: string | null } {
  const named = Object.entries(options);
  const ofType = (type: string) => named.filter(([, option]) => option.type === type).map(([name]) => name);
  const { argv, error } = yargsParser.detailed([...args], {
    boolean: ofType('boolean'),
    string: ofType('string'),
    alias: Object.fromEntries(named.flatMap(([name, { alias }]) => (alias ? [[name, [alias].flat()]] : []))),
    narg: Object.fromEntries(named.flatMap(([name, { requiresArg }]) => (requiresArg ? [[name, 1]] : []))),
    configuration: {
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'populate--': true,
      'strip-aliased': true,
    },
  });
  const problem = error?.message.replace(/^Not enough arguments following: (.+)$/, '--$1 needs a value');
  return { raw: argv as RawArguments, problem: problem ?? null };
}

async function helpText(
  commands: typeof Commands,
  command: CommandName,
  everything: boolean,
): Promise<string> {
  const { usage, summary, options, examples } = commands[command];
  const { default: yargs } = await import('yargs');
  const help = yargs()
    .scriptName('pid1-lint')
    .locale('en')
    .help(false)
    .version(false)
    .options(options)
    .wrap(100)
    .usage(`${usage}\n\n${summary}`);
  if (everything) help.epilogue(overview(commands));
  for (const [line, meaning] of examples) help.example(line, meaning);
  return `${await help.getHelp()}\n`;
}

function overview(commands: typeof Commands): string {
  const width = Math.max(...commandNames.map((name) => commands[name].usage.length)) + 2;
  const lines = commandNames.map(
    (name) => `  ${commands[name].usage.padEnd(width)}${commands[name].summary}`,
  );
  return [
    'Commands:',
    ...lines,
    '',
    'PATH is a file, a folder (searched for Dockerfiles), a glob, or - for standard input; default: .',
    'Exit status: 0 nothing found, 1 findings, 2 wrong usage, unreadable input or an internal error.',
  ].join('\n');
}

function unknownOption(commands: typeof Commands, raw: RawArguments, command: CommandName): string | null {
  const known = Object.keys(commands[command].options);
  const given = Object.keys(raw).filter((key) => !['_', '--', '$0'].includes(key));
  const unknown = given.find((key) => !known.includes(key));
  if (unknown === undefined) return null;
  const dashed = unknown.length === 1 ? `-${unknown}` : `--${unknown}`;
  const owner = commandNames.find((name) => unknown in commands[name].options);
  if (owner !== undefined) return `${dashed} is an option of ${owner}, not of ${command}`;
  const meant = unknown.length === 1 ? null : nearestWord(unknown, known);
  return `unknown option ${dashed}${meant === null ? '' : `; did you mean --${meant}?`}`;
}
