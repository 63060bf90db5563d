import { dirname } from 'node:path';

/**
 * An esbuild plugin: a package that runs when something of it is first used, not when it is imported. For packages
 * that take long to run and that few runs use, in code that cannot wait for an `import()`.
 * @param {string} name a package in CommonJS
 * @param {readonly string[]} exported what the code imports from it
 */
export const lazyModule = (name, exported) => ({
  name: `lazy-module ${name}`,
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: new RegExp(`^${name}$`) }, ({ importer, namespace }) =>
      namespace === 'lazy-module' ? undefined : { path: importer, namespace: 'lazy-module' },
    );
    onLoad({ filter: /./, namespace: 'lazy-module' }, ({ path }) => ({
      contents: exported
        .map((one) => `Object.defineProperty(exports, '${one}', { get: () => require('${name}').${one} });`)
        .join('\n'),
      loader: 'js',
      resolveDir: dirname(path),
    }));
  },
});
