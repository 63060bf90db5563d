import { copyFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import type { Session } from '../engine/session.ts';
import type { FixRun } from '../fix/fix-file.ts';
import type { ModelBuilder } from '../lint/model-builder.ts';
import { outcomeSentence } from '../report/outcome-text.ts';
import { applyFixes } from './apply-fixes.ts';
import type { ExitStatus } from './exit-status.ts';
import type { LintJob } from './fix-input.ts';
import type { Io } from './io.ts';
import type { EngineOptions, LintOptions } from './options.ts';
import type { Parts } from './parts.ts';
import { contextRoot, verifyDockerfile } from './verify-dockerfile.ts';
import { withSession } from './with-session.ts';

/** `--fix --verify`: fixes are written only when a real container then stops gracefully. */
export function applyVerifiedFixes(
  job: LintJob,
  options: LintOptions,
  engine: EngineOptions,
  io: Io,
  parts: Parts,
): Promise<ExitStatus> {
  const run = { ...engine, target: options.target, buildArgs: options.buildArgs };
  return withSession(engine, io, parts, (session) =>
    applyFixes(job, options, io, parts, (fixed) => {
      const { context } = options;
      return fixFailure(session, fixed, job.model, { ...run, context }, io);
    }),
  );
}

/**
 * Builds and runs what fixes would make of a Dockerfile, in a copy: no file is written before it is known to stop well.
 *
 * @returns null when a real container stops gracefully; else a clause that says what it does
 * @throws {EngineError} when it cannot be run, or the reason of the session's abort
 */
async function fixFailure(
  session: Session,
  { changes, result: fixed }: FixRun,
  model: ModelBuilder,
  options: EngineOptions & Pick<LintOptions, 'target' | 'buildArgs' | 'context'>,
  io: Pick<Io, 'fs' | 'cwd'>,
): Promise<string | null> {
  const { source } = fixed;
  const { path } = source;
  const result = { ...fixed, model: model(source) };
  const folder = await mkdtemp(join(tmpdir(), 'pid1-lint-fix-'));
  try {
    const own = contextRoot(path, result, options.context, io);
    const others = changes.filter((change) => change.path !== path);
    const context = others.length === 0 ? own : join(folder, 'context');
    if (others.length > 0) await cp(own, context, { recursive: true, verbatimSymlinks: true });
    for (const change of others) {
      await writeFile(join(context, relative(own, resolve(io.cwd, change.path))), change.after);
    }
    const dockerfile = join(folder, 'Dockerfile');
    await writeFile(dockerfile, source.text);
    const ignores = resolve(io.cwd, `${path}.dockerignore`);
    await copyFile(ignores, `${dockerfile}.dockerignore`).catch(() => undefined);
    const subject = { subject: path, result, model, dockerfile, context, command: [] };
    const { observation } = await verifyDockerfile(session, subject, options);
    const { stop, stopSignal, why } = observation;
    return stop === 'graceful'
      ? null
      : `the container's stop is ${stop}: ${outcomeSentence(stop, stopSignal)} (${why.join('; ')})`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
