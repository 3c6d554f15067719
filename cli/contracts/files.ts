import { scopes } from '../../shared/api/route.ts';
import { routes } from '../../shared/api/routes.ts';
import { asyncapi } from './asyncapi.ts';
import { contracts } from './contracts.ts';
import { openApiOf } from './openapi.ts';
import { bodies, pages } from './pages.ts';
import { examplesOf, schemaOf } from './schema.ts';
import { csvTemplate, tableDocs, xlsxTemplate } from './templates.ts';

/** The contracts as files, by name. All are in one folder, and each page links to the files beside it. */
export type ContractFiles = ReadonlyMap<string, string | Uint8Array>;

/** JSON in its published layout. */
export const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * Every form the hub takes or gives in version 1, made from the schemas that validate them: JSON Schemas and examples, AsyncAPI,
 * OpenAPI, empty tables, and static pages.
 */
export const contractFiles = async (): Promise<ContractFiles> =>
  new Map([...(await formFiles()), ...pages(routes)]);

/**
 * The same for the portal, which shows the pages in its own frame: what they say is in `pages.json`, by file name, and a link leads
 * from wherever the page is shown.
 */
export const portalFiles = async (): Promise<ContractFiles> => {
  const shown = [...bodies(routes)].map(([name, { title, body }]) => [
    name,
    { title, body: body.replaceAll(/ href="(?![a-z]+:|[#/])/g, ' href="/contrats/') },
  ]);
  return new Map([...(await formFiles()), ['pages.json', JSON.stringify(Object.fromEntries(shown))]]);
};

const formFiles = async (): Promise<Map<string, string | Uint8Array>> => {
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
  return files;
};
