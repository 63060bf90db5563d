import type { Rule } from '../contract/rule.ts';
import type { ModelBuilder } from '../lint/model-builder.ts';
import type { InputOptions } from './options.ts';

/** What the command line is put together from; what is heavy is loaded when a command asks for it. */
export interface Parts {
  readonly version: string;
  readonly loadRules: () => Promise<readonly Rule[]>;
  /** The pages of the rules, in Markdown, by name. */
  readonly loadPages: () => Promise<Readonly<Record<string, string>>>;
  /** The model, with what the command line says of build arguments and the build context. */
  readonly loadModel: (options: Pick<InputOptions, 'buildArgs'>) => Promise<ModelBuilder>;
}
