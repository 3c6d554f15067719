import { copyFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import type { Beside } from './functions.ts';
import { literalKeys } from './literal-keys.ts';

const ROOT = join(import.meta.dirname, '../..');

/** How esbuild makes what runs as a function, whatever its entry (https://esbuild.github.io/api/). */
export const asFunction: BuildOptions = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // Without it esbuild takes the SDK's CommonJS entry, which fails at import («Dynamic require of node:https»).
  mainFields: ['module', 'main'],
  // What is still CommonJS (yauzl) asks for Node's own modules by `require`.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  alias: { '@aws-sdk/credential-provider-node': join(ROOT, 'shared/aws/env-credentials.ts') },
  plugins: [literalKeys],
};

/**
 * Bundles a function into a folder: `index.mjs`, and what is imported later (`await import`) in files of its own.
 *
 * @throws Error when a module is missing or does not compile
 */
export const buildFunction = async (
  name: string,
  { workers = [], files = [] }: Beside,
  outdir: string,
): Promise<void> => {
  const folder = join(ROOT, 'functions', name);
  const { outputFiles = [] } = await build({
    ...asFunction,
    entryPoints: {
      index: join(folder, 'handler.ts'),
      ...Object.fromEntries(workers.map((worker) => [basename(worker, '.ts'), join(ROOT, worker)])),
    },
    // Not written there: the maps hold paths from it, and the asset's hash must not depend on where the repository lies.
    outdir: join(ROOT, 'dist', name),
    write: false,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    // Beside the bundle and not linked from it: a stack trace can be decoded, and no cold start reads the map.
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'warning',
  });
  for (const { path, contents } of outputFiles) await writeFile(join(outdir, basename(path)), contents);
  for (const file of files) await copyFile(file, join(outdir, basename(file)));
};
