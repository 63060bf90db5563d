import { defineRule } from '../../src/contract/rule.ts';
import { expandedAtBuild } from '../../src/rewrite/expanded-at-build.ts';
import { onePerPlace } from '../../src/rewrite/one-per-place.ts';
import { quoted } from '../../src/rewrite/quoted.ts';
import { scriptStarter } from '../../src/rewrite/script-starter.ts';
import { childToWorkload } from '../../src/rewrite/shell-chain.ts';
import { placeOfSetting, settingOf } from '../../src/rewrite/start-place.ts';
import { type TrapFailure, trapFailures } from '../../src/rewrite/trap-failure.ts';
import { trapRewrites } from '../../src/rewrite/trap-rewrites.ts';
import { commandText, shortSignal, waitAdvice } from '../../src/rewrite/wait-instead.ts';
import type { ImageModel, Startup } from '../../src/startup/model.ts';
import type { Process } from '../../src/startup/process.ts';
import { workloads } from '../../src/startup/stop/workloads.ts';

export const rule = defineRule({
  code: 'PID108',
  name: 'trap-cannot-work',
  severity: 'error',
  summary:
    'a trap that runs only after the foreground child ends, that expands `$!` too early, or that ends without `wait`',
  fixes: ['unsafe'],
  since: '0.1.0',
  messages: {
    foreground:
      'this trap for {signal} runs only when {workload} has ended by itself, because the shell waits for it in the foreground; {advice}',
    early:
      '{variable} is replaced when the trap is set, and is empty then, because of the double quotes: the trap signals nobody; write the trap in single quotes, with a `wait` in it',
    'no-wait':
      'this trap for {signal} does not wait for {workload}: the script ends behind it, and the container with it; put a `wait` into the trap',
    'not-passed-on':
      'this trap for {signal} does not reach {workload}, which is killed when the script ends; {advice}',
    'goes-on': 'this trap for {signal} ends neither {workload} nor the script; {advice}',
    'not-set': '{shell} does not know the signal name {name}, so this trap is never set; write {short}',
    lost: 'this trap for {signal} is gone after `exec`, and what it does is never done; {advice}',
  },
  check(image, file) {
    return onePerPlace(
      image.startups.flatMap((startup) =>
        trapFailures(startup, image.stopSignal).flatMap((failure) => {
          const { call, kind, shell } = failure;
          const setting = settingOf(call.source, image.config, file.path);
          const place = failure.place ?? placeOfSetting(setting, file.path);
          if (place === null) return [];
          return {
            place,
            message: kind,
            args: {
              signal: image.stopSignal,
              workload: workloadText(failure, startup),
              variable: `\`${call.early}\``,
              name: `\`${call.refused}\``,
              short: `\`${shortSignal(call.refused ?? '')}\``,
              shell: shell?.body.context.shell.implementation ?? 'the shell',
              advice: advice(failure, startup, image),
            },
            startup,
            startedBy: place.file === file.path ? null : scriptStarter(call.source, image),
            fixes: trapRewrites(failure, image.stopSignal).filter(
              ({ edits }) => !expandedAtBuild(edits, file),
            ),
          };
        }),
      ),
    );
  },
});

function workloadText({ shell }: TrapFailure, { root }: Startup): string {
  const from = (shell && foreground(shell)) ?? root;
  const main = from && (workloads(from)[0] ?? from);
  return quoted(main?.argv ?? []);
}

/** What the shell waits for without looking at its traps, which a daemon beside it is not. */
function foreground({ body }: NonNullable<TrapFailure['shell']>): Process | null {
  const { blocked } = body.station;
  return blocked.on === 'foreground' ? (blocked.processes[0] ?? null) : null;
}

/** What to write instead, for this script. */
function advice({ shell }: TrapFailure, { root }: Startup, { stopSignal }: ImageModel): string {
  const main = shell && root ? childToWorkload(root, shell) : root;
  const child = shell && main?.detached ? foreground(shell) : main;
  const origin = shell ? child?.origin : root?.replaced.at(-1)?.origin;
  if (!origin) return waitAdvice('command', stopSignal);
  return waitAdvice(commandText(origin), stopSignal);
}
