import { configDefaults, defineConfig } from 'vitest/config';

/** `npm test`: everything that runs anywhere. The tests in the kernel and on real containers have their own configurations. */
export default defineConfig({
  test: {
    reporters: ['default', './test/support/left-out-reporter.ts'],
    include: ['test/**/*.test.ts', 'src/**/*.test.ts', 'rules/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/kernel/**', 'test/consumers/**', 'test/engine/containers/**'],
    setupFiles: ['test/support/fixed-seed.ts'],
    // On a busy machine a test that models thousands of commands takes its time.
    testTimeout: 60_000,
  },
});
