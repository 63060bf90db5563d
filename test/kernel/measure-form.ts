import { EXECUTABLE_FILES, FILES } from './forms.ts';
import { observe, signalNumber } from './observe.ts';
import { type ShellOutcome, shellOutcome } from './shell-outcome.ts';
import type { Shell } from './shells.ts';
import type { Toolbox } from './toolbox.ts';

/** Where PID 1 of the observation is the command itself, or an init above it. */
export type Context = 'alone' | 'tini' | 'tini -g';

/** The outcomes of one form, one signal and one shell, by context. */
export type Outcomes = Partial<Record<Context, ShellOutcome>>;

/** A form to be measured with a shell and a stop signal. */
export interface Task {
  readonly form: string;
  /** The command; `{sh}` and `{as-sh}` stand for the shell. */
  readonly command: readonly string[];
  readonly signal: string;
  readonly shell: Shell;
}

/** How long PID 1 may take after the signal, in milliseconds. */
export const GRACE_MS = 1500;

const START_MS = 1500;
const ATTEMPTS = 3;

const INITS: Readonly<Record<Context, readonly string[]>> = {
  alone: [],
  tini: ['tini', '--'],
  'tini -g': ['tini', '-g', '--'],
};

// biome-ignore lint/suspicious/noTemplateCurlyInString: shell text
const PROFILE = 'PATH="${PID1_LINT_BIN}:$PATH"\n';
const PROFILES = { '.profile': PROFILE, '.zprofile': PROFILE, '.bash_profile': PROFILE };

/**
 * Measures a form as PID 1 and, where that leaves a shell as PID 1, below tini;
 * for SIGTERM also below tini in group mode.
 *
 * @throws what `observe` throws
 */
export async function measureForm(task: Task, toolbox: Toolbox): Promise<Outcomes> {
  const alone = await measureIn('alone', task, toolbox);
  if (alone.process !== 'shell') return { alone };
  const tini = await measureIn('tini', task, toolbox);
  if (task.signal !== 'SIGTERM') return { alone, tini };
  return { alone, tini, 'tini -g': await measureIn('tini -g', task, toolbox) };
}

/** The name under which the measurements know a shell. */
export function shellId({ implementation, version, build }: Shell): string {
  return `${implementation} ${version} ${build}`;
}

async function measureIn(context: Context, task: Task, toolbox: Toolbox): Promise<ShellOutcome> {
  const { command, shell, signal } = task;
  const files = filesFor(task);
  const called = (word: string) => word.replaceAll('{sh}', shell.name).replaceAll('{as-sh}', 'sh');
  const seen = await observe([...INITS[context], ...command.map(called)], {
    toolbox,
    signal,
    graceMs: GRACE_MS,
    startMs: START_MS,
    attempts: ATTEMPTS,
    links: { [shell.name]: shell.path, sh: shell.path },
    files,
    executables: EXECUTABLE_FILES.filter((name) => name in files),
    env: { WORKLOAD: 'app' },
  });
  return shellOutcome(seen, shell, signalNumber(signal), context !== 'alone');
}

/** Only the files that the command names: most name none, and writing them costs more than the rest. */
function filesFor({ command, shell }: Task): Record<string, string> {
  const interpreter = shell.path.endsWith('busybox') ? `${shell.path} sh` : shell.path;
  const text = command.join(' ');
  const named = Object.entries(FILES).filter(([name]) => text.includes(`./${name}`));
  return Object.fromEntries(
    [...named, ...Object.entries(PROFILES)].map(([name, content]) => [
      name,
      content.replaceAll('{sh}', interpreter),
    ]),
  );
}
