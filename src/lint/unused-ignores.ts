import type { IgnoreComment, Notice } from './ignore-comments.ts';
import type { LintResult } from './lint-file.ts';

/**
 * The ignore comments that silenced nothing in any of the files that were linted together: what they were written for is
 * gone. A comment in a script counts as used when one of the Dockerfiles that use the script needs it.
 */
export function unusedIgnores(results: readonly LintResult[]): readonly Notice[] {
  const comments = new Map<string, { readonly comment: IgnoreComment; readonly silenced: Set<string> }>();
  for (const { comments: own, ignored } of results) {
    for (const comment of own) {
      const key = keyOf(comment);
      if (!comments.has(key)) comments.set(key, { comment, silenced: new Set() });
    }
    for (const { finding, by } of ignored) comments.get(keyOf(by))?.silenced.add(finding.code);
  }
  const ran = new Set(results.flatMap((result) => [...result.ran]));
  return [...comments.values()].flatMap(({ comment, silenced }) => unusedIn(comment, silenced, ran));
}

/** A rule that is turned off finds nothing, which says nothing of the comment. */
function unusedIn(
  { file, codes, comment }: IgnoreComment,
  silenced: ReadonlySet<string>,
  ran: ReadonlySet<string>,
): readonly Notice[] {
  if (codes === null) {
    return silenced.size > 0 ? [] : [{ file, span: comment, message: 'there is nothing here to ignore' }];
  }
  const unused = codes.filter((code) => ran.has(code) && !silenced.has(code));
  if (unused.length === 0) return [];
  return [{ file, span: comment, message: `there is no ${unused.join(' and no ')} here to ignore` }];
}

function keyOf({ file, comment }: IgnoreComment): string {
  return `${comment.start} ${file}`;
}
