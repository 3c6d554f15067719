import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { scopes } from '../shared/api/route.ts';
import { routes } from '../shared/api/routes.ts';
import { asyncapi } from './contracts/asyncapi.ts';
import { breaksOf } from './contracts/compatibility.ts';
import { contracts } from './contracts/contracts.ts';
import { openApiOf } from './contracts/openapi.ts';
import { pages } from './contracts/pages.ts';
import { examplesOf, schemaOf } from './contracts/schema.ts';
import { csvTemplate, tableDocs, xlsxTemplate } from './contracts/templates.ts';

/**
 * Publishes every form the hub takes or gives, version 1, from the schemas that validate them: JSON Schemas and examples,
 * AsyncAPI, OpenAPI, empty tables, and static pages, in `docs/contracts/`. With `--check`, fails when what is committed is not what the
 * code says. With `--publish`, freezes the schemas as what partners rely on (`published/v1/`), unless that would break them.
 */
const folder = new URL('../docs/contracts/', import.meta.url);
const published = new URL('published/v1/', folder);
const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const files = new Map<string, string | Uint8Array>();
for (const { name, io, schema } of contracts) {
  files.set(`${name}.schema.json`, pretty(schemaOf(schema, io)));
  const examples = examplesOf(schema);
  if (examples.length > 0) files.set(`${name}.example.json`, pretty(examples[0]));
  if (examples.length > 1) files.set(`${name}.examples.json`, pretty(examples));
}
files.set('asyncapi.v1.json', pretty(asyncapi()));
files.set('openapi.v1.json', pretty(openApiOf(routes, scopes)));
for (const doc of tableDocs) {
  files.set(`${doc.file}.csv`, csvTemplate(doc));
  files.set(`${doc.file}.xlsx`, await xlsxTemplate(doc));
}
for (const [name, html] of pages(routes)) files.set(name, html);

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

const check = async (): Promise<void> => {
  const there = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
  for (const { name } of there.filter((entry) => !files.has(entry.name))) stale(name, 'is nobody’s any more');
  for (const [name, content] of files) {
    const committed = await readFile(new URL(name, folder)).catch(() => undefined);
    if (!committed?.equals(Buffer.from(content))) stale(name, 'is stale');
  }
};
const stale = (name: string, why: string): void => {
  console.error(`docs/contracts/${name} ${why}: npm run build -- contracts`);
  process.exitCode = 1;
};

const build = async (): Promise<void> => {
  await mkdir(folder, { recursive: true });
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isFile() && !files.has(entry.name)) await rm(new URL(entry.name, folder));
  for (const [name, content] of files) await writeFile(new URL(name, folder), content);
  console.log(`${files.size} files in docs/contracts/`);
};

if (process.argv.includes('--publish')) await publish();
else if (process.argv.includes('--check')) await check();
else await build();
