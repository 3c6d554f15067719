import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  finishAlert,
  giveBackAlert,
  type Handler,
  reopenAlert,
  takeAlert,
} from '../../shared/cases/alerts/handle-alert.ts';
import { recordEvent } from '../../shared/cases/recording/record-event.ts';
import { undoAct } from '../../shared/cases/recording/undo-act.ts';
import { detachEvents, mergeCases, undoMove } from '../../shared/cases/review/answers.ts';
import { confirmCommune } from '../../shared/cases/review/confirm-commune.ts';
import { takeOut } from '../../shared/cases/rights/take-out.ts';
import { setApart } from '../../shared/cases/watch/set-apart.ts';
import { createWatchCase } from '../../shared/cases/watch/watch.ts';
import { delayOfAlert } from '../../shared/domain/delays/alerts.ts';
import { delayKey } from '../../shared/domain/delays/deadline.ts';
import type { CaseEvent } from '../../shared/domain/events/case-event.ts';
import { HubError } from '../../shared/errors.ts';
import { type StateAlert, stateAlertSchema } from '../../shared/store/alerts.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { cfpInOrder, type Draft, eventsOf } from '../support/procedures.ts';
import { startTable } from '../support/table.ts';

/*
 * Lists have, of each delay of a case that runs, the last alert that nobody finished, where the case is; and no other. Here cases are
 * merged, parted, moved and closed, by name and at random.
 */

let store: Awaited<ReturnType<typeof startTable>>;
const deps = () => ({
  client: store.client,
  table: store.table,
  matchingKey: 'a-key-of-sixteen-characters',
  nextReference: async () => newReference(),
});
beforeAll(async () => {
  store = await startTable();
});
afterAll(() => store?.stop());

const AT = '2026-11-30T08:00:00.000Z';
const anne: Handler = { by: 'Anne Renard', at: AT, person: 'a'.repeat(24) };
const provins = { insee: '77379', commune: 'Provins', arrondissement: '773' } as const;
const meaux = { insee: '77284', commune: 'Meaux', arrondissement: '771' } as const;
const unknown = { postcode: '77160' } as const;
const later = (at: string, minutes: number): string =>
  new Date(Date.parse(at) + minutes * 60_000).toISOString();
const never = (): never => {
  throw new Error('it is there');
};

let n = 0;
const newReference = (): string => {
  n += 1;
  return `77-2026-${String(n).padStart(6, '0')}`;
};
const kept = async (caseId: string) => (await readCase(store.client, store.table, caseId)) ?? never();
const put = async (caseId: string, event: CaseEvent, at: string): Promise<void> => {
  const found = await readCase(store.client, store.table, caseId);
  await recordEvent(deps(), caseId, found, event, { by: 'test', at });
};
const told = (draft: Draft): CaseEvent =>
  eventsOf({ sender: 'etat', dwelling: provins, ...draft } as Draft)[0] ?? never();
/** A case of these acts, as they came that morning. */
const open = async (drafts: readonly Draft[], dwelling: object = provins): Promise<string> => {
  const caseId = newReference();
  for (const event of eventsOf(...drafts.map((draft) => ({ dwelling, ...draft }) as Draft)))
    await put(caseId, { ...event, id: `${caseId}-${event.id}` }, '2026-11-30T07:00:00.000Z');
  return caseId;
};
/** A concours asked for two months ago: silence is soon a refusal. */
const asked = (): Draft[] => cfpInOrder('2026-10-05', { receivedAt: '2026-11-30T07:00:00.000Z' });
const idOf = async (caseId: string, kind: CaseEvent['kind']): Promise<string> =>
  (await kept(caseId)).events.find((event) => event.kind === kind)?.id ?? never();

const delayOf = ({ rule, from }: StateAlert): string => delayKey(rule, from);
const alertsIn = async (caseId: string): Promise<StateAlert[]> =>
  (await store.items('NOTICE'))
    .filter((one) => one.caseId === caseId && one.recipient === 'arrondissement')
    .flatMap((one) => stateAlertSchema.safeParse(one).data ?? []);
const openIn = async (caseId: string) =>
  (await alertsIn(caseId)).filter(({ listKey }) => listKey !== undefined);
const rulesIn = async (caseId: string) => (await openIn(caseId)).map(({ rule }) => rule).sort();

const FINISHED = ['faite', 'renvoyee'];
/** What is not as it must be, of some cases: a delay that was finished in one of them asks for nothing in the others. */
const wrongs = async (...caseIds: string[]): Promise<string[]> => {
  const all = new Map(await Promise.all(caseIds.map(async (one) => [one, await alertsIn(one)] as const)));
  const finished = new Set(
    [...all.values()].flat().flatMap((alert) => {
      const isFinished = alert.handled.some(
        ({ state, reason }) => FINISHED.includes(state) && reason !== 'dossier' && reason !== 'horsZone',
      );
      return isFinished ? [delayOf(alert)] : [];
    }),
  );
  const found: string[] = [];
  for (const [caseId, alerts] of all) {
    const { live = [], arrondissement, alerted = [], apart } = (await kept(caseId)).summary;
    const shown = alerts.filter(({ listKey }) => listKey !== undefined);
    const delays = shown.map(delayOf);
    if (new Set(delays).size < delays.length) found.push(`${caseId}: two of a delay: ${delays}`);
    for (const alert of shown) {
      if (!live.includes(delayOf(alert))) found.push(`${caseId}: settled: ${delayOf(alert)}`);
      if (!alert.listKey?.startsWith(`ALERTES#${arrondissement}#`))
        found.push(`${caseId}: elsewhere: ${alert.listKey}`);
    }
    if (arrondissement === undefined || apart) continue;
    const known = new Set([...alerts.map(delayOf), ...alerted.map(delayOfAlert)]);
    const toState = new Set([...alerts, ...[...all.values()].flat()].map(delayOf));
    for (const delay of live)
      if (known.has(delay) && toState.has(delay) && !delays.includes(delay) && !finished.has(delay))
        found.push(`${caseId}: nobody has ${delay}`);
    const news = (await store.items('NOTICE')).filter(
      ({ caseId: of, listKey }) => of === caseId && String(listKey).startsWith('NOUVELLES#'),
    );
    for (const { listKey } of news)
      if (listKey !== `NOUVELLES#${arrondissement}`) found.push(`${caseId}: news of ${listKey}`);
  }
  return found;
};

const merge = async (one: string, other: string, at = AT): Promise<void> => {
  await mergeCases(deps(), [one, other], { by: 'Sonia Lefort', at });
  await mergeCases(deps(), [one, other], { by: 'Luc Bernard', at: later(at, 1) });
};
const refuse = async (caseId: string, at = later(AT, 10)): Promise<void> =>
  put(
    caseId,
    {
      ...told({ kind: 'decisionCfp', actDate: '2026-11-29', issue: 'refus' }),
      id: `${caseId}-refus`,
      by: 'Anne',
    },
    at,
  );

describe('an alert whose case is parted or merged', () => {
  it('stays where its delay still runs, and is in the new case too', async () => {
    const caseId = await open(asked());
    await put(caseId, { ...told({ kind: 'demandeCfp', actDate: '2026-10-05' }), id: 'seconde' }, AT);
    const twice = (await kept(caseId)).events.filter(({ kind }) => kind === 'demandeCfp').map(({ id }) => id);
    expect(twice.length).toBeGreaterThan(1);
    const to = await detachEvents(deps(), caseId, twice.slice(0, 1), undefined, { by: 'Sonia', at: AT });
    expect(await wrongs(caseId, to)).toEqual([]);
    expect(await rulesIn(caseId)).toContain('decisionCfp');
    expect(await rulesIn(to)).toContain('decisionCfp');
  });

  it('goes with its events though its delay was settled: it is to take where it runs again', async () => {
    const caseId = await open(asked());
    await refuse(caseId);
    const demande = await idOf(caseId, 'demandeCfp');
    const to = await detachEvents(deps(), caseId, [demande], undefined, { by: 'Sonia', at: later(AT, 20) });
    expect(await wrongs(caseId, to)).toEqual([]);
    expect(await rulesIn(to)).toContain('decisionCfp');
  });

  it('and what the case that stays then has to tell is told', async () => {
    const caseId = await open(asked());
    const first = await idOf(caseId, 'commandementDeQuitterLesLieux');
    const to = await detachEvents(deps(), caseId, [first], undefined, { by: 'Sonia', at: AT });
    expect(await wrongs(caseId, to)).toEqual([]);
    for (const one of [caseId, to]) {
      const { alerted = [], live = [] } = (await kept(one)).summary;
      const keys = new Set((await alertsIn(one)).map(delayOf));
      const mailed = (await store.items('NOTICE')).filter((notice) => notice.caseId === one);
      for (const delay of alerted.map(delayOfAlert).filter((delay) => live.includes(delay)))
        expect([...keys, ...mailed.map(({ rule, from }) => `${rule}@${from}`)]).toContain(delay);
    }
  });

  it('comes back to its case when a merge is undone after its delay was settled there', async () => {
    const [older, younger] = [
      await open([{ kind: 'impaye', actDate: '2026-11-02' } as Draft]),
      await open(asked()),
    ];
    await merge(older, younger);
    expect(await rulesIn(older)).toContain('decisionCfp');
    await refuse(older);
    await undoMove(deps(), older, { by: 'Sonia', at: later(AT, 20) });
    expect(await wrongs(older, younger)).toEqual([]);
    expect(await rulesIn(younger)).toContain('decisionCfp');
  });

  it.each([
    ['done in the one', 'older'],
    ['done in the other', 'younger'],
  ])('of a delay that both have, and %s, is not lost by a merge and its undoing', async (_, doneIn) => {
    const cases = { older: await open(asked()), younger: await open(asked()) };
    const done = doneIn === 'older' ? cases.older : cases.younger;
    const other = doneIn === 'older' ? cases.younger : cases.older;
    const alert = (await openIn(done)).find(({ rule }) => rule === 'decisionCfp') ?? never();
    await finishAlert(deps(), done, alert.noticeId, anne);
    await merge(cases.older, cases.younger);
    await undoMove(deps(), cases.older, { by: 'Sonia', at: later(AT, 20) });
    expect(await rulesIn(other)).toContain('decisionCfp');
    expect(await wrongs(cases.older, cases.younger)).toEqual([]);
  });

  it('waits with a case without a commune, and is there once that is known', async () => {
    const [older, younger] = [
      await open([{ kind: 'impaye', actDate: '2026-11-02' } as Draft], unknown),
      await open(asked(), unknown),
    ];
    await confirmCommune(deps(), younger, provins, { by: 'Sonia', at: AT });
    const count = (await openIn(younger)).length;
    expect(count).toBeGreaterThan(0);
    await merge(older, younger, later(AT, 5));
    await confirmCommune(deps(), older, provins, { by: 'Sonia', at: later(AT, 10) });
    expect(await openIn(older)).toHaveLength(count);
    expect(await wrongs(older, younger)).toEqual([]);
  });

  it('of a case that loses its commune is in no list, nor is its news, and all come back with it', async () => {
    const caseId = await open(asked(), unknown);
    const [unpaid, paid] = [
      told({ kind: 'impaye', actDate: '2026-11-02', dwelling: unknown }),
      told({ kind: 'paiement', actDate: '2026-11-20', montant: 100 }),
    ];
    await put(caseId, { ...unpaid, id: 'dû' }, AT);
    await put(caseId, { ...paid, id: 'payé' }, AT);
    const [alerts, news] = [(await openIn(caseId)).length, await newsOf(caseId)];
    expect(alerts).toBeGreaterThan(0);
    await detachEvents(deps(), caseId, ['dû', 'payé'], undefined, { by: 'Sonia', at: later(AT, 5) });
    expect([(await openIn(caseId)).length, await newsOf(caseId)]).toEqual([0, 0]);
    await confirmCommune(deps(), caseId, provins, { by: 'Sonia', at: later(AT, 10) });
    expect(await openIn(caseId)).toHaveLength(alerts);
    // With it, that an event left: it waited for the commune.
    expect(await newsOf(caseId)).toBe(news + 1);
    expect(await wrongs(caseId)).toEqual([]);
  });
});

const newsOf = async (caseId: string): Promise<number> =>
  (await store.items('NOTICE')).filter(
    ({ caseId: of, listKey }) => of === caseId && String(listKey).startsWith('NOUVELLES#'),
  ).length;

describe('an alert said done', () => {
  it('is not opened again once a later one of the same delay is there', async () => {
    const caseId = await open(asked());
    const first = (await openIn(caseId)).find(({ rule }) => rule === 'decisionCfp') ?? never();
    await finishAlert(deps(), caseId, first.noticeId, anne);
    const day = '2026-12-06T08:00:00.000Z';
    await put(
      caseId,
      { ...told({ kind: 'paiement', actDate: '2026-12-06', montant: 100 }), id: 'payé' },
      day,
    );
    expect(await rulesIn(caseId)).toContain('decisionCfp');
    await expect(
      reopenAlert(deps(), caseId, first.noticeId, { ...anne, at: later(day, 1) }),
    ).rejects.toMatchObject({ code: 'ALERT_CHANGED' });
    expect(await wrongs(caseId)).toEqual([]);
  });

  it('is opened again, or its delay settled: never both at once', async () => {
    for (let round = 0; round < 6; round += 1) {
      const caseId = await open(asked());
      const first = (await openIn(caseId)).find(({ rule }) => rule === 'decisionCfp') ?? never();
      await finishAlert(deps(), caseId, first.noticeId, anne);
      await Promise.allSettled([
        reopenAlert(deps(), caseId, first.noticeId, { ...anne, at: later(AT, 5) }),
        refuse(caseId),
      ]);
      expect((await wrongs(caseId)).filter((text) => !text.includes('nobody has'))).toEqual([]);
    }
  });
});

it('an alert of a case that was set apart comes back with it when a person is taken out of its household', async () => {
  const caseId = await open(asked());
  const count = (await openIn(caseId)).length;
  const order = { by: 'Sonia', at: AT, cause: 'terme' } as const;
  await setApart(store.client, store.table, (await kept(caseId)).summary, order, '2026-12-30');
  const persons = (await kept(caseId)).events.flatMap(({ household }) => household);
  const rights = { ...deps(), buckets: {} as never, objects: {} as never };
  await takeOut(rights, caseId, persons.slice(0, 1), [], later(AT, 5));
  expect((await kept(caseId)).summary.apart).toBeUndefined();
  expect(await openIn(caseId)).toHaveLength(count);
});

describe('whatever happens to two cases', () => {
  const doings = [
    ...['paie', 'refuse', 'ferme', 'annule', 'Meaux', 'Provins', 'prend', 'finit', 'rend', 'rouvre'],
    ...['detache', 'reunit', 'defait', 'ecarte', 'veille'],
  ] as const;

  /** @param cases those there are: a detachment adds one @param k how many things were done before */
  const act = async (cases: string[], caseId: string, what: string, k: number): Promise<void> => {
    const at = later(AT, k * (k % 3 === 2 ? 9 * 24 * 60 : 3));
    const [one] = await openIn(caseId);
    const actDate = at.slice(0, 10);
    switch (what) {
      case 'paie':
        return put(
          caseId,
          { ...told({ kind: 'paiement', actDate, montant: 100 }), id: `${caseId}-p${k}` },
          at,
        );
      case 'refuse':
      case 'ferme': {
        const end = { kind: 'finPoursuites', cause: 'vente' };
        const draft = what === 'ferme' ? end : { kind: 'decisionCfp', issue: 'refus' };
        return put(
          caseId,
          { ...told({ ...draft, actDate } as Draft), id: `${caseId}-f${k}`, by: 'Anne' },
          at,
        );
      }
      case 'annule': {
        const found = await kept(caseId);
        const undone = found.events.flatMap((event) =>
          event.kind === 'acteAnnule' ? [event.evenement] : [],
        );
        const last = found.events.findLast(({ id, by }) => by === 'Anne' && !undone.includes(id));
        return last && undoAct(deps(), found, last.id, { by: 'Anne', at: later(last.receivedAt, 1) });
      }
      case 'Meaux':
        return confirmCommune(deps(), caseId, meaux, { by: 'Sonia', at });
      case 'Provins':
        return confirmCommune(deps(), caseId, provins, { by: 'Sonia', at });
      case 'prend':
        return one && takeAlert(deps(), caseId, one.noticeId, { ...anne, at });
      case 'finit':
        return one && finishAlert(deps(), caseId, one.noticeId, { ...anne, at });
      case 'rend':
        return one && giveBackAlert(deps(), caseId, one.noticeId, { ...anne, at });
      case 'rouvre': {
        const done = (await alertsIn(caseId)).find(({ handling }) => handling?.state === 'faite');
        return done && reopenAlert(deps(), caseId, done.noticeId, { ...anne, at });
      }
      case 'detache': {
        const some = (await kept(caseId)).events.filter(
          ({ kind }) => kind !== 'impaye' && kind !== 'paiement',
        );
        const ids = some.slice(0, 1 + (k % 3)).map(({ id }) => id);
        if (ids.length > 0)
          cases.push(await detachEvents(deps(), caseId, ids, undefined, { by: 'Sonia', at }));
        return;
      }
      case 'reunit':
        return merge(cases[0] ?? '', cases[1] ?? '', at);
      case 'defait':
        await undoMove(deps(), caseId, { by: 'Sonia', at });
        return;
      case 'ecarte': {
        const { summary } = await kept(caseId);
        if (summary.apart) return;
        return setApart(
          store.client,
          store.table,
          summary,
          { by: 'Sonia', at, cause: 'terme' },
          '2027-12-30',
        );
      }
      case 'veille': {
        const mailboxOf = () => ({ mailbox: 'sp@etat.example', forward: [] });
        await createWatchCase({ ...deps(), mailboxOf, retire: async () => {}, pause: async () => {} })(
          caseId,
          actDate,
          at,
        );
      }
    }
  };

  it('lists are as they must be after each thing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...doings), fc.nat(1)), { minLength: 3, maxLength: 9 }),
        fc.boolean(),
        async (said, both) => {
          await store.clear();
          const impaye = { kind: 'impaye', actDate: '2026-11-02' } as Draft;
          const cases = [await open(asked()), await open([impaye, ...(both ? asked() : [])])];
          for (const [k, [what, which]] of said.entries()) {
            try {
              await act(cases, cases[which] ?? '', what, k);
            } catch (error) {
              // A person is told that it cannot be: nothing was done.
              if (!(error instanceof HubError)) throw error;
            }
            expect(await wrongs(...cases), said.slice(0, k + 1).join(' ')).toEqual([]);
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);
});
