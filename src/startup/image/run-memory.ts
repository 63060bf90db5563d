import type { RunRecord } from '../../dockerfile/image-config.ts';
import type { Operation } from './build-operations.ts';
import { type RunSurroundings, runOperations } from './run-operations.ts';

/**
 * What RUN instructions were seen to do. A Dockerfile is modelled again for each fix that is tried, and most of its RUN
 * instructions then stand where they stood.
 */
export interface RunMemory {
  /** {@link runOperations}, from memory where the same instruction stood in the same place before. */
  operations(run: RunRecord, around: RunSurroundings): readonly Operation[];
}

/** A memory for one Dockerfile. It grows with what it is asked, so it is to be dropped with the Dockerfile. */
export function createRunMemory(): RunMemory {
  const known = new Map<string, readonly Operation[]>();
  return {
    operations: (run, around) => {
      const key = keyOf(run, around);
      const operations = known.get(key) ?? runOperations(run, around);
      known.set(key, operations);
      const { instruction } = run;
      // Operations name the instruction of the reading at hand.
      return operations[0]?.by === instruction
        ? operations
        : operations.map((operation) => ({ ...operation, by: instruction }));
    },
  };
}

/** All that the operations are made from. */
function keyOf({ instruction, workdir, shell, variables, inheritedEnv }: RunRecord, around: RunSurroundings) {
  const { start, end } = instruction.span;
  const text = around.text.slice(start, end);
  const fact = around.shell(shell[0] ?? '/bin/sh');
  return JSON.stringify([around.file, start, text, workdir, shell, inheritedEnv, fact, [...variables]]);
}
