import type { CommandForm, Instruction } from './instruction.ts';

/** What an image's configuration says of how it starts, as `docker inspect` would show it. */
export interface BaseImageConfig {
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  /** The image's SHELL; null when it sets none. */
  readonly shell: readonly string[] | null;
  readonly stopSignal: string | null;
  readonly user: string | null;
  readonly workdir: string | null;
  readonly env: ReadonlyMap<string, string>;
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
  /** Absolute path in the image; ends with `/` when a folder was written. */
  readonly destination: string;
  readonly chmod: string | null;
  readonly chown: string | null;
  /** True when a variable in it could not be substituted. */
  readonly uncertain: boolean;
}

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
  readonly env: ReadonlyMap<string, string>;
  readonly copies: readonly CopyRecord[];
  /** A CMD that an ENTRYPOINT in this Dockerfile emptied by being set after it was inherited. */
  readonly cmdReset: { readonly by: Instruction; readonly cmd: readonly string[] } | null;
}

