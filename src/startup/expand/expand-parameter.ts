import { longestMatch, matchEnds, matchesPattern, type Pattern, readPattern } from '../../shell/pattern.ts';
import type { ParameterPart, Word } from '../../shell/syntax.ts';
import type { ShellState } from '../evaluate/shell-state.ts';
import { type Item, type Items, isCounted, isKnown, several } from './items.ts';
import { baseName, elementValue, isUnset, listValue, parameterValue, type Value } from './parameter-value.ts';

/** How the words inside of an expansion are read. */
export interface WordReader {
  text(word: Word): string | null;
  pattern(word: Word): Pattern | null;
  /** An arithmetic expression; null: not known. */
  number(expression: Word): bigint | null;
}

/** What a parameter expands to: one text, or the elements of a list. */
export type Expanded =
  | { readonly kind: 'text'; readonly value: string | null; readonly operand?: Word }
  | { readonly kind: 'list'; readonly values: Items; readonly star: boolean };

const unknown: Expanded = { kind: 'text', value: null };

/**
 * Expands `$name`, `${name}` and everything that may stand between these braces.
 *
 * An `operand` in the result means: this word takes the parameter's place, with its own quotes.
 */
export function expandParameter(part: ParameterPart, state: ShellState, read: WordReader): Expanded {
  const list = listValue(part.name, state);
  if (part.prefix === '#') return text(lengthOf(part, list?.values, state, read));
  if (part.prefix === '!') return indirect(part, state, read);
  if (isOddInBusybox(part, list !== null, state)) return unknown;
  if (!list) return applyTo(part, plainValue(part, state, read), state, read);
  const { star } = list;
  const of = (values: Items): Expanded => ({ kind: 'list', values, star });
  if (part.operator === null) return of(list.values);
  if (part.operator === ':') return of(sliceList(part, list.values, state, read));
  if (/^:?[-=+?]$/.test(part.operator))
    return withDefault(part, listText(list.values), state, of(list.values));
  const changed = (item: Item): Item => (item === several ? several : transformed(part, item, read));
  return of(list.values?.map(changed) ?? null);
}

/** busybox cuts lists and empty texts in ways of its own, and knows no anchors. */
function isOddInBusybox(
  { operator }: ParameterPart,
  isList: boolean,
  { implementation }: ShellState,
): boolean {
  if (implementation !== 'busybox ash') return false;
  return operator === '/#' || operator === '/%' || (operator === ':' && isList);
}

function text(value: string | null): Expanded {
  return { kind: 'text', value };
}

function listText(values: Items): Value {
  if (values?.length === 0) return undefined;
  return isKnown(values) ? values.join(' ') : null;
}

function plainValue(part: ParameterPart, state: ShellState, read: WordReader): Value {
  if (!part.index) return parameterValue(part.name, state);
  const index = read.number(part.index);
  const name = baseName(part);
  if (index === 0n && !state.arrays.has(name)) return parameterValue(name, state);
  return elementValue(name, index === null ? null : Number(index), state);
}

/** `${#name}`, `${#@}`, `${#words[@]}`. */
function lengthOf(
  part: ParameterPart,
  values: Items | undefined,
  state: ShellState,
  read: WordReader,
): string | null {
  if (values !== undefined) {
    // For dash and busybox that is the length of all of them in one text.
    const counts = part.index !== undefined || !/^(dash|busybox ash)$/.test(state.implementation);
    return counts && isCounted(values) ? String(values.length) : null;
  }
  const value = plainValue(part, state, read);
  if (value === null) return null;
  return String([...(value ?? '')].length);
}

/** `${!name}`: the variable whose name the variable holds; `${!prefix@}` and `${!words[@]}` are not followed. */
function indirect(part: ParameterPart, state: ShellState, read: WordReader): Expanded {
  if (
    state.implementation !== 'bash' ||
    /[@*]/.test(part.name) ||
    part.operator === '@' ||
    part.operator === '*'
  )
    return unknown;
  const name = plainValue(part, state, read);
  if (name === null || name === undefined || !/^\w+$/.test(name)) return unknown;
  return expandParameter({ ...part, name, prefix: null }, state, read);
}

function applyTo(part: ParameterPart, value: Value, state: ShellState, read: WordReader): Expanded {
  if (part.operator === null) return text(value === undefined ? '' : value);
  if (/^:?[-=+?]$/.test(part.operator))
    return withDefault(part, value, state, text(value === undefined ? '' : value));
  return text(transformed(part, value === undefined ? '' : value, read));
}

/** `:-`, `:=`, `:+`, `:?` and the same without the colon, which only look whether it is set. */
function withDefault(part: ParameterPart, value: Value, state: ShellState, own: Expanded): Expanded {
  const operator = part.operator ?? '';
  const known = value === null && isUnset(part.name, state) ? undefined : value;
  // `${x+word}` asks whether a run sets the variable: that it is unset is an assumption too far.
  if (known === undefined && value === null && /[+?]$/.test(operator)) return unknown;
  if (known === null && (operator.startsWith(':') || state.variables.get(part.name) === undefined))
    return unknown;
  const stands = operator.startsWith(':') ? known !== undefined && known !== '' : known !== undefined;
  const other: Expanded = part.operand ? { kind: 'text', value: '', operand: part.operand } : text('');
  if (operator.endsWith('+')) return stands ? other : text('');
  if (operator.endsWith('?')) return stands ? own : unknown;
  return stands ? own : other;
}

/** The operators that make another text of a text. */
function transformed(part: ParameterPart, value: string | null, read: WordReader): string | null {
  if (value === null || part.operator === null) return value;
  switch (part.operator) {
    case '#':
    case '##':
    case '%':
    case '%%':
      return removeAffix(value, part.operator, patternOf(part, read));
    case '/':
    case '//':
    case '/#':
    case '/%':
      return replaced(part, part.operator, value, read);
    case ':':
      return slice(value, part, read);
    case '^^':
    case ',,':
    case '^':
    case ',':
      return part.operand ? null : changedCase(value, part.operator);
    default:
      return null;
  }
}

function patternOf(part: ParameterPart, read: WordReader): Pattern | null {
  return part.operand ? read.pattern(part.operand) : readPattern([], false);
}

function changedCase(value: string, operator: string): string {
  const change = (one: string): string => (operator.startsWith('^') ? one.toUpperCase() : one.toLowerCase());
  return operator.length === 2 ? change(value) : change(value.charAt(0)) + value.slice(1);
}

/** The longest or shortest prefix or suffix that the pattern matches is taken away. */
function removeAffix(value: string, operator: string, pattern: Pattern | null): string | null {
  if (pattern === null) return null;
  const characters = [...value];
  if (operator.startsWith('#')) {
    const ends = matchEnds(pattern, value);
    if (ends === null) return null;
    if (ends.size === 0) return value;
    const end = operator === '#' ? Math.min(...ends) : Math.max(...ends);
    return characters.slice(end).join('');
  }
  if (value.length > longestMatch / 4) return null;
  const starts = characters.map((_, index) => index).concat(characters.length);
  if (operator === '%') starts.reverse();
  const start = starts.find((from) => matchesPattern(pattern, characters.slice(from).join('')) === true);
  return start === undefined ? value : characters.slice(0, start).join('');
}

/** `${name/pattern/text}`: the first, with `//` every, with `/#` and `/%` one at the start or the end. */
function replaced(part: ParameterPart, operator: string, value: string, read: WordReader): string | null {
  const pattern = patternOf(part, read);
  const replacement = part.replacement ? read.text(part.replacement) : '';
  if (pattern === null || replacement === null || value.length > longestMatch / 4) return null;
  // bash 5.2 puts what was matched in the place of an `&`.
  if (replacement.includes('&')) return null;
  if (pattern.length === 0)
    return operator === '/#' ? replacement + value : operator === '/%' ? value + replacement : value;
  // What an empty match at an end is replaced by differs from version to version.
  if (value === '' && matchesPattern(pattern, '') !== false) return null;
  const characters = [...value];
  let result = '';
  let at = 0;
  let done = false;
  while (at <= characters.length) {
    const ends =
      done || (operator === '/#' && at > 0) ? null : matchEnds(pattern, characters.slice(at).join(''));
    const lengths = [...(ends ?? [])].filter((end) => operator !== '/%' || at + end === characters.length);
    const longest = lengths.length > 0 ? Math.max(...lengths) : 0;
    if (longest === 0) {
      result += characters[at] ?? '';
      at += 1;
      continue;
    }
    result += replacement;
    at += longest;
    done = operator !== '//';
  }
  return result;
}

/** `${name:offset:length}`. */
function slice(value: string, part: ParameterPart, read: WordReader): string | null {
  const characters = [...value];
  const bounds = sliceBounds(part, characters.length, read);
  return bounds === null ? null : characters.slice(...bounds).join('');
}

/** From where to where a slice goes; null where that is not known, or an error. */
function sliceBounds(part: ParameterPart, size: number, read: WordReader): [number, number] | null {
  const { offset, length } = part.slice ?? { offset: null, length: null };
  if (!offset) return null;
  const from = read.number(offset);
  const count = length ? read.number(length) : BigInt(size);
  if (from === null || count === null) return null;
  const start = from < 0n ? size + Number(from) : Number(from);
  if (start > size) return null;
  if (start < 0) return [0, 0];
  const end = count < 0n ? size + Number(count) : start + Number(count);
  return end < start ? null : [start, end];
}

/** `${@:2}`, where elements are counted from `$0`, and `${words[@]:1}`. */
function sliceList(part: ParameterPart, values: Items, state: ShellState, read: WordReader): Items {
  if (!isCounted(values)) return null;
  const own = part.name === '@' || part.name === '*';
  const all = own ? [state.name, ...values] : values;
  const bounds = sliceBounds(part, all.length, read);
  return bounds === null ? null : all.slice(...bounds);
}
