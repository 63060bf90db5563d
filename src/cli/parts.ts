import type { Rule } from '../contract/rule.ts';
import type { Machine } from '../engine/machine.ts';
import type { OwnProgram } from '../knowledge/own-program.ts';
import type { ModelBuilder } from '../lint/model-builder.ts';
import type { LoadedConfig } from './configs.ts';
import type { Io } from './io.ts';
import type { InputOptions } from './options.ts';
import type { Helpers } from './shared-work.ts';

/** What of the options the model depends on. */
export interface ModelOptions extends Pick<InputOptions, 'buildArgs'> {
  readonly context?: string | null;
  /** What the configuration of a file says of base images, put over what is known of them. */
  readonly overImages?: (path: string) => LoadedConfig['overImages'];
  /** What the configuration of a file says of programs. */
  readonly ownPrograms?: (path: string) => readonly OwnProgram[];
}

/** What the command line is put together from; what is heavy is loaded when a command asks for it. */
export interface Parts {
  readonly version: string;
  readonly loadRules: () => Promise<readonly Rule[]>;
  /** The address of a rule's page; null: there is none to link to. */
  readonly pageUrl?: (rule: string) => string | null;
  /** The pages of the rules, in Markdown, by name. */
  readonly loadPages: () => Promise<Readonly<Record<string, string>>>;
  /** The model, with what the command line says of build arguments and the build context, which is read from `files`. */
  readonly loadModel: (options: ModelOptions, files?: Pick<Io, 'fs' | 'cwd'>) => Promise<ModelBuilder>;
  /** Threads for many files. Without it there is one thread. */
  readonly loadHelpers?: () => Promise<Helpers>;
  /** What containers are run on. */
  readonly loadMachine: (env: Io['env']) => Promise<Machine>;
}
