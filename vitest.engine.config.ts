import { defineConfig } from 'vitest/config';

/** The tests that run real containers: `npm run test:engine`. They need root, podman, crun, docker.io and mmdebstrap. */
export default defineConfig({
  test: {
    reporters: ['default', './test/support/left-out-reporter.ts'],
    include: ['test/engine/containers/**/*.test.ts'],
    globalSetup: ['test/engine/containers/setup.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxConcurrency: 4,
    fileParallelism: false,
  },
});
