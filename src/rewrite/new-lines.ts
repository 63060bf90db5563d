import type { Edit } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import type { Instruction } from '../dockerfile/instruction.ts';

/** Lines of their own above an instruction, indented as it is; null where it does not begin its line (ONBUILD). */
export function linesAbove(
  lines: readonly string[],
  by: Instruction,
  { path, dockerfile: { text } }: RuleFile,
): Edit | null {
  const start = text.lastIndexOf('\n', by.keywordSpan.start - 1) + 1;
  const indent = text.slice(start, by.keywordSpan.start).replace('\uFEFF', '');
  if (indent.trim() !== '') return null;
  const newText = lines.map((line) => `${line}${newline(text)}${indent}`).join('');
  const at = by.keywordSpan.start;
  return { file: path, span: { start: at, end: at }, newText };
}

/** Lines of their own above an instruction and the comments right above it, other than those that head the file. */
export function linesAboveComments(lines: readonly string[], by: Instruction, file: RuleFile): Edit | null {
  const { text } = file.dockerfile;
  const start = text.lastIndexOf('\n', by.keywordSpan.start - 1) + 1;
  const block = /(?:^[ \t]*#[^\n]*\n)+$/m.exec(text.slice(0, start));
  if (!block || block.index === 0) return linesAbove(lines, by, file);
  const newText = lines.map((line) => `${line}${newline(text)}`).join('');
  return { file: file.path, span: { start: block.index, end: block.index }, newText };
}

/** Lines of their own below an instruction. */
export function linesBelow(
  lines: readonly string[],
  by: Instruction,
  { path, dockerfile: { text } }: RuleFile,
): Edit {
  const at = by.span.end;
  const newText = lines.map((line) => `${newline(text)}${line}`).join('');
  return { file: path, span: { start: at, end: at }, newText };
}

function newline(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
