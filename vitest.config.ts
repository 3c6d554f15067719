import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 300_000,
    setupFiles: ['test/support/quiet.ts'],
    maxWorkers: 2,
    silent: 'passed-only',
    projects: [
      // Unit tests are pure: one file cannot affect another, so they share their modules, which are then loaded once.
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'], isolate: false } },
      { extends: true, test: { name: 'flows', include: ['test/{flow,infra,e2e}/**/*.test.ts'] } },
    ],
  },
});
