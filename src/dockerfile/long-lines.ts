import type { SyntaxProblem } from './instruction.ts';
import { readPhysicalLine } from './physical-line.ts';

/** The most bytes that a line may have without its newline: the buffer of the scanner that BuildKit reads lines with. */
const maxBytes = 65_535;

/** UTF-8 has at most three bytes for one UTF-16 unit, so a shorter line needs no counting. */
const surelyFits = Math.floor(maxBytes / 3);

/** The lines that are too long for BuildKit (frontend/dockerfile/parser/parser.go, handleScannerError). */
export function longLineProblems(text: string): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  for (let at = 0; at < text.length; ) {
    const { start, end, next } = readPhysicalLine(text, at);
    if (next - start > surelyFits && byteLength(text.slice(start, next)) > maxBytes) {
      const message = `dockerfile line greater than max allowed size of ${maxBytes}`;
      problems.push({ message, span: { start, end } });
    }
    at = next;
  }
  return problems;
}

function byteLength(line: string): number {
  return new TextEncoder().encode(line.replace(/\n$/, '')).length;
}
