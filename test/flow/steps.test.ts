import { BatchWriteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { detachEvents, undoMove } from '../../shared/cases/review/answers.ts';
import { confirmCommune } from '../../shared/cases/review/confirm-commune.ts';
import { eraseCase } from '../../shared/cases/rights/erase-case.ts';
import { createWatchCase, readDueCases } from '../../shared/cases/watch/watch.ts';
import { impayeFormat } from '../../shared/intake/partners/caf-msa/partner.ts';
import { pieceFormat } from '../../shared/intake/partners/huissier/partner.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { itemBytes, limits } from '../../shared/limits.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { caseKey } from '../../shared/store/keys.ts';
import { createReferences } from '../../shared/store/references.ts';
import { receiverOf } from '../support/receive.ts';
import { startTable } from '../support/table.ts';

let store: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  store = await startTable();
});
afterAll(() => store?.stop());
afterEach(async () => {
  store.base.middlewareStack.remove('crash');
  await store.clear();
});

const matchingKey = 'k'.repeat(32);
const env = { TABLE_NAME: 'hub', MATCHING_KEY: matchingKey, DEPARTEMENT: '77', MESSAGE_TTL_DAYS: 30 };
const at = '2026-03-03T08:00:00.000Z';
const deps = () => ({
  client: store.client,
  table: 'hub',
  matchingKey,
  nextReference: createReferences(store.client, 'hub', '77'),
});
const answer = { by: 'agent', at: '2026-03-04T08:00:00.000Z' };
const caf = (over: object = {}) =>
  receiverOf(
    createReceiveDeps(store.client, env),
    impayeFormat,
  )({
    sender: 'caf',
    raw: JSON.stringify({
      version: '1',
      sender: 'caf',
      messageId: 'M-1',
      reference: 'IMP-1',
      actDate: '2026-03-02',
      dwelling: { commune: 'Meaux-sur-Doute', street: '12 rue des Tilleuls' },
      household: [{ nomNaissance: 'Exemple', prenoms: ['Camille'], dateNaissance: '1984-05-17' }],
      allocataire: '1234567',
      ...over,
    }),
    receivedAt: at,
  });
const statuses = async () => (await store.items('NOTICE')).map(({ status }) => status);
const summary = async (caseId = '77-2026-000001') => readCase(store.client, 'hub', caseId);

/** Makes the process die at the nth transaction from now, before the transaction is sent or after it is done. */
const crashAt = (nth: number, when: 'before' | 'after'): void => {
  let transactions = 0;
  store.base.middlewareStack.add(
    (next, context) => async (args) => {
      if (!/^TransactWrite/.test(context.commandName ?? '')) return next(args);
      transactions += 1;
      if (transactions < nth) return next(args);
      if (when === 'after' && transactions === nth) await next(args);
      throw new Error('died');
    },
    { step: 'initialize', name: 'crash', priority: 'high' },
  );
};
const mend = (): void => void store.base.middlewareStack.remove('crash');
const watchCase = () =>
  createWatchCase({
    client: store.client,
    table: 'hub',
    mailboxOf: () => undefined,
    retire: async () => {},
    pause: async () => {},
  });
const dueToday = async (day: string): Promise<string[]> => {
  const pages = await Promise.all(
    Array.from({ length: 16 }, (_, shard) => readDueCases(store.client, 'hub', shard, day)),
  );
  return pages.flatMap(({ caseIds }) => caseIds);
};
/** Copies an item of an entity under other ids: what as many messages would have written. */
const copied = async (
  entity: string,
  count: number,
  idOf: (item: Record<string, unknown>, n: number) => object,
) => {
  const [first] = await store.items(entity);
  for (let start = 0; start < count; start += 25) {
    const PutRequests = Array.from({ length: Math.min(25, count - start) }, (_, n) => ({
      PutRequest: { Item: { ...first, ...idOf(first ?? {}, start + n) } },
    }));
    await store.client.send(new BatchWriteCommand({ RequestItems: { hub: PutRequests } }));
  }
};
/** A case whose commune nobody is certain of, with this many notices waiting. */
const waiting = async (count: number): Promise<void> => {
  await caf();
  await copied('NOTICE', count - 1, (_, n) => ({ SK: `NOTICE#copy-${n}`, noticeId: `copy-${n}` }));
};
/** A case that was told of this many times. */
const toldTimes = async (count: number): Promise<void> => {
  await caf({ dwelling: { insee: '77284', street: '12 rue des Tilleuls' } });
  await copied('EVENT', count - 1, ({ event }, n) => {
    const actDate = `2026-02-${String(1 + (n % 27)).padStart(2, '0')}`;
    const id = `caf:copy-${n}`;
    return { SK: `EVENT#${actDate}#${id}`, event: { ...Object(event), id, actDate } };
  });
};

describe('a commune that becomes known', () => {
  it('lets 120 notices go, by a person’s answer', async () => {
    await waiting(120);
    expect(await statuses()).toEqual(Array(120).fill('waiting'));
    await confirmCommune(
      deps(),
      '77-2026-000001',
      { insee: '77284', commune: 'Meaux', arrondissement: '771' },
      answer,
    );
    expect(new Set(await statuses())).toEqual(new Set(['due']));
    expect((await summary())?.summary).not.toHaveProperty('left');
    expect((await store.items('REVIEW')).map(({ state }) => state)).toEqual(['answered']);
  });

  it('lets them go by a partner’s message, which is answered; sent again, it changes nothing', async () => {
    await waiting(110);
    const told = { messageId: 'M-known', dwelling: { insee: '77284', street: '12 rue des Tilleuls' } };
    expect(await caf(told)).toBe('accepted');
    expect(new Set(await statuses())).toEqual(new Set(['due']));
    const before = (await store.items('NOTICE')).length;
    expect(await caf(told)).toBe('accepted');
    expect(await store.items('NOTICE')).toHaveLength(before);
  });

  it.each([
    [2, 'before'],
    [2, 'after'],
    [3, 'before'],
  ] as const)('stopped at transaction %i, %s, is finished by the watch', async (nth, when) => {
    await waiting(110);
    crashAt(nth, when);
    const meaux = { insee: '77284', commune: 'Meaux', arrondissement: '771' } as const;
    await expect(confirmCommune(deps(), '77-2026-000001', meaux, answer)).rejects.toThrow('died');
    mend();
    expect(await statuses()).toContain('waiting');
    expect((await summary())?.summary.left).toBe('77-2026-000001');
    expect(await dueToday('2026-03-04')).toEqual(['77-2026-000001']);
    await watchCase()('77-2026-000001', '2026-03-04', '2026-03-04T09:00:00.000Z');
    expect(await statuses()).not.toContain('waiting');
    expect((await summary())?.summary.left).toBeUndefined();
  });

  it('stopped midway, is finished by the next message, or by two at once', async () => {
    await waiting(110);
    crashAt(2, 'before');
    const told = { messageId: 'M-known', dwelling: { insee: '77284', street: '12 rue des Tilleuls' } };
    await expect(caf(told)).rejects.toThrow('died');
    mend();
    expect(
      await Promise.all([caf(told), caf({ messageId: 'M-next' }), caf({ messageId: 'M-after' })]),
      // Whatever others know, a message that does not give its commune gets this reply.
    ).toEqual(['accepted', 'pending', 'pending']);
    expect(await statuses()).not.toContain('waiting');
    expect((await summary())?.summary.left).toBeUndefined();
    expect((await summary())?.events).toHaveLength(4);
  });

  it('stopped midway, leaves nothing when the case is erased', async () => {
    await waiting(110);
    crashAt(2, 'before');
    await expect(caf({ messageId: 'M-known', dwelling: { insee: '77284' } })).rejects.toThrow('died');
    mend();
    const names = { raw: 'raw', pieces: 'pieces', drop: 'drop', quarantine: 'quarantine', hold: 'hold' };
    const removed = { removeKey: async () => 0, removeUnder: async () => 0 };
    const objects = Object.assign(Object.create(null), removed);
    await eraseCase({ ...deps(), buckets: names, objects }, '77-2026-000001', {
      ...answer,
      cause: 'demande',
    });
    for (const entity of ['CASE', 'EVENT', 'NOTICE', 'STEP', 'BLOCK', 'IDENTITY'])
      expect(await store.items(entity), entity).toEqual([]);
  });
});

const etude = (over: object) =>
  receiverOf(
    createReceiveDeps(store.client, env),
    pieceFormat({ key: 'etude-a/x.pdf', sha256: '0'.repeat(64), size: 1 }),
  )({
    sender: 'etude-a',
    raw: JSON.stringify({
      version: '1',
      sender: 'etude-a',
      reference: 'R-1',
      kind: 'assignation',
      actDate: '2026-01-05',
      dateAudience: '2026-04-02',
      ...over,
    }),
    receivedAt: at,
  });
/** Different each time: another street, another name. */
const telling = (n: number) => ({
  messageId: `E-${n}`,
  actDate: `2026-01-${String(5 + n).padStart(2, '0')}`,
  dwelling: {
    insee: '77284',
    street: `${n + 1} rue ${['Acacias', 'Bleuets', 'Chênes', 'Dahlias', 'Érables', 'Fougères', 'Genêts', 'Hêtres', 'Iris', 'Jonquilles'][n]}`,
  },
  household: [
    { nomNaissance: `Nom${'abcdefghij'[n]}`, prenoms: ['Camille'], dateNaissance: '1984-05-17' },
    {
      nomNaissance: `Autre${'abcdefghij'[n]}`,
      prenoms: [`Dominique${'abcdefghij'[n]}`],
      dateNaissance: `198${n}-05-17`,
    },
  ],
});

describe('a message', () => {
  it('of twenty persons who bear two names each is filed', async () => {
    const household = Array.from({ length: 20 }, (_, n) => ({
      nomNaissance: `Naissance${String.fromCharCode(97 + n)} Double${String.fromCharCode(98 + n)}`,
      nomUsage: `Usage${String.fromCharCode(97 + n)} Autre${String.fromCharCode(98 + n)}`,
      prenoms: ['Camille'],
    }));
    expect(await caf({ dwelling: { insee: '77284', street: '12 rue des Tilleuls' }, household })).toBe(
      'accepted',
    );
    expect(await store.items('CASE')).toHaveLength(1);
  });

  it('never makes a summary pass what an item may hold: twelve, of twenty persons each', async () => {
    for (let n = 0; n < 12; n++) {
      const household = Array.from({ length: 20 }, (_, p) => ({
        nomNaissance: `${n}.${p} ${'字'.repeat(90)}`,
        nomUsage: `${n}.${p} ${'한'.repeat(90)}`,
        prenoms: Array(10).fill('字'.repeat(100)),
      }));
      const dwelling = { insee: '77284', street: '12 rue des Tilleuls' };
      expect(await caf({ messageId: `M-${n}`, dwelling, household })).toMatch(/accepted|pending/);
    }
    for (const item of await store.items('CASE')) expect(itemBytes(item)).toBeLessThan(limits.itemBytes / 2);
  });
});

describe('a case of 500 events', () => {
  it('takes no more by itself: a person is asked, and the sender, as of any doubt, told nothing', async () => {
    await toldTimes(limits.caseEvents);
    const dwelling = { insee: '77284', street: '12 rue des Tilleuls' };
    expect(await caf({ messageId: 'M-more', dwelling })).toBe('accepted');
    expect((await summary())?.events).toHaveLength(limits.caseEvents);
    expect(await store.items('REVIEW')).toMatchObject([
      { reason: 'rapprochement', candidates: ['77-2026-000001'], rule: 'dossier complet' },
    ]);
    const [full] = (await store.items('CASE')).filter(({ caseId }) => caseId === '77-2026-000001');
    expect(itemBytes(full ?? {})).toBeLessThan(limits.itemBytes / 2);
  });
});

describe('a case of more people, or doors, than a household has', () => {
  const camille = { nomNaissance: 'Exemple', prenoms: ['Camille'], dateNaissance: '1984-05-17' };
  const dwelling = { insee: '77284', street: '12 rue des Tilleuls' };
  const told = (n: number) => {
    const others = Array.from({ length: 19 }, (_, p) => ({
      nomNaissance: `Autre ${n}x${p}`,
      prenoms: ['Ana'],
    }));
    return { messageId: `M-${n}`, dwelling, household: [camille, ...others] };
  };

  it('takes no more of them by itself, and takes those it has', async () => {
    for (let n = 1; n <= 4; n++) expect(await caf(told(n))).toBe('accepted');
    expect((await summary())?.summary.subject.persons).toHaveLength(58);
    expect(await store.items('REVIEW')).toMatchObject([
      { reason: 'rapprochement', candidates: ['77-2026-000001'], rule: 'dossier complet' },
    ]);
    expect(await caf({ ...told(2), messageId: 'M-again', dette: 12 })).toBe('accepted');
    expect((await summary())?.events.map(({ kind }) => kind)).toEqual(Array(4).fill('impaye'));
  });

  it('takes no more doors by itself', async () => {
    for (let n = 1; n <= 62; n++)
      await caf({
        messageId: `M-${n}`,
        dwelling: { ...dwelling, complement: `batiment ${n}` },
        household: [camille],
      });
    expect((await summary())?.summary.subject.addresses).toHaveLength(60);
  });
});

describe('events that move', () => {
  it('are moved by more than a transaction takes, each once, and back', async () => {
    await toldTimes(130);
    const all = (await summary())?.events.map(({ id }) => id) ?? [];
    expect(all).toHaveLength(130);
    const to = await detachEvents(deps(), '77-2026-000001', all.slice(0, 125), undefined, answer);
    expect((await summary(to))?.events.filter(({ kind }) => kind === 'impaye')).toHaveLength(125);
    expect((await summary())?.events.filter(({ kind }) => kind === 'impaye')).toHaveLength(5);
    await undoMove(deps(), to, { by: 'agent', at: '2026-03-05T08:00:00.000Z' });
    expect((await summary())?.events.filter(({ kind }) => kind === 'impaye')).toHaveLength(130);
    expect((await summary(to))?.events.filter(({ kind }) => kind === 'impaye')).toHaveLength(0);
    const { Item } = await store.client.send(new GetCommand({ TableName: 'hub', Key: caseKey(to) }));
    expect(Item?.left).toBeUndefined();
  });
});

describe('a case told many ways', () => {
  it('closes: its places among the open ones go, those among the closed come', async () => {
    for (let n = 0; n < 10; n++) expect(await etude(telling(n))).toMatch(/accepted|pending/);
    const { kind: _, ...last } = { ...telling(9), kind: 'x' };
    const closing = {
      ...last,
      messageId: 'E-end',
      kind: 'departVolontaire',
      actDate: '2026-02-20',
      dateAudience: undefined,
    };
    expect(await etude(closing)).toMatch(/accepted|pending/);
    for (const { caseId, status, left } of await store.items('CASE')) {
      const places = (await store.items('BLOCK'))
        .filter((block) => block.caseId === caseId)
        .map(({ SK }) => String(SK)[0]);
      expect(new Set(places)).toEqual(new Set([status === 'closed' ? 'Z' : 'A']));
      expect(left).toBeUndefined();
    }
  });
});
