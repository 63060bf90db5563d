import type { Edit, Fix } from '../../src/contract/finding.ts';
import { defineRule, type RuleFile } from '../../src/contract/rule.ts';
import { initFixes } from '../../src/rewrite/init-fixes.ts';
import { named } from '../../src/rewrite/quoted.ts';
import { literalWord } from '../../src/shell/syntax.ts';
import { isBuiltinSomewhere } from '../../src/startup/evaluate/builtins.ts';
import { sourceSpan } from '../../src/text/mapped-text.ts';
import { askingCommand, type ShellCheck, shellCheck, waitedFor } from './health-check.ts';

export const rule = defineRule({
  code: 'PID204',
  name: 'health-check-leaves-zombies',
  severity: 'info',
  summary: 'a health check that times out leaves a zombie each time, because PID 1 does not reap',
  fixes: ['safe', 'unsafe'],
  since: '0.1.0',
  messages: {
    shell:
      'when this check takes longer than its timeout, the engine kills its shell alone: {asked} goes on as a child of PID 1, {program}, which does not reap it, and every such check leaves one zombie more; let {asked} give up by itself, or the shell `exec` it',
  },
  check(image, file) {
    const check = shellCheck(image);
    const startup = image.startups.find(
      ({ reapsOrphans, stop }) => reapsOrphans === false && stop !== 'no-workload',
    );
    const asked = check && waitedFor(check.text.text, image.shell);
    if (!startup?.root || !check || !asked) return [];
    return [
      {
        place: { file: file.path, span: check.by.argumentsSpan },
        message: 'shell',
        args: { asked: `\`${asked}\``, program: named(startup.root.argv) },
        startup,
        fixes: [...execInCheck(check, file), ...initFixes(image, file, startup)],
      },
    ];
  },
});

/** The check's shell told to `exec` its one command. Without `|| exit 1` the check may fail with another status than 1. */
function execInCheck({ text }: ShellCheck, { path }: RuleFile): readonly Fix[] {
  const found = askingCommand(text.text);
  const name = found?.command.words[0];
  if (!found || !name || isBuiltinSomewhere(literalWord(name) ?? '')) return [];
  const { command, end } = found;
  const edit = (start: number, stop: number, newText: string): Edit => ({
    file: path,
    span: sourceSpan(text, { start, end: stop }),
    newText,
  });
  const exec = edit(name.span.start, name.span.start, 'exec ');
  if (command.span.end === end)
    return [{ title: 'tell the shell of the check to `exec` it', safety: 'safe', edits: [exec] }];
  const title = 'tell the shell of the check to `exec` it, whose status then is that of the check';
  return [{ title, safety: 'unsafe', edits: [exec, edit(command.span.end, end, '')] }];
}
