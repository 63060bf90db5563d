import { defineRule } from '../../src/contract/rule.ts';
import { replacedOrigins } from '../../src/rewrite/start-origins.ts';
import { placeOfSetting, settingOf } from '../../src/rewrite/start-place.ts';
import { startRewrites } from '../../src/rewrite/start-rewrites.ts';
import { shellTitle } from '../../src/startup/stop/reasons.ts';

export const rule = defineRule({
  code: 'PID102',
  name: 'implicit-exec',
  severity: 'info',
  summary: 'it works only because this shell, in this version, execs implicitly',
  fixes: ['safe', 'unsafe'],
  since: '0.1.0',
  messages: {
    implicit:
      '{signal} reaches the workload only because {shell} replaces itself by its last command here; other shells and versions stay: write it down',
  },
  check(image, file) {
    const startups = image.startups.filter(({ reached }) => reached === 'graceful');
    const replaced = startups.flatMap(({ root }) => (root ? replacedOrigins(root) : []));
    const implicit = replaced.filter(({ by }) => by === 'implicit');
    const first = implicit[0];
    const setting = first && settingOf(first.origin.state.source, image.config, file.path);
    const place = setting && placeOfSetting(setting, file.path);
    if (!first || !place) return [];
    const origins = implicit.map(({ origin }) => origin);
    const outer = replaced.map(({ origin }) => origin);
    return [
      {
        place,
        message: 'implicit',
        args: { signal: image.stopSignal, shell: shellTitle(first.context.shell) },
        startup: startups[0] ?? null,
        fixes: startRewrites(image, file, { origins, outer }),
      },
    ];
  },
});
