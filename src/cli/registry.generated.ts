// Made by `npm run generate` from the rooms below rules/. Do not edit.
import type { Rule } from '../contract/rule.ts';

/** Every rule, ordered by code. */
export const registry: readonly Rule[] = [
];
