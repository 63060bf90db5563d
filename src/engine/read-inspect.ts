import { type ContainerState, EngineError, type InspectedImage } from './engine.ts';

interface Healthcheck {
  readonly Test?: readonly string[];
}

/** The part of an engine's `inspect` that is read; docker and podman agree on it. */
interface Inspected {
  readonly Os?: string;
  /** Where podman has it. */
  readonly Healthcheck?: Healthcheck | null;
  readonly Config?: {
    readonly Entrypoint?: readonly string[] | string | null;
    readonly Cmd?: readonly string[] | null;
    readonly Shell?: readonly string[] | null;
    readonly Env?: readonly string[] | null;
    readonly User?: string;
    readonly WorkingDir?: string;
    readonly StopSignal?: string;
    readonly Healthcheck?: Healthcheck | null;
  };
  readonly State?: {
    readonly Running?: boolean;
    readonly Pid?: number;
    readonly ExitCode?: number;
    readonly Error?: string;
    readonly Health?: { readonly Status?: string } | null;
  };
}

/** The configuration of an image, from what `image inspect` prints. */
export function readImage(json: string): InspectedImage {
  const { Config: config = {}, Os: os = 'linux', Healthcheck: podmans } = firstOf(json);
  const test = (config.Healthcheck ?? podmans)?.Test ?? [];
  return {
    entrypoint: wordsOrNull(config.Entrypoint),
    cmd: wordsOrNull(config.Cmd),
    shell: wordsOrNull(config.Shell),
    env: new Map((config.Env ?? []).map(variable)),
    user: config.User || null,
    workdir: config.WorkingDir || null,
    stopSignal: config.StopSignal || null,
    hasHealthcheck: test.length > 0 && test[0] !== 'NONE',
    os,
  };
}

const healthStates = ['starting', 'healthy', 'unhealthy'] as const;

/** The state of a container, from what `container inspect` prints. */
export function readContainer(json: string): ContainerState {
  const { State: state = {} } = firstOf(json);
  return {
    running: state.Running === true,
    pid: state.Pid ?? 0,
    exitStatus: state.ExitCode ?? 0,
    error: state.Error ?? '',
    health: healthStates.find((one) => one === state.Health?.Status) ?? null,
  };
}

/** The command lines that `top` lists with `pid` and `args`, PID 1 first. */
export function readTop(text: string): readonly (readonly string[])[] {
  const rows = text.split('\n').slice(1);
  const processes = rows.flatMap((row) => {
    const [, pid, command] = /^\s*(\d+)\s+(.+?)\s*$/.exec(row) ?? [];
    return pid === undefined || command === undefined ? [] : [{ pid: Number(pid), command }];
  });
  return processes.sort((a, b) => a.pid - b.pid).map(({ command }) => command.split(/\s+/));
}

function firstOf(json: string): Inspected {
  try {
    const value: unknown = JSON.parse(json);
    const first: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof first === 'object' && first !== null) return first as Inspected;
  } catch {
    // Said below.
  }
  throw new EngineError('what the engine prints of it cannot be read');
}

function wordsOrNull(words: readonly string[] | string | null | undefined): readonly string[] | null {
  if (typeof words === 'string') return words === '' ? null : words.split(' ');
  return words === undefined || words === null || words.length === 0 ? null : words;
}

function variable(text: string): [string, string] {
  const equals = text.indexOf('=');
  return equals === -1 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
}
