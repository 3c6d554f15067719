import asyncapiSpecs from '@asyncapi/specs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { openXlsx, saveXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { contracts } from '../../cli/contracts/contracts.ts';
import { fieldsOf } from '../../cli/contracts/fields.ts';
import { contractFiles } from '../../cli/contracts/files.ts';
import { isMust, needsOf } from '../../cli/contracts/need.ts';
import { examplesOf, schemaOf } from '../../cli/contracts/schema.ts';
import { csvTemplate, tableDocs, xlsxTemplate } from '../../cli/contracts/templates.ts';
import { routes } from '../../shared/api/routes.ts';
import { declaresDe } from '../../shared/domain/indicateurs/declares.ts';
import { openFile } from '../../shared/intake/files/read/open-file.ts';
import { partners } from '../../shared/intake/partners/all.ts';
import { tablesOf } from '../../shared/intake/partners/partner.ts';
import { readMessage } from '../../shared/intake/read-message.ts';

/** The built contracts, read as a partner would. */
const files = await contractFiles();
const builtJson = (name: string) => JSON.parse(String(files.get(name)));

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);

describe('a published schema', () => {
  it.each(contracts)('$name accepts its own examples', ({ name, schema }) => {
    const validate = ajv.compile(builtJson(`${name}.schema.json`));
    for (const example of examplesOf(schema))
      expect(validate(example), JSON.stringify(validate.errors)).toBe(true);
  });
});

it('has an example of whatever partners send, of replies and of reports', () => {
  const without = contracts.filter(({ schema }) => examplesOf(schema).length === 0).map(({ name }) => name);
  // Answers of the HTTP API; its page links to their fields.
  expect(without).toEqual([
    'accuse.v1',
    'depot.v1',
    'etat-piece.v1',
    'liste-pieces.v1',
    'exploc.v1',
    'message-recu.v1',
    'reponses.v1',
    'depot-fichier.v1',
    'etat-fichier.v1',
    'probleme.v1',
  ]);
});

describe('an example', () => {
  it('speaks of persons, a dwelling and a lease that no other partner’s speaks of', () => {
    const holders = new Map<string, Set<string>>();
    for (const { schema } of contracts)
      for (const example of examplesOf(schema)) {
        const { sender, household, dwelling, bailleur } = Object(example);
        if (household === undefined) continue;
        for (const known of [household[0].nomNaissance, dwelling.street, bailleur?.referenceBail])
          if (known !== undefined) holders.set(known, (holders.get(known) ?? new Set()).add(sender));
      }
    expect(holders.size).toBeGreaterThan(20);
    expect([...holders].filter(([, senders]) => senders.size > 1)).toEqual([]);
  });
});

describe('what is said to be needed', () => {
  const formats = partners.flatMap(({ formats: own }) => Object.entries(own));
  /** A message without some fields. */
  const without = (message: object, ...paths: string[]): object => {
    const copy = structuredClone(message);
    for (const path of paths) {
      const steps = path.replaceAll('[]', '.0').split('.');
      const last = steps.pop() ?? '';
      const holder = steps.reduce<object | undefined>((at, step) => at && Reflect.get(at, step), copy);
      if (holder) Reflect.deleteProperty(holder, last);
    }
    return copy;
  };

  it.each(formats)('%s: a message is refused, completed or taken without it, as is said', (_, format) => {
    const needOf = needsOf(format);
    const answer = (message: object) => {
      const reading = readMessage(() => format, {
        sender: String(Object(message).sender),
        raw: JSON.stringify(message),
        receivedAt: '2026-11-23T08:00:00.000Z',
      });
      if (reading.kind === 'refusal') return 'refused';
      return reading.warnings.flatMap(({ code, path }) => (code === 'CHAMP_MANQUANT' ? [path] : []));
    };
    const schema = schemaOf(format.schema, 'input');
    for (const example of examplesOf(format.schema)) {
      const message = Object(example);
      expect(answer(message)).not.toBe('refused');
      const variant = (schema.oneOf ?? [schema]).find(
        ({ properties }) => !message.kind || properties?.kind?.const === message.kind,
      );
      for (const { path } of fieldsOf(variant ?? {})) {
        const need = needOf(path, message.kind ?? '');
        const alone = answer(without(message, path));
        const told = path.replaceAll('[]', '[0]');
        if (need === 'oui') expect([path, alone]).toEqual([path, 'refused']);
        else if (!need.startsWith('l’un')) expect([path, alone]).not.toEqual([path, 'refused']);
        if (need === 'demandé') expect([path, alone]).toEqual([path, expect.arrayContaining([told])]);
        if (need === 'non') expect([path, alone]).not.toEqual([path, expect.arrayContaining([told])]);
      }
      for (const one of ['dwelling', 'household[]'] as const) {
        const all = fieldsOf(variant ?? {}).map(({ path }) => path);
        const group = all.filter((path) => path.startsWith(`${one}.`) && isMust(needOf(path, message.kind)));
        expect([one, answer(without(message, ...group))]).toEqual([one, 'refused']);
      }
    }
  });
});

describe('the documents', () => {
  it('AsyncAPI is valid by its own specification, version 3', () => {
    const validator = new Ajv({ strict: false, allErrors: true });
    addFormats.default(validator);
    const specification: object = JSON.parse(JSON.stringify(asyncapiSpecs.schemasWithoutId['3.0.0']));
    const validate = validator.compile(specification);
    expect(validate(builtJson('asyncapi.v1.json')), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  });

  it('OpenAPI is valid, version 3.1, and says what each operation needs', async () => {
    const document = builtJson('openapi.v1.json');
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
  /** A member of the family; of the associations, one that declares something. */
  const senderOf = ({ partner: code }: (typeof tableDocs)[number]): string =>
    partners.find((one) => one.code === code)?.many
      ? `${code}-${code === 'association' ? 'udaf' : 'essai'}`
      : code;
  const filled = (doc: (typeof tableDocs)[number]): string[] => {
    const partner = partners.find(({ code }) => code === doc.partner);
    const table = partner && tablesOf(partner).find(({ name }) => name === doc.name);
    if (!table) throw new Error(doc.name);
    const [one] = examplesOf(table.format.schema);
    // A figure's example is of one partner: each fills in its own.
    const asked = declaresDe(senderOf(doc))[0]?.id;
    const example = 'declare' in table.format ? { ...Object(one), indicateur: asked } : one;
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
  const kindOf = ({ name }: (typeof tableDocs)[number]): string =>
    name === 'chiffres' ? 'chiffre' : 'event';
  const readRow = async (doc: (typeof tableDocs)[number], bytes: Uint8Array) => {
    const partner = partners.find(({ code }) => code === doc.partner);
    if (!partner) throw new Error(doc.partner);
    const sender = senderOf(doc);
    const opened = await openFile(
      async function* () {
        yield bytes;
      },
      partner,
      sender,
    );
    const rows = opened.rows();
    const { value: row } = await rows.next();
    // The sheet that explains the columns is not a row.
    expect((await rows.next()).done).toBe(true);
    return readMessage(partner.formatFor, {
      sender,
      raw: row ? row.raw : '',
      receivedAt: '2026-11-23T08:00:00.000Z',
    });
  };

  it.each(tableDocs)('$file, filled as CSV, is a message the hub takes', async (doc) => {
    const csv = `${csvTemplate(doc)}${filled(doc).join(';')}\r\n`;
    expect(await readRow(doc, Buffer.from(csv))).toMatchObject({ kind: kindOf(doc) });
  });

  it.each(tableDocs)('$file, filled as XLSX, is the same', async (doc) => {
    const workbook = await openXlsx(await xlsxTemplate(doc));
    workbook.sheets[0]?.rows.push(filled(doc).map((text) => text || null));
    expect(await readRow(doc, await saveXlsx(workbook))).toMatchObject({ kind: kindOf(doc) });
  });

  it('is the same each time it is made', async () => {
    const [doc] = tableDocs;
    if (!doc) throw new Error('no table');
    expect(Buffer.from(await xlsxTemplate(doc)).equals(Buffer.from(await xlsxTemplate(doc)))).toBe(true);
  });
});
