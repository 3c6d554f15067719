import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as z from 'zod';
import type { Asset } from './portal-assets.ts';

const LIST = join(import.meta.dirname, '../../shared/outbound/documents/files.json');

/** What documents are made with: the layout engine, its fonts, our templates. The list says where npm or the sources have each. */
export const documentAssets = async (): Promise<Asset[]> => {
  const { resolve } = createRequire(LIST);
  const files = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(LIST, 'utf8')));
  return Object.entries(files).map(([name, from]) => ({ from: resolve(from), to: `documents/${name}` }));
};
