import { existsSync } from 'node:fs';
import packageJson from '../../package.json' with { type: 'json' };
import { type BuildContext, withTexts } from '../context/build-context.ts';
import type { RunMemory } from '../startup/image/run-memory.ts';
import type { Parts } from './parts.ts';
import { unnamedInput } from './unnamed-input.ts';

/** The real parts. Rules, model and facts are large, so only a command that needs them pays for them. */
export const product: Parts = {
  version: packageJson.version,
  // The pages come with the package, beside the folder of the bundle.
  pageUrl: (rule) => {
    const page = new URL(`../rules/${rule}/README.md`, import.meta.url);
    return existsSync(page) ? page.href : null;
  },
  loadRules: async () => (await import('./registry.generated.ts')).registry,
  loadPages: async () => (await import('./rule-pages.generated.ts')).rulePages,
  loadMachine: async (env) => (await import('../engine/machine.ts')).thisMachine(env),
  loadModel: async (
    { buildArgs, context = null, overImages = () => (same) => same, ownPrograms: programsOf = () => [] },
    files,
  ) => {
    const [
      { modelDockerfile },
      { createRunMemory },
      { loadBaseImages },
      { createContextFinder },
      { ownPrograms },
    ] = await Promise.all([
      import('../startup/model-dockerfile.ts'),
      import('../startup/image/run-memory.ts'),
      import('../knowledge/load-base-images.ts'),
      import('../context/find-context.ts'),
      import('../knowledge/own-program.ts'),
    ]);
    const { lookup } = loadBaseImages();
    const knowledgeOf = (path: string) => ({
      baseImage: overImages(path)(lookup),
      ownProgram: ownPrograms(programsOf(path)),
      buildArgs,
    });
    if (!files) return (source) => modelDockerfile(source, knowledgeOf(source.path));
    const contexts = createContextFinder(files.fs, files.cwd, context);
    let memory: { readonly path: string; readonly runs: RunMemory } | null = null;
    return (source) => {
      // One Dockerfile is modelled with all its fixes before the next one.
      if (memory?.path !== source.path) memory = { path: source.path, runs: createRunMemory() };
      const { runs } = memory;
      const path = source.path === unnamedInput ? null : source.path;
      const open = (sources: readonly string[]): BuildContext =>
        withTexts(contexts.find(path, sources), source.changed);
      return modelDockerfile(source, { ...knowledgeOf(source.path), context: open, runs });
    };
  },
};
