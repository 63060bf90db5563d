import { EngineError, type EngineName, engineNames } from './engine.ts';
import { ProgramMissing, ProgramTimeout, type RunProgram } from './run-program.ts';

/** An engine that answers. */
export interface FoundEngine {
  readonly name: EngineName;
  readonly version: string;
}

const asks: Readonly<Record<EngineName, readonly string[]>> = {
  docker: ['version', '--format', '{{.Server.Version}}'],
  podman: ['version', '--format', '{{.Client.Version}}'],
};

/** How long an engine may take to answer, in milliseconds. */
const patience = 30_000;

/**
 * The engine to use: the one that is wanted, else the first that answers.
 *
 * @throws {EngineError} that says of each why it cannot be used
 */
export async function findEngine(
  run: RunProgram,
  wanted: EngineName | null,
  signal: AbortSignal,
): Promise<FoundEngine> {
  const reasons: string[] = [];
  for (const name of wanted === null ? engineNames : [wanted]) {
    const answer = await ask(run, name, signal);
    if ('version' in answer) return { name, version: answer.version };
    reasons.push(`${name}: ${answer.reason}`);
  }
  const message =
    wanted === null ? 'there is no container engine to run images on' : `${wanted} cannot be used`;
  throw new EngineError(`${message} (${reasons.join('; ')})`);
}

async function ask(
  run: RunProgram,
  name: EngineName,
  signal: AbortSignal,
): Promise<{ readonly version: string } | { readonly reason: string }> {
  try {
    const { status, stdout, stderr } = await run([name, ...asks[name]], { signal, timeout: patience });
    const version = stdout.trim();
    if (status === 0 && version !== '') return { version };
    const said = stderr.split('\n').findLast((line) => line.trim() !== '');
    return { reason: said?.trim() ?? `exit status ${status}` };
  } catch (error) {
    if (error instanceof ProgramMissing) return { reason: 'not installed' };
    if (error instanceof ProgramTimeout) return { reason: `no answer in ${patience / 1000} s` };
    throw error;
  }
}
