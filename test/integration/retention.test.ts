import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDropCase } from '../../functions/drop-case/drop-case.ts';
import { createWatch } from '../../functions/watch-deadlines/watch.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { createCloseGroup, readHeld } from '../../shared/store/held.ts';
import { countOpenReviews } from '../../shared/store/open-reviews.ts';
import { recordEvent } from '../../shared/store/record-event.ts';
import { createWatchCase, readDueCases } from '../../shared/store/watch.ts';
import { startBuckets } from '../support/buckets.ts';
import { anEvent } from '../support/events.ts';
import { MATCHING_KEY, openCase, surnames } from '../support/filed-case.ts';
import { startTable } from '../support/table.ts';

let store: Awaited<ReturnType<typeof startTable>>;
let s3: Awaited<ReturnType<typeof startBuckets>>;
beforeAll(async () => {
  [store, s3] = await Promise.all([startTable(), startBuckets()]);
});
afterAll(() => Promise.all([store?.stop(), s3?.stop()]));

const add = async (caseId: string, actDate: string, over: Record<string, unknown>): Promise<void> => {
  const { client, table } = store;
  const event = anEvent({
    id: `${caseId}-${actDate}-${String(over.kind)}`,
    sender: 'etat',
    reference: 'agent',
    actDate,
    receivedAt: `${actDate}T08:00:00.000Z`,
    household: [],
    dwelling: {},
    ...over,
  });
  const found = await readCase(client, table, caseId);
  const answer = { by: 'agent', at: event.receivedAt };
  await recordEvent({ client, table, matchingKey: MATCHING_KEY }, caseId, found, event, answer);
};

/** A day of the hub, on its own clock: the watch, then what it orders. */
const liveDay = async (day: string): Promise<string[]> => {
  const { client, table } = store;
  const now = () => `${day}T05:00:00.000Z`;
  const ordered: string[] = [];
  const watch = createWatch({
    readDue: (shard, date, from) => readDueCases(client, table, shard, date, from),
    watchCase: createWatchCase({
      client,
      table,
      routeOf: () => ({ mailbox: 'etat@etat.example', forward: [] }),
      drop: async (caseId) => {
        ordered.push(caseId);
      },
      pause: async () => {},
    }),
    readHeld: (date) => readHeld(client, table, date),
    closeGroup: createCloseGroup(client, table, 3),
    goOn: async () => {},
    countReviews: () => countOpenReviews(client, table),
    closeDelaySeconds: 0,
    now,
  });
  await watch({ day, step: 'read' }, () => 300_000);
  await watch({ day, step: 'close' }, () => 300_000);
  const { buckets, objects } = s3;
  const drop = createDropCase({ client, table, matchingKey: MATCHING_KEY, buckets, objects, now });
  for (const caseId of ordered) await drop(caseId);
  return ordered;
};

/** Everything anywhere that names a case or its household. */
const tracesOf = async (n: number, caseId: string): Promise<string[]> => {
  const words = [caseId, `GIR-2026-${n}`, `girard-${n}`, `acte-${n}`, surnames[n] ?? '', `197${n}-02-03`];
  const told = (text: string) => words.some((word) => text.toUpperCase().includes(word.toUpperCase()));
  const found: string[] = [];
  for await (const { Items = [] } of paginateScan(
    { client: store.client },
    { TableName: store.table, ConsistentRead: true },
  ))
    found.push(...Items.filter((item) => told(JSON.stringify(item))).map((item) => `${item.PK} ${item.SK}`));
  const objects = await s3.all();
  return [...found, ...objects.filter(({ name, text }) => told(name + text)).map(({ name }) => name)];
};

describe('a case that has been kept long enough', () => {
  it('is gone everywhere on its day and not before, and leaves a tombstone that names nobody', async () => {
    const caseId = await openCase({ store, s3 }, 0);
    await add(caseId, '2026-09-01', { kind: 'relogement' });
    expect((await tracesOf(0, caseId)).length).toBeGreaterThan(12);
    expect(await liveDay('2028-08-31')).toEqual([]);

    expect(await liveDay('2028-09-01')).toEqual([caseId]);

    expect(await tracesOf(0, caseId)).toEqual([`CASE#${caseId} TOMBSTONE`]);
    const [tombstone] = await store.items('TOMBSTONE');
    expect(Object.keys(tombstone ?? {}).sort()).toEqual(
      ['PK', 'SK', 'by', 'caseId', 'cause', 'entity', 'erasedAt', 'items', 'objects', 'schemaVersion'].sort(),
    );
    expect(tombstone).toMatchObject({ by: 'hub', cause: 'terme', objects: 5 });
    expect(await liveDay('2028-09-02')).toEqual([]);
  });

  it('stays while it is under hold, and goes on the first day after the hold was lifted', async () => {
    const caseId = await openCase({ store, s3 }, 1);
    await add(caseId, '2026-09-01', { kind: 'departVolontaire' });
    await add(caseId, '2027-01-15', { kind: 'gel', etat: 'pose', pourquoi: 'contentieux indemnitaire' });
    const before = await tracesOf(1, caseId);
    for (const day of ['2029-09-02', '2032-01-01']) expect(await liveDay(day)).toEqual([]);
    expect(await tracesOf(1, caseId)).toEqual(before);

    await add(caseId, '2032-02-01', { kind: 'gel', etat: 'leve' });

    expect(await liveDay('2032-02-02')).toEqual([caseId]);
    expect(await tracesOf(1, caseId)).toEqual([`CASE#${caseId} TOMBSTONE`]);
  });

  it('stays when it opened again: what it knows counts from its last news', async () => {
    const caseId = await openCase({ store, s3 }, 2);
    await add(caseId, '2026-09-01', { kind: 'paiement', solde: 0 });
    await add(caseId, '2029-03-02', { kind: 'commandementDePayer' });

    expect(await liveDay('2029-09-02')).toEqual([]);

    expect(await readCase(store.client, store.table, caseId)).toBeDefined();
  });

  it.each([
    ['a hold', 3, { kind: 'gel', etat: 'pose' }],
    ['a new act', 4, { kind: 'relogement' }],
  ])('stays when %s came between the watch’s order and its reading', async (_, n, over) => {
    const caseId = await openCase({ store, s3 }, n);
    await add(caseId, '2026-09-01', { kind: 'departVolontaire' });
    await add(caseId, '2029-08-30', over);
    const { client, table } = store;
    const { buckets, objects } = s3;
    const now = () => '2029-09-02T05:00:00.000Z';
    await createDropCase({ client, table, matchingKey: MATCHING_KEY, buckets, objects, now })(caseId);

    expect(await readCase(client, table, caseId)).toBeDefined();
    expect((await tracesOf(n, caseId)).length).toBeGreaterThan(12);
  });

  it('begun and stopped midway, is finished by the next order', async () => {
    const caseId = await openCase({ store, s3 }, 5);
    await add(caseId, '2026-09-01', { kind: 'departVolontaire' });
    const { client, table } = store;
    const { buckets, objects } = s3;
    const now = () => '2029-09-02T05:00:00.000Z';
    for (let failsAt = 1; failsAt <= 6; failsAt++) {
      let left = failsAt;
      const removeKey: typeof objects.removeKey = async (bucket, key) => {
        left -= 1;
        if (left === 0) throw new Error('stopped');
        return objects.removeKey(bucket, key);
      };
      const deps = {
        client,
        table,
        matchingKey: MATCHING_KEY,
        buckets,
        objects: { ...objects, removeKey },
        now,
      };
      await expect(createDropCase(deps)(caseId)).rejects.toThrow('stopped');
    }
    await createDropCase({ client, table, matchingKey: MATCHING_KEY, buckets, objects, now })(caseId);

    expect(await tracesOf(5, caseId)).toEqual([`CASE#${caseId} TOMBSTONE`]);
  });
});
