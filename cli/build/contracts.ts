import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { breaksOf } from '../contracts/compatibility.ts';
import { contracts } from '../contracts/contracts.ts';
import { contractFiles, portalFiles, pretty } from '../contracts/files.ts';
import { schemaOf } from '../contracts/schema.ts';

const folder = new URL('../../dist/contracts/', import.meta.url);
const published = new URL('../../docs/contracts/published/v1/', import.meta.url);

/** Freezes the current schemas as those partners rely on. Returns false, and freezes nothing, when one would break a partner. */
export const publishContracts = async (): Promise<boolean> => {
  const breaks: string[] = [];
  for (const { name, io, schema } of contracts) {
    const before = await readFile(new URL(`${name}.schema.json`, published), 'utf8').catch(() => undefined);
    if (before)
      breaks.push(...breaksOf(JSON.parse(before), schemaOf(schema, io), io).map((one) => `${name} ${one}`));
  }
  const names = new Set(contracts.map(({ name }) => `${name}.schema.json`));
  for (const file of await readdir(published).catch(() => []))
    if (!names.has(file)) breaks.push(`${file.replace('.schema.json', '')}: removed`);
  if (breaks.length > 0) {
    console.error(`version 1 serait rompue :\n  ${breaks.join('\n  ')}`);
    return false;
  }
  await mkdir(published, { recursive: true });
  for (const { name, io, schema } of contracts)
    await writeFile(new URL(`${name}.schema.json`, published), pretty(schemaOf(schema, io)));
  console.log(`${contracts.length} schemas in docs/contracts/published/v1/`);
  return true;
};

/** Builds the contracts in `dist/contracts/`, which git ignores. */
export const buildContracts = async (): Promise<void> => {
  const files = await contractFiles();
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, content] of files) await writeFile(new URL(name, folder), content);
  console.log(`${files.size} files in dist/contracts/`);
};

/** Writes in a folder that is there what the portal serves of the contracts. */
export const buildPortalContracts = async (into: string): Promise<void> => {
  for (const [name, content] of await portalFiles()) await writeFile(join(into, name), content);
};
