import { defineConfig } from 'vitest/config';
import { specifications } from './folders.ts';

const folder = process.env.MUTATION_FOLDER;
const names = folder ? (specifications[folder] ?? []) : Object.values(specifications).flat();

/** The specifications of the folder that is being mutated; of all folders when none is named. */
export default defineConfig({
  test: {
    include: [...new Set(names)].map((name) => `test/unit/${name}.test.ts`),
    setupFiles: ['test/support/quiet.ts'],
    silent: true,
  },
});
