/**
 * Mutation testing of shared/domain: each operator, condition, value and string of the domain is changed in turn, and
 * the specifications must fail. Not in `npm test` nor CI: it takes the better part of an hour, or more on a busy machine.
 *
 *   npm run lab -- mutation                 every folder, then docs/mutation.md is written
 *   npm run lab -- mutation delays flags    these folders only, then docs/mutation.md if each folder was run here once
 *   npm run lab -- mutation --report        docs/mutation.md only, from the last runs
 *   npm run lab -- mutation --force delays  from nothing: else what neither code nor tests changed is not run again
 *
 * Stryker's own report of a folder is .mutation/<folder>.html, which git ignores, as all that is kept between runs. Why a mutant
 * need not be seen stands beside the code, and sets it aside: `// Stryker disable next-line StringLiteral: reason`.
 *
 * One worker: the machine may have others to serve.
 */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  // Which specifications is in lab/mutation/folders.ts; looking for related files would cost more than it saves.
  vitest: { configFile: 'lab/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  incremental: true,
  tempDirName: '.mutation/sandbox',
  ignorePatterns: ['cdk.out', 'dist', '.data', 'coverage', '.mutation', '.vitest', 'docs/contracts'],
  reporters: ['clear-text', 'json', 'html'],
  clearTextReporter: { reportTests: false, logTests: false, reportScoreTable: true, allowColor: false },
  // Stryker would rewrite tsconfig.json by an API that TypeScript 7 no longer has; the specifications do without it.
  tsconfigFile: 'none',
  thresholds: { high: 95, low: 85, break: null },
};
