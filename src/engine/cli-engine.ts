import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BuildRequest,
  type ContainerState,
  type Engine,
  EngineError,
  type EngineName,
  LostLayer,
  type StartRequest,
} from './engine.ts';
import { readContainer, readImage, readTop } from './read-inspect.ts';
import { type ProgramResult, ProgramTimeout, type RunOptions, type RunProgram } from './run-program.ts';

/** What the calls of an engine have in common. */
export interface EngineCalls {
  readonly name: EngineName;
  readonly version: string;
  readonly run: RunProgram;
  /** Everything that is made gets this label, so that it can be found whatever happens. */
  readonly label: string;
  readonly signal: AbortSignal;
  /** How long a build or a download may take, in milliseconds. */
  readonly timeout: number;
}

/** How long the calls may take that only ask or clean up, in milliseconds. */
const shortCall = 60_000;
/** What podman says when its storage lost a layer. */
const lostLayer = /layer not known|consider removing the image to resolve the issue/;
/** How many lines of a build's output or a container's log tell what went wrong. */
const shownLines = 12;

/** An {@link Engine} that is used by its command line. */
export function cliEngine(calls: EngineCalls): Engine {
  const { name, version, label, signal, timeout } = calls;
  const call = async (args: readonly string[], options: RunOptions = {}): Promise<ProgramResult> => {
    const result = await runEngine(calls, args, { signal, timeout: shortCall, ...options });
    if (result.status !== 0 && lostLayer.test(result.stderr)) throw lost(result);
    return result;
  };
  const built = new Set<string>();
  const lost = ({ stderr }: ProgramResult): LostLayer =>
    new LostLayer(`${name} lost a layer of the image`, lastLines(stderr));
  const done = async (args: readonly string[], what: string, options: RunOptions = {}): Promise<string> => {
    const result = await call(args, options);
    if (result.status !== 0) throw new EngineError(`${what}: ${reasonOf(result)}`);
    return result.stdout;
  };
  const state = async (container: string): Promise<ContainerState> =>
    readContainer(await done(['container', 'inspect', container], 'the container cannot be looked at'));
  return {
    name,
    version,
    build: async (request) => {
      const result = await call(['build', ...buildArguments(name, label, request)], { timeout });
      if (result.status !== 0) {
        throw new EngineError('the image cannot be built', lastLines(`${result.stdout}\n${result.stderr}`));
      }
      built.add(request.tag);
    },
    inspectImage: async (image, platform) => {
      const inspect = ['image', 'inspect', image];
      const there = await call(inspect);
      if (there.status === 0) return readImage(there.stdout);
      // A build that said that all was well was seen to leave an image that podman then did not know.
      if (built.has(image)) throw lost(there);
      const wanted = platform === null ? [] : [`--platform=${platform}`];
      await done(['pull', '--quiet', ...wanted, image], `there is no image ${image}`, { timeout });
      return readImage(await done(inspect, `there is no image ${image}`));
    },
    start: async ({ image, name: container, platform, runArgs, command }: StartRequest) => {
      const made = ['--detach', `--name=${container}`, `--label=${label}`, ...platformOption(platform)];
      const result = await call(['run', ...made, ...runArgs, image, ...command], { timeout });
      if (result.status !== 0) throw new EngineError(`the container cannot be started: ${reasonOf(result)}`);
    },
    create: async (image, container, platform) => {
      const made = [`--name=${container}`, `--label=${label}`, ...platformOption(platform)];
      // An image without a command can only be created with one; it is not run.
      await done(['create', ...made, image, '/'], `no container can be made of ${image}`, { timeout });
    },
    inspect: state,
    logs: async (container) => {
      const { stdout, stderr } = await call(['logs', container]);
      return `${stdout}${stderr}`;
    },
    top: async (container) => {
      const format = name === 'podman' ? ['pid', 'args'] : ['-eo', 'pid,args'];
      const { status, stdout } = await call(['top', container, ...format]);
      return status === 0 ? readTop(stdout) : [];
    },
    stop: async (container, graceSeconds) => {
      const limit = { timeout: graceSeconds * 1000 + shortCall };
      await done(
        ['stop', `--time=${graceSeconds}`, container],
        `${name} stop does not end the container`,
        limit,
      );
    },
    export: (container, onData) =>
      withTemporaryFile(async (path) => {
        // Not to its standard output: podman cannot write to what Node makes of that.
        await done(['export', `--output=${path}`, container], 'its files cannot be read', { timeout });
        for await (const chunk of createReadStream(path)) onData(chunk as Uint8Array);
      }),
    checkHealth: async (container) => {
      // Without systemd nobody runs podman's health checks; running one twice does no harm.
      if (name === 'podman') await call(['healthcheck', 'run', container]);
    },
    removeContainer: async (container) => {
      const now = name === 'podman' ? ['--time=0'] : [];
      await cleanUp(calls, ['rm', '--force', '--volumes', ...now, container]);
    },
    removeImage: (image) => cleanUp(calls, ['rmi', ...(name === 'podman' ? ['--no-prune'] : []), image]),
  };
}

async function withTemporaryFile<T>(action: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'pid1-lint-'));
  try {
    return await action(join(folder, 'archive'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function runEngine(
  { name, run }: EngineCalls,
  args: readonly string[],
  options: RunOptions,
): Promise<ProgramResult> {
  return run([name, ...args], options).catch((error: unknown) => {
    if (!(error instanceof ProgramTimeout)) throw error;
    const seconds = Math.round((options.timeout ?? 0) / 1000);
    throw new EngineError(`${name} ${args[0]} took longer than ${seconds} s`);
  });
}

async function cleanUp(calls: EngineCalls, args: readonly string[]): Promise<void> {
  const { status, stderr } = await runEngine(calls, args, { timeout: shortCall });
  if (status !== 0 && !/no such|not known|no container with/i.test(stderr)) {
    throw new EngineError(`${calls.name} ${args.join(' ')}: ${lastLines(stderr).join(' ')}`);
  }
}

function buildArguments(
  engine: EngineName,
  label: string,
  { dockerfile, context, target, platform, buildArgs, tag }: BuildRequest,
): readonly string[] {
  return [
    `--tag=${tag}`,
    `--label=${label}`,
    `--file=${dockerfile}`,
    // Podman's own format has neither SHELL nor HEALTHCHECK. It keeps each step as an image without a name: builds side
    // by side then trip over what another one removes, and something is left behind.
    ...(engine === 'podman' ? ['--format=docker', '--layers=false'] : []),
    ...(target === null ? [] : [`--target=${target}`]),
    ...platformOption(platform),
    ...[...buildArgs].map(([key, value]) => `--build-arg=${key}=${value}`),
    context,
  ];
}

function platformOption(platform: string | null): readonly string[] {
  return platform === null ? [] : [`--platform=${platform}`];
}

/** What an engine said last: its error is the end of what it prints. */
function reasonOf({ stderr, stdout, status }: ProgramResult): string {
  const said = lastLines(stderr).at(-1) ?? lastLines(stdout).at(-1);
  return said?.replace(/^(Error|docker|Error response from daemon): /i, '') ?? `exit status ${status}`;
}

/** The last lines of what a program printed that say something. */
export function lastLines(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  return lines.filter((line) => line !== '').slice(-shownLines);
}
