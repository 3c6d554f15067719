import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { BUNDLED, keptByContent } from '../kept.ts';
import type { FunctionName } from './functions.ts';

let bundles: string | undefined;

/**
 * The folder a function is deployed as: `index.mjs`, and one more file for each module imported later (`await import`), which a
 * cold start does not read. The first call bundles all functions, in another process: a construct cannot wait, and esbuild takes
 * plugins in its asynchronous call only.
 *
 * @throws Error when a module is missing or does not compile
 */
export const bundleFunction = (name: FunctionName): string => {
  bundles ??= bundleAll();
  return join(bundles, name);
};

const bundleAll = (): string => {
  const { there, make } = keptByContent('bundles', BUNDLED);
  if (there !== undefined) return there;
  return make((folder) => {
    execFileSync(process.execPath, [join(import.meta.dirname, 'build-all.ts'), folder], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  });
};
