import type { Fix } from '../../src/contract/finding.ts';
import { defineRule, type RuleFile } from '../../src/contract/rule.ts';
import { initFixes } from '../../src/rewrite/init-fixes.ts';
import { placeOfStart } from '../../src/rewrite/place-of-start.ts';
import { named, quoted } from '../../src/rewrite/quoted.ts';
import { shellRewrites } from '../../src/rewrite/shell-rewrites.ts';
import { foregroundOrigins } from '../../src/rewrite/start-origins.ts';
import { startRewrites } from '../../src/rewrite/start-rewrites.ts';
import { trapFailures } from '../../src/rewrite/trap-failure.ts';
import type { ImageModel, Startup, StopOutcome } from '../../src/startup/model.ts';
import type { Process } from '../../src/startup/process.ts';
import { startPath, startPaths } from '../../src/startup/stop/start-path.ts';
import { tellsNobody } from '../../src/startup/stop/tells-nobody.ts';
import { workloads } from '../../src/startup/stop/workloads.ts';

const bad = ['ignored', 'unnotified', 'cut-short'] as const;

export const rule = defineRule({
  code: 'PID105',
  name: 'init-above-shell',
  severity: 'error',
  summary:
    'an init runs a shell that dies at once or keeps the signal: the workload is unnotified or cut short',
  fixes: ['safe', 'unsafe'],
  since: '0.1.0',
  messages: {
    ignored:
      '{init} passes {signal} on to {shell}, which keeps it: {workload} never hears of the stop and is killed after the grace period',
    unnotified:
      '{init} passes {signal} on to {shell} alone, which dies of it: {workload} is killed without having been told',
    'cut-short':
      '{init} passes {signal} on to {shell} and {workload}, but the shell dies at once and ends the container: the workload is killed in the middle of its clean-up',
  },
  check(image, file) {
    return image.startups.flatMap((startup) => {
      const { root, stop } = startup;
      if (!root || !isBad(stop)) return [];
      return startPaths(root).flatMap(({ forwarders, last }) => {
        const lowest = forwarders.at(-1);
        const place = placeOfStart(last, image, file.path);
        if (last.body.kind !== 'shell' || lowest?.body.spec.role !== 'init' || !place) return [];
        // A trap that cannot work is a finding of its own, and one that works beside another service is none.
        if (trapFailures(startup, image.stopSignal).some(({ shell }) => shell === last)) return [];
        if (last !== startPath(root).last && last.body.station.state.traps.has(image.stopSignal)) return [];
        // A wrapper above that tells nobody is to blame itself.
        if (forwarders.some(({ body }) => tellsNobody(body.spec, image.stopSignal))) return [];
        return {
          place,
          message: stop,
          args: {
            init: named(lowest.argv),
            shell: quoted(last.argv),
            workload: quoted((workloads(last)[0] ?? last).argv),
            signal: image.stopSignal,
          },
          startup,
          fixes: fixesOf(last, startup, image, file),
        };
      });
    });
  },
});

function fixesOf(last: Process, startup: Startup, image: ImageModel, file: RuleFile): readonly Fix[] {
  const origins = foregroundOrigins(last) ?? [];
  const outer = last.replaced.map(({ origin }) => origin);
  const rewrites = shellRewrites(last, image, file);
  const runsScript = last.body.kind === 'shell' && last.body.context.entry === 'script';
  return [
    ...startRewrites(image, file, { origins, outer }),
    ...rewrites.giveWay,
    ...(runsScript ? rewrites.stay : []),
    ...initFixes(image, file, startup),
    ...(runsScript ? [] : rewrites.stay),
    ...rewrites.stayWithoutWrapper,
  ];
}

function isBad(stop: StopOutcome): stop is (typeof bad)[number] {
  return bad.some((one) => one === stop);
}
