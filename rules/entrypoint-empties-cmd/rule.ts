import type { Fix } from '../../src/contract/finding.ts';
import { defineRule, type RuleFile } from '../../src/contract/rule.ts';
import type { Instruction } from '../../src/dockerfile/instruction.ts';
import { programName } from '../../src/knowledge/programs.ts';
import { init } from '../../src/knowledge/wrappers.ts';
import { execFormText } from '../../src/rewrite/exec-form-text.ts';
import { linesBelow } from '../../src/rewrite/new-lines.ts';
import { named, quoted } from '../../src/rewrite/quoted.ts';

export const rule = defineRule({
  code: 'PID117',
  name: 'entrypoint-empties-cmd',
  severity: 'warning',
  summary: 'ENTRYPOINT empties the inherited CMD, and then starts something that needs one',
  fixes: ['unsafe'],
  since: '0.1.0',
  messages: {
    script:
      'ENTRYPOINT empties the CMD of {base}, {cmd}: {program}, which starts what CMD says, gets nothing to start, and the container ends at once unless `docker run` names a command',
    init: 'ENTRYPOINT empties the CMD of {base}, {cmd}: {program} gets nothing to start, and the container ends at once unless `docker run` names a command',
  },
  check(image, file) {
    const { cmdReset, entrypoint, cmd } = image.config;
    // A base for others may leave the command to them.
    if (!image.final || !cmdReset || isPrompt(cmdReset.cmd)) return [];
    if (cmd?.argv.length || entrypoint?.by !== cmdReset.by || entrypoint.form?.kind !== 'exec') return [];
    const message = whatNeedsCmd(entrypoint.argv, image.base.config?.entrypoint ?? []);
    if (message === null) return [];
    return [
      {
        place: { file: file.path, span: cmdReset.by.argumentsSpan },
        message,
        args: {
          base: image.baseImage,
          cmd: quoted([`CMD ${execFormText(cmdReset.cmd)}`]),
          program: named([entrypoint.argv.at(message === 'script' ? -1 : 0) ?? '']),
        },
        startup: image.startups[0] ?? null,
        fixes: cmdAgain(cmdReset.by, cmdReset.cmd, file),
      },
    ];
  },
});

/** `script`: the ENTRYPOINT of the base image below an init; `init`: nothing but an init. Null: it may do without CMD. */
function whatNeedsCmd(argv: readonly string[], inherited: readonly string[]): 'script' | 'init' | null {
  const isInit = init(programName(argv[0] ?? '')) !== null;
  if (!isInit) return null;
  const rest = argv.slice(1).filter((word) => !word.startsWith('-'));
  if (rest.length === 0) return 'init';
  const script = rest.map(programName).join('\0');
  return inherited.length > 0 && script === inherited.map(programName).join('\0') ? 'script' : null;
}

/** A prompt, with which base images of distributions and languages end: nobody misses it. */
function isPrompt([called = '', ...rest]: readonly string[]): boolean {
  return (
    rest.length === 0 &&
    /^((ba|da|a|z)?sh|python3?|node|irb|jshell|iex|ghci|R|julia|perl)$/.test(programName(called))
  );
}

function cmdAgain(by: Instruction, words: readonly string[], file: RuleFile): readonly Fix[] {
  const edits = [linesBelow([`CMD ${execFormText(words)}`], by, file)];
  return [{ title: 'write the CMD again below ENTRYPOINT', safety: 'unsafe', edits }];
}
