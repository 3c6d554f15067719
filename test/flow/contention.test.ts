import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readKnownCase, recordEvent } from '../../shared/cases/recording/record-event.ts';
import { createRetell } from '../../shared/cases/review/retell.ts';
import { createCloseGroup, type GatheredGroup, readGathered } from '../../shared/cases/watch/gathered.ts';
import { impayeFormat } from '../../shared/intake/partners/caf-msa/partner.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { createMarkSent } from '../../shared/store/delivery.ts';
import { createFileRegister } from '../../shared/store/files.ts';
import { createRecordArrival, createRecordMessage } from '../../shared/store/messages.ts';
import { createPieceRegister, type PieceItem } from '../../shared/store/pieces.ts';
import { transact, transactAgain } from '../../shared/store/transact.ts';
import type { MessageRecord } from '../../shared/store/writes.ts';
import { withConflicts } from '../support/conflicts.ts';
import { anEvent } from '../support/events.ts';
import { receiverOf } from '../support/receive.ts';
import { startTable } from '../support/table.ts';

let store: Awaited<ReturnType<typeof startTable>>;
let conflicts: ReturnType<typeof withConflicts>;
beforeAll(async () => {
  store = await startTable();
  conflicts = withConflicts(store.base);
});
afterAll(() => store?.stop());
afterEach(() => conflicts.turnAway(0));

const KEY = 'a-key-of-sixteen-characters';
const at = '2026-03-03T08:00:00.000Z';
const env = { TABLE_NAME: 'hub', MATCHING_KEY: KEY, DEPARTEMENT: '77', MESSAGE_TTL_DAYS: 30 };
const signal = (n: number, over: object = {}) =>
  JSON.stringify({
    version: '1',
    messageId: `M-${n}`,
    sender: 'caf',
    reference: `IMP-${n}`,
    actDate: '2026-03-02',
    dwelling: { insee: '77284', street: '12 rue des Tilleuls' },
    household: [{ nomNaissance: 'Exemple', prenoms: ['Camille'], dateNaissance: '1984-05-17' }],
    allocataire: '7712345',
    ...over,
  });
const message = (messageId: string): MessageRecord => ({
  messageId,
  trace: 't',
  contentHash: 'h',
  sender: 'caf',
  outcome: 'refused',
  reply: JSON.stringify({ warnings: [] }),
  raw: '{}',
  rawKey: 'caf/1.json',
  receivedAt: at,
  expiresAt: 2_000_000_000,
  replyBy: 'queue',
});
const piece = (pieceId: string): PieceItem => ({
  pieceId,
  etude: 'etude-a',
  status: 'accepted',
  at,
  data: '{}',
  key: 'etude-a/acte.pdf',
  errors: [],
  warnings: [],
});

describe('a transaction', () => {
  const put = (SK: string, ConditionExpression?: string) => ({
    name: SK,
    Put: {
      TableName: 'hub',
      Item: { PK: 'T', SK },
      ...(ConditionExpression && { ConditionExpression }),
    },
  });
  const answering = (codes: readonly string[]) => {
    const send = async (): Promise<never> => {
      throw new TransactionCanceledException({
        message: 'cancelled',
        $metadata: {},
        CancellationReasons: codes.map((Code) => ({ Code })),
      });
    };
    return new Proxy(store.client, { get: (of, key) => (key === 'send' ? send : Reflect.get(of, key)) });
  };

  it.each([
    [['ConditionalCheckFailed', 'None'], 'refused'],
    [['None', 'TransactionConflict'], 'contended'],
    [['ThrottlingError', 'None'], 'contended'],
    [['None', 'ProvisionedThroughputExceeded'], 'contended'],
    // A failed condition decides, whatever conflict comes with it.
    [['TransactionConflict', 'ConditionalCheckFailed'], 'refused'],
  ])('told %j is %s', async (codes, kind) => {
    expect(await transact(answering(codes), [put('a'), put('b')])).toMatchObject({ kind });
  });

  it('told anything else is thrown: no other try would help', async () => {
    await expect(transact(answering(['ValidationError', 'None']), [put('a'), put('b')])).rejects.toThrow();
  });

  it('names the write whose condition failed', async () => {
    await transactAgain(store.client, [put('there')]);
    expect(
      await transact(store.client, [put('new'), put('there', 'attribute_not_exists(PK)')]),
    ).toMatchObject({ kind: 'refused', failed: [{ name: 'there' }] });
  });

  it('that always meets another writer ends as ours to try again, not as refused', async () => {
    conflicts.turnAway(10_000);
    await expect(transactAgain(store.client, [put('busy')], async () => {})).rejects.toMatchObject({
      code: 'TABLE_CONTENDED',
      retryable: true,
    });
  });
});

describe('fifty messages of one household at once', () => {
  it('end filed, in one case, whoever they meet', async () => {
    const count = 50;
    const ends = await Promise.allSettled(
      Array.from({ length: count }, (_, n) =>
        receiverOf(
          createReceiveDeps(store.client, env),
          impayeFormat,
        )({ sender: 'caf', raw: signal(n), receivedAt: at }),
      ),
    );
    const filed = ends.filter(({ status }) => status === 'fulfilled').length;
    expect({
      filed,
      events: (await store.items('EVENT')).filter(({ event }) => Object(event).kind === 'impaye').length,
    }).toEqual({
      filed: count,
      events: count,
    });
    expect(conflicts.turnedAway.TransactWriteItemsCommand ?? 0).toBeGreaterThan(0);
    expect(await store.items('CASE')).toHaveLength(1);
  }, 60_000);
});

describe('each writer, turned away three times by another one, writes all the same and says what it wrote', () => {
  const [caseId = ''] = ['77-2026-900001'];
  beforeAll(async () => {
    const deps = { client: store.client, table: 'hub', matchingKey: KEY };
    await recordEvent(deps, caseId, undefined, anEvent({ id: 'first', allocataire: '7799999' }), {
      by: 'x',
      at,
    });
    await createRecordMessage(store.client, 'hub')(message('known'));
    await createPieceRegister(store.client, 'hub', 30).record(piece('filed'), true);
  });
  const writers: [string, () => Promise<unknown>, unknown][] = [
    ['a refusal', () => createRecordMessage(store.client, 'hub')(message('refused')), undefined],
    [
      'a refusal that is known',
      () => createRecordMessage(store.client, 'hub')(message('known')),
      expect.objectContaining({ messageId: 'known' }),
    ],
    ['an arrival', () => createRecordArrival(store.client, 'hub')('known', at), undefined],
    [
      'a reply told anew',
      () => createRetell(store.client, 'hub')('known', { into: { caseId, nameFor: () => 'K7QF' } }),
      undefined,
    ],
    ['a piece', () => createPieceRegister(store.client, 'hub', 30).record(piece('new'), true), true],
    [
      'a piece filed before',
      () => createPieceRegister(store.client, 'hub', 30).record(piece('filed')),
      false,
    ],
    [
      'EXPLOC’s receipt',
      () =>
        createPieceRegister(store.client, 'hub', 30).recordExploc('etude-a', 'filed', {
          numero: '1',
          date: '2026-03-04',
        }),
      true,
    ],
    [
      'EXPLOC’s receipt taken back',
      () => createPieceRegister(store.client, 'hub', 30).forgetExploc('etude-a', 'filed'),
      true,
    ],
    [
      'a file',
      () =>
        createFileRegister(store.client, 'hub', 30).begin({
          sender: 'caf',
          sha256: 'f',
          key: 'drop/caf/f.csv',
          version: '1',
          receivedAt: at,
        }),
      expect.objectContaining({ status: 'open' }),
    ],
    [
      'what an agent tells',
      async () =>
        recordEvent(
          { client: store.client, table: 'hub', matchingKey: KEY },
          caseId,
          await readKnownCase({ client: store.client, table: 'hub' }, caseId),
          anEvent({ id: 'told', kind: 'relogement', sender: 'etat' }),
          { by: 'x', at },
        ),
      undefined,
    ],
    [
      'a mail that left',
      async () => {
        const notice = (await store.items('NOTICE')).find(
          (one) => one.caseId === caseId && one.status === 'due',
        );
        const noticeId = String(notice?.noticeId);
        await createMarkSent(
          store.client,
          'hub',
        )({ caseId, noticeId, mailbox: 'm', sesMessageId: 's', sentAt: at });
        return (await store.items('NOTICE')).find((one) => one.noticeId === noticeId)?.status;
      },
      'sent',
    ],
  ];
  it.each(writers)('%s', async (_, write, expected) => {
    conflicts.turnAway(3);
    expect(await write()).toEqual(expected);
  });

  it('and the case is as it was told', async () => {
    expect((await readCase(store.client, 'hub', caseId))?.events.map(({ id }) => id)).toEqual([
      'first',
      'told',
    ]);
  });
});

describe('a run of the watch that meets another writer', () => {
  const held = (n: number) => ({
    PK: 'CASE#77-2026-900002',
    SK: `NOTICE#h-${n}`,
    entity: 'NOTICE',
    status: 'gathered',
    noticeId: `h-${n}`,
    caseId: '77-2026-900002',
    commune: 'Meaux',
    about: 'alerte',
    template: 'cfpDansSeptJours',
    title: 'Délai',
    day: '2026-03-03',
    urgent: false,
    sendBy: '2026-03-03',
    mailbox: 'm@etat.example',
    forward: [],
    worklistKey: 'GATHERED',
    worklistSort: `m@etat.example#77-2026-900002#h-${n}`,
  });
  const put = async (from: number) => {
    for (let n = from; n < from + 5; n++)
      await transactAgain(store.client, [{ name: 'gathered', Put: { TableName: 'hub', Item: held(n) } }]);
  };
  const groups = async () => {
    const found: GatheredGroup[] = [];
    for await (const group of readGathered(store.client, 'hub')) found.push(group);
    return found;
  };
  const close = (group: GatheredGroup) =>
    createCloseGroup(store.client, 'hub', [])(group, { day: '2026-03-03' }, at);
  const statuses = async () =>
    (await store.items('NOTICE'))
      .filter((one) => String(one.noticeId).startsWith('h-'))
      .map(({ status }) => status);

  it('counts a digest once it is written', async () => {
    await put(0);
    const [group] = await groups();
    if (!group) throw new Error('no group');
    conflicts.turnAway(3);
    expect(await close(group)).toEqual({ single: 0, digests: 1 });
    expect(await statuses()).toEqual(Array(5).fill('digested'));
    expect(await close(group)).toEqual({ single: 0, digests: 0 });
  });

  it('digests the others where one of them had gone meanwhile', async () => {
    await put(5);
    const [group] = await groups();
    if (!group) throw new Error('no group');
    await close({ ...group, notices: group.notices.slice(0, 1) });
    expect(await close(group)).toEqual({ single: 0, digests: 1 });
    expect((await statuses()).slice(-5)).toEqual(['due', ...Array(4).fill('digested')]);
    expect(await groups()).toEqual([]);
  });
});
