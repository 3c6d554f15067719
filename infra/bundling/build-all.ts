import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildFunction } from './build.ts';
import { type Beside, functions } from './functions.ts';

/** Bundles every function into its own folder under the folder given as argument, all at once. */
const [outdir = ''] = process.argv.slice(2);
await Promise.all(
  Object.entries(functions).map(async ([name, beside]: [string, Beside]) => {
    const folder = join(outdir, name);
    await mkdir(folder);
    await buildFunction(name, beside, folder);
  }),
);
