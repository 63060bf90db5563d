import { defineConfig } from 'vitest/config';

/** The tests that need root, namespaces and installed shells: `npm run test:kernel`. */
export default defineConfig({
  test: {
    reporters: ['default', './test/support/left-out-reporter.ts'],
    include: ['test/kernel/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxConcurrency: 16,
    fileParallelism: false,
  },
});
