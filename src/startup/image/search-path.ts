import type { ImageConfig, Stage } from '../../dockerfile/image-config.ts';
import type { EscapeCharacter } from '../../dockerfile/instruction.ts';
import { readKeyValues } from '../../dockerfile/key-values.ts';
import { substitute } from '../../dockerfile/substitute.ts';

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The folders in which an image looks for commands. Where the PATH of the base image is not known, it is taken to be the
 * usual one: what the Dockerfile adds to it is known all the same.
 * @param line the stages that make the image, from the one on an image of its own to itself
 */
export function searchPath(
  config: ImageConfig,
  line: readonly Stage[],
  escapeCharacter: EscapeCharacter,
): string {
  const known = config.env.get('PATH');
  if (known !== undefined) return known;
  let path = defaultPath;
  for (const { arguments: words } of line.flatMap(({ instructions }) =>
    instructions.filter(({ keyword }) => keyword === 'ENV'),
  )) {
    for (const { key, value } of readKeyValues('ENV', words.text, escapeCharacter).pairs) {
      if (key !== 'PATH' || value === null) continue;
      const lookUp = (name: string): string | null =>
        name === 'PATH' ? path : (config.variables.get(name) ?? null);
      path = substitute(value, lookUp, { escape: escapeCharacter }).text;
    }
  }
  return path;
}
