import type * as bash from 'unbash';
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
    value.type === 'Word' ? readWord(value, text).parts : [{ kind: 'arithmetic', quoted: false }];
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
      return [{ kind: 'command', program: part.script ? fromScript(part.script, text) : null, quoted }];
    case 'ArithmeticExpansion':
      return [{ kind: 'arithmetic', quoted }];
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
  const operation = part.operation;
  const operand = operation && 'operand' in operation ? operation.operand : undefined;
  return {
    kind: 'parameter',
    name: part.index ? `${part.parameter}[${part.index.text}]` : part.parameter,
    prefix: part.prefix ?? null,
    operator: operation ? ('operator' in operation ? operation.operator : '?') : null,
    operand: operand ? readWord(operand, text) : null,
    ...(operation?.type === 'Slice' && {
      slice: [plainNumber(operation.offset), plainNumber(operation.length)],
    }),
    quoted,
  };
}

function plainNumber(word: bash.Word | undefined): number | null {
  return word && /^\s*-?\d+$/.test(word.text) ? Number(word.text) : null;
}
