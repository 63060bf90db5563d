import { dirname } from 'node:path';

/**
 * An esbuild plugin: a package that runs when something of it is first used, not when it is imported. For packages
 * that few runs use, in code that cannot wait for an `import()`. Their default exports are not for this.
 * @param {string} name
 */
export const lazyModule = (name) => ({
  name: `lazy-module ${name}`,
  setup: async ({ onResolve, onLoad }) => {
    const exported = Object.keys(await import(name)).filter((one) =>
      /^(?!default$)[A-Za-z_$][\w$]*$/.test(one),
    );
    const getters = exported.map(
      (one) =>
        `Object.defineProperty(exports, '${one}', { enumerable: true, get: () => require('${name}').${one} });`,
    );
    const namespace = `lazy-${name}`;
    onResolve({ filter: new RegExp(`^${name}$`) }, ({ importer, namespace: from }) =>
      from === namespace ? undefined : { path: importer, namespace },
    );
    onLoad({ filter: /./, namespace }, ({ path }) => ({
      contents: getters.join('\n'),
      loader: 'js',
      resolveDir: dirname(path),
    }));
  },
});
