import type { Verification } from '../contract/verification.ts';
import { jsonProcess } from './json-explain.ts';

/** A prediction beside what a container did, as JSON; its shape is `schema/verify.schema.json`. */
export function jsonVerify(verification: Verification): string {
  const { subject, engine, prediction, observation, agreement } = verification;
  const report = {
    schemaVersion: 1,
    subject,
    engine,
    prediction: { ...prediction, tree: prediction.tree && jsonProcess(prediction.tree) },
    observation,
    agreement,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
