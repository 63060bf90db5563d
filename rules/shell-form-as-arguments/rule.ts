import type { Fix } from '../../src/contract/finding.ts';
import { defineRule, type RuleFile } from '../../src/contract/rule.ts';
import type { CommandSetting } from '../../src/dockerfile/image-config.ts';
import { programOf } from '../../src/knowledge/program-of.ts';
import { programName } from '../../src/knowledge/programs.ts';
import { literalWords } from '../../src/rewrite/plain-words.ts';
import { named, quoted } from '../../src/rewrite/quoted.ts';
import { replaceArguments } from '../../src/rewrite/replace-arguments.ts';
import { startsShell } from '../../src/rewrite/shell-command.ts';
import { parseShell } from '../../src/shell/parse.ts';
import type { Startup } from '../../src/startup/model.ts';
import type { Process } from '../../src/startup/process.ts';
import { startPath } from '../../src/startup/stop/start-path.ts';

export const rule = defineRule({
  code: 'PID115',
  name: 'shell-form-as-arguments',
  severity: 'warning',
  summary: 'exec-form ENTRYPOINT gets shell-form CMD as `/bin/sh -c …` among its arguments',
  fixes: ['unsafe'],
  since: '0.1.0',
  messages: {
    surely:
      'CMD is in shell form, so {program} gets {words} as its arguments, which mean nothing to it: no shell runs the text',
    shell:
      'CMD is in shell form, so the text that {program} runs is `/bin/sh` alone, which has nothing to do and ends at once: {text} is never run',
    unless:
      'CMD is in shell form, so {program} gets {words} as its arguments: unless it starts what it is given as a command, they mean nothing to it',
  },
  check(image, file) {
    const { entrypoint, cmd } = image.config;
    if (!cmd?.by || cmd.form?.kind !== 'shell' || cmd.form.notExec || !entrypoint?.argv.length) return [];
    const receivers = image.startups.flatMap((startup) => receiver(startup, cmd.argv) ?? []);
    const [program] = receivers;
    const own = program?.argv.slice(0, -cmd.argv.length) ?? [];
    if (!program || mayStartIt(own)) return [];
    const text = cmd.argv.at(-1) ?? '';
    const message = messageFor(own, text);
    return [
      {
        place: { file: file.path, span: cmd.by.argumentsSpan },
        message,
        args: {
          program: named(program.argv),
          words: cmd.argv.map((word) => quoted([word])).join(', '),
          text: quoted([text]),
        },
        startup: null,
        fixes: inExecForm(cmd, message === 'shell' ? [text] : literalWords(parseShell(text)), file),
      },
    ];
  },
});

/** @param own the words of ENTRYPOINT that the program itself was called with. */
function messageFor(own: readonly string[], text: string): 'shell' | 'surely' | 'unless' {
  if (startsShell(own)) return 'shell';
  const kind = programOf(own)?.kind;
  // What a runtime's script makes of its arguments is the script's own matter.
  const isKnown = kind === 'runtime' ? own.length === 1 : kind !== undefined;
  return isKnown || /^\s*-/.test(text) ? 'surely' : 'unless';
}

/** The program that gets the words of CMD as its last arguments; null where they are started, or nobody knows. */
function receiver({ root }: Startup, words: readonly string[]): Process | null {
  if (root === null) return null;
  const { last } = startPath(root);
  if (last.body.kind !== 'program' || last.body.reaction === 'opaque' || last.body.interactive) return null;
  const start = last.argv.length - words.length;
  return start > 0 && words.every((word, index) => last.argv[start + index] === word) ? last : null;
}

/** Names of programs and words of their command lines that speak of starting another program. */
const starters =
  /(^|[-_.])(entry|entrypoint|init|run|runner|start|starter|exec|launch|launcher|boot|wrap|wrapper|with|env|cmd|command|shell|pid1|wait|prepare|su|sudo|do)([-_.]|$)/i;

/** Whether a program may start what follows: a shell that is given no text; else by its name, or by how it is called. */
function mayStartIt(argv: readonly string[]): boolean {
  const [called = '', ...rest] = argv;
  if (startsShell(argv)) return !/^-[a-z]*c$/.test(rest.at(-1) ?? '');
  const known = programOf(argv);
  if (known !== null) return known.kind === 'supervisor';
  return (
    starters.test(programName(called)) || rest.some((word) => word === '--' || /^(run|exec)$/.test(word))
  );
}

function inExecForm({ by }: CommandSetting, words: readonly string[] | null, file: RuleFile): readonly Fix[] {
  if (!by || !words) return [];
  const edits = replaceArguments(by, words, file);
  return [{ title: 'give the words as they are, in exec form', safety: 'unsafe', edits }];
}
