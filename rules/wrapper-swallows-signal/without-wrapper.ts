import type { Fix } from '../../src/contract/finding.ts';
import type { RuleFile } from '../../src/contract/rule.ts';
import { programName } from '../../src/knowledge/programs.ts';
import { innerStart, wrapper } from '../../src/knowledge/wrappers.ts';
import { dropWords } from '../../src/rewrite/drop-words.ts';
import type { ImageModel } from '../../src/startup/model.ts';
import type { Forwarder } from '../../src/startup/start-path.ts';

/** The program that the wrapper starts, started without it: what the wrapper was for is lost. */
export function withoutWrapper(process: Forwarder, image: ImageModel, file: RuleFile): readonly Fix[] {
  const [called = '', ...rest] = process.argv;
  const known = wrapper(programName(called));
  const shape = known !== null && 'shape' in known ? known.shape : null;
  const start = shape && innerStart(rest, shape);
  const edits = start === null ? null : dropWords(process, start + 1, image, file);
  return edits
    ? [{ title: `start the program without ${programName(called)}`, safety: 'unsafe', edits }]
    : [];
}
