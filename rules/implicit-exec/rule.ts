import { defineRule } from '../../src/contract/rule.ts';
import { startPlace } from '../../src/rewrite/start-place.ts';
import { startRewrites } from '../../src/rewrite/start-rewrites.ts';
import type { Startup } from '../../src/startup/model.ts';
import type { Process, Replaced } from '../../src/startup/process.ts';
import { shellTitle } from '../../src/startup/reasons.ts';

export const rule = defineRule({
  code: 'PID102',
  name: 'implicit-exec',
  severity: 'info',
  summary: 'it works only because this shell, in this version, execs implicitly',
  fixes: ['safe'],
  since: '0.1.0',
  messages: {
    implicit:
      '{signal} reaches the workload only because {shell} replaces itself by its last command here; other shells and versions stay: write it down',
  },
  check(image, file) {
    const place = startPlace(image.config, file.path);
    if (place === null) return [];
    return image.startups.flatMap((startup) => {
      const implicit = implicitExecs(startup);
      const first = implicit[0];
      if (!first || startup.reached !== 'graceful') return [];
      return {
        place,
        message: 'implicit' as const,
        args: { signal: image.stopSignal, shell: shellTitle(first.context.shell) },
        startup,
        fixes: startRewrites(image, file, implicit.map(({ origin }) => origin)),
      };
    });
  },
});

/** Where a shell between the engine and the workload gave way of itself: at PID 1, or below an init. */
function implicitExecs({ root }: Startup): readonly Replaced[] {
  const found: Replaced[] = [];
  for (let at: Process | null = root; at; at = at.body.kind === 'forwarder' ? at.body.child : null) {
    found.push(...at.replaced.filter(({ by }) => by === 'implicit'));
  }
  return found;
}
