import { defineRule } from '../../src/contract/rule.ts';
import { replacedOrigins } from '../../src/rewrite/start-origins.ts';
import { placeOfSetting, settingOf } from '../../src/rewrite/start-place.ts';
import { startRewrites } from '../../src/rewrite/start-rewrites.ts';
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
    return image.startups.flatMap((startup) => {
      const replaced = startup.root ? replacedOrigins(startup.root) : [];
      const implicit = replaced.filter(({ by }) => by === 'implicit');
      const first = implicit[0];
      if (!first || startup.reached !== 'graceful') return [];
      const place = placeOfSetting(settingOf(first.origin.state.source, image.config, file.path), file.path);
      if (place === null) return [];
      return {
        place,
        message: 'implicit' as const,
        args: { signal: image.stopSignal, shell: shellTitle(first.context.shell) },
        startup,
        fixes: startRewrites(image, file, {
          origins: implicit.map(({ origin }) => origin),
          outer: replaced.map(({ origin }) => origin),
        }),
      };
    });
  },
});
