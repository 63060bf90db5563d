import type { BaseImageConfig, ImageConfig, Stage } from './image-config.ts';
import type { Instruction } from './instruction.ts';
import { instructionProblem } from './instruction-rules.ts';
import { runInstruction } from './run-instruction.ts';
import { type Inherited, type StageState, startStage } from './stage-state.ts';
import type { StageContext } from './stages.ts';

/** `FROM scratch`: nothing is set. */
export const scratchConfig: BaseImageConfig = {
  entrypoint: null,
  cmd: null,
  shell: null,
  stopSignal: null,
  user: null,
  workdir: null,
  env: new Map(),
};

/**
 * The configuration of the image that a stage makes, as BuildKit works it out (frontend/dockerfile/dockerfile2llb/convert.go).
 * `inherited` is the config of the stage's base: of an image, or of the earlier stage that FROM names, whose ONBUILD
 * instructions then run first. An ENTRYPOINT unsets CMD unless a CMD stands before it in the same stage.
 */
export function imageConfig(stage: Stage, inherited: Inherited, context: StageContext): ImageConfig {
  const state = startStage(stage, inherited, context);
  for (const trigger of triggers(stage, context)) runTrigger(state, trigger);
  for (const instruction of stage.instructions) runInstruction(state, instruction);
  return finishStage(state);
}

/**
 * The configs of all stages, in order; `baseConfig` gives that of the image a stage is built on. It is not asked for
 * `scratch` nor for a stage built on an earlier one.
 */
export function stageConfigs(
  context: StageContext,
  baseConfig: (stage: Stage) => BaseImageConfig,
): ImageConfig[] {
  const configs: ImageConfig[] = [];
  for (const stage of context.stages) {
    const earlier = stage.base.kind === 'stage' ? configs[stage.base.index] : undefined;
    const base = (): BaseImageConfig => (stage.base.kind === 'scratch' ? scratchConfig : baseConfig(stage));
    configs.push(imageConfig(stage, earlier === undefined ? { base: base() } : { stage: earlier }, context));
  }
  return configs;
}

/** The ONBUILD instructions of the stage that this one is built on; those of its own base have run there. */
function triggers({ base }: Stage, { stages }: StageContext): Instruction[] {
  if (base.kind !== 'stage') return [];
  return stages[base.index]?.instructions.flatMap(({ onbuild }) => onbuild ?? []) ?? [];
}

/** A trigger is checked only when it runs. */
function runTrigger(state: StageState, trigger: Instruction): void {
  const problem = instructionProblem(trigger, state.context.escape);
  if (problem === null) runInstruction(state, trigger);
  else state.problems.push(problem);
}

function finishStage(state: StageState): ImageConfig {
  const { entrypoint, cmd, cmdReset, shell, stopSignal, user, workdir, copies, steps, variables, problems } =
    state;
  const env = new Map<string, string>();
  const uncertainEnv = new Set<string>();
  for (const [name, value] of state.env) {
    if (value === null) uncertainEnv.add(name);
    else env.set(name, value);
  }
  return {
    entrypoint,
    cmd,
    shell,
    stopSignal,
    user,
    workdir: workdir.value,
    env,
    uncertain: { workdir: workdir.uncertain, env: uncertainEnv, inheritedEnv: state.inheritedEnvIsUnknown },
    copies,
    steps,
    cmdReset,
    variables,
    problems,
  };
}
