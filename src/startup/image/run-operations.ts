import type { RunRecord } from '../../dockerfile/image-config.ts';
import type { Instruction } from '../../dockerfile/instruction.ts';
import { programName } from '../../knowledge/programs.ts';
import type { ShellFact } from '../../knowledge/types.ts';
import { parseShell } from '../../shell/parse.ts';
import type { CommandList, Loop, ShellNode, ShellProgram, SimpleCommand } from '../../shell/syntax.ts';
import {
  alignMapped,
  fixedMapped,
  joinMapped,
  type MappedText,
  plainMapped,
} from '../../text/mapped-text.ts';
import { redirected } from '../evaluate/run-redirects.ts';
import type { Operation, Piece } from './build-operations.ts';
import { absolutePath } from './path-set.ts';
import { prefixLength, type RunWord } from './run-call.ts';
import { runEffect } from './run-commands.ts';
import { find, xargs } from './run-find.ts';
import { add, type Input, readWord, type Scope } from './run-scope.ts';

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
    for (const { name, value, index, append } of node.assignments) {
      const text = value && !index ? readWord(value, scope) : null;
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
  ['find', (words, _input, scope) => find(words, scope, runWords)],
  ['xargs', (words, input, scope) => xargs(words, input, scope, runWords)],
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
