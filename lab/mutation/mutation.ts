import { readdir, readFile, writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import * as z from 'zod';
import { mutated, specifications } from './folders.ts';
import { forgetSurvivors, reportText } from './report.ts';

/** `npm run mutation`: how to use it is at the head of stryker.config.mjs. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { report: { type: 'boolean', default: false }, force: { type: 'boolean', default: false } },
});

const unknown = positionals.filter((folder) => !Object.hasOwn(specifications, folder));
if (unknown.length > 0) throw new RangeError(`no such folder of shared/domain: ${unknown.join(', ')}`);

// A folder that nobody listed would not be mutated, and the report would not say so.
const all = await readdir('shared/domain', { withFileTypes: true });
const unlisted = all.filter((one) => one.isDirectory() && !Object.hasOwn(specifications, one.name));
if (unlisted.length > 0)
  throw new RangeError(`not in lab/mutation/folders.ts: ${unlisted.map(({ name }) => name).join(', ')}`);

setPriority(10);
const folders = positionals.length > 0 ? positionals : Object.keys(specifications);
for (const folder of values.report ? [] : folders) {
  process.env.MUTATION_FOLDER = folder;
  await forgetSurvivors(`.mutation/${folder}.incremental.json`);
  await new Stryker({
    mutate: mutated(folder),
    force: values.force,
    incrementalFile: `.mutation/${folder}.incremental.json`,
    jsonReporter: { fileName: `.mutation/${folder}.json` },
  }).runMutationTest();
}

const { devDependencies } = z
  .object({ devDependencies: z.object({ '@stryker-mutator/core': z.string() }) })
  .parse(JSON.parse(await readFile('package.json', 'utf8')));
const page = await readFile('docs/mutation.md', 'utf8').catch(() => '');
await writeFile('docs/mutation.md', await reportText(devDependencies['@stryker-mutator/core'], page));
