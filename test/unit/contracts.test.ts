import { readFileSync } from 'node:fs';
import asyncapiSpecs from '@asyncapi/specs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { asyncapi } from '../../infra/commands/contracts/asyncapi.ts';
import { breaksOf } from '../../infra/commands/contracts/compatibility.ts';
import { contracts } from '../../infra/commands/contracts/contracts.ts';
import { openApiOf } from '../../infra/commands/contracts/openapi.ts';
import { examplesOf, type Schema, schemaOf } from '../../infra/commands/contracts/schema.ts';
import { csvTemplate, tableDocs, xlsxTemplate } from '../../infra/commands/contracts/templates.ts';
import { scopes } from '../../shared/api/route.ts';
import { routes } from '../../shared/api/routes.ts';
import { openFile } from '../../shared/files/read/open-file.ts';
import { readMessage } from '../../shared/intake/read-message.ts';
import { partners } from '../../shared/partners/all.ts';

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);

describe('a published schema', () => {
  it.each(contracts)('$name accepts its own examples', ({ io, schema }) => {
    const validate = ajv.compile(schemaOf(schema, io));
    for (const example of examplesOf(schema))
      expect(validate(example), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each(contracts)('$name: what was published still holds', ({ name, io, schema }) => {
    const file = new URL(`../../docs/contracts/published/v1/${name}.schema.json`, import.meta.url);
    expect(breaksOf(JSON.parse(readFileSync(file, 'utf8')), schemaOf(schema, io), io)).toEqual([]);
  });
});

describe('what would break a partner', () => {
  const base: Schema = {
    type: 'object',
    properties: {
      a: { type: 'string', maxLength: 10 },
      b: { enum: ['x', 'y'], type: 'string' },
      c: { type: 'array', items: { type: 'integer', minimum: 0 } },
      code: { type: 'string', enum: ['E1'] },
    },
    required: ['a', 'code'],
    additionalProperties: false,
  };
  const properties = base.properties ?? {};
  const withProperty = (name: string, schema: Schema): Schema => ({
    ...base,
    properties: { ...properties, [name]: schema },
  });
  const without = (name: string): Schema => ({
    ...base,
    properties: Object.fromEntries(Object.entries(properties).filter(([one]) => one !== name)),
  });
  it.each<[string, Schema, ('input' | 'output')[]]>([
    ['nothing', base, []],
    ['a new optional field', withProperty('d', { type: 'string' }), []],
    ['a field removed', without('b'), ['input', 'output']],
    ['a field newly required', { ...base, required: ['a', 'b', 'code'] }, ['input']],
    ['a field no longer always there', { ...base, required: ['a'] }, ['output']],
    ['another type', withProperty('a', { type: 'integer' }), ['input', 'output']],
    ['a shorter text', withProperty('a', { type: 'string', maxLength: 5 }), ['input']],
    ['a longer text', withProperty('a', { type: 'string', maxLength: 50 }), []],
    ['a new pattern', withProperty('a', { type: 'string', maxLength: 10, pattern: '^x' }), ['input']],
    ['a choice less', withProperty('b', { type: 'string', enum: ['x'] }), ['input']],
    ['a choice more', withProperty('b', { type: 'string', enum: ['x', 'y', 'z'] }), ['output']],
    ['a code more', withProperty('code', { type: 'string', enum: ['E1', 'E2'] }), []],
    [
      'a bound inside a list',
      withProperty('c', { type: 'array', items: { type: 'integer', minimum: 1 } }),
      ['input'],
    ],
  ])('%s', (_, changed, expected) => {
    const broken = (['input', 'output'] as const).filter((io) => breaksOf(base, changed, io).length > 0);
    expect(broken).toEqual(expected);
  });

  it('a kind removed, or one of its fields', () => {
    const kind = (name: string, more: Record<string, Schema> = {}): Schema => ({
      type: 'object',
      properties: { kind: { type: 'string', const: name }, ...more },
    });
    const two = { oneOf: [kind('p', { x: { type: 'string' } }), kind('q')] };
    expect(
      breaksOf(two, { oneOf: [kind('q'), kind('p', { x: { type: 'string' } }), kind('r')] }, 'input'),
    ).toEqual([]);
    expect(breaksOf(two, { oneOf: [kind('q')] }, 'input')).toEqual(['<p>: removed']);
    expect(breaksOf(two, { oneOf: [kind('p'), kind('q')] }, 'input')).toEqual(['<p>.x: removed']);
  });
});

describe('the documents', () => {
  it('AsyncAPI is valid by its own specification, version 3', () => {
    const validator = new Ajv({ strict: false, allErrors: true });
    addFormats.default(validator);
    const specification: object = JSON.parse(JSON.stringify(asyncapiSpecs.schemasWithoutId['3.0.0']));
    const validate = validator.compile(specification);
    expect(
      validate(JSON.parse(JSON.stringify(asyncapi()))),
      JSON.stringify(validate.errors?.slice(0, 3)),
    ).toBe(true);
  });

  it('OpenAPI is valid, version 3.1, and says what each operation needs', async () => {
    const document = JSON.parse(JSON.stringify(openApiOf(routes, scopes)));
    const { valid, errors } = await new Validator().validate(document);
    expect(valid, JSON.stringify(errors)).toBe(true);
    expect(Object.values(document.paths).flatMap((path) => Object.keys(Object(path)))).toHaveLength(
      routes.length,
    );
    expect(document.paths['/v1/pieces'].post).toMatchObject({
      security: [{ jeton: ['passerelle/pieces.deposer'] }],
      responses: {
        201: expect.anything(),
        401: expect.anything(),
        403: expect.anything(),
        422: expect.anything(),
      },
    });
  });
});

describe('an empty table', () => {
  const filled = (doc: (typeof tableDocs)[number]): string[] => {
    const partner = partners.find(({ code }) => code === doc.partner);
    const table = partner?.tables.find(({ name }) => name === doc.name);
    if (!table) throw new Error(doc.name);
    const [example] = examplesOf(table.format.schema);
    return doc.columns.map(({ path, type }) => {
      const value = path
        .split(/[.[\]]+/)
        .filter(Boolean)
        .reduce<unknown>((inner, part) => Object(inner)[part], example);
      if (value === undefined) return '';
      if (Array.isArray(value)) return value.join('|');
      if (type === 'date') return String(value).split('-').reverse().join('/');
      if (type === 'euros') return String(value).replace('.', ',');
      return typeof value === 'boolean' ? (value ? 'oui' : 'non') : String(value);
    });
  };
  const readRow = async (doc: (typeof tableDocs)[number], bytes: Uint8Array) => {
    const partner = partners.find(({ code }) => code === doc.partner);
    if (!partner) throw new Error(doc.partner);
    const sender = partner.many ? `${partner.code}-essai` : partner.code;
    const opened = await openFile(
      async function* () {
        yield bytes;
      },
      partner,
      sender,
    );
    const { value: row } = await opened.rows().next();
    return readMessage(partner.formatFor, {
      sender,
      raw: row ? row.raw : '',
      receivedAt: '2026-11-23T08:00:00.000Z',
    });
  };

  it.each(tableDocs)('$file, filled as CSV, is a message the hub takes', async (doc) => {
    const csv = `${csvTemplate(doc)}${filled(doc).join(';')}\r\n`;
    expect(await readRow(doc, Buffer.from(csv))).toMatchObject({ kind: 'event' });
  });

  it.each(tableDocs)('$file, filled as XLSX, is the same', async (doc) => {
    const rows = [doc.columns.map(({ title }) => title), filled(doc).map((text) => text || null)];
    const bytes = await writeXlsx({ sheets: [{ name: 'Modèle', rows }] });
    expect(await readRow(doc, bytes)).toMatchObject({ kind: 'event' });
  });

  it('is the same each time it is made', async () => {
    const [doc] = tableDocs;
    if (!doc) throw new Error('no table');
    expect(Buffer.from(await xlsxTemplate(doc)).equals(Buffer.from(await xlsxTemplate(doc)))).toBe(true);
  });
});
