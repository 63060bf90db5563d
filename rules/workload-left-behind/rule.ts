import { defineRule } from '../../src/contract/rule.ts';
import { daemonText, foregroundAdvice } from '../../src/rewrite/daemon-text.ts';
import { onePerPlace } from '../../src/rewrite/one-per-place.ts';
import { placeOfStart } from '../../src/rewrite/place-of-start.ts';
import { scriptStarter } from '../../src/rewrite/script-starter.ts';
import { commandText } from '../../src/rewrite/wait-instead.ts';
import type { Process } from '../../src/startup/process.ts';

export const rule = defineRule({
  code: 'PID119',
  name: 'workload-left-behind',
  severity: 'error',
  summary: 'what the container exists for is left in the background, and PID 1 ends at once',
  fixes: [],
  since: '0.1.0',
  messages: {
    background:
      'nothing waits for {workload}, which is started in the background: PID 1 ends, and the kernel kills what is left; {advice}',
    daemon: '{workload} goes to the background, and PID 1 ends: the kernel kills the daemon; {advice}',
  },
  check(image, file) {
    // Where something lasts on another way, this one may well be meant to end.
    if (image.startups.some(({ stop }) => stop !== 'no-workload')) return [];
    return onePerPlace(
      image.startups.flatMap((startup) => {
        const left = startup.abandoned?.at(-1);
        const place = left && (left.place ?? placeOfStart(startup.root ?? left, image, file.path));
        if (!left || !place) return [];
        const source = left.origin?.state.source;
        return {
          place,
          message: left.detached ? 'daemon' : 'background',
          args: {
            workload: daemonText(left),
            advice: left.detached ? foregroundAdvice(left) : inForeground(left),
          },
          startup,
          startedBy: source && place.file !== file.path ? scriptStarter(source, image) : null,
          fixes: [],
        };
      }),
    );
  },
});

function inForeground({ origin, argv }: Process): string {
  const command = (origin ? commandText(origin) : argv.join(' ')).replace(/^nohup /, '');
  return `start it in the foreground and as the last command: \`exec ${command}\``;
}
