import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import type { Beside } from './functions.ts';
import { literalKeys } from './literal-keys.ts';

const ROOT = join(import.meta.dirname, '../..');

/** esbuild's options for anything that runs as a function, whatever its entry (https://esbuild.github.io/api/). */
export const asFunction: BuildOptions = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // Without this, esbuild takes the SDK's CommonJS entry, which fails at import («Dynamic require of node:https»).
  mainFields: ['module', 'main'],
  // Modules that are still CommonJS (yauzl) load Node's own modules with `require`.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  alias: { '@aws-sdk/credential-provider-node': join(ROOT, 'shared/aws/env-credentials.ts') },
  plugins: [literalKeys],
};

const packed = (content: Uint8Array | string): Uint8Array => gzipSync(content, { level: 9 });
const made = new Map<string, Promise<Uint8Array>>();
/** The file, compressed; once, for all the functions that have it beside them. */
const compressed = (file: string): Promise<Uint8Array> => {
  const known = made.get(file) ?? readFile(file).then(packed);
  made.set(file, known);
  return known;
};

/**
 * Bundles a function into a folder: `index.mjs`, and one more file for each module imported later (`await import`).
 *
 * @throws Error when a module is missing or does not compile
 */
export const buildFunction = async (
  name: string,
  { entry, workers = [], files = [], assets = async () => [] }: Beside,
  outdir: string,
): Promise<void> => {
  const { outputFiles = [] } = await build({
    ...asFunction,
    entryPoints: {
      index: join(ROOT, entry ?? `functions/${name}/handler.ts`),
      ...Object.fromEntries(workers.map((worker) => [basename(worker, '.ts'), join(ROOT, worker)])),
    },
    // Nothing is written to `outdir`. The source maps hold paths relative to it, and the asset's hash must not depend on where
    // the repository lies.
    outdir: join(ROOT, 'dist', name),
    write: false,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    // The map lies beside the bundle, which does not link to it: a stack trace can be decoded, and no cold start reads the map.
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'warning',
  });
  for (const { path, contents } of outputFiles) await writeFile(join(outdir, basename(path)), contents);
  for (const file of files) await copyFile(file, join(outdir, basename(file)));
  for (const asset of await assets()) {
    const file = join(outdir, `${asset.to}.gz`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, 'from' in asset ? await compressed(asset.from) : packed(asset.content));
  }
};
