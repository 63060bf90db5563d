import type { MappedText } from '../text/mapped-text.ts';
import { readStringArray } from './exec-form.ts';
import { wordSeparator } from './white-space.ts';

/** Instructions that take their arguments as a JSON array, too. */
const jsonInstructions: ReadonlySet<string> = new Set(['ADD', 'COPY', 'VOLUME']);

/**
 * The arguments of an instruction whose words BuildKit only splits at white space (FROM, COPY, ADD, EXPOSE, VOLUME),
 * before substitution: quotes stay. COPY, ADD and VOLUME may give them as a JSON array.
 * BuildKit frontend/dockerfile/parser/line_parsers.go, parseStringsWhitespaceDelimited and parseMaybeJSONToList.
 */
export function argumentWords(keyword: string, text: MappedText): string[] {
  if (text.text === '') return [];
  const array = jsonInstructions.has(keyword) ? readStringArray(text) : null;
  return array === null ? text.text.split(wordSeparator) : array.map(({ value }) => value.text);
}
