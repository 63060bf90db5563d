import type { Edit } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';

/**
 * Whether an edit puts a variable where the build would replace it: in a script that a RUN writes, or in a
 * here-document of COPY or ADD whose delimiter is not quoted. What ENTRYPOINT and CMD say is left alone.
 */
export function expandedAtBuild(edits: readonly Edit[], { path, dockerfile }: RuleFile): boolean {
  return edits.some(({ file, span, newText }) => {
    if (file !== path || !newText.includes('$')) return false;
    const around = dockerfile.instructions.find(
      (one) => one.span.start <= span.start && span.start <= one.span.end,
    );
    if (!around || around.keyword === 'ENTRYPOINT' || around.keyword === 'CMD') return false;
    const document = around.heredocs.find(
      ({ span: body }) => body.start <= span.start && span.start <= body.end,
    );
    return around.keyword === 'RUN' || !document || document.expand;
  });
}
