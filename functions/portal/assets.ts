import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** A file that pages use, compressed. */
export type ServedAsset = { readonly type: string; readonly gzip: Uint8Array<ArrayBuffer> };

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * Reads the files that were put beside the bundle, each once.
 *
 * @param folder where they are; each as `path.gz`
 * @returns the file of a path, undefined when there is none
 */
export const createAssets = (folder: string): ((path: string) => Promise<ServedAsset | undefined>) => {
  const known = new Map<string, Promise<ServedAsset | undefined>>();
  const read = async (path: string, type: string): Promise<ServedAsset | undefined> => {
    try {
      return { type, gzip: new Uint8Array(await readFile(join(folder, `${path}.gz`))) };
    } catch {
      return undefined;
    }
  };
  return async (path) => {
    const type = types[extname(path)];
    // Nothing that could lead out of the folder.
    if (type === undefined || !/^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/.test(path)) return undefined;
    const found = known.get(path) ?? read(path, type);
    // What is not there is not kept: anybody may ask for anything.
    if (!known.has(path) && (await found)) known.set(path, found);
    return found;
  };
};
