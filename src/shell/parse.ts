import type * as bash from 'unbash';
import { parse as unbash } from 'unbash';
import type { Span } from '../text/span.ts';
import type {
  Assignment,
  CaseItem,
  CommandList,
  HereDocument,
  Redirect,
  ShellNode,
  ShellProgram,
  SimpleCommand,
  TestExpression,
} from './syntax.ts';
import { readExpression, readWord, wordFromAssignment } from './words.ts';

/** How deeply compound commands may nest before the text is given up as not understood. */
const deepest = 200;

/**
 * Parses shell text with unbash and turns its tree into ours.
 *
 * @param text `-c` text or a script's content.
 * @returns the program; never throws: what is wrong is in `errors`, with offsets into `text`.
 */
export function parseShell(text: string): ShellProgram {
  return fromScript(unbash(text), text);
}

/** A script of unbash (the whole text, or a command substitution inside it) as a program of ours. */
export function fromScript(script: bash.ParsedScript, outerText: string): ShellProgram {
  const text = script.source ?? outerText;
  const errors = (script.errors ?? []).map(({ message, pos }) => ({ message, offset: pos }));
  const reader = createReader(text);
  const statements = script.commands;
  const lines: CommandList[] = [];
  let from = 0;
  for (const [index, statement] of statements.entries()) {
    const next = statements[index + 1];
    if (next && !newlineBetween(text, statement, next.pos)) continue;
    lines.push(reader.list(statements.slice(from, index + 1)));
    from = index + 1;
  }
  const last = statements.at(-1);
  const trailing = last ? trailingText(text, last, script.end) : '';
  return { text, lines, trailing, errors: [...errors, ...reader.errors] };
}

function negations({ prefixes }: bash.Pipeline): number {
  return prefixes.filter(({ type }) => type === 'Negation').length;
}

/** What follows the last command; a here-document's line is over before its body begins. */
function trailingText(text: string, last: bash.Statement, end: number): string {
  return (hereDocBodies(last) ? '\n' : '') + text.slice(last.end, end).replace(/\\\n/g, '');
}

/** Whether a newline that ends a command stands between a statement's end and an offset. */
function newlineBetween(text: string, statement: bash.Statement, end: number): boolean {
  const hereDocs = hereDocBodies(statement);
  if (hereDocs) return true;
  return text.slice(statement.end, end).includes('\n');
}

/** Whether the statement's last line goes on into here-document bodies, and so ended in a newline. */
function hereDocBodies(statement: bash.Statement): boolean {
  const command = statement.command;
  const redirects = command.type === 'Command' || command.type === 'Redirected' ? command.redirects : [];
  return redirects.some(({ type }) => type === 'HereDoc');
}

interface Reader {
  readonly errors: { message: string; offset: number }[];
  list(statements: readonly bash.Statement[]): CommandList;
}

function createReader(text: string): Reader {
  const errors: { message: string; offset: number }[] = [];
  let depth = 0;

  const list = (statements: readonly bash.Statement[]): CommandList => {
    const first = statements[0];
    const last = statements.at(-1);
    return {
      kind: 'list',
      items: statements.map((statement) => ({
        node: node(statement.command),
        background: statement.background === true,
      })),
      // An unterminated expansion at the end can make unbash count past the text.
      span: { start: first?.pos ?? 0, end: Math.min(last?.end ?? 0, text.length) },
    };
  };

  const body = (compound: bash.CompoundList): CommandList => list(compound.commands);

  const node = (command: bash.PipelineNode | bash.AndOr | bash.CompoundList): ShellNode => {
    if (depth >= deepest) {
      errors.push({ message: `nested more than ${deepest} deep`, offset: command.pos });
      return { kind: 'unsupported', span: spanOf(command), what: 'deep nesting' };
    }
    depth += 1;
    const result = convert(command, []);
    depth -= 1;
    return result;
  };

  const convert = (
    command: bash.PipelineNode | bash.AndOr | bash.CompoundList,
    redirects: readonly Redirect[],
  ): ShellNode => {
    const span = spanOf(command);
    switch (command.type) {
      case 'Command':
        return simple(command, text);
      case 'Redirected':
        return {
          ...convert(
            command.command,
            command.redirects.map((redirect) => readRedirect(redirect, text)),
          ),
          span,
        };
      case 'AndOr':
        return {
          kind: 'and-or',
          span,
          first: node(command.commands[0] as bash.PipelineNode),
          rest: command.operators.map((operator, index) => ({
            operator,
            node: node(command.commands[index + 1] as bash.PipelineNode),
          })),
        };
      case 'Pipeline':
        return {
          kind: 'pipeline',
          span,
          members: command.commands.map((member) => node(member)),
          joinsErrors: command.operators.includes('|&'),
          negated: negations(command) % 2 === 1,
          negations: negations(command),
          timed: command.prefixes.some(({ type }) => type === 'Time'),
        };
      case 'BraceGroup':
        return { kind: 'group', span, body: body(command.body), redirects };
      case 'CompoundList':
        return { kind: 'group', span, body: body(command), redirects };
      case 'Subshell':
        return { kind: 'subshell', span, body: body(command.body), redirects };
      case 'If':
        return {
          kind: 'if',
          span,
          branches: [command, ...command.elif].map(({ clause, then }) => ({
            condition: body(clause),
            body: body(then),
          })),
          otherwise: command.else ? body(command.else) : null,
          redirects,
        };
      case 'Case':
        return {
          kind: 'case',
          span,
          word: readWord(command.word, text),
          items: command.items.map(
            (item): CaseItem => ({
              patterns: item.pattern.map((pattern) => readWord(pattern, text)),
              body: body(item.body),
              end: item.terminator ?? ';;',
            }),
          ),
          redirects,
        };
      case 'While':
        return {
          kind: 'loop',
          span,
          type: command.kind,
          condition: body(command.clause),
          variable: null,
          words: null,
          endless: false,
          body: body(command.body),
          redirects,
        };
      case 'For':
      case 'Select':
        return {
          kind: 'loop',
          span,
          type: command.type === 'For' ? 'for' : 'select',
          condition: null,
          variable: command.name.value,
          words: command.wordlist?.map((word) => readWord(word, text)) ?? null,
          endless: false,
          body: body(command.body),
          redirects,
        };
      case 'ArithmeticFor':
        return {
          kind: 'loop',
          span,
          type: 'arithmetic-for',
          condition: null,
          variable: null,
          words: null,
          endless: command.test === undefined,
          body: body(command.body),
          redirects,
        };
      case 'Function':
        return {
          kind: 'function',
          span,
          name: command.name.value,
          keyword: /^function\s/.test(text.slice(command.pos, command.pos + 9)),
          body: node(command.body),
        };
      case 'TestCommand':
        return {
          kind: 'test',
          span,
          form: '[[',
          expression: readTest(command.expression, text),
          grouped: hasGroup(command.expression),
        };
      case 'ArithmeticCommand':
        return { kind: 'test', span, form: '((', expression: readExpression(command.body) };
      case 'Coproc':
        return { kind: 'unsupported', span, what: 'coproc' };
    }
  };

  return { errors, list };
}

function spanOf(node: { readonly pos: number; readonly end: number }): Span {
  return { start: node.pos, end: node.end };
}

function simple(command: bash.Command, text: string): SimpleCommand {
  const assignments: Assignment[] = [];
  for (const part of command.prefix) {
    if (part.type === 'Assignment') assignments.push(readAssignment(part, text));
  }
  const words = command.args.map((argument) =>
    argument.type === 'Word' ? readWord(argument, text) : wordFromAssignment(argument, text),
  );
  return {
    kind: 'simple',
    span: spanOf(command),
    assignments,
    words: command.name ? [readWord(command.name, text), ...words] : words,
    redirects: command.redirects.map((redirect) => readRedirect(redirect, text)),
  };
}

function readAssignment(assignment: bash.Assignment, text: string): Assignment {
  return {
    name: assignment.name,
    value: assignment.value.type === 'Word' ? readWord(assignment.value, text) : null,
    ...(assignment.index && { index: readWord(assignment.index, text) }),
    ...(assignment.value.type === 'ArrayValue' && {
      elements: assignment.value.elements.map((word) => readWord(word, text)),
    }),
    append: assignment.append === true,
  };
}

function readRedirect(redirect: bash.Redirection, text: string): Redirect {
  const descriptor = redirect.descriptor?.type === 'FileDescriptor' ? redirect.descriptor.value : null;
  const target = redirect.type === 'HereDoc' ? undefined : redirect.target;
  return {
    operator: redirect.operator,
    descriptor,
    target: target ? readWord(target, text) : null,
    document: redirect.type === 'HereDoc' ? readDocument(redirect) : null,
    span: spanOf(redirect),
  };
}

function readDocument({ body, delimiter, operator }: bash.HereDoc): HereDocument {
  return { span: spanOf(body), quoted: delimiter?.quoted === true, dropsTabs: operator === '<<-' };
}

function readTest(expression: bash.TestExpression, text: string): TestExpression {
  switch (expression.type) {
    case 'TestUnary':
      return { kind: 'unary', operator: expression.operator, operand: readWord(expression.operand, text) };
    case 'TestBinary':
      return {
        kind: 'binary',
        operator: expression.operator,
        left: readWord(expression.left, text),
        right: readWord(expression.right, text),
      };
    case 'TestLogical': {
      const operands = expression.operands.map((operand) => readTest(operand, text));
      return { kind: expression.operator === '&&' ? 'and' : 'or', operands };
    }
    case 'TestNot': {
      const operand = readTest(expression.operand, text);
      return expression.negations.length % 2 === 1 ? { kind: 'not', operand } : operand;
    }
    case 'TestGroup':
      return readTest(expression.expression, text);
  }
}

function hasGroup(expression: bash.TestExpression): boolean {
  if (expression.type === 'TestLogical') return expression.operands.some(hasGroup);
  if (expression.type === 'TestNot') return hasGroup(expression.operand);
  return expression.type === 'TestGroup';
}
