import { defineRule } from '../../src/contract/rule.ts';
import { isBatchStep } from '../../src/rewrite/batch-step.ts';
import { initFixes } from '../../src/rewrite/init-fixes.ts';
import { shellRewrites } from '../../src/rewrite/shell-rewrites.ts';
import { foregroundOrigins } from '../../src/rewrite/start-origins.ts';
import { placeOfSetting, settingOf } from '../../src/rewrite/start-place.ts';
import { startRewrites } from '../../src/rewrite/start-rewrites.ts';
import { trapFailures } from '../../src/rewrite/trap-failure.ts';
import type { Startup } from '../../src/startup/model.ts';
import type { Origin, Process, ShellBody } from '../../src/startup/process.ts';
import { workloads } from '../../src/startup/workloads.ts';

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
      return {
        place,
        message: main === root ? ('loop' as const) : (startup.stop as 'ignored' | 'unnotified' | 'cut-short'),
        args: {
          shell: quoted(root.argv[0] ?? ''),
          workload: quoted(main.argv.join(' ')),
          signal: image.stopSignal,
        },
        startup,
        fixes: [
          ...startRewrites(image, file, { origins, outer: root.replaced.map(({ origin }) => origin) }),
          ...rewrites.giveWay,
          ...initFixes(image, file, startup),
          ...rewrites.stay,
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

function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return `\`${line.length > 60 ? `${line.slice(0, 57)}...` : line}\``;
}
