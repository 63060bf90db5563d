import { type MappedText, sourceSpan } from '../text/mapped-text.ts';
import type { Span } from '../text/span.ts';
import { type ExecFormToken, readExecFormTokens } from './exec-form-tokens.ts';
import type { NotExecForm } from './instruction.ts';
import { trimSpace } from './white-space.ts';

/** Something that keeps the text from being JSON; in doubt, what was meant cannot be told. */
interface Flaw {
  readonly reason: NotExecForm['reason'];
  readonly span: Span;
  readonly doubt: boolean;
}

/**
 * Says why a text that begins with `[` and is not exec form is none, and where. Null for a text that begins otherwise
 * and for the shell's tests: `[ -f x ] && app`, `[[ … ]]`. The first flaw in the text is the one named; `meant` is given
 * only when every flaw leaves no doubt about the words.
 */
export function notExecForm(source: MappedText): NotExecForm | null {
  const { text } = source;
  if (!text.startsWith('[')) return null;
  const tokens = readExecFormTokens(source);
  if (isShellTest(text, tokens)) return null;
  const flaws = [...wordFlaws(tokens), ...commaFlaws(tokens), ...endFlaws(text, tokens)];
  flaws.sort((a, b) => a.span.start - b.span.start);
  const first = flaws[0] ?? { reason: 'other', span: { start: 0, end: text.length }, doubt: true };
  const words = tokens.flatMap((token) => (token.kind === 'word' ? [token.meant ?? ''] : []));
  const sure = words.length > 0 && flaws.length > 0 && flaws.every(({ doubt }) => !doubt);
  return { reason: first.reason, span: sourceSpan(source, first.span), meant: sure ? words : null };
}

function wordFlaws(tokens: readonly ExecFormToken[]): Flaw[] {
  return tokens.flatMap((token) =>
    token.kind === 'word' && token.flaw !== null ? [{ ...token.flaw, doubt: token.meant === null }] : [],
  );
}

/** Commas that are missing between two words, stand doubled or first, or trail. */
function commaFlaws(tokens: readonly ExecFormToken[]): Flaw[] {
  return tokens.flatMap((token, index): Flaw[] => {
    const before = tokens[index - 1];
    if (token.kind === 'word' && before?.kind === 'word') {
      const gap: Span = { start: before.span.end, end: token.span.start };
      const doubt = gap.start === gap.end || !before.quoted || !token.quoted;
      return [{ reason: 'missing-comma', span: gap, doubt }];
    }
    if (token.kind === 'comma' && before?.kind !== 'word')
      return [{ reason: 'other', span: token.span, doubt: true }];
    if (token.kind === 'close' && before?.kind === 'comma') {
      return [{ reason: 'trailing-comma', span: before.span, doubt: false }];
    }
    return [];
  });
}

/** A bracket that is never closed, or text after the one that closes. */
function endFlaws(text: string, tokens: readonly ExecFormToken[]): Flaw[] {
  const last = tokens.at(-1);
  if (last?.kind === 'close') {
    const rest = trimSpace(text, last.span.end);
    if (rest.start === rest.end) return [];
    return [{ reason: 'text-after', span: rest, doubt: text[rest.start] !== '#' }];
  }
  if (last?.kind === 'word' && last.flaw?.reason === 'not-closed') return [];
  return [{ reason: 'not-closed', span: { start: 0, end: 1 }, doubt: last?.kind !== 'word' }];
}

const testOperator = /^(?:=|==|!=|=~|<|>|\\<|\\>|-[a-z]{1,2})$/;

/** Whether the shell's `[` or `[[` command is meant: `[` and white space, and then nothing that exec form would have. */
function isShellTest(text: string, tokens: readonly ExecFormToken[]): boolean {
  if (/^\[\[[ \t]/.test(text)) return true;
  if (!/^\[[ \t]/.test(text)) return false;
  const [first, second] = tokens;
  if (first?.kind !== 'word' || second?.kind === 'comma') return false;
  if (!first.quoted) return true;
  if (second?.kind === 'word')
    return !second.quoted && testOperator.test(text.slice(second.span.start, second.span.end));
  return second?.kind === 'close' && !/^\s*(?:#|$)/.test(text.slice(second.span.end));
}
