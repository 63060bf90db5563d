import { defineRule } from '../../src/contract/rule.ts';
import { daemonText } from '../../src/rewrite/daemon-text.ts';
import { initFixes } from '../../src/rewrite/init-fixes.ts';
import { placeOfStart } from '../../src/rewrite/place-of-start.ts';
import { named, quoted } from '../../src/rewrite/quoted.ts';
import type { Process } from '../../src/startup/process.ts';
import { leftToProgram, orphansOfBrowser } from './orphans.ts';

export const rule = defineRule({
  code: 'PID201',
  name: 'orphans-not-reaped',
  severity: 'warning',
  summary: 'PID 1 does not reap and something below it leaves orphans',
  fixes: ['safe', 'unsafe'],
  since: '0.1.0',
  messages: {
    job: '{program} takes the place of the shell that started {job}, and waits for no process but its own: when {job} ends, it stays as a zombie, and so does every orphan that it leaves',
    daemon:
      '{program} is PID 1 above the daemon that {job} leaves in the background, and waits for no process but its own: whatever of it ends stays as a zombie',
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
        message: messageFor(job),
        args: {
          program: named(root.argv),
          job: job?.detached ? daemonText(job) : quoted(job?.argv ?? []),
          browser: `\`${browser}\``,
        },
        startup,
        fixes: initFixes(image, file, startup),
      };
    });
  },
});

/** @param job what the shell left to the program; null: nothing, the program drives a browser */
function messageFor(job: Process | null): 'job' | 'daemon' | 'browser' {
  if (job === null) return 'browser';
  return job.detached ? 'daemon' : 'job';
}
