import { findRule } from '../contract/find-rule.ts';
import type { RuleMetadata } from '../contract/rule.ts';
import type { Dockerfile, SyntaxProblem } from '../dockerfile/instruction.ts';
import { nearestWord } from '../text/nearest-word.ts';
import type { Span } from '../text/span.ts';

/** `# pid1-lint ignore=PID101,shell-stays-pid1 because …`: which rules say nothing of which instruction. */
export interface IgnoreComment {
  /** Codes of the rules that are ignored. */
  readonly codes: readonly string[];
  /** The text after the rules; empty when no reason was given. */
  readonly reason: string;
  readonly comment: Span;
  /** The instruction that it speaks of: the next one, or the one whose lines it stands between. */
  readonly instruction: Span;
}

/** The ignore comments of a Dockerfile, and what is wrong with those that do nothing. */
export interface IgnoreComments {
  readonly comments: readonly IgnoreComment[];
  readonly notices: readonly SyntaxProblem[];
}

const pattern = /^#\s*pid1-lint\s+ignore=(\S*)\s*(.*?)\s*$/;

/** Reads the ignore comments. A rule that nobody knows and a comment above nothing become notices. */
export function readIgnoreComments(dockerfile: Dockerfile, rules: readonly RuleMetadata[]): IgnoreComments {
  const comments: IgnoreComment[] = [];
  const notices: SyntaxProblem[] = [];
  for (const comment of dockerfile.comments) {
    const match = pattern.exec(dockerfile.text.slice(comment.start, comment.end).trim());
    if (match === null) continue;
    const instruction = dockerfile.instructions.find(({ span }) => span.end > comment.end)?.span;
    if (instruction === undefined) {
      notices.push({ message: 'no instruction follows this ignore comment', span: comment });
      continue;
    }
    const codes: string[] = [];
    for (const name of (match[1] ?? '').split(',')) {
      const rule = findRule(rules, name);
      if (rule === null) notices.push({ message: unknownRule(name, rules), span: comment });
      else codes.push(rule.code);
    }
    comments.push({ codes, reason: match[2] ?? '', comment, instruction });
  }
  return { comments, notices };
}

/**
 * The ignore comment of a place in a script: among the comment lines right above its line.
 *
 * @param offset where the finding starts.
 */
export function scriptIgnore(
  text: string,
  offset: number,
  rules: readonly RuleMetadata[],
): IgnoreComment | null {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const instruction = { start: line, end: end === -1 ? text.length : end };
  for (let below = line; below > 0; ) {
    const start = text.lastIndexOf('\n', below - 2) + 1;
    const above = text.slice(start, below).trim();
    if (!above.startsWith('#')) return null;
    const match = pattern.exec(above);
    if (match !== null) {
      const codes = (match[1] ?? '').split(',').flatMap((name) => findRule(rules, name)?.code ?? []);
      return { codes, reason: match[2] ?? '', comment: { start, end: below - 1 }, instruction };
    }
    below = start;
  }
  return null;
}

/** The message for a rule that does not exist, with the one that was probably meant. */
export function unknownRule(name: string, rules: readonly RuleMetadata[]): string {
  const meant = nearestWord(
    name,
    rules.flatMap((rule) => [rule.name, rule.code]),
  );
  return `there is no rule '${name}'${meant === null ? '' : `; did you mean ${meant}?`}`;
}
