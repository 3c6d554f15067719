import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { breaksOf } from './contracts/compatibility.ts';
import { contracts } from './contracts/contracts.ts';
import { contractFiles, pretty } from './contracts/files.ts';
import { schemaOf } from './contracts/schema.ts';

/**
 * Builds the contracts in `dist/contracts/`, which git ignores. With `--publish`, freezes the schemas as what partners rely on
 * (`docs/contracts/published/v1/`), unless that would break them.
 */
const folder = new URL('../dist/contracts/', import.meta.url);
const published = new URL('../docs/contracts/published/v1/', import.meta.url);

const publish = async (): Promise<void> => {
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
    process.exitCode = 1;
    return;
  }
  await mkdir(published, { recursive: true });
  for (const { name, io, schema } of contracts)
    await writeFile(new URL(`${name}.schema.json`, published), pretty(schemaOf(schema, io)));
  console.log(`${contracts.length} schemas in docs/contracts/published/v1/`);
};

const build = async (): Promise<void> => {
  const files = await contractFiles();
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, content] of files) await writeFile(new URL(name, folder), content);
  console.log(`${files.size} files in dist/contracts/`);
};

if (process.argv.includes('--publish')) await publish();
else await build();
