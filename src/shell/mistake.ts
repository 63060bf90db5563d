import facts from '../knowledge/data/shell-syntax.json' with { type: 'json' };
import type { ShellFact } from '../knowledge/types.ts';
import { atLeast } from './implicit-exec.ts';
import { parseShell } from './parse.ts';
import type {
  CommandList,
  Redirect,
  ShellMistake,
  ShellNode,
  ShellProgram,
  SimpleCommand,
  TestExpression,
  Word,
} from './syntax.ts';

type Feature = keyof typeof facts.refused;

/** How a shell gets its text: `-c`, a script file, `eval`, or a file that it reads with `.`. */
export type TextKind = 'text' | 'script' | 'eval' | 'file';

interface Habits {
  /** The status with which it ends. */
  readonly status: number;
  /** Whether a mistake in what `eval` is given, or in a file read with `.`, ends it. */
  readonly evalEnds: boolean;
  readonly fileEnds: boolean;
  /** What it reads as a whole before it runs anything of it. */
  readonly readsWhole?: readonly string[];
}

/** What shells do at a mistake; for one that is not known, what most of them do. */
export function habitsOf({ implementation }: Pick<ShellFact, 'implementation'>): Habits {
  const known: Readonly<Record<string, Habits>> = facts.mistakes;
  return known[implementation] ?? facts.mistakes.bash;
}

/**
 * What a shell runs of a program: it reads one complete command after the other, up to the line in which it finds a
 * mistake. What is a mistake differs: `knowledge/data/shell-syntax.json`.
 */
export function readProgram(program: ShellProgram, shell: ShellFact, kind: TextKind): ShellProgram {
  const mistake = firstMistake(program, shell);
  if (!mistake) return program;
  const whole = habitsOf(shell).readsWhole?.includes(kind) ?? false;
  const lines = whole
    ? []
    : [...linesBefore(program, mistake.offset), ...sameLineBefore(program, mistake.offset, shell)];
  // There is more to read behind the last of them, so that it is not taken for the last.
  return { ...program, lines, trailing: '\n\n', errors: [], mistake };
}

/** The first thing in a program that this shell takes for a mistake; null when there is none. */
export function firstMistake(program: ShellProgram, shell: ShellFact): ShellMistake | null {
  const [error] = program.errors;
  const foreign = foreignSyntax(program, shell);
  if (!error || (foreign && foreign.offset < error.offset)) return foreign;
  const accepted: Readonly<Record<string, { readonly by: readonly string[] }>> = facts.accepted;
  const sure = !accepted[error.message]?.by.includes(shell.implementation);
  return { what: `a syntax error (${error.message})`, offset: error.offset, sure };
}

/** The lines that are complete before an offset; of what a mistake leaves open the parser may make lines of its own. */
function linesBefore({ text, lines }: ShellProgram, offset: number): readonly CommandList[] {
  const textOf = (index: number): string =>
    text.slice(lines[index]?.span.start, Math.min(lines[index + 1]?.span.start ?? offset, offset));
  const complete = lines.filter(({ span }) => text.slice(span.end, offset).includes('\n'));
  let count = complete.length;
  while (count > 0 && isOpen(textOf(count - 1))) count -= 1;
  return complete.slice(0, count);
}

/** What of the line with the mistake runs, too: what `;` parts from it, in dash before 0.5.10 and busybox before 1.27. */
function sameLineBefore(
  { text, lines }: ShellProgram,
  offset: number,
  { implementation, version }: ShellFact,
): readonly CommandList[] {
  const isOld =
    (implementation === 'dash' && /^0\.5\.\d(\.|$)/.test(version ?? '')) ||
    (implementation === 'busybox ash' && atLeast(version, 1, 27) === false);
  const line = lines.find(
    ({ span }) => span.start < offset && !text.slice(span.start, offset).includes('\n'),
  );
  if (!isOld || !line || isOpen(text.slice(line.span.start, offset))) return [];
  const items = line.items.filter(({ node }) => node.span.end <= offset);
  return [{ ...line, items, span: { start: line.span.start, end: offset } }];
}

function isOpen(text: string): boolean {
  return parseShell(text).errors.length > 0;
}

/** Whether this shell refuses a feature as a syntax error. */
function isRefused(feature: Feature, shell: ShellFact): boolean {
  const fact: { readonly by: readonly string[]; readonly busyboxBefore?: readonly number[] } =
    facts.refused[feature];
  if (fact.by.includes(shell.implementation)) return true;
  const [major = 0, minor = 0] = fact.busyboxBefore ?? [];
  return (
    shell.implementation === 'busybox ash' &&
    fact.busyboxBefore !== undefined &&
    atLeast(shell.version, major, minor) === false
  );
}

/** The first thing in a program that this shell refuses although others know it; null when there is none. */
export function foreignSyntax(program: ShellProgram, shell: ShellFact): ShellMistake | null {
  let first: ShellMistake | null = null;
  for (const { feature, offset } of used(program)) {
    if (first && offset >= first.offset) continue;
    if (isRefused(feature, shell))
      first = { what: `${feature}, which ${shell.implementation} does not know`, offset, sure: true };
  }
  return first;
}

/** Whether a process substitution stands anywhere in a program. */
export function hasProcessSubstitution(program: ShellProgram): boolean {
  for (const { feature } of used(program)) if (feature === 'process substitution') return true;
  return false;
}

interface Use {
  readonly feature: Feature;
  readonly offset: number;
}

function* used(program: ShellProgram): Generator<Use> {
  for (const line of program.lines) yield* inList(line, program.text);
}

function* inList(list: CommandList, text: string): Generator<Use> {
  for (const { node } of list.items) yield* inNode(node, text);
}

function* inNode(node: ShellNode, text: string): Generator<Use> {
  const offset = node.span.start;
  if ('redirects' in node) for (const redirect of node.redirects) yield* inRedirect(redirect);
  switch (node.kind) {
    case 'simple':
      yield* inSimple(node);
      return;
    case 'pipeline':
      if (node.negations > 1) yield { feature: '`! !`', offset };
      if (node.joinsErrors) yield { feature: '`|&`', offset };
      for (const member of node.members) yield* inNode(member, text);
      return;
    case 'and-or':
      yield* inNode(node.first, text);
      for (const { node: next } of node.rest) yield* inNode(next, text);
      return;
    case 'group':
    case 'subshell':
      yield* inList(node.body, text);
      return;
    case 'if':
      for (const { condition, body } of node.branches) {
        yield* inList(condition, text);
        yield* inList(body, text);
      }
      if (node.otherwise) yield* inList(node.otherwise, text);
      return;
    case 'case':
      yield* inWord(node.word);
      for (const { patterns, body, end } of node.items) {
        if (patterns.some(hasGroup)) yield { feature: '`@(a|b)`', offset: patterns[0]?.span.start ?? offset };
        yield* inList(body, text);
        if (end !== ';;') yield { feature: `\`${end}\``, offset: body.span.end };
      }
      return;
    case 'loop':
      if (node.type === 'arithmetic-for') yield { feature: '`for ((`', offset };
      if (node.type === 'select') yield { feature: '`select`', offset };
      if (node.type === 'for' && text.charAt(node.span.end - 1) === '}')
        yield { feature: '`{` in the place of `do`', offset };
      if (node.condition) yield* inList(node.condition, text);
      for (const word of node.words ?? []) yield* inWord(word);
      yield* inList(node.body, text);
      return;
    case 'test':
      if (node.form === '[[') yield* inTest(node.expression);
      return;
    case 'function':
      if (node.keyword)
        yield { feature: hasParentheses(node, text) ? '`function NAME ()`' : '`function NAME`', offset };
      else if (!/^[A-Za-z_]\w*$/.test(node.name)) yield { feature: 'such a name of a function', offset };
      yield* inNode(node.body, text);
      return;
  }
}

function hasParentheses(
  { name, span, body }: Extract<ShellNode, { kind: 'function' }>,
  text: string,
): boolean {
  const head = text.slice(span.start, body.span.start);
  return head.slice(head.indexOf(name) + name.length).includes('(');
}

function* inSimple({ assignments, words, span }: SimpleCommand): Generator<Use> {
  for (const { elements, append, value } of assignments) {
    if (elements) yield { feature: append ? '`x+=(…)`' : '`x=(…)`', offset: span.start };
    for (const word of [...(elements ?? []), ...(value ? [value] : [])]) yield* inWord(word);
  }
  const isExport = /^(export|readonly|typeset)$/.test(words[0]?.source ?? '');
  for (const word of words) {
    if (/^\w+\+?=\(/.test(word.source))
      yield { feature: isExport ? '`export x=(…)`' : '`declare x=(…)`', offset: word.span.start };
    yield* inWord(word);
  }
}

function* inTest(expression: TestExpression): Generator<Use> {
  switch (expression.kind) {
    case 'not':
      yield* inTest(expression.operand);
      return;
    case 'unary':
      yield* inWord(expression.operand);
      return;
    case 'binary': {
      const { operator, left, right } = expression;
      const offset = right.span.start;
      if (operator === '=~') yield { feature: '`=~`', offset };
      if (operator === '=~' && /(^|[^\\])\(/.test(right.source.replace(/(["']).*?\1/gs, '')))
        yield { feature: '`=~` with parentheses', offset };
      if (operator !== '=~' && hasGroup(right)) yield { feature: '`@(a|b)` in `[[`', offset };
      yield* inWord(left);
      return;
    }
    default:
      for (const operand of expression.operands) yield* inTest(operand);
  }
}

function hasGroup({ parts }: Word): boolean {
  return parts.some((part) => part.kind === 'glob' && part.text.includes('('));
}

function* inRedirect({ operator, target, span }: Redirect): Generator<Use> {
  if (operator === '<<<') yield { feature: '`<<<`', offset: span.start };
  if (operator === '&>>') yield { feature: '`&>>`', offset: span.start };
  if (target) yield* inWord(target);
}

function* inWord({ parts, span, source }: Word): Generator<Use> {
  for (const part of parts) {
    if (part.kind === 'process') yield { feature: 'process substitution', offset: span.start };
    // What stands in backquotes is read when it runs, by a shell of its own.
    if (part.kind === 'command' && part.program && !source.includes('`'))
      for (const { feature } of used(part.program)) yield { feature, offset: span.start };
  }
}
