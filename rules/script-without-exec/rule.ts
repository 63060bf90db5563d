import type { RuleFile } from '../../src/contract/rule.ts';
import { defineRule } from '../../src/contract/rule.ts';
import { programName } from '../../src/knowledge/programs.ts';
import { wrapper } from '../../src/knowledge/wrappers.ts';
import { isBatchStep } from '../../src/rewrite/batch-step.ts';
import { daemonText, foregroundAdvice } from '../../src/rewrite/daemon-text.ts';
import { withExecBelow } from '../../src/rewrite/exec-below.ts';
import { execInsteadOfWait } from '../../src/rewrite/exec-instead-of-wait.ts';
import { execIntoPipe } from '../../src/rewrite/exec-into-pipe.ts';
import { initFixes } from '../../src/rewrite/init-fixes.ts';
import { insertExec } from '../../src/rewrite/insert-exec.ts';
import { whyNotExec } from '../../src/rewrite/may-exec.ts';
import { onePerPlace } from '../../src/rewrite/one-per-place.ts';
import { named, quoted } from '../../src/rewrite/quoted.ts';
import { scriptStarter } from '../../src/rewrite/script-starter.ts';
import { childToWorkload, isShell, type ShellProcess, shellChain } from '../../src/rewrite/shell-chain.ts';
import { shellRewrites } from '../../src/rewrite/shell-rewrites.ts';
import { silentWrapper } from '../../src/rewrite/silent-wrapper.ts';
import { foregroundOrigins } from '../../src/rewrite/start-origins.ts';
import { trapFailures } from '../../src/rewrite/trap-failure.ts';
import { commandText, shortSignal, waitAdvice } from '../../src/rewrite/wait-instead.ts';
import { placeOf } from '../../src/startup/evaluate/step.ts';
import type { ImageModel, SourcePlace, Startup } from '../../src/startup/model.ts';
import type { Process } from '../../src/startup/process.ts';
import type { Forwarder } from '../../src/startup/stop/start-path.ts';
import { tellsNobody } from '../../src/startup/stop/tells-nobody.ts';

const bad: ReadonlySet<string> = new Set(['ignored', 'unnotified', 'cut-short']);

export const rule = defineRule({
  code: 'PID103',
  name: 'script-without-exec',
  severity: 'error',
  summary: 'an entrypoint script runs the workload as a child',
  fixes: ['safe', 'unsafe'],
  since: '0.1.0',
  messages: {
    ignored:
      'the script runs {workload} as a child and does not pass {signal} on: it never hears of the stop and is killed after the grace period; {advice}',
    unnotified:
      'the script runs {workload} as a child and ends on {signal}: it is killed without having got it; {advice}',
    'cut-short':
      'the script runs {workload} as a child and ends before it has finished: it is killed in the middle of its clean-up; {advice}',
    daemon:
      'the script leaves a daemon in the background by {workload}, and nobody passes {signal} on to it: it is killed with the container, without having been told; {advice}',
    loop: 'the script goes round in a loop without a trap for {signal}: the container is killed after the grace period; {advice}',
  },
  check(image, file) {
    return onePerPlace(
      image.startups.flatMap((startup) =>
        scriptsInTheWay(startup, image).flatMap((shell) => {
          const child = childToWorkload(startup.root as Process, shell);
          const place = placeIn(shell, child);
          if (place === null) return [];
          const outer = startup.root?.replaced.map(({ origin }) => origin) ?? [];
          const rewrites = shellRewrites(startup.root as Process, image, file);
          const fix = insertExec(foregroundOrigins(startup.root as Process) ?? [], outer);
          return {
            place,
            message: messageFor(child, startup),
            args: {
              workload: child?.detached ? daemonText(child) : quoted(child?.argv ?? []),
              signal: image.stopSignal,
              advice: advice(shell, child, image, file),
            },
            startup,
            startedBy: scriptStarter(shell.body.station.state.source, image),
            fixes: [
              ...(fix ? [fix, ...withExecBelow([fix], startup.root as Process)] : []),
              ...rewrites.giveWay,
              ...rewrites.stay,
              ...initFixes(image, file, startup),
              ...rewrites.stayWithoutWrapper,
            ],
          };
        }),
      ),
    );
  },
});

/** @param child what the script runs; null where it goes round in a loop */
function messageFor(child: Process | null, { stop }: Startup) {
  if (child === null) return 'loop' as const;
  return child.detached ? ('daemon' as const) : (stop as 'ignored' | 'unnotified' | 'cut-short');
}

/** The shells that run a script above the workload, where no init stands above them. */
function scriptsInTheWay(startup: Startup, { stopSignal }: ImageModel): readonly ShellProcess[] {
  const { root, stop } = startup;
  if (root === null || !isShell(root) || !bad.has(stop)) return [];
  const trapped = new Set(trapFailures(startup, stopSignal).map(({ shell }) => shell));
  return shellChain(root).filter(
    (shell) => shell.body.context.entry === 'script' && !trapped.has(shell) && !isBatchStep(shell),
  );
}

/** The command that starts the workload, or the loop that the script goes round in. */
function placeIn({ body }: ShellProcess, child: Process | null): SourcePlace | null {
  const { state, blocked } = body.station;
  if (child !== null) return child.place;
  return blocked.on === 'spin' ? placeOf(state, blocked.span) : null;
}

/** What to write in this script. */
function advice(
  shell: ShellProcess,
  child: Process | null,
  { stopSignal: signal }: ImageModel,
  file: RuleFile,
): string {
  const { blocked } = shell.body.station;
  const origin = child?.origin ?? null;
  if (child === null || origin === null) return `let it end by \`trap 'exit 0' ${shortSignal(signal)}\``;
  if (child.detached) return foregroundAdvice(child);
  const command = commandText(origin);
  const silent = silentWrapper(child, signal);
  if (silent) return wrapperAdvice(silent, signal);
  if (blocked.on === 'wait') {
    const plain = execInsteadOfWait(shell) !== null;
    return plain
      ? `write \`exec ${command}\` instead of waiting for it`
      : `before it waits, ${waitAdvice(command, signal)}`;
  }
  const obstacle = whyNotExec(origin);
  if (obstacle === null) return `write \`exec ${command}\``;
  if (origin.context.entry === 'pipeline-member') {
    return pipelineAdvice(obstacle, signal, execIntoPipe(shell, file) !== null);
  }
  return `\`exec\` is not possible, because ${obstacle}: ${waitAdvice(command, signal)}`;
}

/** What helps where the wrapper that the script runs is in the way itself. */
function wrapperAdvice({ argv, body }: Forwarder, signal: string): string {
  const name = named(argv);
  const why = tellsNobody(body.spec, signal)
    ? `passes ${signal} on to nobody`
    : `ends before what it starts has finished`;
  const provides = wrapper(programName(argv[0] ?? ''))?.provides === true;
  const what = provides
    ? `\`exec\` the program itself, with what ${name} sets up for it`
    : `\`exec\` the program without it`;
  return `\`exec\` alone does not help, because ${name} ${why}: ${what}`;
}

function pipelineAdvice(obstacle: string, signal: string, writesToProcess: boolean): string {
  const init = `put \`tini -g\` above the script and \`trap : ${shortSignal(signal)}\` into it`;
  const instead = writesToProcess
    ? `let bash write to a process instead, \`exec > >(reader)\` and \`exec command\`, or ${init}`
    : init;
  return `\`exec\` is not possible, because ${obstacle}: ${instead}`;
}
