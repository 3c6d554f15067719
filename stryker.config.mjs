/**
 * Mutation testing of shared/domain: each operator, condition, value and string is changed in turn, and the specifications must
 * fail. It is not in `npm test` nor CI: it takes the better part of an hour, or more on a busy machine.
 *
 *   npm run lab -- mutation                 runs every folder, then writes docs/mutation.md
 *   npm run lab -- mutation delays flags    runs these folders only; writes docs/mutation.md if every folder was run here once
 *   npm run lab -- mutation --report        writes docs/mutation.md only, from the last runs
 *   npm run lab -- mutation --force delays  runs every mutant again; without it, those whose code and tests did not change are skipped
 *
 * Stryker's own report of a folder is .mutation/<folder>.html. Git ignores `.mutation/`, which holds all that is kept between runs.
 * A mutant that no test needs to catch is set aside beside the code, with the reason:
 * `// Stryker disable next-line StringLiteral: reason`.
 *
 * One worker only: the machine may have other work to do.
 */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  // lab/mutation/folders.ts lists the specifications of each folder; looking for related files would cost more than it saves.
  vitest: { configFile: 'lab/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  incremental: true,
  tempDirName: '.mutation/sandbox',
  ignorePatterns: ['cdk.out', 'dist', '.data', 'coverage', '.mutation', '.vitest', 'docs/contracts'],
  reporters: ['clear-text', 'json', 'html'],
  clearTextReporter: { reportTests: false, logTests: false, reportScoreTable: true, allowColor: false },
  // Stryker would rewrite tsconfig.json through an API that TypeScript 7 no longer has; the specifications do not need it.
  tsconfigFile: 'none',
  thresholds: { high: 95, low: 85, break: null },
};
