import { findRule } from '../contract/find-rule.ts';
import type { RuleMetadata } from '../contract/rule.ts';
import type { Dockerfile } from '../dockerfile/instruction.ts';
import { nearestWord } from '../text/nearest-word.ts';
import type { Span } from '../text/span.ts';

/** `# pid1-lint ignore=PID101,shell-stays-pid1 because …`: which rules say nothing of what. */
export interface IgnoreComment {
  /** The file that it stands in. */
  readonly file: string;
  /** Codes of the rules that are ignored; null: all of them. */
  readonly codes: readonly string[] | null;
  /** The text after the rules; empty when no reason was given. */
  readonly reason: string;
  readonly comment: Span;
  /** What it speaks of: the next instruction or, in a script, line; null: the whole file. */
  readonly scope: Span | null;
}

/** What the author of a file should know although it is no finding. */
export interface Notice {
  readonly file: string;
  readonly message: string;
  readonly span: Span;
}

/** The ignore comments of a file, and what is wrong with those that do nothing. */
export interface IgnoreComments {
  readonly comments: readonly IgnoreComment[];
  readonly notices: readonly Notice[];
}

/** How ignore comments are taken. */
export interface IgnorePolicy {
  /** Every rule that there is, also those that are not run. */
  readonly known: readonly RuleMetadata[];
  /** A comment without a reason does nothing. */
  readonly requireReason: boolean;
}

/** A comment line, and what follows it. */
interface CommentLine {
  readonly span: Span;
  /** Null: nothing follows. */
  readonly next: Span | null;
}

const pattern = /^#\s*pid1-lint\s+(?<word>[\w-]+)(?<rules>=\S*)?\s*(?<reason>.*?)\s*$/;
const words = ['ignore', 'ignore-file'];

/** Reads the ignore comments of a Dockerfile. */
export function readIgnoreComments(
  dockerfile: Dockerfile,
  file: string,
  policy: IgnorePolicy,
): IgnoreComments {
  const lines = dockerfile.comments.map((span): CommentLine => {
    // A comment between the lines of an instruction speaks of that one.
    const next = dockerfile.instructions.find((instruction) => instruction.span.end > span.end)?.span;
    return { span, next: next ?? null };
  });
  return readLines(dockerfile.text, file, lines, policy);
}

/** Reads the ignore comments of a script: each speaks of the line that follows it and the comments around it. */
export function readScriptIgnores(text: string, file: string, policy: IgnorePolicy): IgnoreComments {
  if (!text.includes('pid1-lint')) return { comments: [], notices: [] };
  const lines: CommentLine[] = [];
  let waiting: Span[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const span = { start: at, end: at + line.length };
    at = span.end + 1;
    if (line.trimStart().startsWith('#')) waiting.push(span);
    else {
      const next = line.trim() === '' ? null : { start: span.start, end: commandEnd(text, span.end) };
      lines.push(...waiting.map((comment) => ({ span: comment, next })));
      waiting = [];
    }
  }
  lines.push(...waiting.map((span) => ({ span, next: null })));
  return readLines(text, file, lines, policy);
}

/** The end of the command whose first line ends at `end`: a backslash there continues it. */
function commandEnd(text: string, end: number): number {
  let last = end;
  while (/\\\r?$/.test(text.slice(Math.max(0, last - 2), last)) && last < text.length) {
    const next = text.indexOf('\n', last + 1);
    last = next === -1 ? text.length : next;
  }
  return last;
}

function readLines(
  text: string,
  file: string,
  lines: readonly CommentLine[],
  { known, requireReason }: IgnorePolicy,
): IgnoreComments {
  const comments: IgnoreComment[] = [];
  const notices: Notice[] = [];
  for (const { span, next } of lines) {
    const {
      word,
      rules = '',
      reason = '',
    } = pattern.exec(text.slice(span.start, span.end).trim())?.groups ?? {};
    if (word === undefined) continue;
    const notice = (message: string): void => void notices.push({ file, message, span });
    const wholeFile = word === 'ignore-file';
    if (!words.includes(word)) notice(unknownWord(word));
    else if (rules.length < 2 && !wholeFile) notice('this ignore comment names no rule: ignore=PID101');
    else if (!wholeFile && next === null) notice('nothing follows that this ignore comment could speak of');
    else if (requireReason && reason === '')
      notice('this ignore comment gives no reason, so it does nothing');
    else {
      const codes = rules.length < 2 ? null : readRules(rules.slice(1), known, notice);
      comments.push({ file, codes, reason, comment: span, scope: wholeFile ? null : next });
    }
  }
  return { comments, notices };
}

function readRules(
  names: string,
  known: readonly RuleMetadata[],
  notice: (message: string) => void,
): readonly string[] {
  return names.split(',').flatMap((name) => {
    const rule = findRule(known, name);
    if (rule === null) notice(unknownRule(name, known));
    return rule?.code ?? [];
  });
}

/** Whether a comment silences a rule at an offset of its file. */
export function covers({ codes, scope }: IgnoreComment, code: string, offset: number): boolean {
  if (codes !== null && !codes.includes(code)) return false;
  return scope === null || (offset >= scope.start && offset < scope.end);
}

function unknownWord(word: string): string {
  const meant = nearestWord(word, words);
  return `a pid1-lint comment cannot say '${word}'${meant === null ? '' : `; did you mean ${meant}?`}`;
}

/** The message for a rule that does not exist, with the one that was probably meant. */
export function unknownRule(name: string, rules: readonly RuleMetadata[]): string {
  const meant = nearestWord(
    name,
    rules.flatMap((rule) => [rule.name, rule.code]),
  );
  return `there is no rule '${name}'${meant === null ? '' : `; did you mean ${meant}?`}`;
}
