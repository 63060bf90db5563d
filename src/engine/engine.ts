/** The engines whose command lines are known. */
export const engineNames = ['docker', 'podman'] as const;
export type EngineName = (typeof engineNames)[number];

/** What is to be built. */
export interface BuildRequest {
  readonly dockerfile: string;
  readonly context: string;
  readonly target: string | null;
  readonly platform: string | null;
  readonly buildArgs: ReadonlyMap<string, string>;
  /** The name that the image gets. */
  readonly tag: string;
}

/** What is to be run. */
export interface StartRequest {
  readonly image: string;
  readonly name: string;
  readonly platform: string | null;
  /** Options of the engine's `run`, as the user gave them. */
  readonly runArgs: readonly string[];
  /** What takes the place of CMD; empty: CMD. */
  readonly command: readonly string[];
}

/** A container as `inspect` shows it. */
export interface ContainerState {
  readonly running: boolean;
  /** PID 1 as the engine's host numbers it; 0 when it does not run. */
  readonly pid: number;
  readonly exitStatus: number;
  /** What the engine says went wrong with its start; empty when nothing did. */
  readonly error: string;
  /** Null: no health check. */
  readonly health: 'starting' | 'healthy' | 'unhealthy' | null;
}

/** The configuration of an image as `inspect` shows it. */
export interface InspectedImage {
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  readonly shell: readonly string[] | null;
  readonly env: ReadonlyMap<string, string>;
  readonly user: string | null;
  readonly workdir: string | null;
  readonly stopSignal: string | null;
  readonly hasHealthcheck: boolean;
  readonly os: string;
}

/** A container engine. Every function rejects with an {@link EngineError} that a person can read, or with the reason of an abort. */
export interface Engine {
  readonly name: EngineName;
  readonly version: string;
  build(request: BuildRequest): Promise<void>;
  /** Fetches the image when it is not there. */
  inspectImage(image: string, platform: string | null): Promise<InspectedImage>;
  start(request: StartRequest): Promise<void>;
  inspect(container: string): Promise<ContainerState>;
  /** What it has written to standard output and error. */
  logs(container: string): Promise<string>;
  /** The command lines of its processes, PID 1 first, where the engine lists them. */
  top(container: string): Promise<readonly (readonly string[])[]>;
  stop(container: string, graceSeconds: number): Promise<void>;
  /** Its file system as a tar archive. */
  export(container: string, onData: (chunk: Uint8Array) => void): Promise<void>;
  /** Makes a container without starting it. */
  create(image: string, name: string, platform: string | null): Promise<void>;
  /** Runs the health check where the engine does not do so by itself. */
  checkHealth(container: string): Promise<void>;
  /** These take no notice of an abort: they clean up. What is not there is no error. */
  removeContainer(container: string): Promise<void>;
  removeImage(image: string): Promise<void>;
}

/** An engine could not do what it was asked to; the message is for a person. */
export class EngineError extends Error {
  /** More lines: the end of what a build printed, or of a container's log. */
  readonly details: readonly string[];
  constructor(message: string, details: readonly string[] = []) {
    super(message);
    this.details = details;
  }
}

/**
 * The engine's storage lost a layer of an image to the removal of another: podman takes layers away that no image names
 * yet, also those of a build beside it (known to its developers: github.com/containers/podman/issues/18659). It says
 * nothing of the Dockerfile, and goes well when it is done again.
 */
export class LostLayer extends EngineError {}
