import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    setupFiles: ['test/support/quiet.ts'],
    maxWorkers: 2,
    silent: 'passed-only',
  },
});
