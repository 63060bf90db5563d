// Made by `npm run generate` from the rooms below rules/. Do not edit.
import type { Rule } from '../contract/rule.ts';
import { rule as argumentsIgnored } from '../../rules/arguments-ignored/rule.ts';
import { rule as brokenExecForm } from '../../rules/broken-exec-form/rule.ts';
import { rule as implicitExec } from '../../rules/implicit-exec/rule.ts';
import { rule as noShellInImage } from '../../rules/no-shell-in-image/rule.ts';
import { rule as scriptCannotStart } from '../../rules/script-cannot-start/rule.ts';
import { rule as scriptWithoutExec } from '../../rules/script-without-exec/rule.ts';
import { rule as shellStaysPid1 } from '../../rules/shell-stays-pid1/rule.ts';
import { rule as shellSyntaxInExecForm } from '../../rules/shell-syntax-in-exec-form/rule.ts';
import { rule as trapCannotWork } from '../../rules/trap-cannot-work/rule.ts';

/** Every rule, ordered by code. */
export const registry: readonly Rule[] = [
  shellStaysPid1,
  implicitExec,
  scriptWithoutExec,
  trapCannotWork,
  brokenExecForm,
  shellSyntaxInExecForm,
  noShellInImage,
  argumentsIgnored,
  scriptCannotStart,
];
