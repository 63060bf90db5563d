import type { Edit } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import type { Instruction } from '../dockerfile/instruction.ts';
import { execFormText } from './exec-form-text.ts';

/** All of an instruction's arguments as an exec form of these words; comments inside move above it. */
export function replaceArguments(by: Instruction, words: readonly string[], file: RuleFile): readonly Edit[] {
  const { path, dockerfile } = file;
  const { argumentsSpan: span } = by;
  const inside = dockerfile.comments.filter(({ start, end }) => start >= span.start && end <= span.end);
  const lines = inside.map(({ start, end }) => dockerfile.text.slice(start, end).trim());
  const above = lines.length > 0 ? [commentsAbove(lines, by, file)] : [];
  return [...above, { file: path, span, newText: execFormText(words) }];
}

/** Comments on lines of their own above an instruction, indented as it is. */
export function commentsAbove(
  comments: readonly string[],
  by: Instruction,
  { path, dockerfile }: RuleFile,
): Edit {
  const { text } = dockerfile;
  const start = text.lastIndexOf('\n', by.keywordSpan.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return {
    file: path,
    span: { start, end: start },
    newText: comments.map((comment) => `${indent}${comment}${newline}`).join(''),
  };
}
