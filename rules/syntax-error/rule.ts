import { defineRule } from '../../src/contract/rule.ts';
import { onePerPlace } from '../../src/rewrite/one-per-place.ts';
import { otherShell } from '../../src/rewrite/other-shell.ts';
import { scriptStarter } from '../../src/rewrite/script-starter.ts';
import { placeOfSetting, settingOf } from '../../src/rewrite/start-place.ts';
import { mistakesMet } from '../../src/startup/evaluate/mistakes-met.ts';

export const rule = defineRule({
  code: 'PID116',
  name: 'syntax-error',
  severity: 'error',
  summary: 'the shell that runs a script cannot read it to the workload: it ends at a syntax error',
  fixes: ['unsafe'],
  since: '0.1.0',
  messages: {
    ends: '{shell} cannot read on from here, because of {what}: it ends with status {status}, the workload is never started, and the container ends',
    'file-ends':
      '{shell} cannot read on from here, because of {what}: nothing of it runs, the workload is never started, and the container ends',
  },
  check(image, file) {
    return onePerPlace(
      image.startups.flatMap((startup) => {
        if (startup.stop !== 'no-workload') return [];
        return mistakesMet(startup.root).flatMap(({ mistake, place }) => {
          const { what, shell, status, source } = mistake;
          const at = place ?? placeOfSetting(settingOf(source, image.config, file.path), file.path);
          if (at === null) return [];
          return {
            place: at,
            message: status === null ? 'file-ends' : 'ends',
            args: { what, shell, status: `${status}` },
            startup,
            startedBy: at.file === file.path ? null : scriptStarter(source, image),
            fixes: otherShell(mistake, image),
          };
        });
      }),
    );
  },
});
