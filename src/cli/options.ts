import type { Threshold } from '../config/config-shape.ts';
import type { InitChoice } from '../contract/init-choice.ts';
import type { EngineName } from '../engine/engine.ts';
import type { CompletionShell } from './completion-shells.ts';
import type { explainFormats, Format } from './formats.ts';

/** What the commands that read Dockerfiles share. */
export interface InputOptions {
  /** Files, folders, globs or `-`; never empty. */
  readonly paths: readonly string[];
  readonly stdinFilename: string | null;
  readonly buildArgs: ReadonlyMap<string, string>;
  readonly target: string | null;
  /** The root of the build context, as given; null: the Dockerfile's folder, or one above that holds what it copies. */
  readonly context: string | null;
  /** The configuration file for all files; null: the one nearest to each. */
  readonly config: string | null;
  /** Globs of what is not linted when folders are searched, from the working directory. */
  readonly exclude: readonly string[];
  /** Whether a search leaves out what Git ignores. */
  readonly gitignore: boolean;
  /** Only what changed since this commit; null: everything. */
  readonly since: string | null;
}

/** How containers are run, stopped and watched. */
export interface EngineOptions {
  /** Null: the first that answers. */
  readonly engine: EngineName | null;
  readonly platform: string | null;
  /** Options for the engine's `run`. */
  readonly runArgs: readonly string[];
  /** For a build, and for getting ready; in seconds. */
  readonly timeout: number;
  /** How long the engine waits before it kills, in seconds. */
  readonly grace: number;
  /** In seconds. */
  readonly readyAfter: number | null;
  readonly readyLog: string | null;
}

/** How and where a command reports. */
export interface OutputOptions {
  /** A file to write the report to; null: standard output. */
  readonly output: string | null;
  /** Null: as the terminal can. */
  readonly color: boolean | null;
}

export interface LintOptions extends InputOptions, OutputOptions {
  readonly command: 'lint';
  /** Null: nobody asked for one. */
  readonly format: Format | null;
  readonly fix: boolean;
  readonly diff: boolean;
  readonly unsafeFixes: boolean;
  /** Fixes are kept only when a container that is run so stops gracefully; null: no container is run. */
  readonly verify: EngineOptions | null;
  /** The init that fixes put at PID 1; null: as the configuration says. */
  readonly init: InitChoice | null;
  /** Null: as the configuration says. */
  readonly failOn: Threshold | null;
  /** A file with findings that are known; null: as the configuration says. */
  readonly baseline: string | null;
  readonly updateBaseline: boolean;
  /** How many threads lint; null: as many as pay. */
  readonly jobs: number | null;
  /** Whether ignore comments count. */
  readonly ignores: boolean;
  readonly quiet: boolean;
}

export interface ExplainOptions extends InputOptions, OutputOptions {
  readonly command: 'explain';
  readonly format: (typeof explainFormats)[number];
}

export interface VerifyOptions extends InputOptions, EngineOptions, OutputOptions {
  readonly command: 'verify';
  readonly format: (typeof explainFormats)[number];
  /** A Dockerfile, a folder with one, or an image. */
  readonly subject: string;
  /** What takes the place of CMD; empty: CMD. */
  readonly run: readonly string[];
}

export interface RulesOptions {
  readonly command: 'rules';
  /** Names or codes; empty: list them all. */
  readonly names: readonly string[];
  readonly color: boolean | null;
}

export interface ConfigOptions extends InputOptions {
  readonly command: 'config';
  readonly format: (typeof explainFormats)[number];
  readonly color: boolean | null;
}

export interface CompletionOptions {
  readonly command: 'completion';
  readonly shell: CompletionShell;
}

/** A command line that was understood. */
export type CommandOptions =
  | CompletionOptions
  | ConfigOptions
  | LintOptions
  | ExplainOptions
  | VerifyOptions
  | RulesOptions;
