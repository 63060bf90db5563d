import { defineRule } from '../../src/contract/rule.ts';
import { programName } from '../../src/knowledge/programs.ts';
import { apacheItself } from '../../src/rewrite/apache-itself.ts';
import { environmentProgram } from '../../src/rewrite/environment-program.ts';
import { execBelow } from '../../src/rewrite/exec-below.ts';
import { placeOfStart } from '../../src/rewrite/place-of-start.ts';
import { named, quoted } from '../../src/rewrite/quoted.ts';
import { runItself } from '../../src/rewrite/run-itself.ts';
import { mismatch } from '../../src/rewrite/stop-mismatch.ts';
import { withoutWrapper } from '../../src/rewrite/without-wrapper.ts';
import { workloads } from '../../src/startup/stop/workloads.ts';
import { culprit } from './culprit.ts';

export const rule = defineRule({
  code: 'PID104',
  name: 'wrapper-swallows-signal',
  severity: 'error',
  summary:
    "npm, pnpm, flock, xargs, su, xvfb-run … stand between PID 1 and the workload and don't pass the signal on or don't wait",
  fixes: ['safe', 'unsafe'],
  since: '0.1.0',
  messages: {
    'ignored-nobody':
      '{signal} reaches {wrapper}, which passes it on to nobody: {workload} never hears of the stop and is killed after the grace period',
    'unnotified-nobody':
      '{signal} ends {wrapper}, which passes it on to nobody: {workload} is killed without having been told',
    'cut-short-nobody':
      '{signal} ends {wrapper} at once, and the container with it: {workload} is killed in the middle of its clean-up',
    'ignored-shell':
      '{signal} reaches {wrapper}, but the shell that it starts keeps it: {workload} never hears of the stop and is killed after the grace period',
    'unnotified-shell':
      '{signal} reaches {wrapper}, the shell that it starts dies of it, and {workload} is killed without having been told',
    'cut-short-shell':
      '{signal} reaches {wrapper} and the shell that it starts, which end at once: {workload} is killed in the middle of its clean-up',
  },
  check(image, file) {
    return image.startups.flatMap((startup) => {
      const found = startup.root && culprit(startup.root, startup.stop, image.stopSignal);
      const place = found && placeOfStart(found.wrapper, image, file.path);
      if (!found || !place || !startup.root) return [];
      // An init that passes another signal on is PID109's concern.
      if (found.wrapper.body.spec.role === 'init' && mismatch(startup, image)) return [];
      const main = workloads(startup.root)[0] ?? found.wrapper;
      const below = execBelow(found.wrapper);
      return {
        place,
        message: found.message,
        args: {
          signal: image.stopSignal,
          wrapper: named([programName(found.wrapper.argv[0] ?? '')]),
          workload: quoted(main.argv),
        },
        startup,
        fixes: [
          ...(below ? [below] : []),
          ...apacheItself(found.wrapper, image, file),
          ...withoutWrapper(found.wrapper, image, file),
          ...environmentProgram(found.wrapper, image, file),
          ...runItself(found.wrapper, image, file),
        ],
      };
    });
  },
});
