import type { EscapeCharacter, SyntaxProblem } from './instruction.ts';
import { readPhysicalLine } from './physical-line.ts';
import { trimSpace } from './white-space.ts';

/** What the parser directives at the top of a Dockerfile say. */
export interface Directives {
  readonly escape: EscapeCharacter;
  readonly syntax: string | null;
  /** Where the first line after the directives starts; past a byte order mark when there is none. */
  readonly end: number;
  readonly problems: readonly SyntaxProblem[];
}

const known: ReadonlySet<string> = new Set(['syntax', 'escape', 'check']);
const directive = /^([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=[\t\n\f\r ]*(.+?)[\t\n\f\r ]*$/;

/**
 * Reads the parser directives. The first line that is none ends them, and so does one whose name is not known.
 * BuildKit frontend/dockerfile/parser/directives.go: each may stand once only; `escape` is `\` or `` ` ``.
 */
export function readDirectives(text: string): Directives {
  const values = new Map<string, string>();
  const problems: SyntaxProblem[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    const line = readPhysicalLine(text, at);
    const found = readDirective(text.slice(trimSpace(text, line.start, line.end).start, line.end));
    if (found === null) break;
    const span = trimSpace(text, line.start, line.end);
    if (values.has(found.name))
      problems.push({ message: `only one ${found.name} parser directive can be used`, span });
    else if (found.name === 'escape' && !isEscape(found.value)) {
      problems.push({ message: `invalid escape token '${found.value}' does not match \` or \\`, span });
    } else values.set(found.name, found.value);
    at = line.next;
  }
  return {
    escape: values.get('escape') === '`' ? '`' : '\\',
    syntax: values.get('syntax') ?? null,
    end: at,
    problems,
  };
}

function readDirective(line: string): { name: string; value: string } | null {
  if (!line.startsWith('#')) return null;
  const match = directive.exec(line.slice(trimSpace(line, 1).start));
  const name = match?.[1]?.toLowerCase() ?? '';
  return known.has(name) ? { name, value: match?.[2] ?? '' } : null;
}

function isEscape(value: string): boolean {
  return value === '\\' || value === '`';
}
