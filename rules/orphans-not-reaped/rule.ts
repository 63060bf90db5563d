import { defineRule } from '../../src/contract/rule.ts';
import { initFixes } from '../../src/rewrite/init-fixes.ts';
import { placeOfStart } from '../../src/rewrite/place-of-start.ts';
import { named, quoted } from '../../src/rewrite/quoted.ts';
import { leftToProgram, orphansOfBrowser } from './orphans.ts';

export const rule = defineRule({
  code: 'PID201',
  name: 'orphans-not-reaped',
  severity: 'warning',
  summary: 'PID 1 does not reap and something below it leaves orphans',
  fixes: ['safe', 'unsafe'],
  since: '0.1.0',
  messages: {
    job: '{program} takes the place of the shell that started {job}, and does not wait for it: when it ends, it stays as a zombie, and so does every orphan that it leaves',
    browser:
      '{program} is PID 1 and reaps only what it started itself, but {browser} leaves processes behind when it is closed or crashes: they pile up as zombies until no new process can be started',
  },
  check(image, file) {
    return image.startups.flatMap((startup) => {
      const { root } = startup;
      if (root?.body.kind !== 'program' || startup.stop === 'no-workload' || startup.reapsOrphans) return [];
      const job = leftToProgram(root);
      const browser = orphansOfBrowser(root, image);
      const place = placeOfStart(root, image, file.path);
      if (!place || (!job && !browser)) return [];
      return {
        place,
        message: job ? ('job' as const) : ('browser' as const),
        args: { program: named(root.argv), job: quoted(job?.argv ?? []), browser: `\`${browser}\`` },
        startup,
        fixes: initFixes(image, file, startup),
      };
    });
  },
});
