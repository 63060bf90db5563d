import packageJson from '../../package.json' with { type: 'json' };
import type { Parts } from './parts.ts';
import { registry } from './registry.generated.ts';

/** The real parts. The model and its facts are large, so only a command that models pays for them. */
export const product: Parts = {
  version: packageJson.version,
  rules: registry,
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
