import type { ImageConfig, Stage } from '../dockerfile/image-config.ts';
import type { BaseImageFacts, ShellFact } from '../knowledge/types.ts';
import type { Span } from '../text/span.ts';
import type { ImageFile, TextFile } from './image/image-file.ts';
import type { Process } from './process.ts';

/** What the stop signal does to the workload; DESIGN's heart of the model. See `ARCHITECTURE.md`. */
export type StopOutcome = 'graceful' | 'cut-short' | 'unnotified' | 'ignored' | 'no-workload' | 'unknown';

/** What a process is there for. */
export type ProcessRole = 'shell' | 'init' | 'wrapper' | 'workload' | 'helper';

/** A process that is alive once the workload runs. */
export interface ProcessNode {
  readonly argv: readonly string[];
  readonly role: ProcessRole;
  readonly children: readonly ProcessNode[];
}

/** A place in a file. */
export interface SourcePlace {
  readonly file: string;
  readonly span: Span;
}

/** One step of the reasoning: a sentence, and the place that it speaks of. */
export interface WhyStep {
  readonly text: string;
  readonly place: SourcePlace | null;
}

/** The whole of one image that the Dockerfile can build. Rules only read it. */
export interface ImageModel {
  readonly stage: Stage;
  /** The stages that it is built on, from the one on an image of its own to itself. */
  readonly lineage: readonly Stage[];
  readonly final: boolean;
  /** The base image's reference with variables substituted, followed through earlier stages. */
  readonly baseImage: string;
  readonly base: BaseImageFacts;
  readonly config: ImageConfig;
  /** The shell that runs shell form here. */
  readonly shell: { readonly argv: readonly string[] } & ShellFact;
  /** What the engine executes. Empty when the image has neither ENTRYPOINT nor CMD. */
  readonly argv: readonly string[];
  /** Normalised: `SIGTERM`, `SIGRTMIN+3`. */
  readonly stopSignal: string;
  readonly startups: readonly Startup[];
  /** The scripts that the startups were read from, by the name that starts them. */
  readonly scripts: ReadonlyMap<string, TextFile>;
  /** What is known of the file that a command's name runs when the container starts: a path, or a name along PATH. */
  readonly file: (name: string) => ImageFile;
  /** The worst of the startups. */
  readonly stop: StopOutcome;
  /** Set when the image is not modelled at all (Windows), with the word to say. */
  readonly skipped: string | null;
}

/** One way the start command can unfold. */
export interface Startup {
  readonly when: string | null;
  readonly tree: ProcessNode | null;
  readonly stop: StopOutcome;
  /**
   * The outcome if every program whose own code decides handled the signal: `graceful` beside a `stop`
   * of `unknown` means that nothing stands between the signal and the workload.
   */
  readonly reached: StopOutcome;
  /** PID 1 as the model knows it, with all that is below it; rules and rewrites read it. */
  readonly root: Process | null;
  readonly reapsOrphans: boolean | null;
  /** What runs in the background where PID 1 ends at once, and goes down with it; absent: nothing. */
  readonly abandoned?: readonly Process[];
  readonly why: readonly WhyStep[];
}
