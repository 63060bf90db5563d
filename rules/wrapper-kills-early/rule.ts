import { defineRule } from '../../src/contract/rule.ts';
import { programName } from '../../src/knowledge/programs.ts';
import { environmentProgram } from '../../src/rewrite/environment-program.ts';
import { placeOfStart } from '../../src/rewrite/place-of-start.ts';
import { named, quoted } from '../../src/rewrite/quoted.ts';
import { setprivInstead } from '../../src/rewrite/switch-user.ts';
import { startPath } from '../../src/startup/stop/start-path.ts';
import { workloads } from '../../src/startup/stop/workloads.ts';

/** Seconds that a program may well need to finish what it is at; below that a wrapper is in its way. */
const enough = 5;

export const rule = defineRule({
  code: 'PID120',
  name: 'wrapper-kills-early',
  severity: 'warning',
  summary:
    'a wrapper such as su passes the signal on, and kills the workload 2 s later, however long the engine would wait',
  fixes: ['unsafe'],
  since: '0.1.0',
  messages: {
    kills:
      '{signal} reaches {workload} by {wrapper}, which kills what is left {seconds} s later: however long the engine would wait, the workload has no more time to finish',
  },
  check(image, file) {
    // The su of busybox gives its place to the shell.
    if (image.base.sh.implementation === 'busybox ash') return [];
    return image.startups.flatMap((startup) => {
      const { root, stop } = startup;
      if (root === null || stop !== 'graceful') return [];
      const { forwarders } = startPath(root);
      const wrapper = forwarders.find(
        ({ body: { spec } }) => spec.role === 'wrapper' && (spec.grace ?? enough) < enough,
      );
      const place = wrapper && placeOfStart(wrapper, image, file.path);
      if (!wrapper || !place) return [];
      const args = {
        signal: image.stopSignal,
        wrapper: named([programName(wrapper.argv[0] ?? '')]),
        workload: quoted((workloads(root)[0] ?? wrapper).argv),
        seconds: String(wrapper.body.spec.grace),
      };
      return {
        place,
        message: 'kills',
        args,
        startup,
        fixes: [...setprivInstead(wrapper, image, file), ...environmentProgram(wrapper, image, file)],
      };
    });
  },
});
