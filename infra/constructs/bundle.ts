import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');

/** What goes in the folder a function is deployed as. */
export type BundleOptions = {
  /** Folder of `functions/`. */
  name: string;
  /** Modules of that folder run in a thread of their own: each becomes a file beside the handler's, `open-pdf.ts` `open-pdf.mjs`. */
  workers?: readonly string[] | undefined;
  /** Files laid beside, by absolute path. */
  files?: readonly string[] | undefined;
};

const done = new Map<string, string>();
const dropAll = (): void => {
  for (const folder of done.values()) rmSync(folder, { recursive: true, force: true });
};

/**
 * Bundles a function: `index.mjs`, and what is imported later (`await import`) in files of its own, that a cold start does not
 * read. Gives the folder, dropped when the process exits. Once a process for the same options.
 *
 * @throws Error when a module is missing or does not compile
 */
export function bundleFunction(options: BundleOptions): string {
  const key = JSON.stringify(options);
  const known = done.get(key);
  if (known !== undefined) return known;
  const { name, workers = [], files = [] } = options;
  const folder = join(ROOT, 'functions', name);
  const outdir = mkdtempSync(join(tmpdir(), `passerelle-${name}-`));
  if (done.size === 0) process.once('exit', dropAll);
  const { outputFiles } = buildSync({
    entryPoints: {
      index: join(folder, 'handler.ts'),
      ...Object.fromEntries(workers.map((worker) => [worker, join(folder, `${worker}.ts`)])),
    },
    // Not written there: the maps hold paths from it, and the asset's hash must not depend on where the repository lies.
    outdir: join(ROOT, 'dist', name),
    write: false,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // Without it esbuild takes the SDK's CommonJS entry, which fails at import («Dynamic require of node:https»).
    mainFields: ['module', 'main'],
    // What is still CommonJS (yauzl) asks for Node's own modules by `require`.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    alias: { '@aws-sdk/credential-provider-node': join(ROOT, 'shared/aws/env-credentials.ts') },
    // Beside the bundle and not linked from it: a stack trace can be decoded, and no cold start reads the map.
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'warning',
  });
  for (const { path, contents } of outputFiles) writeFileSync(join(outdir, basename(path)), contents);
  for (const file of files) copyFileSync(file, join(outdir, basename(file)));
  done.set(key, outdir);
  return outdir;
}
