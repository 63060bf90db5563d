import type facts from '../knowledge/data/shell-syntax.json';
import type {
  CommandList,
  FunctionDefinition,
  ParameterPart,
  Redirect,
  ShellNode,
  ShellProgram,
  SimpleCommand,
  TestExpression,
  Word,
} from './syntax.ts';

/** Syntax that some shells refuse, by the name of the table. */
export type Feature = keyof typeof facts.refused;

/** A piece of a program that not every shell can read. */
export type Use = { readonly offset: number } & (
  | { readonly feature: Feature }
  /** What stands in `$(…)` or backquotes cannot be parsed. */
  | { readonly error: string; readonly backquoted: boolean }
  /** Two commands to a shell that does not know it: what comes of them depends. */
  | { readonly split: string }
);

/** What a program uses of syntax that some shells refuse, and the mistakes inside of its substitutions. */
export function* usedSyntax({ lines, text }: ShellProgram): Generator<Use> {
  for (const line of lines) yield* inList(line, text);
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
        for (const pattern of patterns) yield* inWord(pattern);
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
      if (node.form === '((') return;
      if (node.grouped) yield { feature: '`(` in `[[`', offset };
      yield* inTest(node.expression);
      return;
    case 'function':
      yield* inFunction(node, text);
      return;
    case 'unsupported':
      if (/^coproc\s+\w+\s*[({]/.test(text.slice(offset, node.span.end)))
        yield { feature: '`coproc NAME {`', offset };
      else if (/^coproc\s*[({]/.test(text.slice(offset, node.span.end)))
        yield { feature: '`coproc {`', offset };
  }
}

function* inFunction(node: FunctionDefinition, text: string): Generator<Use> {
  const offset = node.span.start;
  const head = text.slice(offset, node.body.span.start);
  const behind = head.slice(head.indexOf(node.name) + node.name.length);
  if (!node.keyword) {
    if (!/^[A-Za-z_]\w*$/.test(node.name)) yield { feature: 'such a name of a function', offset };
  } else if (behind.includes('(')) yield { feature: '`function NAME ()`', offset };
  else if (behind.includes('\n')) yield { split: '`function NAME` above `{`', offset };
  else yield { feature: '`function NAME`', offset };
  yield* inNode(node.body, text);
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
      yield* inWord(left);
      if (operator === '=~') yield { feature: '`=~`', offset };
      if (operator === '=~' && /(^|[^\\])\(/.test(right.source.replace(/(["']).*?\1/gs, '')))
        yield { feature: '`=~` with parentheses', offset };
      for (const use of inWord(right)) {
        if (!('feature' in use && use.feature === '`@(a|b)`')) yield use;
        else if (operator !== '=~') yield { feature: '`@(a|b)` in `[[`', offset };
      }
      return;
    }
    default:
      for (const operand of expression.operands) yield* inTest(operand);
  }
}

function* inRedirect({ operator, target, span }: Redirect): Generator<Use> {
  if (operator === '<<<') yield { feature: '`<<<`', offset: span.start };
  if (operator === '&>>') yield { feature: '`&>>`', offset: span.start };
  if (target) yield* inWord(target);
}

function* inWord({ parts, span }: Word): Generator<Use> {
  const offset = span.start;
  for (const part of parts) {
    if (part.kind === 'glob' && /^[?*+@!]\(/.test(part.text)) yield { feature: '`@(a|b)`', offset };
    if (part.kind === 'process') yield { feature: 'process substitution', offset };
    if (part.kind === 'parameter') yield* inParameter(part, offset);
    if (part.kind !== 'command' || !part.program) continue;
    const { program, backquoted } = part;
    const [error] = program.errors;
    if (error) yield { error: error.message, backquoted, offset };
    // What stands in backquotes is read when it runs, by a shell of its own.
    if (!backquoted) for (const use of usedSyntax(program)) yield { ...use, offset };
  }
}

/** The words inside of `${…}`; they have no places in the text of their own. */
function* inParameter({ operand, replacement, index }: ParameterPart, offset: number): Generator<Use> {
  for (const word of [operand, replacement, index])
    if (word) for (const use of inWord(word)) if ('error' in use) yield { ...use, offset };
}
