import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BundleOptions } from './options.ts';

const done = new Map<string, string>();
const dropAll = (): void => {
  for (const folder of done.values()) rmSync(folder, { recursive: true, force: true });
};

/**
 * Bundles a function: `index.mjs`, and what is imported later (`await import`) in files of its own, that a cold start does not
 * read. Gives the folder, dropped when the process exits. Once a process for the same options.
 *
 * In a process of its own: a construct cannot wait, and esbuild takes plugins in its asynchronous call only.
 *
 * @throws Error when a module is missing or does not compile
 */
export function bundleFunction(options: BundleOptions): string {
  const key = JSON.stringify(options);
  const known = done.get(key);
  if (known !== undefined) return known;
  const outdir = mkdtempSync(join(tmpdir(), `passerelle-${options.name}-`));
  if (done.size === 0) process.once('exit', dropAll);
  execFileSync(process.execPath, [join(import.meta.dirname, 'main.ts'), key, outdir], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  done.set(key, outdir);
  return outdir;
}
