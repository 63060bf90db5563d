import { type MappedText, sourceSpan } from '../text/mapped-text.ts';
import type { CommandForm, ExecElement, SyntaxProblem } from './instruction.ts';
import { readJsonString } from './json-string.ts';
import { notExecForm } from './not-exec-form.ts';

/** How an argument text is to be read, and what BuildKit refuses in it. */
export interface FormReading {
  readonly form: CommandForm;
  readonly problem: SyntaxProblem | null;
}

/**
 * Decides between exec form and shell form as BuildKit does (frontend/dockerfile/parser/line_parsers.go, parseMaybeJSON):
 * the arguments are exec form when Go's encoding/json takes the whole of them for an array of strings. A valid array
 * that holds anything else is refused; whatever is not valid JSON is shell form, handed over as it stands.
 */
export function readCommandForm(text: MappedText): FormReading {
  const span = sourceSpan(text, { start: 0, end: text.text.length });
  const elements = readStringArray(text);
  if (elements !== null) return { form: { kind: 'exec', elements, span }, problem: null };
  const form: CommandForm = { kind: 'shell', text, span, notExec: notExecForm(text) };
  return { form, problem: arrayProblem(text) };
}

/** The strings of a JSON array; null when the text is anything else. White space around it is allowed. */
export function readStringArray(source: MappedText): ExecElement[] | null {
  const { text } = source;
  let at = skipJsonSpace(text, 0);
  if (text[at] !== '[') return null;
  const elements: ExecElement[] = [];
  at = skipJsonSpace(text, at + 1);
  if (text[at] === ']') return skipJsonSpace(text, at + 1) === text.length ? elements : null;
  for (;;) {
    if (text[at] !== '"') return null;
    const string = readJsonString(source, at);
    if (!string.ok) return null;
    elements.push({ value: string.value, span: sourceSpan(source, { start: at, end: string.end }) });
    at = skipJsonSpace(text, string.end);
    if (text[at] === ']') return skipJsonSpace(text, at + 1) === text.length ? elements : null;
    if (text[at] !== ',') return null;
    at = skipJsonSpace(text, at + 1);
  }
}

/** The refusal of a valid JSON array that holds something else than strings; null when it is no such array. */
export function arrayProblem(source: MappedText): SyntaxProblem | null {
  if (!isJsonArray(source.text) || readStringArray(source) !== null) return null;
  return {
    message: 'when using JSON array syntax, arrays must be comprised of strings only',
    span: sourceSpan(source, { start: 0, end: source.text.length }),
  };
}

function isJsonArray(text: string): boolean {
  if (!text.startsWith('[') || !text.endsWith(']')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function skipJsonSpace(text: string, at: number): number {
  let end = at;
  while (' \t\r\n'.includes(text[end] ?? '-')) end += 1;
  return end;
}
