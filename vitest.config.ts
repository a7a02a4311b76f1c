import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const shared = {
  env: { NO_COLOR: '1', TZ: 'UTC' },
  globalSetup: ['test/support/global-setup.ts'],
  // Most of what a small file of tests takes is loading what it tests: files of a project share what a worker has loaded.
  isolate: false,
  restoreMocks: true,
  unstubEnvs: true,
  // For what never ends: how long a test takes says something about the machine, and nothing about the code.
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 60_000 } },
};

export default defineConfig({
  test: {
    // One more than there are processors: many tests wait for other processes.
    maxWorkers: availableParallelism() + 1,
    projects: [
      { test: { ...shared, name: 'unit', include: ['src/**/*.test.ts', 'test/unit/**/*.test.ts'] } },
      {
        test: {
          ...shared,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'conformance',
          include: ['test/conformance/**/*.test.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
