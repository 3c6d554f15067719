import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sbomOf } from './sbom/sbom.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (name: string): unknown => JSON.parse(readFileSync(join(ROOT, name), 'utf8'));

/** Writes what the hub is made of, or with `--check` says whether what is written is true: it is made from the lock alone, by no tool fetched for it. */
const FILE = join(ROOT, 'docs/security/sbom.cdx.json');
const made = `${JSON.stringify(sbomOf(read('package.json'), read('package-lock.json')), null, 2)}\n`;
if (!process.argv.includes('--check')) writeFileSync(FILE, made);
else if (readFileSync(FILE, 'utf8') !== made) {
  console.error('docs/security/sbom.cdx.json is not what the lock says: npm run sbom');
  process.exitCode = 1;
}
