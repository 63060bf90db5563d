import type { Edit, Fix } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import { type ExecFormToken, readExecFormTokens } from '../dockerfile/exec-form-tokens.ts';
import type { CommandForm, Instruction } from '../dockerfile/instruction.ts';
import { sourceSpan } from '../text/mapped-text.ts';
import type { Span } from '../text/span.ts';
import { jsonString } from './exec-form-text.ts';
import { commentsAbove } from './replace-arguments.ts';
import { isVariable } from './shell-syntax.ts';

/** What was written as shell form, or is taken for it. */
export type ShellForm = Extract<CommandForm, { kind: 'shell' }>;

/**
 * What was meant as exec form as the JSON that it should be: only what is wrong is touched, and a comment
 * after the bracket moves to a line of its own above. Nothing where it cannot be told what was meant, and where a shell
 * has to replace a variable.
 */
export function validJson(by: Instruction, { text, notExec }: ShellForm, file: RuleFile): readonly Fix[] {
  if (!notExec?.meant || notExec.meant.some(isVariable)) return [];
  const tokens = readExecFormTokens(text);
  const comment = commentAfter(text.text, tokens);
  const edits = [
    ...tokens.flatMap((token, index) => tokenEdits(token, tokens[index - 1], tokens[index + 1])),
    ...(tokens.at(-1)?.kind === 'close' ? [] : [insertion(text.text.length, ']')]),
    ...(comment ? [{ span: comment.span, newText: '' }] : []),
  ].map(({ span, newText }): Edit => ({ file: file.path, span: sourceSpan(text, span), newText }));
  const above = comment ? [commentsAbove([comment.text], by, file)] : [];
  return [{ title: 'write it as valid JSON', safety: 'safe', edits: [...above, ...edits] }];
}

interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

function insertion(at: number, newText: string): TextEdit {
  return { span: { start: at, end: at }, newText };
}

function tokenEdits(
  token: ExecFormToken,
  before: ExecFormToken | undefined,
  after: ExecFormToken | undefined,
): readonly TextEdit[] {
  if (token.kind === 'comma' && after?.kind === 'close') return [{ span: token.span, newText: '' }];
  if (token.kind !== 'word') return [];
  const comma = before?.kind === 'word' ? [insertion(before.span.end, ',')] : [];
  if (token.flaw === null) return comma;
  return [...comma, { span: token.span, newText: jsonString(token.meant ?? '') }];
}

/** What follows the closing bracket, with the white space before it. */
function commentAfter(
  text: string,
  tokens: readonly ExecFormToken[],
): { readonly text: string; readonly span: Span } | null {
  const last = tokens.at(-1);
  if (last?.kind !== 'close') return null;
  const rest = text.slice(last.span.end);
  return rest.trim() === '' ? null : { text: rest.trim(), span: { start: last.span.end, end: text.length } };
}
