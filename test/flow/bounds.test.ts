import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createPieceOperations } from '../../functions/api/pieces.ts';
import { createReceiveFile, type FileDeps } from '../../shared/intake/files/receive-file.ts';
import { partnerOfSender } from '../../shared/intake/partners/all.ts';
import type { Incoming } from '../../shared/intake/read-message.ts';
import { createReceive } from '../../shared/intake/receive.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { itemBytes, limits } from '../../shared/limits.ts';
import { createFileRegister } from '../../shared/store/files.ts';
import { createPieceRegister } from '../../shared/store/pieces.ts';
import { startTable } from '../support/table.ts';

let store: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  store = await startTable();
});
afterAll(() => store?.stop());
afterEach(async () => {
  await store.clear();
});

const at = '2026-03-03T08:00:00.000Z';
const env = { TABLE_NAME: 'hub', MATCHING_KEY: 'k'.repeat(32), DEPARTEMENT: '77', MESSAGE_TTL_DAYS: 30 };
const message = (over: object = {}) => ({
  version: '1',
  sender: 'caf',
  messageId: 'M-1',
  reference: 'IMP-1',
  actDate: '2026-03-02',
  dwelling: { insee: '77284', street: '12 rue des Tilleuls' },
  household: [{ nomNaissance: 'Exemple', prenoms: ['Camille'], dateNaissance: '1984-05-17' }],
  allocataire: '1234567',
  ...over,
});
const unknown = (count: number, name = 'champ'): object =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`${name}${n}`, 1]));
const receive = (raw: string, more: Partial<Incoming> = {}) => {
  const choose = partnerOfSender('caf')?.formatFor;
  if (!choose) throw new Error('no partner');
  return createReceive(
    createReceiveDeps(store.client, env),
    choose,
  )({ sender: 'caf', raw, receivedAt: at, ...more });
};
const replySchema = z.object({
  reference: z.string().optional(),
  messageId: z.string(),
  warnings: z.array(z.object({ code: z.string(), path: z.string(), message: z.string() })),
  errors: z.array(z.object({ code: z.string(), path: z.string(), message: z.string() })),
});
const kept = async () => {
  const [marker] = await store.items('MESSAGE');
  const reply = String(marker?.reply);
  return { item: marker ?? {}, bytes: Buffer.byteLength(reply), reply: replySchema.parse(JSON.parse(reply)) };
};

const long = 'x'.repeat(100_000);
const attacks: [string, object][] = [
  ['2,800 unknown fields', unknown(2800)],
  ['5,000 unknown fields', unknown(5000)],
  ['25,000 unknown fields', unknown(25_000, '')],
  ['a field whose name is 100 KB', { [long]: 1 }],
  ['two fields whose names of 100 KB differ at the end', { [`${long}a`]: 1, [`${long}b`]: 1 }],
  ['a field whose name holds controls', { 'a\u0000b\u202ec\nd': 1 }],
  ['an unknown object of 200 KB', { inconnu: { texte: 'é'.repeat(100_000) } }],
  [
    'unknown fields in each person',
    { household: Array.from({ length: 20 }, () => ({ nomNaissance: 'A', ...unknown(120) })) },
  ],
  ['1,000 persons', { household: Array.from({ length: 1000 }, () => ({ nomNaissance: 'A' })) }],
  ['20,000 empty persons', { household: Array.from({ length: 20_000 }, () => ({})) }],
  ['a reference of 200 KB', { reference: 'r'.repeat(200_000) }],
  ['a reference of controls', { reference: '\u0001'.repeat(30_000) }],
  ['a message id of 200 KB', { messageId: 'm'.repeat(200_000) }],
  ['a sender of 200 KB', { sender: 's'.repeat(200_000) }],
  ['a kind of 200 KB', { kind: 'k'.repeat(200_000) }],
  ['a commune of 200 KB', { dwelling: { commune: 'c'.repeat(200_000), postcode: '77100' } }],
  [
    '20 persons of long names',
    {
      household: Array.from({ length: 20 }, (_, n) => ({
        nomNaissance: `${n}${'ﷺ'.repeat(90)}`,
        nomUsage: `${n}${'한'.repeat(90)}`,
        prenoms: Array(10).fill('字'.repeat(100)),
      })),
    },
  ],
];

describe('what a partner sends, whatever its size,', () => {
  it.each(attacks)('is answered within a reply’s bounds: %s', async (_, over) => {
    await receive(JSON.stringify(message(over)));
    const { item, bytes, reply } = await kept();
    expect(bytes).toBeLessThanOrEqual(limits.replyBytes);
    expect(itemBytes(item)).toBeLessThan(limits.itemBytes);
    const told = [...reply.warnings, ...reply.errors];
    expect(told.length).toBeLessThanOrEqual(limits.issues + 1);
    for (const { path } of told) {
      expect(path.length).toBeLessThanOrEqual(250);
      expect(path).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });

  it('is told how many problems more there are, with a code of its own', async () => {
    await receive(JSON.stringify(message(unknown(2800))));
    const { reply } = await kept();
    expect(reply.warnings).toHaveLength(limits.issues + 1);
    expect(reply.warnings.at(-1)).toMatchObject({ code: 'AUTRES_PROBLEMES', path: '' });
    expect(reply.warnings.at(-1)?.message).toMatch(/^Et 27\d\d autres/);
  });

  it('has its two long fields told apart', async () => {
    await receive(JSON.stringify(message({ [`${long}a`]: 1, [`${long}b`]: 1 })));
    const { warnings } = (await kept()).reply;
    const paths = warnings.filter(({ code }) => code === 'CHAMP_INCONNU').map(({ path }) => path);
    expect(new Set(paths).size).toBe(2);
  });

  it('is refused when it is larger than a message may be, and what is kept of it fits', async () => {
    const raw = JSON.stringify(message({ inconnu: 'é'.repeat(400_000) }));
    const { outcome, errors } = await receive(raw);
    expect(outcome).toBe('refused');
    expect(errors).toMatchObject([{ code: 'MESSAGE_TROP_GRAND' }]);
    const { item } = await kept();
    expect(itemBytes(item)).toBeLessThan(20_000);
    expect(JSON.parse(String(item.raw))).toMatchObject({ octets: Buffer.byteLength(raw) });
  });
});

describe('the bytes of an item', () => {
  it('are counted as the table counts them', async () => {
    const item = { PK: 'P', SK: 'S', liste: ['a', { b: 'é', c: true }], texte: '' };
    const texte = 'x'.repeat(limits.itemBytes - itemBytes(item));
    await store.client.send(new PutCommand({ TableName: 'hub', Item: { ...item, texte } }));
    const more = new PutCommand({ TableName: 'hub', Item: { ...item, texte: `${texte}x` } });
    await expect(store.client.send(more)).rejects.toThrow('size');
  });
});

describe('a piece announced over HTTP', () => {
  const register = () => createPieceRegister(store.client, 'hub', 30);
  const api = () =>
    createPieceOperations({
      register: register(),
      uploadFor: async () => ({ url: 'https://example.org', fields: {}, expiresAt: at, maxBytes: 1 }),
      tellReceipt: async () => {},
      receiptPdf: async () => new Uint8Array(),
      now: () => at,
    });
  const act = (over: object) => ({
    ...message(),
    sender: 'etude-moreau-meaux',
    kind: 'assignation',
    dateAudience: '2026-06-02',
    allocataire: undefined,
    ...over,
  });

  it.each(attacks.filter(([name]) => !/person|reference|sender|kind|commune/.test(name)))(
    'is entered within the table’s bounds: %s',
    async (_, over) => {
      const call = { partner: 'etude-moreau-meaux', parameters: {}, body: JSON.stringify(act(over)) };
      const answer = await api().deposerPiece(call);
      expect(answer.statusCode).toBe(201);
      expect(Buffer.byteLength(String(answer.body))).toBeLessThan(limits.replyBytes);
      const [piece] = await store.items('PIECE');
      expect(itemBytes(piece ?? {})).toBeLessThan(limits.itemBytes);
    },
  );

  it.each(attacks.filter(([name]) => /1,000 persons|reference|sender|kind/.test(name)))(
    'is refused within bounds: %s',
    async (_, over) => {
      const call = { partner: 'etude-moreau-meaux', parameters: {}, body: JSON.stringify(act(over)) };
      const refusal = await api()
        .deposerPiece(call)
        .catch((error: unknown) => error);
      expect(refusal).toMatchObject({ statusCode: 422 });
      expect(Buffer.byteLength(Object(refusal).message)).toBeLessThan(limits.replyBytes);
    },
  );
});

describe('a file', () => {
  const fileDeps = (text: string) => {
    const reports = new Map<string, string>();
    const deps: FileDeps = {
      ...createReceiveDeps(store.client, env),
      register: createFileRegister(store.client, 'hub', 30),
      reports: {
        has: async (key) => reports.has(key),
        keepPart: async (file, { csv, json }) => {
          const key = `parts/${file.parts.length}`;
          reports.set(`${key}.csv`, csv).set(`${key}.json`, json);
          return { csv: `${key}.csv`, csvSize: csv.length, json: `${key}.json`, jsonSize: json.length };
        },
        write: async (key, head, parts) => {
          reports.set(
            key,
            JSON.stringify({
              ...head,
              rows: JSON.parse(`[${parts.map(({ json }) => reports.get(json)).join('')}]`),
            }),
          );
        },
        forget: async () => {},
      },
      versionOf: async () => ({ version: 'v1' }),
      open: async function* () {
        yield Buffer.from(text);
      },
      goOn: async () => {},
      now: () => at,
      pause: async () => {},
      hasTime: () => true,
      lastDelivery: false,
    };
    return { deps, reports };
  };
  const reportSchema = z.object({
    totals: z.object({ rows: z.number(), refused: z.number(), accepted: z.number() }),
    rows: z.array(z.object({ outcome: z.string(), issues: z.array(z.object({ code: z.string() })) })),
  });
  const reportOf = (reports: Map<string, string>) => {
    const [key = '', text = ''] = [...reports].find(([name]) => name.startsWith('reports/')) ?? [];
    return { key, report: reportSchema.parse(JSON.parse(text)) };
  };
  const honest = (n: number) =>
    JSON.stringify(
      message({
        messageId: `L-${n}`,
        reference: `L-${n}`,
        allocataire: `${n}`,
        household: [{ nomNaissance: `Nom${n}` }],
      }),
    );

  it.each([...attacks, ['a row of 400 KB', { inconnu: 'é'.repeat(400_000) }] satisfies [string, object]])(
    'of JSON Lines has its report, its other rows filed: %s',
    async (_, over) => {
      const rows = [honest(1), JSON.stringify(message(over)), honest(2)];
      const { deps, reports } = fileDeps(`${rows.join('\n')}\n`);
      await createReceiveFile(deps)({ key: 'drop/caf/f.jsonl', since: at });
      const { report } = reportOf(reports);
      expect(report.rows).toHaveLength(3);
      expect([report.rows[0]?.outcome, report.rows[2]?.outcome]).toEqual(['accepted', 'accepted']);
    },
  );

  it('with 2,000 columns nobody knows, and cells of 90,000 letters, has its report', async () => {
    const head = [
      'Référence',
      'Date',
      'Code INSEE',
      'Nom de naissance',
      ...Array.from({ length: 2000 }, (_, n) => `Colonne ${n}`),
    ];
    const { deps, reports } = fileDeps(
      `${head.join(';')}\r\nR-1;02/03/2026;77284;${'é'.repeat(90_000)}\r\nR-2;02/03/2026;77284;Exemple\r\n`,
    );
    await createReceiveFile(deps)({ key: 'drop/caf/f.csv', since: at });
    const text = [...reports].find(([name]) => name.startsWith('reports/'))?.[1] ?? '';
    expect(text.length).toBeLessThan(20_000);
  });

  it('has its report whatever the length of its name', async () => {
    const key = `drop/caf/${'é'.repeat(500)}.jsonl`;
    expect(Buffer.byteLength(key)).toBeLessThanOrEqual(limits.objectKeyBytes);
    const { deps, reports } = fileDeps(`${honest(1)}\n`);
    await createReceiveFile(deps)({ key, since: at });
    expect(Buffer.byteLength(`${reportOf(reports).key}.json`)).toBeLessThanOrEqual(limits.objectKeyBytes);
  });

  it('has a row that can never be filed set apart in its report, the others filed', async () => {
    const { deps, reports } = fileDeps([1, 2, 3].map(honest).join('\n'));
    const poisoned: FileDeps = {
      ...deps,
      fileEvent: (event, arrival) =>
        event.reference === 'L-2'
          ? Promise.reject(Object.assign(new Error('too large'), { name: 'ValidationException' }))
          : deps.fileEvent(event, arrival),
    };
    await createReceiveFile(poisoned)({ key: 'drop/caf/f.jsonl', since: at });
    const { report } = reportOf(reports);
    expect(report.rows.map(({ outcome }) => outcome)).toEqual(['accepted', 'refused', 'accepted']);
    expect(report.rows[1]?.issues).toMatchObject([{ code: 'NON_TRAITE' }]);
    expect(report.totals).toMatchObject({ rows: 3, accepted: 2, refused: 1 });
  });
});
