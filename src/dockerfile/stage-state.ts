import type {
  BaseImageConfig,
  BuildStep,
  CommandSetting,
  CopyRecord,
  ImageConfig,
  Setting,
  Stage,
} from './image-config.ts';
import type { Instruction, SyntaxProblem } from './instruction.ts';
import type { StageContext } from './stages.ts';
import { type SubstituteOptions, type Substitution, substitute } from './substitute.ts';

/** What a stage is built on: a base image's config, or that of an earlier stage. */
export type Inherited = { readonly base: BaseImageConfig } | { readonly stage: ImageConfig };

/** The image config while the instructions of a stage run over it. */
export interface StageState {
  readonly stage: Stage;
  readonly context: StageContext;
  entrypoint: CommandSetting | null;
  cmd: CommandSetting | null;
  /** Whether a CMD stands in this stage: only then does ENTRYPOINT leave it alone. */
  cmdIsSet: boolean;
  cmdReset: ImageConfig['cmdReset'];
  shell: Setting<readonly string[]>;
  stopSignal: Setting<string> | null;
  user: Setting<string> | null;
  workdir: Setting<string>;
  /** ENV: what the image will have. Null: the value cannot be told. */
  readonly env: Map<string, string | null>;
  /** ARG and ENV: what the instructions see. */
  readonly variables: Map<string, string | null>;
  readonly inheritedEnvIsUnknown: boolean;
  readonly copies: CopyRecord[];
  readonly steps: BuildStep[];
  readonly problems: SyntaxProblem[];
}

const defaultShell = ['/bin/sh', '-c'];

/** BuildKit util/system/path.go, DefaultPathEnvUnix: set where the base image sets no PATH. */
const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The state before the first instruction. */
export function startStage(stage: Stage, inherited: Inherited, context: StageContext): StageState {
  const start = 'stage' in inherited ? fromStage(inherited.stage) : fromBase(inherited.base);
  return { stage, context, cmdIsSet: false, problems: [], ...start };
}

type Start = Omit<StageState, 'stage' | 'context' | 'cmdIsSet' | 'problems'>;

function fromBase(base: BaseImageConfig): Start {
  const env = new Map<string, string | null>(base.env);
  if (!env.has('PATH')) env.set('PATH', base.env === null ? null : defaultPath);
  return {
    entrypoint: inheritedCommand(base.entrypoint),
    cmd: inheritedCommand(base.cmd),
    cmdReset: null,
    shell: inheritedSetting(base.shell ?? defaultShell),
    stopSignal: base.stopSignal === null ? null : inheritedSetting(base.stopSignal),
    user: base.user === null ? null : inheritedSetting(base.user),
    workdir: inheritedSetting(base.workdir === null || base.workdir === '' ? '/' : base.workdir),
    env,
    variables: new Map(env),
    inheritedEnvIsUnknown: base.env === null,
    copies: [],
    steps: [],
  };
}

/** A stage on a stage sees the other's ARGs as well, but an ENV of it comes before an ARG of the same name. */
function fromStage(config: ImageConfig): Start {
  const env = new Map<string, string | null>(config.env);
  for (const name of config.uncertain.env) env.set(name, null);
  const variables = new Map(config.variables);
  for (const [name, value] of env) variables.set(name, value);
  return {
    entrypoint: config.entrypoint,
    cmd: config.cmd,
    cmdReset: config.cmdReset,
    shell: config.shell,
    stopSignal: config.stopSignal,
    user: config.user,
    workdir: { value: config.workdir, by: null, uncertain: config.uncertain.workdir },
    env,
    variables,
    inheritedEnvIsUnknown: config.uncertain.inheritedEnv,
    copies: [...config.copies],
    steps: [...config.steps],
  };
}

function inheritedSetting<T>(value: T): Setting<T> {
  return { value, by: null, uncertain: false };
}

function inheritedCommand(argv: readonly string[] | null): CommandSetting | null {
  return argv === null ? null : { argv, by: null, form: null, shell: null };
}

/** Substitutes the variables in force; what BuildKit refuses goes to the problems. */
export function expandWord(
  state: StageState,
  word: string,
  by: Instruction,
  options: Partial<SubstituteOptions> = {},
): Substitution {
  const result = substitute(word, (name) => lookUp(state, name), {
    escape: state.context.escape,
    ...options,
  });
  if (result.error !== null) state.problems.push({ message: result.error, span: by.argumentsSpan });
  return result;
}

/** The value of a variable, as {@link substitute} wants it: a base image that is not known may set any. */
export function lookUp(state: StageState, name: string): string | null | undefined {
  const value = state.variables.get(name);
  return value === undefined && state.inheritedEnvIsUnknown ? null : value;
}
