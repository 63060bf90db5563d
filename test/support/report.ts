import { lintFile, type ModelledResult } from '../../src/lint/lint-file.ts';
import type { FileReport } from '../../src/report/file-report.ts';
import { toyModel } from './toy-model.ts';
import { toyRules } from './toy-rules.ts';

/** A linted file, with the toy model and the toy rules. */
export function toyReport(text: string, path = 'Dockerfile'): FileReport<ModelledResult> {
  const source = { path, text, changed: new Map<string, string>() };
  return { path, result: lintFile({ source, model: toyModel, rules: toyRules }), error: null };
}
