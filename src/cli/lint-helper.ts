import { nodeFileSystem } from '../context/file-system.ts';
import { createConfigs, type LoadedConfig } from './configs.ts';
import { fileSetup } from './file-setup.ts';
import { tellsFixes } from './formats.ts';
import { lintInput } from './lint-input.ts';
import { loadModelFor } from './load-model-for.ts';
import { product } from './product.ts';
import { type Linted, type SharedWork, takeFiles } from './shared-work.ts';

/** Lints files of the work as the thread that started this one does, until none is left, and sends each at once. */
export async function helpLinting(work: SharedWork, send: (linted: Linted) => void): Promise<void> {
  const { options, cwd, inputs } = work;
  const io = { fs: nodeFileSystem, cwd };
  const rules = await product.loadRules();
  const configs = createConfigs(io, options.config, rules);
  const byPath = new Map<string, LoadedConfig>();
  const model = await loadModelFor(options, io, product, (path) => byPath.get(path) as LoadedConfig);
  const fixes = tellsFixes(options);
  for (const index of takeFiles(work)) {
    const input = inputs[index] as SharedWork['inputs'][number];
    const config = await configs.forFile(input.path);
    byPath.set(input.path, config);
    const setup = fileSetup(input.path, config, options, rules);
    send([index, lintInput(input, model, { ...setup, fixes })]);
  }
}
