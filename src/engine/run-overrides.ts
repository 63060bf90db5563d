/** What options of `docker run` change of how an image starts and stops. */
export interface RunOverrides {
  readonly env: ReadonlyMap<string, string>;
  /** Null: the image's. */
  readonly entrypoint: string | null;
  readonly stopSignal: string | null;
  /** The engine puts an init of its own at PID 1. */
  readonly init: boolean;
}

const valued = {
  '-e': 'env',
  '--env': 'env',
  '--entrypoint': 'entrypoint',
  '--stop-signal': 'stopSignal',
} as const;

/** Reads the options that matter for a prediction out of those for the engine's `run`; others are left to the engine. */
export function readRunOverrides(args: readonly string[]): RunOverrides {
  const env = new Map<string, string>();
  const found = { entrypoint: null as string | null, stopSignal: null as string | null };
  let init = false;
  for (const [index, arg] of args.entries()) {
    const { name, value } = optionOf(arg, args[index + 1]);
    if (arg === '--init' || arg === '--init=true') init = true;
    const kind = valued[name as keyof typeof valued];
    if (kind === undefined || value === undefined) continue;
    if (kind !== 'env') found[kind] = value;
    else if (value.includes('='))
      env.set(value.slice(0, value.indexOf('=')), value.slice(value.indexOf('=') + 1));
  }
  return { env, ...found, init };
}

/** `--name=value`, `--name value` and `-nvalue`. */
function optionOf(arg: string, next: string | undefined): { name: string; value: string | undefined } {
  const long = /^(--[\w-]+)=(.*)$/s.exec(arg);
  if (long) return { name: long[1] ?? '', value: long[2] };
  if (/^-e./.test(arg)) return { name: '-e', value: arg.slice(2) };
  return { name: arg, value: next };
}

/** How an image starts, as far as options of `run` can change it. */
export interface StartSettings {
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
}

/** The init that an engine puts at PID 1 with `--init`, as its process shows it. */
const ownInit = { docker: '/sbin/docker-init', podman: '/run/podman-init' } as const;

/** What the engine executes with these options and this command in the place of CMD. */
export function overriddenStart(
  { entrypoint, cmd }: StartSettings,
  overrides: RunOverrides,
  command: readonly string[],
  engine: keyof typeof ownInit,
): StartSettings {
  const first = overrides.entrypoint === null ? (entrypoint ?? []) : [overrides.entrypoint];
  const rest = command.length > 0 ? command : overrides.entrypoint === null ? (cmd ?? []) : [];
  return { entrypoint: overrides.init ? [ownInit[engine], '--', ...first] : first, cmd: rest };
}

/** The words of a start command as the engine executes them. */
export function wordsOf({ entrypoint, cmd }: StartSettings): readonly string[] {
  return [...(entrypoint ?? []), ...(cmd ?? [])];
}

/** Whether anything is different from what the image says. */
export function overridesAnything({ env, entrypoint, stopSignal, init }: RunOverrides): boolean {
  return env.size > 0 || entrypoint !== null || stopSignal !== null || init;
}

/** The same as instructions of a Dockerfile. */
export function overridingLines(
  { entrypoint, cmd }: StartSettings,
  { env, stopSignal }: RunOverrides,
  escapeCharacter: string,
): string {
  const quoted = (value: string): string =>
    `"${value.replace(/["$\\`]/g, (sign) => (sign === '`' && escapeCharacter !== '`' ? sign : `${escapeCharacter}${sign}`))}"`;
  return [
    ...[...env].map(([name, value]) => `ENV ${name}=${quoted(value)}`),
    ...(stopSignal === null ? [] : [`STOPSIGNAL ${stopSignal}`]),
    ...((entrypoint ?? []).length === 0 ? [] : [`ENTRYPOINT ${JSON.stringify(entrypoint)}`]),
    `CMD ${JSON.stringify(cmd ?? [])}`,
  ]
    .map((line) => `${line}\n`)
    .join('');
}
