import type { Process } from '../process.ts';
import { childrenOf } from './process-tree.ts';

/** Every process of a startup, parents first. */
export function everyProcess(root: Process): readonly Process[] {
  return [root, ...childrenOf(root).flatMap(everyProcess)];
}
