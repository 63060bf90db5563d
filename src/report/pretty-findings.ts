import type { Finding, Fix, Severity } from '../contract/finding.ts';
import type { LintResult } from '../lint/lint-file.ts';
import { codeFrame, type IndexedText } from './code-frame.ts';
import { createTexts, type FileReport } from './file-report.ts';
import { fileSummary } from './file-summary.ts';
import { fixPreview } from './fix-preview.ts';
import { type LinkRule, noLinks } from './links.ts';
import { outcomeLine } from './outcome-text.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';
import { processTree } from './process-tree.ts';
import { summaryLine } from './summary.ts';
import { whyText } from './why-text.ts';

type Texts = (file: string) => IndexedText;

const colors: Readonly<Record<Severity, keyof Paint>> = { error: 'red', warning: 'yellow', info: 'blue' };

/**
 * Findings for people: where, what, the process tree and what the signal does, why, and the fix; a
 * summary at the end. Files that could not be linted are not in it; empty when there is no other.
 */
export function prettyFindings(files: readonly FileReport[], paint: Paint, link: LinkRule = noLinks): string {
  if (files.every(({ result }) => result === null)) return '';
  const blocks = files.flatMap(({ result }) => {
    if (result === null) return [];
    const texts = createTexts(result);
    return result.findings.map((finding, index) => {
      const before = result.findings.slice(0, index);
      return findingBlock(finding, before, { result, texts, paint, link });
    });
  });
  const byFile = fileSummary(files, paint);
  const summary = [...(byFile.length === 0 ? [] : [byFile.join('\n')]), paint.bold(summaryLine(files))];
  return `${[...blocks, ...summary].join('\n\n')}\n`;
}

/** One line for each finding and nothing else; empty when there is none. */
export function briefFindings(files: readonly FileReport[], paint: Paint, link: LinkRule = noLinks): string {
  const lines = files.flatMap(({ result }) => {
    if (result === null) return [];
    const texts = createTexts(result);
    return result.findings.map(
      (finding) => `${headline(finding, { texts, paint, link })}: ${message(finding)}\n`,
    );
  });
  return lines.join('');
}

interface Drawing {
  readonly result: LintResult;
  readonly texts: Texts;
  readonly paint: Paint;
  readonly link: LinkRule;
}

/** What findings above have drawn already is not drawn again. */
function findingBlock(finding: Finding, above: readonly Finding[], drawing: Drawing): string {
  const { texts, paint } = drawing;
  const drawn = above.find(({ tree, why }) => tree !== null && tree === finding.tree && why === finding.why);
  const same = finding.fix && above.find(({ fix }) => fix !== null && sameEdits(fix, finding.fix));
  const startup = drawn
    ? [[paint.dim(`processes, outcome and reasons: as with ${drawn.code} above`)]]
    : [treeSection(finding, paint), whySection(finding, texts, paint)];
  const sections = [
    codeFrame(texts(finding.file), finding.span, paint),
    ...startup,
    fixSection(finding, same ?? null, drawing),
  ];
  const body = sections.filter((section) => section.length > 0).map(indented);
  return [`${headline(finding, drawing)}\n  ${paint.bold(message(finding))}`, ...body].join('\n\n');
}

function headline(
  { file, span, severity, code, rule }: Finding,
  { texts, paint, link }: Pick<Drawing, 'texts' | 'paint' | 'link'>,
): string {
  const { line, column } = texts(file).lines.position(span.start);
  return `${paint.bold(`${file}:${line}:${column}`)}: ${paint[colors[severity]](severity)} ${link(`${code} ${rule}`, rule)}`;
}

function message(finding: Finding): string {
  return printable(finding.message);
}

function treeSection({ tree, stop, stopSignal }: Finding, paint: Paint): readonly string[] {
  if (tree === null) return [];
  return [...processTree(tree, paint), '', outcomeLine(stop, stopSignal, paint)];
}

function whySection({ why }: Finding, texts: Texts, paint: Paint): readonly string[] {
  if (why.length === 0) return [];
  return [paint.dim('why'), ...why.map((step) => `  ${printable(whyText(step, texts))}`)];
}

function sameEdits(one: Fix, other: Fix | null): boolean {
  return JSON.stringify(one.edits) === JSON.stringify(other?.edits);
}

function fixSection({ fix }: Finding, same: Finding | null, { result, paint }: Drawing): readonly string[] {
  if (fix === null) return [];
  const option = fix.safety === 'safe' ? '--fix' : '--fix --unsafe-fixes';
  if (same !== null) return [`${paint.dim('fix')} ${fix.title} ${paint.dim(`(as with ${same.code} above)`)}`];
  const lines = fixPreview(fix, result, paint).map((line) => `  ${line}`);
  return [`${paint.dim('fix')} ${fix.title} ${paint.dim(`(${option})`)}`, ...lines];
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n');
}
