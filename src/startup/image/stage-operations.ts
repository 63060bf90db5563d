import { flagValues } from '../../dockerfile/flag-rules.ts';
import type { CopyRecord, ImageConfig, RunRecord, Stage } from '../../dockerfile/image-config.ts';
import { copyDestination } from '../../dockerfile/image-path.ts';
import type { Instruction } from '../../dockerfile/instruction.ts';
import type { ShellFact } from '../../knowledge/types.ts';
import { onceNeeded } from '../../text/once-needed.ts';
import type { Operation } from './build-operations.ts';
import type { RunMemory } from './run-memory.ts';
import { runMentions } from './run-mentions.ts';

/** What the steps of a stage are read with. */
export interface StepSources {
  readonly file: string;
  readonly text: string;
  readonly stages: readonly Stage[];
  readonly configs: readonly ImageConfig[];
  readonly shells: (stage: number) => (path: string) => ShellFact;
  readonly runs: RunMemory;
}

/** A step of a stage, and what it does to the files of the image. */
export interface FileStep {
  readonly by: Instruction;
  /** Whether it may do something to a path; false only where none of its operations concerns it. */
  mayConcern(path: string): boolean;
  /** In order. What a RUN does is worked out when it is first asked for. */
  operations(): readonly Operation[];
}

/**
 * The steps of a stage, in order.
 * @param from how many of its steps are left out: those of the stage that it is built on
 */
export function fileSteps(sources: StepSources, stage: number, from: number): readonly FileStep[] {
  return (sources.configs[stage]?.steps ?? [])
    .slice(from)
    .map((step) => (step.kind === 'run' ? runStep(step.run, sources, stage) : copyStep(step.copy)));
}

function copyStep(record: CopyRecord): FileStep {
  const { instruction: by } = record;
  const operations: readonly Operation[] = [{ kind: 'copy', by, sure: true, record, mount: false }];
  return { by, mayConcern: () => true, operations: () => operations };
}

function runStep(run: RunRecord, sources: StepSources, stage: number): FileStep {
  const { file, text, stages, runs } = sources;
  const { instruction: by } = run;
  const mounted = mounts(run, stages);
  const mentions = onceNeeded(() => runMentions(by, text));
  return {
    by,
    mayConcern: (path) => mounted.length > 0 || mentions().mayConcern(path),
    operations: onceNeeded(() => [
      ...mounted,
      ...runs.operations(run, { file, text, shell: sources.shells(stage) }),
    ]),
  };
}

/** `RUN --mount=type=bind,source=x,target=/y`: files that are there while the command runs. */
function mounts({ instruction, workdir }: RunRecord, stages: readonly Stage[]): readonly Operation[] {
  return flagValues(instruction, 'mount').flatMap((value): readonly Operation[] => {
    const options = new Map(
      value.split(',').map((one) => [one.split('=')[0] ?? '', one.slice(one.indexOf('=') + 1)]),
    );
    const target = options.get('target') ?? options.get('dst') ?? options.get('destination');
    if ((options.get('type') ?? 'bind') !== 'bind' || target === undefined) return [];
    const name = options.get('from') ?? null;
    const record: CopyRecord = {
      instruction,
      keyword: 'COPY',
      from:
        name === null ? null : (stages.findLast((stage) => stage.name === name.toLowerCase())?.index ?? name),
      sources: [options.get('source') ?? options.get('src') ?? '.'],
      inline: [],
      destination: copyDestination(workdir, target),
      chmod: null,
      chown: null,
      link: false,
      parents: false,
      uncertain: value.includes('$'),
    };
    return [{ kind: 'copy', by: instruction, sure: true, record, mount: true }];
  });
}
