import type { CommandForm, Instruction, SyntaxProblem } from './instruction.ts';

/** What an image's configuration says of how it starts, as `docker inspect` would show it. */
export interface BaseImageConfig {
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  /** The image's SHELL; null when it sets none. */
  readonly shell: readonly string[] | null;
  readonly stopSignal: string | null;
  readonly user: string | null;
  readonly workdir: string | null;
  /** The whole environment of the image; null: not known, any variable may be set. */
  readonly env: ReadonlyMap<string, string> | null;
}

/** What a stage is built on. */
export type StageBase =
  | { readonly kind: 'image'; readonly reference: string }
  | { readonly kind: 'scratch' }
  | { readonly kind: 'stage'; readonly index: number }
  | { readonly kind: 'unknown'; readonly reference: string; readonly reason: string };

/** One build stage: FROM and what follows it. */
export interface Stage {
  readonly index: number;
  readonly name: string | null;
  readonly base: StageBase;
  /** FROM's `--platform`, substituted where it can be. */
  readonly platform: string | null;
  readonly from: Instruction;
  /** The instructions after FROM. */
  readonly instructions: readonly Instruction[];
}

/** A value of the image config and the instruction that set it; null: it comes from the base image. */
export interface Setting<T> {
  readonly value: T;
  readonly by: Instruction | null;
  /** True: a variable in it has no known value; `value` then keeps that variable as it is written. */
  readonly uncertain: boolean;
}

/** ENTRYPOINT or CMD as set by an instruction or inherited from the base image. */
export interface CommandSetting {
  /** The argv part: for a shell form the SHELL words and the text. */
  readonly argv: readonly string[];
  /** Null when inherited from the base image. */
  readonly by: Instruction | null;
  readonly form: CommandForm | null;
  /** For a shell form: the SHELL words in force where it stands. */
  readonly shell: readonly string[] | null;
}

/** COPY or ADD in a stage, words substituted; what it brings into the image and from where. */
export interface CopyRecord {
  readonly instruction: Instruction;
  readonly keyword: 'COPY' | 'ADD';
  /** Null: the build context. A stage index, or an image reference. */
  readonly from: number | string | null;
  readonly sources: readonly string[];
  /** The files given as here-documents: name and content, variables substituted unless the name was quoted. */
  readonly inline: readonly { readonly name: string; readonly content: string }[];
  /** Absolute path in the image; ends with `/` when a folder was written. */
  readonly destination: string;
  readonly chmod: string | null;
  readonly chown: string | null;
  /** `--link` */
  readonly link: boolean;
  /** `--parents`: sources keep their folders below the destination. */
  readonly parents: boolean;
  /** True when a variable in it could not be substituted. */
  readonly uncertain: boolean;
}

/** A RUN in a stage and what is in force where it stands. */
export interface RunRecord {
  readonly instruction: Instruction;
  readonly workdir: string;
  /** The SHELL words that its shell form is given to. */
  readonly shell: readonly string[];
  /** ARG and ENV as the command sees them; null: no known value. */
  readonly variables: ReadonlyMap<string, string | null>;
  /** True: any other variable may be set by the base image. */
  readonly inheritedEnv: boolean;
}

/** What adds to the file system of a stage, in order. */
export type BuildStep =
  | { readonly kind: 'copy'; readonly copy: CopyRecord }
  | { readonly kind: 'run'; readonly run: RunRecord };

/** The configuration of the image that a stage makes. */
export interface ImageConfig {
  readonly entrypoint: CommandSetting | null;
  readonly cmd: CommandSetting | null;
  /** The SHELL in force at the end of the stage. */
  readonly shell: Setting<readonly string[]>;
  /** As written or inherited; null when unset (the engine sends SIGTERM). */
  readonly stopSignal: Setting<string> | null;
  readonly user: Setting<string> | null;
  readonly workdir: string;
  /** The variables whose value is known. Before calling any other unset, see `uncertain`. */
  readonly env: ReadonlyMap<string, string>;
  readonly uncertain: {
    readonly workdir: boolean;
    /** Variables that are or may be set, to a value that cannot be told. */
    readonly env: ReadonlySet<string>;
    /** True: the environment of the base image is not known, so any variable not set here may be set. */
    readonly inheritedEnv: boolean;
  };
  readonly copies: readonly CopyRecord[];
  /** What made the file system, the steps of the stages that it is built on first. */
  readonly steps: readonly BuildStep[];
  /** A CMD that an ENTRYPOINT in this Dockerfile emptied by being set after it was inherited. */
  readonly cmdReset: { readonly by: Instruction; readonly cmd: readonly string[] } | null;
  /** ARG and ENV as they stand at the end of the stage, for a stage built on this one; null: no known value. */
  readonly variables: ReadonlyMap<string, string | null>;
  /** What BuildKit would refuse while it runs this stage (`STOPSIGNAL NOSUCH`, a bad substitution). */
  readonly problems: readonly SyntaxProblem[];
}
