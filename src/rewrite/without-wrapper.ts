import type { Edit, Fix } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import { programName } from '../knowledge/programs.ts';
import { innerStart, wrapper } from '../knowledge/wrappers.ts';
import type { ImageModel } from '../startup/model.ts';
import type { Process } from '../startup/process.ts';
import type { Forwarder } from '../startup/stop/start-path.ts';
import { isForwarder, startPath } from '../startup/stop/start-path.ts';
import { dropWords } from './drop-words.ts';
import { insertExec } from './insert-exec.ts';
import { foregroundOrigins } from './start-origins.ts';

/**
 * The program that the wrapper starts, started without it: what the wrapper was for is lost. None where the program
 * is not found, or does not work, without what the wrapper sets up.
 */
export function withoutWrapper(process: Forwarder, image: ImageModel, file: RuleFile): readonly Fix[] {
  const edits = wrapperDropped(process, image, file);
  if (!edits) return [];
  const title = `start the program without ${programName(process.argv[0] ?? '')}`;
  const { last } = startPath(process);
  const outer = last.replaced.map(({ origin }) => origin);
  const exec = insertExec(foregroundOrigins(last) ?? [], outer);
  const both = exec && {
    title: `${title}, and tell the shell to \`exec\` it`,
    safety: 'unsafe' as const,
    edits: [...edits, ...exec.edits],
  };
  return [{ title, safety: 'unsafe', edits }, ...(both ? [both] : [])];
}

/** The edits that take a wrapper's words out of where it is started; null for any other process. */
export function wrapperDropped(process: Process, image: ImageModel, file: RuleFile): readonly Edit[] | null {
  if (!isForwarder(process) || process.body.spec.role !== 'wrapper') return null;
  const [called = '', ...rest] = process.argv;
  const known = wrapper(programName(called));
  const start = known === null || known.provides ? null : innerStart(rest, known.shape);
  return start === null ? null : dropWords(process, start + 1, image, file);
}
