import { readFileSync, writeFileSync } from 'node:fs';
import type { VerifyRun } from './verify-case.ts';

/** What happened to the image of a case: as it is, after safe fixes, after all fixes. */
export type Stage = 'as it is' | '--fix' | '--fix --unsafe-fixes';

/** A line of the table. Seconds are not compared. */
export interface OutcomeRow {
  readonly name: string;
  readonly stage: Stage;
  readonly predicted: string;
  readonly observed: string;
  readonly exitStatus: string;
  readonly seconds: string;
}

const page = 'test/engine/README.md';
const block = /(<!-- outcomes[^\n]*-->\n)[\s\S]*?(<!-- \/outcomes -->)/;
const head = '| case | fixed | predicted | observed | exit status | seconds |\n|---|---|---|---|---|---|\n';

/** The line for a run of `verify`. */
export function outcomeRow(name: string, stage: Stage, { verification }: VerifyRun): OutcomeRow {
  if (verification === null) {
    const none = { predicted: '–', exitStatus: '–', seconds: '–' };
    return { name, stage, observed: 'does not start', ...none };
  }
  const { prediction, observation } = verification;
  return {
    name,
    stage,
    predicted: prediction.stop,
    observed: observation.stop,
    exitStatus: String(observation.exitStatus),
    seconds: observation.seconds?.toFixed(1) ?? '–',
  };
}

/** The lines that the page has. */
export function recordedRows(): readonly OutcomeRow[] {
  const text = block.exec(readFileSync(page, 'utf8'))?.[0] ?? '';
  return text.split('\n').flatMap((line) => {
    const [, name, stage, predicted, observed, exitStatus, seconds] = line
      .split('|')
      .map((cell) => cell.trim());
    if (!name?.startsWith('`') || seconds === undefined) return [];
    const shown = {
      predicted: predicted ?? '',
      observed: observed ?? '',
      exitStatus: exitStatus ?? '',
      seconds,
    };
    return [{ name: name.replaceAll('`', ''), stage: stage as Stage, ...shown }];
  });
}

/** Writes the lines into the page. */
export function recordRows(rows: readonly OutcomeRow[]): void {
  const lines = rows.map(
    ({ name, stage, predicted, observed, exitStatus, seconds }) =>
      `| \`${name}\` | ${stage} | ${predicted} | ${observed} | ${exitStatus} | ${seconds} |\n`,
  );
  const text = readFileSync(page, 'utf8');
  writeFileSync(
    page,
    text.replace(block, (_, start, end) => `${start}${head}${lines.join('')}${end}`),
  );
}
