import type { RunRecord } from '../dockerfile/image-config.ts';
import type { Instruction } from '../dockerfile/instruction.ts';
import { programName } from '../knowledge/programs.ts';
import type { ShellFact } from '../knowledge/types.ts';
import { parseShell } from '../shell/parse.ts';
import type {
  CommandList,
  Loop,
  Redirect,
  ShellNode,
  ShellProgram,
  SimpleCommand,
  Word,
} from '../shell/syntax.ts';
import {
  alignMapped,
  fixedMapped,
  joinMapped,
  type MappedText,
  plainMapped,
  sourceSpan,
} from '../text/mapped-text.ts';
import type { Operation, OperationBody, Piece } from './build-operations.ts';
import { absolutePath } from './path-set.ts';
import { prefixLength, type RunWord, runEffect } from './run-commands.ts';
import { documentText, wordText } from './run-text.ts';

/** What is around the RUN instructions of a Dockerfile. */
export interface RunSurroundings {
  /** The Dockerfile as places name it, and its text. */
  readonly file: string;
  readonly text: string;
  /** The program behind the first word of SHELL. */
  readonly shell: (name: string) => ShellFact;
}

/** How many commands of one RUN are followed; more are generated. */
const mostCommands = 5000;
const deepestText = 5;
const shellNames: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'mksh', 'yash']);

/** The state of the shell of a RUN. */
interface Scope {
  readonly by: Instruction;
  /** The file that the text stands in; null for text that was put together. */
  readonly file: string | null;
  readonly text: MappedText;
  readonly shell: ShellFact;
  readonly inherited: boolean;
  readonly variables: Map<string, string | null>;
  directory: string | null;
  sure: boolean;
  depth: number;
  /** What is left of {@link mostCommands}, shared by all scopes of a RUN. */
  readonly budget: { left: number };
  readonly operations: Operation[];
}

/** What a RUN does to the files of the image, in order. Pure; what is not understood names the paths it may change. */
export function runOperations(run: RunRecord, around: RunSurroundings): readonly Operation[] {
  const { instruction } = run;
  const shell = around.shell(run.shell[0] ?? '/bin/sh');
  const scope = (text: MappedText): Scope => ({
    by: instruction,
    file: around.file,
    text,
    shell,
    inherited: run.inheritedEnv,
    variables: new Map(run.variables),
    directory: run.workdir,
    sure: true,
    depth: 0,
    budget: { left: mostCommands },
    operations: [],
  });
  const { form } = instruction;
  if (form?.kind === 'exec') {
    const words = form.elements.map(
      ({ value }): RunWord => ({ text: value.text, pattern: false, mapped: value }),
    );
    const own = scope(joinMapped([]));
    runWords(words, null, own);
    return own.operations;
  }
  const code = runText(instruction, around.text);
  if (code === null || !shellNames.has(programName(code.shell ?? run.shell[0] ?? 'sh'))) return [];
  const own = scope(code.text);
  runProgram(parseShell(code.text.text), own);
  return own.operations;
}

/** The text that the shell of a RUN is given, here-documents included; null when it is not for a shell. */
function runText(
  instruction: Instruction,
  dockerfile: string,
): { readonly text: MappedText; readonly shell: string | null } | null {
  const { form, heredocs } = instruction;
  if (form?.kind !== 'shell') return null;
  const [first] = heredocs;
  if (first === undefined) return { text: form.text, shell: null };
  if (heredocs.length === 1 && /^\d*<<-?\s*["']?[^\s"'<>|&;]+["']?$/.test(form.text.text.trim())) {
    const raw = dockerfile.slice(first.span.start, first.span.end);
    const text = alignMapped(raw, first.span.start, first.content);
    const interpreter = /^#![ \t]*(\S+)(?:[ \t]+(\S+))?/.exec(first.content);
    const name = interpreter?.[1]?.endsWith('/env') ? interpreter[2] : interpreter?.[1];
    return { text, shell: name ?? null };
  }
  const { start } = first.span;
  const bodies = plainMapped(dockerfile.slice(start, instruction.span.end), start);
  return { text: joinMapped([form.text, plainMapped('\n', start - 1), bodies]), shell: null };
}

function runProgram(program: ShellProgram, scope: Scope): readonly Piece[] {
  return program.lines.flatMap((line) => runList(line, null, scope));
}

type Input = readonly Piece[] | null;

function runList(list: CommandList, input: Input, scope: Scope): readonly Piece[] {
  return list.items.flatMap(({ node }) => runNode(node, input, scope));
}

function runNode(node: ShellNode, input: Input, scope: Scope): readonly Piece[] {
  scope.budget.left -= 1;
  if (scope.budget.left < 0) return [];
  switch (node.kind) {
    case 'simple':
      return runSimple(node, input, scope);
    case 'pipeline':
      return node.members.reduce<Input>((from, member) => runNode(member, from, scope), input) ?? [];
    case 'and-or': {
      const output = [...runNode(node.first, input, scope)];
      let sure = scope.sure;
      for (const { operator, node: next } of node.rest) {
        // What follows `||` runs when something fails, which a build is not meant to do.
        if (operator === '||') sure = false;
        output.push(...doubtfully(scope, sure, () => runNode(next, input, scope)));
      }
      return output;
    }
    case 'group':
      return redirected(node.redirects, scope, input, (from) => runList(node.body, from, scope));
    case 'subshell': {
      const inner: Scope = { ...scope, variables: new Map(scope.variables) };
      return redirected(node.redirects, scope, input, (from) => runList(node.body, from, inner));
    }
    case 'if':
      return redirected(node.redirects, scope, input, (from) => {
        const output: Piece[] = [];
        for (const [index, { condition, body }] of node.branches.entries()) {
          output.push(...doubtfully(scope, index === 0 && scope.sure, () => runList(condition, from, scope)));
          output.push(...doubtfully(scope, false, () => runList(body, from, scope)));
        }
        if (node.otherwise) {
          const { otherwise } = node;
          output.push(...doubtfully(scope, false, () => runList(otherwise, from, scope)));
        }
        return output;
      });
    case 'case':
      return redirected(node.redirects, scope, input, (from) =>
        node.items.flatMap(({ body }) => doubtfully(scope, false, () => runList(body, from, scope))),
      );
    case 'loop':
      return redirected(node.redirects, scope, input, (from) => runLoop(node, from, scope));
    case 'function':
    case 'test':
    case 'unsupported':
      return [];
  }
}

/** Runs something that may not be run. */
function doubtfully(scope: Scope, sure: boolean, run: () => readonly Piece[]): readonly Piece[] {
  const before = scope.sure;
  const { directory } = scope;
  scope.sure = sure && before;
  const output = run();
  // A `cd` that may not have happened.
  if (!scope.sure && scope.directory !== directory) scope.directory = null;
  scope.sure = before;
  return output.map(
    (piece): Piece =>
      sure || !before ? piece : { kind: 'unknown', reason: 'in a branch that may not be taken' },
  );
}

/** A `for` over words that are known runs once for each; any other loop may not run. */
function runLoop(node: Loop, input: Input, scope: Scope): readonly Piece[] {
  const words = node.type === 'for' ? (node.words?.map((word) => readWord(word, scope)) ?? null) : null;
  const { variable } = node;
  if (words === null || variable === null || words.some(({ text }) => text === null)) {
    if (node.condition) runList(node.condition, input, scope);
    if (variable !== null) scope.variables.set(variable, null);
    return doubtfully(scope, false, () => runList(node.body, input, scope));
  }
  return words.flatMap(({ text }) => {
    scope.variables.set(variable, text);
    return runList(node.body, input, scope);
  });
}

function runSimple(node: SimpleCommand, input: Input, scope: Scope): readonly Piece[] {
  const words = node.words.map((word) => readWord(word, scope));
  if (words.length === 0) {
    for (const { name, value, append } of node.assignments) {
      const text = value ? readWord(value, scope) : null;
      scope.variables.set(name, append || text === null || text.pattern ? null : text.text);
    }
  }
  return redirected(node.redirects, scope, input, (from) => runWords(words, from, scope));
}

function runWords(words: readonly RunWord[], input: Input, scope: Scope): readonly Piece[] {
  const prefix = prefixLength(words);
  if (prefix > 0) return runWords(words.slice(prefix), input, scope);
  const [first, ...rest] = words;
  if (first === undefined) return [];
  const name = first.text === null ? first.mapped.text : programName(first.text);
  const own = scoped.get(name);
  if (own) return own(rest, input, scope);
  const { directory, shell, file } = scope;
  const effect = runEffect(name, { words: rest, directory, input, shell, file });
  add(effect.operations, scope);
  return effect.output;
}

function add(operations: readonly OperationBody[], { by, sure, operations: all }: Scope): void {
  for (const operation of operations) all.push({ by, sure, ...operation });
}

type ScopedCommand = (words: readonly RunWord[], input: Input, scope: Scope) => readonly Piece[];

/** Commands that change the shell itself, or run others. */
const scoped: ReadonlyMap<string, ScopedCommand> = new Map<string, ScopedCommand>([
  ['cd', changeFolder],
  ['pushd', changeFolder],
  ['popd', (_words, _input, scope) => leaveFolder(scope)],
  ['export', setVariables],
  ['declare', setVariables],
  ['local', setVariables],
  ['readonly', setVariables],
  ['find', find],
  ['xargs', xargs],
  ...[...shellNames].map((name): [string, ScopedCommand] => [name, runShell]),
]);

function changeFolder(words: readonly RunWord[], _input: Input, scope: Scope): readonly Piece[] {
  const target = words.find(({ text }) => text === null || !/^-[LPe]+$|^--$/.test(text));
  const text = target === undefined || target.pattern ? null : target.text;
  scope.directory = text === null || text === '-' ? null : absolutePath(text, scope.directory);
  return [];
}

function leaveFolder(scope: Scope): readonly Piece[] {
  scope.directory = null;
  return [];
}

function setVariables(words: readonly RunWord[], _input: Input, scope: Scope): readonly Piece[] {
  for (const { text, mapped } of words) {
    const match = /^([A-Za-z_]\w*)=(.*)$/s.exec(text ?? mapped.text);
    if (match) scope.variables.set(match[1] as string, text === null ? null : (match[2] as string));
  }
  return [];
}

/** `sh -c 'text'`; a script that is run is taken to leave the files alone that others bring. */
function runShell(words: readonly RunWord[], input: Input, scope: Scope): readonly Piece[] {
  const flag = words.findIndex(({ text }) => /^-[a-z]*c[a-z]*$/.test(text ?? ''));
  const code = words[flag + 1];
  if (flag === -1 || code?.text == null || scope.depth >= deepestText) {
    return input === null ? [] : [{ kind: 'unknown', reason: 'with a script that is not followed' }];
  }
  const mapped = code.mapped.text === code.text ? code.mapped : fixedMapped(code.text, { start: 0, end: 0 });
  const inner: Scope = {
    ...scope,
    text: mapped,
    depth: scope.depth + 1,
    variables: new Map(scope.variables),
  };
  return runProgram(parseShell(mapped.text), inner);
}

/** `find FOLDER -name '*.sh' -exec chmod +x {} +`: the command on all paths that it may find. */
function find(words: readonly RunWord[], _input: Input, scope: Scope): readonly Piece[] {
  const texts = words.map(({ text }) => text);
  const start = texts.findIndex((text) => text?.startsWith('-') === true);
  const exec = texts.findIndex((text) => text === '-exec' || text === '-execdir');
  const named = texts.findIndex((text) => text === '-name' || text === '-iname');
  const folders = words.slice(0, start === -1 ? words.length : start);
  if (exec === -1) return found(folders, named === -1 ? null : (texts[named + 1] ?? null), scope);
  const end = texts.findIndex((text, index) => index > exec && (text === ';' || text === '+'));
  const command = words.slice(exec + 1, end === -1 ? words.length : end).filter(({ text }) => text !== '{}');
  runOn(command, found(folders, named === -1 ? null : (texts[named + 1] ?? null), scope), scope);
  return [];
}

/** The folders that `find` looks through, on their way to `xargs`; any other command cannot tell what they are. */
function found(folders: readonly RunWord[], name: string | null, scope: Scope): readonly Piece[] {
  return folders.flatMap(({ text }): readonly Piece[] => {
    const path = text === null ? null : absolutePath(text, scope.directory);
    return path === null
      ? []
      : [{ kind: 'unknown', reason: 'with `find`, which is not followed', found: { path, name } }];
  });
}

function xargs(words: readonly RunWord[], input: Input, scope: Scope): readonly Piece[] {
  let index = 0;
  while (/^-/.test(words[index]?.text ?? '')) index += /^-[ILnPsd]$/.test(words[index]?.text ?? '') ? 2 : 1;
  const command = words.slice(index).filter(({ text }) => text !== '{}' && text !== '%');
  runOn(command, input ?? [], scope);
  return [{ kind: 'unknown', reason: 'with `xargs`, which is not followed' }];
}

/** A command that is given paths by another: its effect on one stands for all of them. */
function runOn(command: readonly RunWord[], pieces: readonly Piece[], scope: Scope): void {
  const stand = '/\u0000';
  for (const piece of pieces) {
    if (piece.kind !== 'unknown' || !piece.found) continue;
    const { path, name } = piece.found;
    const word: RunWord = { text: stand, pattern: false, mapped: joinMapped([]) };
    const before = scope.operations.length;
    runWords([...command, word], null, scope);
    const made = scope.operations.splice(before);
    for (const operation of made) {
      if (operation.kind === 'mode' || operation.kind === 'line-ends' || operation.kind === 'remove') {
        scope.operations.push({ ...operation, paths: { path, pattern: false, recursive: true, name } });
      } else if (operation.kind === 'opaque') {
        scope.operations.push({ ...operation, paths: [{ path, pattern: false, recursive: true, name }] });
      }
    }
  }
}

function readWord(word: Word, scope: Scope): RunWord {
  let text: string | null = '';
  let pattern = false;
  for (const part of word.parts) {
    const value: string | null =
      part.kind === 'literal'
        ? part.value
        : part.kind === 'glob'
          ? part.text
          : part.kind === 'parameter' && part.prefix === null && part.operator === null
            ? lookUp(scope, part.name)
            : null;
    pattern ||= part.kind === 'glob';
    text = text === null || value === null ? null : text + value;
  }
  const known = text ?? word.source;
  const mapped =
    text === null ? fixedMapped(known, sourceSpan(scope.text, word.span)) : wordText(word, known, scope.text);
  return { text, pattern, mapped };
}

function lookUp({ variables, inherited }: Scope, name: string): string | null {
  if (/^\d+$|^[@*]$/.test(name)) return name === '0' ? null : '';
  if (!/^[A-Za-z_]\w*$/.test(name)) return null;
  const value = variables.get(name);
  return value === undefined ? (inherited ? null : '') : value;
}

/** Runs something with its input and output where the redirections say; what is left goes on to a pipe. */
function redirected(
  redirects: readonly Redirect[],
  scope: Scope,
  input: Input,
  run: (input: Input) => readonly Piece[],
): readonly Piece[] {
  let from = input;
  for (const redirect of redirects) from = inputOf(redirect, scope) ?? from;
  // A redirection opens its file before the command runs, in the folder that is current then.
  const targets = redirects.filter(writesOutput).map((redirect) => ({
    append: redirect.operator === '>>' || redirect.operator === '&>>',
    path: targetPath(redirect, scope),
  }));
  const output = run(from);
  const last = targets.at(-1);
  if (last === undefined) return output;
  for (const target of targets) {
    if (target.path === null) continue;
    const pieces = target === last ? output : [];
    add([{ kind: 'write', path: target.path, pieces, append: target.append }], scope);
  }
  return [];
}

function inputOf({ operator, document, target }: Redirect, scope: Scope): Input {
  if (document) {
    const read = documentText(document, scope.text, (name) => lookUp(scope, name));
    if ('unknown' in read) return [{ kind: 'unknown', reason: `from a here-document with ${read.unknown}` }];
    return [{ kind: 'text', file: scope.file, text: read.text }];
  }
  if (operator === '<<<' && target) {
    const { text, mapped } = readWord(target, scope);
    if (text === null) return [{ kind: 'unknown', reason: 'from a word whose value is not known' }];
    return [{ kind: 'text', file: scope.file, text: joinMapped([mapped, fixedMapped('\n', endOf(mapped))]) }];
  }
  if (operator !== '<' || !target) return null;
  const path = targetPath({ target }, scope);
  return path === null
    ? [{ kind: 'unknown', reason: 'from a file that is not known' }]
    : [{ kind: 'file', path, unix: false }];
}

function endOf({ ends, starts }: MappedText): { readonly start: number; readonly end: number } {
  const end = ends.at(-1) ?? starts[0] ?? 0;
  return { start: end, end };
}

function writesOutput({ operator, descriptor }: Redirect): boolean {
  if (operator === '&>' || operator === '&>>') return true;
  return (
    (operator === '>' || operator === '>>' || operator === '>|') && (descriptor === null || descriptor === 1)
  );
}

function targetPath({ target }: Pick<Redirect, 'target'>, scope: Scope): string | null {
  if (!target) return null;
  const { text, pattern } = readWord(target, scope);
  return text === null || pattern ? null : absolutePath(text, scope.directory);
}
