import type { Instruction } from '../dockerfile/instruction.ts';
import type { ShellSource } from '../startup/evaluate/shell-state.ts';
import type { ImageModel } from '../startup/model.ts';
import { ownSettings } from './start-place.ts';

/**
 * The instruction of the Dockerfile that starts a script: ENTRYPOINT or CMD by whose words or text it is
 * named; else the first of the two that the Dockerfile sets itself.
 */
export function scriptStarter(source: ShellSource, { config, scripts }: ImageModel): Instruction | null {
  const own = ownSettings(config);
  const names = [...scripts].filter(([, { source: one }]) => one.file === source.file).map(([path]) => path);
  const starts = own.find(({ argv }) => names.some((name) => argv.some((word) => mentions(word, name))));
  return (starts ?? own[0])?.by ?? null;
}

function mentions(word: string, path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return word
    .split(/[\s;&|]+/)
    .some((part) => part === path || part.slice(part.lastIndexOf('/') + 1) === name);
}
