import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { beginRekey, casesIn, leftBehind, rekeyCase } from '../../shared/cases/rekey.ts';
import { partnerOfSender } from '../../shared/intake/partners/all.ts';
import { createReceive } from '../../shared/intake/receive.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { runCommand } from '../support/command.ts';
import { startTable } from '../support/table.ts';

const OLD = 'the-old-key-of-the-hub-32-characters';
const NEW = 'the-new-key-of-the-hub-32-characters';
const households = [
  ['Zyromska', 'Ludivine', '1961-04-23', '3 rue des Potiers'],
  ['Abadie', 'Camille', '1970-02-03', '14 avenue des Acacias'],
  ['Benali', 'Samir', '1984-05-17', '7 place du Marché'],
] as const;

let store: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  store = await startTable();
}, 400_000);
afterAll(() => store?.stop());

let sent = 0;
/** Files, under a key, what a sender tells of a household. */
const file = async (
  key: string,
  sender: string,
  n: number,
  over: Record<string, unknown> = {},
): Promise<string | undefined> => {
  const partner = partnerOfSender(sender);
  if (!partner) throw new Error(sender);
  sent += 1;
  const deps = createReceiveDeps(store.client, {
    TABLE_NAME: store.table,
    MATCHING_KEY: key,
    DEPARTEMENT: '77',
    MESSAGE_TTL_DAYS: 30,
  });
  const [nomNaissance, prenom, dateNaissance, street] = households[n] ?? households[0];
  const raw = JSON.stringify({
    version: '1',
    messageId: `m-${sent}`,
    sender,
    reference: `${sender}-${n}`,
    actDate: '2026-03-02',
    dwelling: { insee: '77284', street },
    household: [{ nomNaissance, prenoms: [prenom], dateNaissance }],
    ...over,
  });
  const { caseId, errors } = await createReceive(
    deps,
    partner.formatFor,
  )({
    sender,
    raw,
    receivedAt: '2026-03-03T08:00:00.000Z',
  });
  if (caseId === undefined) throw new Error(JSON.stringify(errors));
  return caseId;
};
/** Matched by a number: CAF's reference. */
const byNumber = (key: string, n: number) => file(key, 'caf', n);
/** Matched only by the household and its dwelling. */
const byHousehold = (key: string, n: number) =>
  file(key, 'siao', n, { reference: `S-${sent}`, kind: 'hebergement', etat: 'demande' });

const places = async (): Promise<string[]> => {
  const found: string[] = [];
  for await (const { Items = [] } of paginateScan(
    { client: store.client },
    { TableName: store.table, ConsistentRead: true },
  ))
    found.push(
      ...Items.filter(({ entity }) => entity === 'IDENTITY' || entity === 'BLOCK').map(
        ({ PK, SK }) => `${PK} ${SK}`,
      ),
    );
  return found;
};

/** The same table, whose k-th write fails. */
const stoppingAt = (k: number): typeof store.client => {
  let left = k;
  return new Proxy(store.client, {
    get: (target, name) => {
      if (name !== 'send') return Reflect.get(target, name);
      return async (command: Parameters<typeof target.send>[0]) => {
        if (/^(Put|Delete|TransactWrite)/.test(command.constructor.name)) left -= 1;
        if (left === 0) throw new Error('stopped');
        return target.send(command);
      };
    },
  });
};

const answer = { by: 'Claire Martin', at: '2026-11-28T09:00:00.000Z' };
const change = async (client: typeof store.client): Promise<number> => {
  const deps = { client, table: store.table, from: OLD, to: NEW };
  await beginRekey(deps, answer);
  let moved = 0;
  for await (const caseId of casesIn(deps)) moved += (await rekeyCase(deps, caseId)).moved;
  return moved;
};

const rekey = (from: string, to: string, by = 'Claire Martin') =>
  runCommand('rekey', ['--by', by], {
    AWS_ENDPOINT_URL_DYNAMODB: store.url,
    TABLE_NAME: store.table,
    MATCHING_KEY: from,
    NEW_MATCHING_KEY: to,
  });

describe('a change of the matching key', { timeout: 240_000 }, () => {
  const cases: (string | undefined)[] = [];
  let before: string[];
  beforeAll(async () => {
    for (const n of households.keys()) cases.push(await byNumber(OLD, n));
    // A closed case: its places in the blocks sort apart.
    await file(OLD, 'etat', 2, { reference: 'x', kind: 'relogement' });
    before = await places();
  }, 400_000);

  it('that was only half made would open a second case for a household that is known', async () => {
    expect(new Set(cases).size).toBe(3);
    expect((await readCase(store.client, store.table, cases[2] ?? ''))?.summary.status).toBe('closed');
    expect(before.length).toBeGreaterThan(20);
  });

  it('stopped at one write after another, goes on by the same call, and loses no place', async () => {
    let stops = 0;
    for (let k = 1; k < 50; k++) {
      try {
        await change(stoppingAt(k));
        break;
      } catch (error) {
        if (!(error instanceof Error) || error.message !== 'stopped') throw error;
        stops += 1;
      }
      const left = await leftBehind(
        { client: store.client, table: store.table, from: OLD, to: NEW },
        answer.at,
      );
      expect([k, left.behind.length > 0, left.orphans]).toEqual([k, true, 0]);
      expect((await places()).length).toBe(before.length);
    }
    expect(stops).toBeGreaterThan(2);
  });

  it('ends with nothing under the old key, which the command says', async () => {
    const { code, out, err } = await rekey(OLD, NEW);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toEqual({
      dossiers: 3,
      deplaces: 0,
      orphelins: 0,
      deux: [],
      restent: [],
      pendant: [],
    });
    const after = await places();
    expect(after.length).toBe(before.length);
    expect(after.filter((place) => before.includes(place))).toEqual([]);
  });

  it('leaves every household where it was, found by a number or by its name and dwelling', async () => {
    for (const n of [0, 1]) {
      expect(await byNumber(NEW, n)).toBe(cases[n]);
      expect(await byHousehold(NEW, n)).toBe(cases[n]);
    }
    expect(await byNumber(NEW, 2)).toBe(cases[2]);
  });

  it('keeps no key, and who changed it', async () => {
    const [item] = await store.items('REKEY');
    expect(item).toMatchObject({ by: 'Claire Martin', done: true });
    expect(JSON.stringify(item)).not.toMatch(/key-of-the-hub/);
  });

  it('is refused from a key that is not in use, and touches nothing', async () => {
    const held = await places();
    for (const wrong of [OLD, '0'.repeat(64)]) {
      const { code, err } = await rekey(wrong, 'another-key-of-the-hub-32-characters');
      expect([code, err]).toEqual([1, expect.stringMatching(/pas la clé en service/)]);
    }
    expect(await places()).toEqual(held);
    expect((await store.items('REKEY'))[0]).toMatchObject({ done: true });
  });

  it('is refused towards a third key while one is not ended, towards itself, and without an author', async () => {
    const other = 'another-key-of-the-hub-32-characters';
    await beginRekey({ client: store.client, table: store.table, from: NEW, to: other }, answer);
    expect((await rekey(NEW, OLD)).err).toMatch(/pas fini/);
    expect((await rekey(NEW, NEW)).err).toMatch(/est l’ancienne/);
    expect((await rekey(NEW, other, 'hub')).err).toMatch(/--by/);
    expect((await rekey(NEW, other)).code).toBe(0);
  });

  it('tells of what a function wrote under the old key meanwhile, and the same command mends it', async () => {
    const third = 'a-third-key-of-the-hub-32-characters';
    const other = 'another-key-of-the-hub-32-characters';
    const deps = { client: store.client, table: store.table, from: other, to: third };
    const since = await beginRekey(deps, { ...answer, at: '2026-03-01T00:00:00.000Z' });
    for await (const caseId of casesIn(deps)) await rekeyCase(deps, caseId);
    const late = await file(other, 'caf', 0, {
      reference: 'late',
      household: [{ nomNaissance: 'Quillfeldt', prenoms: ['Ada'], dateNaissance: '1990-01-01' }],
      dwelling: { insee: '77288', street: '1 rue du Miroir' },
    });
    const left = await leftBehind(deps, since);
    expect(left.behind).toEqual([late]);
    expect(left.during).toContain(late);
    const { code, out } = await rekey(other, third);
    expect([code, JSON.parse(out).restent]).toEqual([1, []]);
    expect(JSON.parse(out).pendant).toContain(late);
  });

  it('keeps who began each change and ran it again, and when, a hundred at most', async () => {
    const third = 'a-third-key-of-the-hub-32-characters';
    const other = 'another-key-of-the-hub-32-characters';
    const runs = async (): Promise<unknown> => (await store.items('REKEY'))[0]?.runs;
    await rekey(other, third, 'Paul Durand');
    const told = z
      .array(z.object({ by: z.string(), at: z.string(), from: z.string(), to: z.string() }))
      .parse(await runs());
    expect(new Set(told.map(({ from, to }) => `${from} ${to}`)).size).toBe(3);
    expect(told[0]).toMatchObject({ by: 'Claire Martin', at: answer.at });
    expect(told.slice(-2).map(({ by }) => by)).toEqual(['Claire Martin', 'Paul Durand']);
    expect((await store.items('REKEY'))[0]).toMatchObject({ by: 'Claire Martin', done: true });
    expect(JSON.stringify(told)).not.toMatch(/key-of-the-hub/);
    const deps = { client: store.client, table: store.table, from: other, to: third };
    for (let n = 0; n < 101; n++) await beginRekey(deps, { ...answer, by: `Agent ${n}` });
    expect(await runs()).toHaveLength(100);
    expect(await runs()).toMatchObject({ 99: { by: 'Agent 100' } });
  });
});
