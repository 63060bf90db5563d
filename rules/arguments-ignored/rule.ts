import { defineRule } from '../../src/contract/rule.ts';
import type { CommandSetting } from '../../src/dockerfile/image-config.ts';
import { execFormText } from '../../src/rewrite/exec-form-text.ts';
import { quoted } from '../../src/rewrite/quoted.ts';
import { shellCommand } from '../../src/rewrite/shell-command.ts';
import { usesArguments, withArguments } from '../../src/rewrite/with-arguments.ts';

export const rule = defineRule({
  code: 'PID113',
  name: 'arguments-ignored',
  severity: 'warning',
  summary: 'shell-form ENTRYPOINT drops CMD and `docker run` arguments',
  fixes: ['unsafe'],
  since: '0.1.0',
  messages: {
    'shell-form':
      'ENTRYPOINT is in shell form, so {cmd} and the arguments of `docker run` are dropped: the shell gets them as $0, $1, … and nobody uses them',
    text: 'the text that ENTRYPOINT gives its shell uses no arguments, so {cmd} and the arguments of `docker run` are dropped: the shell gets them as $0, $1, …',
  },
  check(image, file) {
    const { entrypoint, cmd } = image.config;
    const command = entrypoint && shellCommand(entrypoint.argv);
    if (!entrypoint?.by || !command || !cmd?.argv.length || usesArguments(command.text)) return [];
    if (entrypoint.form?.kind === 'shell' && entrypoint.form.notExec) return [];
    // Without a shell nothing starts, with or without arguments.
    if (image.base.sh.implementation === 'none' && image.shell.implementation === 'none') return [];
    return [
      {
        place: { file: file.path, span: entrypoint.by.argumentsSpan },
        message: entrypoint.form?.kind === 'shell' ? 'shell-form' : 'text',
        args: { cmd: asWritten(cmd) },
        startup: null,
        fixes: withArguments(entrypoint, cmd, image, file),
      },
    ];
  },
});

/** CMD as its line has it, for a person to know it again. */
function asWritten({ argv, form }: CommandSetting): string {
  const words = form?.kind === 'shell' ? (argv.at(-1) ?? '') : execFormText(argv);
  return quoted([`CMD ${words}`]);
}
