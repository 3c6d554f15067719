import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import files from './files.json' with { type: 'json' };

const require = createRequire(import.meta.url);

/** Names of what documents are made with: the layout engine, its fonts, our templates. */
export type DocumentFile = keyof typeof files;

/**
 * The content of a file that documents are made with. Beside a function's bundle it is compressed (`infra/bundling`); elsewhere it is where
 * npm or the sources have it.
 */
export const documentFile = (name: DocumentFile): Uint8Array => {
  const beside = new URL(`./documents/${name}.gz`, import.meta.url);
  return existsSync(beside) ? gunzipSync(readFileSync(beside)) : readFileSync(require.resolve(files[name]));
};
