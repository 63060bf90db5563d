import { defineRule } from '../../src/contract/rule.ts';
import { programName } from '../../src/knowledge/programs.ts';
import { isPlainInit } from '../../src/knowledge/services.ts';
import { placeOfStart } from '../../src/rewrite/place-of-start.ts';
import { named, quoted } from '../../src/rewrite/quoted.ts';
import { foregroundOrigins } from '../../src/rewrite/start-origins.ts';
import { startRewrites } from '../../src/rewrite/start-rewrites.ts';
import type { ImageModel, Startup } from '../../src/startup/model.ts';
import type { Process } from '../../src/startup/process.ts';
import { everyProcess } from '../../src/startup/stop/every-process.ts';
import { isInit } from '../../src/startup/stop/start-path.ts';

export const rule = defineRule({
  code: 'PID106',
  name: 'init-not-pid1',
  severity: 'warning',
  summary: 'tini, dumb-init … started below a shell, so it is not PID 1 and does not reap',
  fixes: ['safe'],
  since: '0.1.0',
  messages: {
    'below-shell':
      '{init} is not PID 1, {shell} is: orphans go to PID 1, so {init} reaps none of them, and {signal} does not reach it',
    'below-wrapper': '{init} is not PID 1, {shell} is: orphans go to PID 1, so {init} reaps none of them',
  },
  check(image, file) {
    return image.startups.flatMap((startup) => {
      const { root } = startup;
      if (!root || everyProcess(root).slice(0, 1).some(isInit)) return [];
      const init = everyProcess(root).find((process) => isInit(process) && !reapsBelow(process, image));
      const place = init && placeOfStart(init, image, file.path);
      if (!init || !place || isToldOfTheShell(init, startup)) return [];
      const origins = foregroundOrigins(root) ?? [];
      const outer = root.replaced.map(({ origin }) => origin);
      return {
        place,
        message: root.body.kind === 'shell' ? ('below-shell' as const) : ('below-wrapper' as const),
        args: { init: named(init.argv), shell: quoted(root.argv), signal: image.stopSignal },
        startup,
        fixes: startRewrites(image, file, { origins, outer }),
      };
    });
  },
});

/** A supervisor below a shell that keeps the signal from it: what is said of the shell says it all, with the same fix. */
function isToldOfTheShell({ argv }: Process, { root, stop }: Startup): boolean {
  return root?.body.kind === 'shell' && stop === 'ignored' && !isPlainInit(argv[0] ?? '');
}

/** `tini -s` and TINI_SUBREAPER: orphans below it come to it although it is not PID 1. */
function reapsBelow({ argv }: Process, { config }: ImageModel): boolean {
  if (!/^(tini|tini-static|docker-init)$/.test(programName(argv[0] ?? ''))) return false;
  const end = argv.indexOf('--');
  const options = argv.slice(1, end === -1 ? undefined : end);
  return config.env.has('TINI_SUBREAPER') || options.some((option) => /^-[a-zA-Z]*s/.test(option));
}
