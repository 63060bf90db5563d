import { flagValues } from '../dockerfile/flag-rules.ts';
import type { CopyRecord, ImageConfig, RunRecord, Stage } from '../dockerfile/image-config.ts';
import { copyDestination } from '../dockerfile/image-path.ts';
import type { ShellFact } from '../knowledge/types.ts';
import type { Operation } from './build-operations.ts';
import type { RunMemory } from './run-memory.ts';

/** What the steps of a stage are read with. */
export interface StepSources {
  readonly file: string;
  readonly text: string;
  readonly stages: readonly Stage[];
  readonly configs: readonly ImageConfig[];
  readonly shells: (stage: number) => (path: string) => ShellFact;
  readonly runs: RunMemory;
}

/**
 * What the steps of a stage do to the files of its image, in order.
 * @param from how many of its steps are left out: those of the stage that it is built on
 */
export function buildSteps(sources: StepSources, stage: number, from: number): readonly Operation[] {
  const { file, text, stages, runs } = sources;
  const shell = sources.shells(stage);
  return (sources.configs[stage]?.steps ?? []).slice(from).flatMap((step): readonly Operation[] => {
    if (step.kind === 'run')
      return [...mounts(step.run, stages), ...runs.operations(step.run, { file, text, shell })];
    return [{ kind: 'copy', by: step.copy.instruction, sure: true, record: step.copy, mount: false }];
  });
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
