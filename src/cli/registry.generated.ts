// Made by `npm run generate` from the rooms below rules/. Do not edit.
import type { Rule } from '../contract/rule.ts';
import { rule as argumentsIgnored } from '../../rules/arguments-ignored/rule.ts';
import { rule as brokenExecForm } from '../../rules/broken-exec-form/rule.ts';
import { rule as doubleInit } from '../../rules/double-init/rule.ts';
import { rule as entrypointEmptiesCmd } from '../../rules/entrypoint-empties-cmd/rule.ts';
import { rule as healthCheckLeavesZombies } from '../../rules/health-check-leaves-zombies/rule.ts';
import { rule as implicitExec } from '../../rules/implicit-exec/rule.ts';
import { rule as initAboveShell } from '../../rules/init-above-shell/rule.ts';
import { rule as initNotPid1 } from '../../rules/init-not-pid1/rule.ts';
import { rule as noShellInImage } from '../../rules/no-shell-in-image/rule.ts';
import { rule as orphansNotReaped } from '../../rules/orphans-not-reaped/rule.ts';
import { rule as scriptCannotStart } from '../../rules/script-cannot-start/rule.ts';
import { rule as scriptWithoutExec } from '../../rules/script-without-exec/rule.ts';
import { rule as serviceDiesUnnoticed } from '../../rules/service-dies-unnoticed/rule.ts';
import { rule as shellFormAsArguments } from '../../rules/shell-form-as-arguments/rule.ts';
import { rule as shellStaysPid1 } from '../../rules/shell-stays-pid1/rule.ts';
import { rule as shellSyntaxInExecForm } from '../../rules/shell-syntax-in-exec-form/rule.ts';
import { rule as signalHasNoHandler } from '../../rules/signal-has-no-handler/rule.ts';
import { rule as stopBeforeExec } from '../../rules/stop-before-exec/rule.ts';
import { rule as stopSignalMismatch } from '../../rules/stop-signal-mismatch/rule.ts';
import { rule as syntaxError } from '../../rules/syntax-error/rule.ts';
import { rule as trapCannotWork } from '../../rules/trap-cannot-work/rule.ts';
import { rule as workloadLeftBehind } from '../../rules/workload-left-behind/rule.ts';
import { rule as wrapperKillsEarly } from '../../rules/wrapper-kills-early/rule.ts';
import { rule as wrapperSwallowsSignal } from '../../rules/wrapper-swallows-signal/rule.ts';

/** Every rule, ordered by code. */
export const registry: readonly Rule[] = [
  shellStaysPid1,
  implicitExec,
  scriptWithoutExec,
  wrapperSwallowsSignal,
  initAboveShell,
  initNotPid1,
  signalHasNoHandler,
  trapCannotWork,
  stopSignalMismatch,
  brokenExecForm,
  shellSyntaxInExecForm,
  noShellInImage,
  argumentsIgnored,
  scriptCannotStart,
  shellFormAsArguments,
  syntaxError,
  entrypointEmptiesCmd,
  stopBeforeExec,
  workloadLeftBehind,
  wrapperKillsEarly,
  orphansNotReaped,
  serviceDiesUnnoticed,
  doubleInit,
  healthCheckLeavesZombies,
];
