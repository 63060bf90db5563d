import { programName } from '../knowledge/programs.ts';

/** A command line that hands a shell its text: `/bin/sh -c text`. */
export interface ShellCommand {
  /** The words before the text. */
  readonly shell: readonly string[];
  readonly text: string;
}

/** Whether a command line starts a shell that is called by its name. */
export function startsShell(argv: readonly string[]): boolean {
  return /^(ba|da|a|z|k|mk)?sh$/.test(programName(argv[0] ?? ''));
}

/** A shell and the text it is given; null for anything else, also where words follow the text. */
export function shellCommand(argv: readonly string[]): ShellCommand | null {
  const text = argv.at(-1);
  if (text === undefined || argv.length < 3 || !startsShell(argv)) return null;
  return /^-[a-z]*c$/.test(argv.at(-2) ?? '') ? { shell: argv.slice(0, -1), text } : null;
}

/** Whether a shell changes nothing for what it starts: no login files, no interactive mode, no tracing. */
export function isBareShell(shell: readonly string[]): boolean {
  const options = shell.slice(1);
  return options.every((option, index) => {
    if (option === 'pipefail') return /^-[euf]*o$/.test(options[index - 1] ?? '');
    return /^-[euf]*[oc]?$/.test(option);
  });
}
