import type { Edit, Fix } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import type { ImageModel } from '../startup/model.ts';
import { linesAbove } from './new-lines.ts';

/** STOPSIGNAL set to another signal: where it is written already, else above the start command. */
export function setStopSignal(signal: string, { config }: ImageModel, file: RuleFile): readonly Fix[] {
  const written = config.stopSignal?.by;
  const start = config.entrypoint?.by ?? config.cmd?.by;
  const edit: Edit | null = written
    ? { file: file.path, span: written.argumentsSpan, newText: signal }
    : start
      ? linesAbove([`STOPSIGNAL ${signal}`], start, file)
      : null;
  return edit ? [{ title: `stop it with ${signal}`, safety: 'safe', edits: [edit] }] : [];
}
