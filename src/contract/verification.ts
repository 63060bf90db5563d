import type { ProcessNode, ProcessRole, StopOutcome } from '../startup/model.ts';

/** What a process would do with the stop signal, as the kernel has it (SigCgt, SigBlk and SigIgn of /proc/PID/status). */
export type Disposition = 'catches' | 'blocks' | 'ignores' | 'default';

/** A process of a running container. */
export interface ContainerProcess {
  /** Inside the container. */
  readonly pid: number;
  readonly argv: readonly string[];
  /** What it would do with the stop signal; null where that cannot be read. */
  readonly disposition: Disposition | null;
  readonly zombie: boolean;
  /** `workload`: what the container is there for; what a workload starts for itself is a `helper`. */
  readonly role: ProcessRole;
  readonly children: readonly ContainerProcess[];
}

/** What the engine and the kernel did with one container. */
export interface Observation {
  readonly stop: StopOutcome;
  /** What the engine executed. */
  readonly argv: readonly string[];
  /** How that was told from what was seen, one sentence per step. */
  readonly why: readonly string[];
  /** The processes when the signal was sent; null when the container had ended by then, or they could not be read. */
  readonly tree: ContainerProcess | null;
  readonly stopSignal: string;
  /** From the stop to the end of PID 1; null when the container ended by itself. */
  readonly seconds: number | null;
  /** How long the engine waits before it kills, in seconds. */
  readonly grace: number;
  /** The engine had to kill what was left. */
  readonly killed: boolean;
  /** As the engine reports it. */
  readonly exitStatus: number | null;
  /** Processes that had ended and that nobody had reaped, before the stop and when PID 1 ended; null: not to be seen. */
  readonly zombies: { readonly before: number; readonly after: number } | null;
}

/** What the model had said of the same image. */
export interface Prediction {
  /** What the engine executes by the model's reading. */
  readonly argv: readonly string[];
  /** The startup that was compared: the one that is most like what was seen. */
  readonly stop: StopOutcome;
  readonly when: string | null;
  readonly tree: ProcessNode | null;
  readonly why: readonly string[];
}

/** A prediction beside what a real container did. */
export interface Verification {
  /** The path or image as it was given. */
  readonly subject: string;
  readonly engine: { readonly name: 'docker' | 'podman'; readonly version: string };
  readonly prediction: Prediction;
  readonly observation: Observation;
  readonly agreement: {
    /** Whether the image starts what the model reads in the Dockerfile; builders differ. The prediction is for what it starts. */
    readonly start: boolean;
    /** Null: the model made no prediction, or what happened could not be seen. */
    readonly stop: boolean | null;
    readonly tree: boolean | null;
  };
}
