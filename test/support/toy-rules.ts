import type { Fix, FixSafety } from '../../src/contract/finding.ts';
import { defineRule } from '../../src/contract/rule.ts';

/** Replaces the arguments of a CMD. */
function rewrite(
  title: string,
  safety: FixSafety,
  file: string,
  at: number,
  newText: string,
  length = 0,
): Fix {
  return { title, safety, edits: [{ file, span: { start: at, end: at + length }, newText }] };
}

/** Fires on each startup that ignores the signal; its first candidate mends nothing, its second does. */
export const ignoredRule = defineRule({
  code: 'PID901',
  name: 'toy-ignored',
  severity: 'error',
  summary: 'the signal is ignored',
  fixes: ['safe'],
  since: '0.1.0',
  messages: { seen: 'nothing tells {command} of the signal' },
  check(image, { path }) {
    const by = image.config.cmd?.by ?? null;
    if (by === null) return [];
    return image.startups.flatMap((startup) => {
      if (startup.stop !== 'ignored') return [];
      const command = startup.tree?.children[0]?.argv[0] ?? '';
      const at = by.argumentsSpan.start + by.arguments.text.indexOf(command);
      return {
        place: { file: path, span: { start: at, end: at + command.length } },
        message: 'seen' as const,
        args: { command },
        startup,
        fixes: [
          rewrite('keep the shell', 'safe', path, at, 'nice '),
          rewrite(`run ${command} with exec`, 'safe', path, at, 'exec '),
        ],
      };
    });
  },
});

/** Fires on a CMD in a debug build; its fix is unsafe. */
export const debugRule = defineRule({
  code: 'PID902',
  name: 'toy-debug',
  severity: 'info',
  summary: 'the command has --debug',
  fixes: ['unsafe'],
  since: '0.1.0',
  messages: { seen: 'started with --debug' },
  check(image, { path }) {
    const by = image.config.cmd?.by ?? null;
    const at = by?.arguments.text.indexOf(' --debug') ?? -1;
    if (by === null || at === -1) return [];
    const start = by.argumentsSpan.start + at;
    return [
      {
        place: { file: path, span: { start: start + 1, end: start + 8 } },
        message: 'seen' as const,
        args: {},
        startup: null,
        fixes: [rewrite('leave --debug out', 'unsafe', path, start, '', 8)],
      },
    ];
  },
});

export const toyRules = [ignoredRule, debugRule];
