import { renderMessage } from '../contract/render-message.ts';
import type { Rule, RuleFile, RuleFinding } from '../contract/rule.ts';
import type { ImageModel } from '../startup/model.ts';

/** What a rule said of one image. */
export interface Occurrence {
  readonly image: ImageModel;
  readonly finding: RuleFinding;
}

/** The same finding in one or several images of a Dockerfile: one report, one fix. */
export interface MergedFinding {
  readonly rule: Rule;
  readonly message: string;
  readonly occurrences: readonly [Occurrence, ...Occurrence[]];
}

/** Runs every rule over every image; findings that read the same at the same place become one. */
export function runRules(
  rules: readonly Rule[],
  images: readonly ImageModel[],
  file: RuleFile,
): readonly MergedFinding[] {
  const merged = new Map<string, MergedFinding>();
  for (const rule of rules) {
    for (const image of images) {
      for (const finding of rule.check(image, file)) {
        const message = renderMessage(rule.messages[finding.message] ?? finding.message, finding.args);
        const { file: path, span } = finding.place;
        const key = JSON.stringify([rule.code, path, span.start, span.end, message]);
        const before = merged.get(key);
        const occurrence = { image, finding };
        merged.set(key, {
          rule,
          message,
          occurrences: before === undefined ? [occurrence] : [...before.occurrences, occurrence],
        });
      }
    }
  }
  return [...merged.values()];
}
