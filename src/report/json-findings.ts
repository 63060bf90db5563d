import type { Edit, Finding } from '../contract/finding.ts';
import type { IndexedText } from './code-frame.ts';
import { createTexts, type FileReport, placedMessage } from './file-report.ts';

/** The findings of all files as JSON; its shape is `schema/findings.schema.json`. */
export function jsonFindings(files: readonly FileReport[]): string {
  return `${JSON.stringify(findingsReport(files), null, 2)}\n`;
}

/** The findings of all files as data. */
export function findingsReport(files: readonly FileReport[]) {
  return {
    schemaVersion: 1 as const,
    findings: files.flatMap((file) => {
      if (file.result === null) return [];
      const texts = createTexts(file.result);
      return file.result.findings.map((finding) => jsonFinding(finding, texts));
    }),
    files: files.map(({ path, error }) => ({
      path,
      error: error === null ? null : placedMessage(path, error),
    })),
  };
}

function jsonFinding(finding: Finding, texts: (file: string) => IndexedText) {
  const { rule, code, severity, file, span, message, startedBy, stop, fix } = finding;
  const edit = ({ file: path, span: place, newText }: Edit) => {
    return { file: path, range: texts(path).lines.range(place), newText };
  };
  return {
    rule,
    code,
    severity,
    file,
    range: texts(file).lines.range(span),
    message,
    startedBy,
    stop,
    fix: fix && { title: fix.title, safety: fix.safety, edits: fix.edits.map(edit) },
  };
}
