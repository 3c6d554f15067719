import { paginateScan, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createRetireCase } from '../../functions/retire-case/retire-case.ts';
import { recordEvent } from '../../shared/cases/recording/record-event.ts';
import { recordRead } from '../../shared/cases/recording/record-read.ts';
import { answerTerm } from '../../shared/cases/review/answers.ts';
import { listReviews } from '../../shared/cases/review/open-reviews.ts';
import { restoreCase } from '../../shared/cases/review/say-of-term.ts';
import { eraseCase } from '../../shared/cases/rights/erase-case.ts';
import { addDays } from '../../shared/domain/calendar/civil-date.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { startBuckets } from '../support/buckets.ts';
import { anEvent } from '../support/events.ts';
import { MATCHING_KEY, openCase, surnames } from '../support/filed-case.ts';
import { startTable } from '../support/table.ts';
import { watchOn } from '../support/watch.ts';

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

/** Lives one day of the hub on its own clock: runs the watch, then retires what the watch orders. Resolves to the cases ordered. */
const liveDay = async (day: string, retirementsADay = 100): Promise<string[]> => {
  const { ordered, step } = watchOn(store, day, retirementsADay);
  await step('read');
  await step('close');
  for (const caseId of ordered) await retireOn(day)(caseId);
  return ordered;
};

/** The function that retires cases, on a given day. */
const retireOn = (day: string, objects = s3.objects) =>
  createRetireCase({
    client: store.client,
    table: store.table,
    matchingKey: MATCHING_KEY,
    buckets: s3.buckets,
    objects,
    apartDays: 30,
    now: () => `${day}T05:00:00.000Z`,
  });

/** Lives the days that the drop of a case takes. On `day`, its term, it is set apart; thirty days later it is erased. */
const liveDrop = async (day: string, caseId: string): Promise<void> => {
  expect(await liveDay(day)).toContain(caseId);
  expect(await liveDay(addDays(day, 29))).not.toContain(caseId);
  expect(await liveDay(addDays(day, 30))).toContain(caseId);
};

const itemsOf = async (caseId: string): Promise<Record<string, unknown>[]> => {
  const found: Record<string, unknown>[] = [];
  for await (const { Items = [] } of paginateScan(
    { client: store.client },
    { TableName: store.table, ConsistentRead: true },
  ))
    found.push(...Items.filter((item) => JSON.stringify(item).includes(caseId)));
  return found;
};

/** Every place that names a case or its household. */
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

    await liveDrop('2028-09-01', caseId);

    expect(await tracesOf(0, caseId)).toEqual([`CASE#${caseId} TOMBSTONE`]);
    const [tombstone] = await store.items('TOMBSTONE');
    expect(Object.keys(tombstone ?? {}).sort()).toEqual(
      ['PK', 'SK', 'by', 'caseId', 'cause', 'entity', 'erasedAt', 'items', 'objects', 'schemaVersion'].sort(),
    );
    expect(tombstone).toMatchObject({ by: 'hub', cause: 'terme', objects: 5 });
    expect(await liveDay('2028-10-02')).toEqual([]);
  });

  it('stays while it is under hold, and goes on the first day after the hold was lifted', async () => {
    const caseId = await openCase({ store, s3 }, 1);
    await add(caseId, '2026-09-01', { kind: 'departVolontaire' });
    await add(caseId, '2027-01-15', { kind: 'gel', etat: 'pose', pourquoi: 'contentieux indemnitaire' });
    const before = await tracesOf(1, caseId);
    for (const day of ['2029-09-02', '2032-01-01']) expect(await liveDay(day)).toEqual([]);
    expect(await tracesOf(1, caseId)).toEqual(before);

    await add(caseId, '2032-02-01', { kind: 'gel', etat: 'leve' });

    await liveDrop('2032-02-02', caseId);
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
    await retireOn('2029-09-02')(caseId);

    const found = await readCase(store.client, store.table, caseId);
    expect(found?.summary.apart).toBeUndefined();
    expect((await tracesOf(n, caseId)).length).toBeGreaterThan(12);
  });

  it('begun and stopped midway, is finished by the next order', async () => {
    const caseId = await openCase({ store, s3 }, 5);
    await add(caseId, '2026-09-01', { kind: 'departVolontaire' });
    await liveDay('2029-09-01');
    const { objects } = s3;
    for (let failsAt = 1; failsAt <= 6; failsAt++) {
      let left = failsAt;
      const removeKey: typeof objects.removeKey = async (bucket, key) => {
        left -= 1;
        if (left === 0) throw new Error('stopped');
        return objects.removeKey(bucket, key);
      };
      const retire = retireOn('2029-10-01', { ...objects, removeKey });
      await expect(retire(caseId)).rejects.toThrow('stopped');
    }
    expect(await liveDay('2029-10-02')).toEqual([caseId]);

    expect(await tracesOf(5, caseId)).toEqual([`CASE#${caseId} TOMBSTONE`]);
  });
});

/** The closed cases that an arrondissement's list shows. */
const listed = async (): Promise<string[]> => {
  const { Items = [] } = await store.client.send(
    new QueryCommand({
      TableName: store.table,
      IndexName: 'lists',
      KeyConditionExpression: 'listKey = :key',
      ExpressionAttributeValues: { ':key': 'DOSSIERS#773#closed' },
    }),
  );
  return Items.map(({ caseId }) => String(caseId));
};

describe('a case that was set apart', () => {
  const deps = () => ({ client: store.client, table: store.table, matchingKey: MATCHING_KEY });

  it('is in no list, and comes back whole: same events, claims, blocks, notices, objects', async () => {
    const caseId = await openCase({ store, s3 }, 6);
    await add(caseId, '2026-09-01', { kind: 'departVolontaire' });
    const before = (await itemsOf(caseId)).filter(({ entity }) => entity !== 'CASE');
    const objects = (await s3.all()).length;
    expect(await listed()).toContain(caseId);
    expect(await liveDay('2029-09-01')).toEqual([caseId]);
    expect(await listed()).not.toContain(caseId);
    expect((await itemsOf(caseId)).filter(({ entity }) => entity !== 'CASE')).toEqual(before);

    await restoreCase(deps(), caseId, { by: 'C. Roy', at: '2029-09-10T09:00:00.000Z' });

    const after = await itemsOf(caseId);
    expect(after.filter((item) => before.some(({ PK, SK }) => PK === item.PK && SK === item.SK))).toEqual(
      before,
    );
    expect(await listed()).toContain(caseId);
    expect((await s3.all()).length).toBe(objects);
    expect(await readCase(store.client, store.table, caseId)).toMatchObject({
      summary: { status: 'closed' },
      events: expect.arrayContaining([
        expect.objectContaining({ kind: 'gel', etat: 'garde', reference: 'C. Roy' }),
      ]),
    });
    // Its term starts anew.
    expect(await liveDay('2032-09-09')).not.toContain(caseId);
    await liveDrop('2032-09-10', caseId);
    await expect(
      restoreCase(deps(), caseId, { by: 'C. Roy', at: '2033-01-01T09:00:00.000Z' }),
    ).rejects.toMatchObject({ code: 'CASE_UNKNOWN' });
  });

  it('is brought back by a message of its household, which is filed in it', async () => {
    const caseId = await openCase({ store, s3 }, 7);
    await add(caseId, '2026-09-01', { kind: 'departVolontaire' });
    expect(await liveDay('2029-09-01')).toEqual([caseId]);

    const told = await openCase({ store, s3 }, 7, [], '2029-09-15');

    expect(told).toBe(caseId);
    const found = await readCase(store.client, store.table, caseId);
    expect(found?.summary.apart).toBeUndefined();
    expect(found?.events).toHaveLength(3);
    expect(await liveDay('2029-10-01')).toEqual([]);
  });

  it('takes no message once its erasure was begun: it is decided again, and opens its own case', async () => {
    const caseId = await openCase({ store, s3 }, 8);
    await add(caseId, '2026-09-01', { kind: 'departVolontaire' });
    await liveDay('2029-09-01');
    // No wait between the tries of the message that comes meanwhile.
    const random = vi.spyOn(Math, 'random').mockReturnValue(0);
    let meanwhile = '';
    const removeKey: typeof s3.objects.removeKey = async (bucket, key) => {
      if (meanwhile === '') {
        const late = openCase({ store, s3 }, 8, [], '2029-10-01');
        meanwhile = await late.catch(({ code }) => String(code));
      }
      return s3.objects.removeKey(bucket, key);
    };
    await retireOn('2029-10-01', { ...s3.objects, removeKey })(caseId);
    random.mockRestore();

    expect(meanwhile).toBe('TABLE_CONTENDED');
    expect(await openCase({ store, s3 }, 8, [], '2029-10-01')).not.toBe(caseId);
  });

  it('is one of a few a day: the others wait for the next day, and are counted', async () => {
    const lines: string[] = [];
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = (chunk: string | Uint8Array, ...rest: never[]): boolean => {
      lines.push(String(chunk));
      return write(chunk, ...rest);
    };
    const cases: string[] = [];
    for (let n = 0; n < 5; n++) {
      const event = anEvent({ id: `nombreux-${n}`, reference: `N-${n}`, household: [] });
      await recordEvent(deps(), `77-2026-00090${n}`, undefined, event, { by: 'test', at: event.receivedAt });
      await add(`77-2026-00090${n}`, '2026-09-01', { kind: 'departVolontaire' });
      cases.push(`77-2026-00090${n}`);
    }

    const days = [
      await liveDay('2029-09-01', 2),
      await liveDay('2029-09-02', 2),
      await liveDay('2029-09-03', 2),
    ];
    process.stdout.write = write;

    expect(days.map(({ length }) => length)).toEqual([2, 2, 1]);
    expect(days.flat().sort()).toEqual(cases);
    const waiting = lines.flatMap((line) =>
      line.includes('"watch.read"') ? [JSON.parse(line).RetirementsWaiting] : [],
    );
    expect(waiting).toEqual([3, 1, 0]);
  });
});

describe('an open case that nothing was heard of', () => {
  const deps = () => ({
    client: store.client,
    table: store.table,
    matchingKey: MATCHING_KEY,
    nextReference: async () => 'none',
  });
  const asked = async (caseId: string) =>
    (await listReviews(store.client, store.table)).filter((one) => one.caseId === caseId);
  const open = async (n: number): Promise<string> => {
    const caseId = `77-2026-00080${n}`;
    const event = anEvent({ id: `muet-${n}`, reference: `M-${n}`, household: [] });
    await recordEvent(deps(), caseId, undefined, event, { by: 'test', at: event.receivedAt });
    return caseId;
  };

  it('is not retired at its term: a person is asked, once', async () => {
    const caseId = await open(1);
    for (const day of ['2030-02-01', '2030-02-02', '2031-03-01'])
      expect(await liveDay(day)).not.toContain(caseId);

    expect(await asked(caseId)).toMatchObject([{ reason: 'terme', state: 'open', caseId }]);
    const [{ messageId = '' } = {}] = await asked(caseId);
    await answerTerm(deps(), messageId, 'garde', { by: 'C. Roy', at: '2031-02-01T09:00:00.000Z' });

    // Kept for three more years, then asked about again.
    expect(await asked(caseId)).toEqual([]);
    expect(await liveDay('2034-01-31')).not.toContain(caseId);
    expect(await asked(caseId)).toEqual([]);
    expect(await liveDay('2034-02-01')).not.toContain(caseId);
    expect(await asked(caseId)).toHaveLength(1);
  });

  it('goes when a person says so, by the same two steps, and not if news came since', async () => {
    const [going, heard] = [await open(2), await open(3)];
    await liveDay('2030-02-01');
    for (const caseId of [going, heard]) {
      const [{ messageId = '' } = {}] = await asked(caseId);
      await answerTerm(deps(), messageId, 'efface', { by: 'C. Roy', at: '2030-02-05T09:00:00.000Z' });
    }
    await add(heard, '2030-02-06', { kind: 'planApurement', etat: 'signe' });

    await liveDrop('2030-02-07', going);

    const tombstone = (await store.items('TOMBSTONE')).find(({ caseId }) => caseId === going);
    expect(tombstone).toMatchObject({ by: 'C. Roy', cause: 'terme' });
    expect(await readCase(store.client, store.table, heard)).toBeDefined();
  });
});

describe('an item that an earlier hub left', () => {
  it('with what is no day for its next day, or a far date in its events, neither stops the watch nor goes', async () => {
    const { client, table } = store;
    const caseId = '77-2026-000700';
    const event = anEvent({ id: 'ancien', reference: 'A-1', household: [], dateConstitution: '9999-12-31' });
    await recordEvent({ client, table, matchingKey: MATCHING_KEY }, caseId, undefined, event, {
      by: 'test',
      at: event.receivedAt,
    });
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: { PK: `CASE#${caseId}`, SK: 'CASE' },
        UpdateExpression: 'SET dueSort = :sort',
        ExpressionAttributeValues: { ':sort': `+010002-12-31#${caseId}` },
      }),
    );

    expect(await liveDay('2026-11-24')).toEqual([]);

    expect(await itemsOf(caseId)).toContainEqual(
      expect.objectContaining({ entity: 'CASE', dueSort: expect.stringMatching(/^\d{4}-\d{2}-\d{2}#/) }),
    );
  });
});

describe('who read a case', () => {
  it('is known for five years, by its reference alone, after the case is erased', async () => {
    const caseId = await openCase({ store, s3 }, 7);
    const { client, table } = store;
    const at = '2026-03-05T08:00:00.000Z';
    await recordRead(client, table, { by: 'Anne Renard', at, person: '0'.repeat(24) }, 'page case', [caseId]);
    const order = { by: 'Claire Martin', at: '2026-03-06T08:00:00.000Z', cause: 'illicite' } as const;
    const deps = { client, table, matchingKey: MATCHING_KEY, buckets: s3.buckets, objects: s3.objects };
    await eraseCase(deps, caseId, order);
    expect((await tracesOf(7, caseId)).map((place) => place.split('#')[0]).sort()).toEqual(['CASE', 'TRACE']);
    const trace = (await store.items('TRACE')).find(({ cases }) => String(cases) === caseId);
    expect(trace).toMatchObject({ by: 'Anne Renard', at, worklistKey: `READS#${caseId}`, worklistSort: at });
    expect(trace?.expiresAt).toBe(Math.floor(Date.parse(at) / 1000) + 1826 * 86_400);
    expect(JSON.stringify(trace)).not.toMatch(new RegExp(surnames[7] ?? 'x', 'i'));
  });
});

describe('an erasure that a person asked for', () => {
  it('is at once, and stopped midway is finished by the watch in that person’s name', async () => {
    const caseId = await openCase({ store, s3 }, 9);
    await add(caseId, '2026-09-01', { kind: 'departVolontaire' });
    const order = { by: 'C. Roy', at: '2026-10-01T09:00:00.000Z', cause: 'demande' as const };
    const removeKey = async (): Promise<number> => {
      throw new Error('stopped');
    };
    const deps = { client: store.client, table: store.table, matchingKey: MATCHING_KEY, buckets: s3.buckets };
    await expect(
      eraseCase({ ...deps, objects: { ...s3.objects, removeKey } }, caseId, order),
    ).rejects.toThrow('stopped');

    expect(await liveDay('2026-10-02')).toEqual([caseId]);

    expect(await tracesOf(9, caseId)).toEqual([`CASE#${caseId} TOMBSTONE`]);
    expect((await store.items('TOMBSTONE')).find((one) => one.caseId === caseId)).toMatchObject({
      by: 'C. Roy',
      cause: 'demande',
    });
  });
});
