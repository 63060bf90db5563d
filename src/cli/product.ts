import packageJson from '../../package.json' with { type: 'json' };
import type { Parts } from './parts.ts';

/** The real parts. Rules, model and facts are large, so only a command that needs them pays for them. */
export const product: Parts = {
  version: packageJson.version,
  loadRules: async () => (await import('./registry.generated.ts')).registry,
  loadPages: async () => (await import('./rule-pages.generated.ts')).rulePages,
  loadModel: async ({ buildArgs }) => {
    const [{ modelDockerfile }, { loadBaseImages }] = await Promise.all([
      import('../startup/model-dockerfile.ts'),
      import('../knowledge/load-base-images.ts'),
    ]);
    const { lookup } = loadBaseImages();
    return (source) => ({
      ...modelDockerfile(source, { baseImage: lookup, buildArgs }),
      // The model reads no file beside the Dockerfile.
      texts: new Map(),
    });
  },
};
