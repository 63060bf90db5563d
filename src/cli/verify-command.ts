import { resolve } from 'node:path';
import type { Verification } from '../contract/verification.ts';
import { parseImageReference } from '../knowledge/image-reference.ts';
import { jsonVerify } from '../report/json-verify.ts';
import { prettyVerify } from '../report/pretty-verify.ts';
import { printable } from '../report/printable.ts';
import { contextProblem } from './check-context.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import type { Io } from './io.ts';
import { modelInput } from './lint-input.ts';
import { loadModelFor } from './load-model-for.ts';
import type { VerifyOptions } from './options.ts';
import { paintFor } from './paint-for.ts';
import type { Parts } from './parts.ts';
import { prepare } from './prepare.ts';
import { say } from './say.ts';
import { sayErrors } from './say-errors.ts';
import { contextRoot, type DockerfileSubject, finalImage, verifyDockerfile } from './verify-dockerfile.ts';
import { withSession } from './with-session.ts';
import { writeReport } from './write-report.ts';

/** `pid1-lint verify`: what a real container does, beside what was predicted. */
export async function verifyCommand(options: VerifyOptions, io: Io, parts: Parts): Promise<ExitStatus> {
  const problem = contextProblem(options, io);
  if (problem !== null) {
    say(io, problem);
    return exitStatus.failure;
  }
  if (isImage(options.subject, io)) {
    return withSession(options, io, parts, async (session) => {
      const { verifyImage } = await import('./verify-image.ts');
      return report(await verifyImage(session, options.subject, options.run, options), options, io);
    });
  }
  const subject = await readSubject(options, io, parts);
  if (subject === null) return exitStatus.failure;
  return withSession(options, io, parts, async (session) =>
    report(await verifyDockerfile(session, subject, options), options, io),
  );
}

/** What is no path on this machine and could be the name of an image is taken for one. */
function isImage(subject: string, { fs, cwd }: Io): boolean {
  if (parseImageReference(subject) === null || /^[./]|dockerfile$|containerfile$/i.test(subject))
    return false;
  return fs.statSync(resolve(cwd, subject), { throwIfNoEntry: false }) === undefined;
}

/** The one Dockerfile that the path names, modelled; null when something about it was wrong, which is said. */
async function readSubject(options: VerifyOptions, io: Io, parts: Parts): Promise<DockerfileSubject | null> {
  const { subject: path } = options;
  const fail = (message: string): null => {
    say(io, printable(message));
    return null;
  };
  if (path === '-') return fail('verify needs a file: what comes from standard input cannot be built');
  const prepared = await prepare(options, io, await parts.loadRules());
  if (prepared === null) return null;
  const [first, second] = prepared.inputs;
  if (first === undefined) return fail(`${path}: no Dockerfile there`);
  if (second !== undefined) return fail(`${path}: ${prepared.inputs.length} Dockerfiles; verify takes one`);
  const model = await loadModelFor(options, io, parts, prepared.configOf);
  const linted = modelInput(first, model);
  if (linted.result === null) {
    sayErrors([linted], io);
    return null;
  }
  const { skipped } = finalImage(linted.result);
  if (skipped !== null) return fail(`${first.path}: ${skipped}`);
  return {
    subject: first.path,
    result: linted.result,
    model,
    dockerfile: resolve(io.cwd, first.path),
    context: contextRoot(first.path, linted.result, options.context, io),
    command: options.run,
  };
}

async function report(verification: Verification, options: VerifyOptions, io: Io): Promise<ExitStatus> {
  const text =
    options.format === 'json'
      ? jsonVerify(verification)
      : prettyVerify(verification, await paintFor(options, io));
  return writeReport(text, options.output, statusOf(verification), io);
}

/** A container that ends by itself leaves nothing to be verified. */
function statusOf({ observation: { stop } }: Verification): ExitStatus {
  if (stop === 'no-workload') return exitStatus.failure;
  return stop === 'graceful' ? exitStatus.clean : exitStatus.findings;
}
