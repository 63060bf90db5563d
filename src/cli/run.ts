import { type ExitStatus, exitStatus } from './exit-status.ts';
import type { Io } from './io.ts';
import type { CommandOptions } from './options.ts';
import type { Parts } from './parts.ts';
import { say } from './say.ts';

/**
 * The whole command line as a function: arguments in, text on the streams, exit status out. Never throws
 * and never shows a stack trace.
 */
export async function run(args: readonly string[], io: Io, parts: Parts): Promise<ExitStatus> {
  try {
    // yargs costs more time to load than the version takes to say.
    if (args.length === 1 && args[0] === '--version') return showVersion(io, parts);
    const { parseArguments } = await import('./parse-arguments.ts');
    const parsed = await parseArguments(args);
    switch (parsed.kind) {
      case 'run':
        return await runCommand(parsed.options, io, parts);
      case 'help':
        io.stdout.write(parsed.text);
        return exitStatus.clean;
      case 'version':
        return showVersion(io, parts);
      case 'problem':
        say(io, `${parsed.message} (see pid1-lint --help)`);
        return exitStatus.failure;
    }
  } catch (error) {
    say(io, `internal error: ${error instanceof Error ? error.message : String(error)}`);
    return exitStatus.failure;
  }
}

/** Each command loads what it needs and nothing more. */
async function runCommand(options: CommandOptions, io: Io, parts: Parts): Promise<ExitStatus> {
  switch (options.command) {
    case 'lint':
      return (await import('./lint-command.ts')).lintCommand(options, io, parts);
    case 'explain':
      return (await import('./explain-command.ts')).explainCommand(options, io, parts);
    case 'config':
      return (await import('./config-command.ts')).configCommand(options, io, parts);
    case 'verify':
      return (await import('./verify-command.ts')).verifyCommand(options, io, parts);
    case 'completion': {
      const { completionScript } = await import('./completion.ts');
      io.stdout.write(completionScript(options.shell));
      return exitStatus.clean;
    }
    case 'rules':
      return (await import('./rules-command.ts')).rulesCommand(options, io, parts);
  }
}

function showVersion(io: Io, { version }: Parts): ExitStatus {
  io.stdout.write(`${version}\n`);
  return exitStatus.clean;
}
