import { defineConfig } from 'vitest/config';

/** The tests that ask other people's tools: `npm run test:consumers`; `.ci/run` installs those. */
export default defineConfig({
  test: {
    reporters: ['default', './test/support/left-out-reporter.ts'],
    include: ['test/consumers/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
