import matrix from '../../facts/shell-exec-matrix.json' with { type: 'json' };
import type { BaseName } from '../bases.ts';
import type { StartCase } from '../image-run.ts';
import { BASH, EXEC_FORM, WRAPPERS } from './exec-form.ts';
import { SHELL_FORM } from './shell-form.ts';
import { TRAPS } from './traps.ts';

/** The forms of the facts, but for the one that needs a file in the image. */
const MATRIX = Object.values(matrix.forms)
  .filter((form) => !form.includes('src.sh'))
  .map((form) => `CMD ["{sh}", "-c", ${JSON.stringify(form)}]`);

const EVERY: readonly BaseName[] = ['dash', 'bash', 'busybox ash', 'mksh', 'zsh'];

/** Start commands of one kind, each with all bases that it is for. */
export interface CaseGroup {
  readonly name: string;
  readonly cases: readonly StartCase[];
}

function group(name: string, bases: readonly BaseName[], all: readonly string[]): CaseGroup {
  return { name, cases: bases.flatMap((base) => all.map((lines) => ({ base, lines }))) };
}

/** Every start command that the model is held against the kernel with. */
export const CASES: readonly CaseGroup[] = [
  group('every form of the facts', EVERY, MATRIX),
  group('shell form', EVERY, SHELL_FORM),
  group('traps', EVERY, TRAPS),
  group('exec form', ['dash', 'bash', 'busybox ash'], EXEC_FORM),
  group('wrappers', ['dash', 'bash'], WRAPPERS),
  group('bash, dash and busybox by name', ['dash'], BASH),
];
