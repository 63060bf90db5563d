import { defineRule } from '../../src/contract/rule.ts';
import { withArguments } from '../../src/rewrite/with-arguments.ts';

export const rule = defineRule({
  code: 'PID113',
  name: 'arguments-ignored',
  severity: 'warning',
  summary: 'shell-form ENTRYPOINT drops CMD and `docker run` arguments',
  fixes: ['unsafe'],
  since: '0.1.0',
  messages: {
    dropped:
      'ENTRYPOINT is in shell form, so {cmd} and the arguments of `docker run` are dropped: the shell gets them as $0, $1, … and nobody uses them',
  },
  check({ config, ...image }, file) {
    const { entrypoint, cmd } = config;
    if (!entrypoint?.by || entrypoint.form?.kind !== 'shell' || entrypoint.form.notExec || !cmd?.argv.length) return [];
    if (/\$[@*0-9]|\$\{[@*0-9]/.test(entrypoint.argv.at(-1) ?? '')) return [];
    return [
      {
        place: { file: file.path, span: entrypoint.by.argumentsSpan },
        message: 'dropped',
        args: { cmd: `CMD ${JSON.stringify(cmd.argv)}` },
        startup: null,
        fixes: withArguments(entrypoint, cmd, { config, ...image }, file),
      },
    ];
  },
});
