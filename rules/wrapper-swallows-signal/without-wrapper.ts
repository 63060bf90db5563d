import type { Fix } from '../../src/contract/finding.ts';
import type { RuleFile } from '../../src/contract/rule.ts';
import { programName } from '../../src/knowledge/programs.ts';
import { innerStart, wrapper } from '../../src/knowledge/wrappers.ts';
import { dropWords } from '../../src/rewrite/drop-words.ts';
import type { ImageModel } from '../../src/startup/model.ts';
import type { Forwarder } from '../../src/startup/start-path.ts';

/**
 * The program that the wrapper starts, started without it: what the wrapper was for is lost. None where the program
 * is not found, or does not work, without what the wrapper sets up.
 */
export function withoutWrapper(process: Forwarder, image: ImageModel, file: RuleFile): readonly Fix[] {
  const [called = '', ...rest] = process.argv;
  const known = wrapper(programName(called));
  const start = known === null || known.provides ? null : innerStart(rest, known.shape);
  const edits = start === null ? null : dropWords(process, start + 1, image, file);
  return edits
    ? [{ title: `start the program without ${programName(called)}`, safety: 'unsafe', edits }]
    : [];
}
