import type * as bash from 'unbash';
import { parse as unbash } from 'unbash';
import { fromScript } from './parse.ts';
import type { ParameterPart, Word, WordPart } from './syntax.ts';

/** A word of unbash as ours. `text` is the text its positions count in. */
export function readWord(word: bash.Word, text: string): Word {
  const parts = word.parts ? word.parts.flatMap((part) => readPart(part, text, false)) : plain(word);
  return {
    span: { start: word.pos, end: word.end },
    source: word.text,
    parts: splitTilde(word.text, parts),
  };
}

/** `NAME=value` among the arguments of `export` and its kind, as the word that it is. */
export function wordFromAssignment(assignment: bash.Assignment, text: string): Word {
  const name = `${assignment.name}${assignment.append ? '+' : ''}=`;
  const value = assignment.value;
  const rest: readonly WordPart[] =
    value.type === 'Word'
      ? readWord(value, text).parts
      : [{ kind: 'arithmetic', quoted: false, expression: null }];
  return {
    span: { start: assignment.pos, end: assignment.end },
    source: assignment.text,
    parts: [{ kind: 'literal', value: name, quoted: false }, ...rest],
  };
}

function plain(word: bash.Word): readonly WordPart[] {
  if (word.value === '' && word.text !== '') return [{ kind: 'literal', value: '', quoted: true }];
  return [{ kind: 'literal', value: word.value, quoted: word.text !== word.value }];
}

/** A leading unquoted `~` or `~user` is expanded by the shell, and unbash leaves it in the literal. */
function splitTilde(source: string, parts: readonly WordPart[]): readonly WordPart[] {
  const tilde = /^~[A-Za-z0-9_.-]*(?=\/|$)/.exec(source)?.[0];
  const first = parts[0];
  if (tilde === undefined || first?.kind !== 'literal' || !first.value.startsWith(tilde)) return parts;
  const rest = first.value.slice(tilde.length);
  const after: WordPart[] = rest === '' ? [] : [{ ...first, value: rest }];
  return [{ kind: 'tilde', text: tilde }, ...after, ...parts.slice(1)];
}

function readPart(part: bash.WordPart, text: string, quoted: boolean): readonly WordPart[] {
  switch (part.type) {
    case 'Literal':
      return [{ kind: 'literal', value: part.value, quoted: quoted || part.text !== part.value }];
    case 'SingleQuoted':
      return [{ kind: 'literal', value: part.value, quoted: true }];
    case 'AnsiCQuoted':
      return [{ kind: 'literal', value: part.value, quoted: true, dollar: true }];
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.length === 0
        ? [{ kind: 'literal', value: '', quoted: true }]
        : part.parts.flatMap((child) => readPart(child, text, true));
    case 'SimpleExpansion':
      return [parameter(part.text.slice(1), quoted)];
    case 'ParameterExpansion':
      return [parameterExpansion(part, text, quoted)];
    case 'CommandExpansion':
      return [
        {
          kind: 'command',
          program: part.script ? fromScript(part.script, text) : null,
          backquoted: part.text.startsWith('`'),
          quoted,
        },
      ];
    case 'ArithmeticExpansion':
      return [{ kind: 'arithmetic', quoted, expression: readExpression(arithmeticBody(part.text)) }];
    case 'ProcessSubstitution':
      return [
        {
          kind: 'process',
          operator: part.operator,
          program: part.script ? fromScript(part.script, text) : null,
        },
      ];
    case 'BraceExpansion':
      return [{ kind: 'brace', text: part.text }];
    case 'Glob':
    case 'ExtendedGlob':
      return [{ kind: 'glob', text: part.text }];
  }
}

function parameter(name: string, quoted: boolean): ParameterPart {
  return { kind: 'parameter', name, prefix: null, operator: null, operand: null, quoted };
}

function parameterExpansion(part: bash.ParameterExpansionPart, text: string, quoted: boolean): ParameterPart {
  const { operation, index } = part;
  const operand = operation && operandOf(operation);
  return {
    kind: 'parameter',
    name: index ? `${part.parameter}[${index.text}]` : part.parameter,
    prefix: part.prefix ?? null,
    operator: operation ? operation.operator : null,
    operand: operand ? readWord(operand, text) : null,
    ...(index && { index: readWord(index, text) }),
    ...(operation?.type === 'Replace' && { replacement: readWord(operation.replacement, text) }),
    ...(operation?.type === 'Slice' && {
      slice: {
        offset: readExpression(operation.offset.text),
        length: operation.length ? readExpression(operation.length.text) : null,
      },
    }),
    quoted,
  };
}

function operandOf(operation: bash.ParameterOperation): bash.Word | undefined {
  if (operation.type === 'Replace') return operation.pattern;
  return 'operand' in operation ? operation.operand : undefined;
}

/** What stands between `$((` and `))`, or `$[` and `]`. */
function arithmeticBody(text: string): string {
  return text.startsWith('$((') ? text.slice(3, -2) : text.slice(2, -1);
}

/**
 * An arithmetic expression as a word: shells expand it as if it stood in double quotes, and drop the quotes in it.
 *
 * @returns null where it has escapes or other quotes.
 */
export function readExpression(body: string): Word | null {
  if (/[\\'`]/.test(body)) return null;
  const quoted = `"${body.replaceAll('"', '')}"`;
  const script = unbash(quoted);
  const command = script.commands[0]?.command;
  if (script.errors || script.commands.length !== 1 || command?.type !== 'Command' || !command.name)
    return null;
  return command.args.length > 0 ? null : readWord(command.name, quoted);
}
