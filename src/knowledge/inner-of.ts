import { ownValue } from './own-value.ts';
import { lookUp, type Project } from './project-lookup.ts';
import type { OptionWord, ReadOptions, Words } from './read-options.ts';
import { optionValue, readOptions } from './read-options.ts';
import type { Inner, Surroundings } from './started.ts';
import type { Subcommand, Takes } from './starter-data.ts';
import { unseenName } from './unseen.ts';

/** What an init or wrapper starts: what its words say, and the services beside that. */
export function innerOf(
  name: string,
  words: Words,
  read: ReadOptions,
  takes: Takes,
  around: Surroundings,
): readonly Inner[] {
  const services = takes.beside ? lookUp(name, takes, read.options, around)(null) : [];
  const known = services.filter(({ kind }) => kind === 'script');
  if (known.length > 0 && read.operands.length === 0) return known;
  return [...namedBy(name, words, read, takes, around), ...known];
}

/** What the words of an init or wrapper say that it starts. */
function namedBy(
  name: string,
  words: Words,
  read: ReadOptions,
  takes: Takes,
  around: Surroundings,
): readonly Inner[] {
  const { options, operands } = read;
  if (takes.refuse && hasOption(options, takes.refuse)) return [unknown(name)];
  const text = optionValue(options, takes.text);
  if (text !== undefined) {
    const shell = shellOf(takes, options, words[operands[0] ?? -1]);
    return [text === null ? unknown(name) : { kind: 'text', text, shell, at: words.indexOf(text) }];
  }
  const split = optionValue(options, takes.split);
  if (split !== undefined) return splitWords(name, split, operands, words);
  const program = optionValue(options, takes.program);
  if (program !== undefined) return withProgram(name, program, operands, words);
  const project = lookUp(name, takes, options, around);
  if (operands.length === 0) {
    if (takes.alone === 'listed') return project(null);
    if (takes.alone === 'itself') return [{ kind: 'itself' }];
    return [takes.alone === 'ends' ? { kind: 'nothing' } : unknown(name)];
  }
  if (takes.subcommands) return behindSubcommand(name, words, read, takes, around);
  return bare(name, words, operands, takes, project);
}

function bare(
  name: string,
  words: Words,
  operands: readonly number[],
  takes: Takes,
  project: Project,
): readonly Inner[] {
  switch (takes.inner ?? 'words') {
    case 'words':
      return [textBehind(words, operands, takes) ?? wordsFrom(name, words, operands, takes)];
    case 'text':
      return [joined(name, words, operands.slice(takes.operands ?? 0), takes)];
    case 'texts':
      return operands.map((at) => joined(name, words, [at], takes));
    case 'scripts':
      return operands.flatMap((at) => {
        const script = words[at] ?? null;
        return script === null ? [unknown(name)] : project(script);
      });
    case 'listed':
      return project(null);
    case 'folder': {
      const folder = words[operands[0] ?? -1] ?? null;
      return folder === null ? [unknown(name)] : project(folder);
    }
    case 'files':
    case 'unseen':
      return [unseen(name)];
  }
}

/** `flock FILE -c TEXT`; undefined where the option is not there. */
function textBehind(words: Words, operands: readonly number[], takes: Takes): Inner | undefined {
  const at = operands[takes.operands ?? 0] ?? -1;
  if (!takes.textBehind?.includes(words[at] ?? '')) return undefined;
  const text = words[at + 1];
  return text ? { kind: 'text', text, shell: 'sh', at: at + 1 } : undefined;
}

function wordsFrom(name: string, words: Words, operands: readonly number[], takes: Takes): Inner {
  let index = takes.operands ?? 0;
  if (takes.assignments) {
    while (/^[A-Za-z_]\w*=/.test(words[operands[index] ?? -1] ?? '')) index += 1;
  }
  const at = operands[index];
  // A permuting program has taken options from among the words: they are no longer those of the program.
  const whole = at !== undefined && operands.length - index === words.length - at;
  if (at !== undefined && !whole) {
    return {
      kind: 'unknown',
      what: unseenName(name),
      because: `${name} takes options behind the program's name for its own, as no \`--\` stands before it`,
    };
  }
  if (at !== undefined) return { kind: 'words', at };
  return takes.alone === 'ends' ? { kind: 'nothing' } : unknown(name);
}

function joined(name: string, words: Words, places: readonly number[], takes: Takes): Inner {
  const parts = places.map((at) => words[at]);
  if (parts.length === 0 || parts.some((part) => part === null)) return unknown(name);
  const single = places.length === 1 && takes.prefix === undefined ? (places[0] ?? null) : null;
  return {
    kind: 'text',
    text: `${takes.prefix ?? ''}${parts.join(' ')}`,
    shell: takes.shell ?? 'sh',
    at: single,
  };
}

function splitWords(
  name: string,
  value: string | null,
  operands: readonly number[],
  words: Words,
): readonly Inner[] {
  const rest = operands.map((at) => words[at]);
  if (value === null || /["'\\$]/.test(value) || rest.some((word) => word === null)) return [unknown(name)];
  const argv = [...value.trim().split(/\s+/), ...(rest as string[])];
  while (/^[A-Za-z_]\w*=/.test(argv[0] ?? '')) argv.shift();
  return [{ kind: 'argv', argv }];
}

function withProgram(
  name: string,
  program: string | null,
  operands: readonly number[],
  words: Words,
): readonly Inner[] {
  const rest = operands.map((at) => words[at]);
  if (program === null || rest.some((word) => word === null)) return [unknown(name)];
  return [{ kind: 'argv', argv: [program, ...(rest as string[])] }];
}

/** The place of the operand that says what a tool does. */
function placeOfSubcommand(words: Words, operands: readonly number[], takes: Takes): number {
  const lists = (at: number) => Object.hasOwn(takes.subcommands ?? {}, words[at] ?? '');
  return (takes.anywhere ? operands.find(lists) : undefined) ?? operands[0] ?? 0;
}

function behindSubcommand(
  name: string,
  words: Words,
  before: ReadOptions,
  takes: Takes,
  around: Surroundings,
): readonly Inner[] {
  const place = placeOfSubcommand(words, before.operands, takes);
  const word = words[place] ?? null;
  const listed = word === null ? takes.open : (ownValue(takes.subcommands ?? {}, word) ?? takes.otherwise);
  if (word === null && !listed) return [unknown(name)];
  const sub: Subcommand = listed ?? 'ends';
  switch (sub) {
    case 'ends':
      return [{ kind: 'nothing' }];
    case 'itself':
      return [{ kind: 'itself' }];
    case 'here':
      return [wordsFrom(name, words, before.operands, takes)];
    case 'unseen':
      return [unseen(`${name} ${word}`)];
    case 'named': {
      const project = lookUp(name, takes, before.options, around);
      const found = project(word, argumentsFrom(words, before.operands.slice(1)));
      return orCommand(found, takes, () => wordsFrom(name, words, before.operands, {}));
    }
  }
  const values = [...(takes.values ?? []), ...(takes.text ?? [])];
  const after = readOptions(words, { ...takes, permutes: false, values }, place + 1);
  if (!after) return [unknown(`${name} ${word}`)];
  const text = optionValue(after.options, takes.text);
  if (text !== undefined)
    return [text === null ? unknown(name) : { kind: 'text', text, shell: 'sh', at: words.indexOf(text) }];
  if (sub === 'words' || sub === 'either') {
    const found = sub === 'either' ? namedScript(name, words, takes, before, after, around) : [];
    if (found.length > 0) return found;
    return [wordsFrom(`${name} ${word}`, words, after.operands, { ...takes, operands: 0 })];
  }
  const project = lookUp(name, takes, [...before.options, ...after.options], around);
  const [first, ...rest] = after.operands;
  if (first === undefined) return sub === 'listed' ? project(null) : [unknown(`${name} ${word}`)];
  const script = words[first] ?? null;
  if (script === null) return [unknown(`${name} ${word}`)];
  if (takes.otherwise === 'itself' && /[./]/.test(script)) return [{ kind: 'itself' }];
  const found = project(script, argumentsFrom(words, rest));
  return orCommand(found, takes, () => wordsFrom(name, words, after.operands, {}));
}

/** What the project has under the first word behind a subcommand; nothing where it is no name of a script. */
function namedScript(
  name: string,
  words: Words,
  takes: Takes,
  before: ReadOptions,
  after: ReadOptions,
  around: Surroundings,
): readonly Inner[] {
  const [first, ...rest] = after.operands;
  const script = words[first ?? -1] ?? null;
  if (script === null) return [];
  const project = lookUp(name, takes, [...before.options, ...after.options], around);
  const found = project(script, argumentsFrom(words, rest));
  return found.every(({ kind }) => kind === 'script') ? found : [];
}

/** A name that the project does not know, as a command; for tools that do so. */
function orCommand(found: readonly Inner[], { elseCommand }: Takes, command: () => Inner): readonly Inner[] {
  const [only] = found;
  return elseCommand && only?.kind === 'unknown' && only.absent ? [command()] : found;
}

function argumentsFrom(words: Words, places: readonly number[]): string {
  return places
    .map((at) => words[at] ?? '"$_"')
    .filter((word) => word !== '--')
    .map(quote)
    .join(' ');
}

function quote(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A login shell that an option names, or the one that is meant without it. */
function shellOf({ shell }: Takes, options: readonly OptionWord[], user: string | null | undefined): string {
  if (shell !== 'login') return shell ?? 'sh';
  return optionValue(options, ['-s', '--shell']) ?? `login of ${user === undefined ? 'root' : (user ?? '')}`;
}

function hasOption(options: readonly OptionWord[], names: readonly string[]): boolean {
  return options.some(({ name }) => names.includes(name));
}

function unknown(name: string): Inner {
  return { kind: 'unknown', what: unseenName(name), because: `${unseenName(name)} is not known` };
}

function unseen(name: string): Inner {
  return {
    kind: 'unknown',
    what: unseenName(name),
    because: `${unseenName(name)} is not among its words`,
  };
}
