import { defineRule } from '../../src/contract/rule.ts';
import { isBatchStep } from '../../src/rewrite/batch-step.ts';
import { daemonText } from '../../src/rewrite/daemon-text.ts';
import { withExecBelow } from '../../src/rewrite/exec-below.ts';
import { initFixes, initIsNear } from '../../src/rewrite/init-fixes.ts';
import { quoted } from '../../src/rewrite/quoted.ts';
import { shellRewrites } from '../../src/rewrite/shell-rewrites.ts';
import { foregroundOrigins } from '../../src/rewrite/start-origins.ts';
import { placeOfSetting, settingOf } from '../../src/rewrite/start-place.ts';
import { startRewrites } from '../../src/rewrite/start-rewrites.ts';
import { trapFailures } from '../../src/rewrite/trap-failure.ts';
import type { Startup } from '../../src/startup/model.ts';
import type { Origin, Process, ShellBody } from '../../src/startup/process.ts';
import { workloads } from '../../src/startup/stop/workloads.ts';

const bad: ReadonlySet<string> = new Set(['ignored', 'unnotified', 'cut-short']);

export const rule = defineRule({
  code: 'PID101',
  name: 'shell-stays-pid1',
  severity: 'error',
  summary: "the start command's own shell stays PID 1 above the workload",
  fixes: ['safe', 'unsafe'],
  since: '0.1.0',
  messages: {
    ignored:
      '{shell} stays PID 1 above {workload} and does not pass {signal} on: the workload never hears of the stop and is killed after the grace period',
    unnotified:
      '{shell} is PID 1 above {workload} and ends on {signal}: the workload is killed without having got it',
    'cut-short':
      '{shell} is PID 1 above {workload} and ends before the workload has finished: it is killed in the middle of its clean-up',
    'keeps-up':
      '{shell} stays PID 1 above {workload}, which only keeps the container up, and does not pass {signal} on: what was started before it never hears of the stop and is killed after the grace period',
    daemon:
      '{shell} is PID 1, and {workload} leaves a daemon in the background, to which nobody passes {signal} on: it is killed with the container, without having been told',
    loop: '{shell} is PID 1 and goes round in a loop without a trap for {signal}: the container is killed after the grace period',
  },
  check(image, file) {
    const everyOrigin = originsOfAll(image.startups);
    return image.startups.flatMap((startup) => {
      const { root } = startup;
      if (!shellIsInTheWay(startup, root)) return [];
      // A trap that cannot work is a finding of its own.
      if (trapFailures(startup, image.stopSignal).some(({ shell }) => shell === root)) return [];
      const place = placeOfSetting(
        settingOf(root.body.station.state.source, image.config, file.path),
        file.path,
      );
      if (place === null) return [];
      const main = workloads(root)[0] ?? root;
      // The branches of one text are mended together, where all of them can be.
      const origins = everyOrigin ?? foregroundOrigins(root) ?? [];
      const rewrites = shellRewrites(root, image, file);
      const outer = root.replaced.map(({ origin }) => origin);
      const plain = startRewrites(image, file, { origins, outer });
      return {
        place,
        message: messageFor(main, startup),
        args: {
          shell: quoted([root.argv[0] ?? '']),
          workload: main.detached ? daemonText(main) : quoted(main.argv),
          signal: image.stopSignal,
        },
        startup,
        fixes: [
          ...plain,
          ...withExecBelow(plain, root),
          ...rewrites.giveWay,
          ...(initIsNear(image, file) ? [] : rewrites.stay),
          ...initFixes(image, file, startup),
          ...(initIsNear(image, file) ? rewrites.stay : []),
          ...rewrites.stayWithoutWrapper,
        ],
      };
    });
  },
});

/** The commands that all shells in the way wait for; null when one of them cannot be told to `exec`. */
function originsOfAll(startups: readonly Startup[]): readonly Origin[] | null {
  const all: Origin[] = [];
  for (const startup of startups) {
    if (!shellIsInTheWay(startup, startup.root)) continue;
    const origins = foregroundOrigins(startup.root);
    if (!origins) return null;
    all.push(...origins);
  }
  return all;
}

/** A start command's own shell; one that runs a script is the script's concern. */
function shellIsInTheWay(
  { stop }: Startup,
  root: Process | null,
): root is Process & { readonly body: ShellBody } {
  if (root?.body.kind !== 'shell' || !bad.has(stop)) return false;
  return root.body.context.entry === 'command-string' && !isBatchStep(root);
}

/** @param main the workload, or the shell itself where it goes round in a loop */
function messageFor(main: Process, { root, stop }: Startup) {
  if (main === root) return 'loop' as const;
  if (main.detached) return 'daemon' as const;
  const keepsUp = main.body.kind === 'program' && main.body.accessory && main.body.doubt !== undefined;
  return keepsUp ? ('keeps-up' as const) : (stop as 'ignored' | 'unnotified' | 'cut-short');
}
