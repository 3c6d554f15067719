import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sbomOf } from './sbom-of.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(ROOT, name), 'utf8'));
const FILE = join(ROOT, 'docs/security/sbom.cdx.json');

/**
 * Writes the list of what the hub is made of, from the lock alone and without any other tool. With `check`, only says whether the
 * committed list is up to date.
 */
export const buildSbom = async (check: boolean): Promise<boolean> => {
  const made = `${JSON.stringify(sbomOf(await read('package.json'), await read('package-lock.json')), null, 2)}\n`;
  if (!check) {
    await writeFile(FILE, made);
    return true;
  }
  if ((await readFile(FILE, 'utf8')) === made) return true;
  console.error('docs/security/sbom.cdx.json is not what the lock says: npm run sbom');
  return false;
};
