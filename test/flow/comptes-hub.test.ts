import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { itemsIn } from '../../cli/backup/table.ts';
import { rebuild } from '../../cli/indicators/rebuild.ts';
import { itemSchema } from '../../functions/notify/notify.ts';
import { sourceOfCase } from '../../functions/notify/sources.ts';
import { compter } from '../../shared/cases/indicateurs/compter.ts';
import { lireDerriere, lireTableau } from '../../shared/cases/indicateurs/lire.ts';
import { solder } from '../../shared/cases/indicateurs/solder.ts';
import { recordEvent } from '../../shared/cases/recording/record-event.ts';
import { undoAct } from '../../shared/cases/recording/undo-act.ts';
import { detachEvents, mergeCases, undoMove } from '../../shared/cases/review/answers.ts';
import { confirmCommune } from '../../shared/cases/review/confirm-commune.ts';
import { eraseCase } from '../../shared/cases/rights/erase-case.ts';
import { setApart } from '../../shared/cases/watch/set-apart.ts';
import { createWatchCase } from '../../shared/cases/watch/watch.ts';
import { addDays } from '../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import type { CaseEvent } from '../../shared/domain/events/case-event.ts';
import type { Source } from '../../shared/domain/indicateurs/apport.ts';
import { HubError } from '../../shared/errors.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';
import { startTable } from '../support/table.ts';

/*
 * Counts follow cases through all that the hub does to them: what was added message by message is what an export's events make, counted
 * anew. Cases are told as the stream tells them, each version of a summary, here repeated and in any order.
 */

let store: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  store = await startTable();
});
afterAll(() => store?.stop());

const provins = { insee: '77379', commune: 'Provins', arrondissement: '773' } as const;
const meaux = { insee: '77284', commune: 'Meaux', arrondissement: '771' } as const;
const somewhere = { postcode: '77160' } as const;
const START = '2026-11-30T08:00:00.000Z';
let now = START;
const wait = (minutes: number): string => {
  now = new Date(Date.parse(now) + minutes * 60_000).toISOString();
  return now;
};
const never = (): never => {
  throw new Error('it is there');
};
let n = 0;
const newReference = (): string => {
  n += 1;
  return `77-2026-${String(n).padStart(6, '0')}`;
};
const deps = () => ({
  client: store.client,
  table: store.table,
  matchingKey: 'a-key-of-sixteen-characters',
  nextReference: async () => newReference(),
  now: () => now,
});

/** What the stream's consumers told, and what of it was not counted yet. */
let told: Map<string, Source>;
let waiting: Source[];
beforeEach(async () => {
  await store.clear();
  now = START;
  told = new Map();
  waiting = [];
});
/** Tells the cases that changed, as the stream does. */
const tell = async (): Promise<void> => {
  for (const item of await store.items('CASE')) {
    const parsed = itemSchema.parse(item);
    for (const source of parsed.entity === 'CASE' ? sourceOfCase(parsed) : []) {
      const known = told.get(source.id);
      if (known?.version === source.version) continue;
      told.set(source.id, source);
      waiting.push(source);
    }
  }
};
/** Counts what was told, the last first and some of it twice, by two at once. */
const count = async (): Promise<void> => {
  await tell();
  const all = [...waiting.toReversed(), ...waiting.slice(0, 3)];
  waiting = [];
  const half = Math.ceil(all.length / 2);
  await Promise.all([compter(deps(), all.slice(half)), compter(deps(), all.slice(0, half))]);
};
/** Where the rows are not what an export's events make, on the day it is. */
const wrongs = async () => {
  const { differences } = await rebuild(itemsIn(store.base, store.table), parisDay(now));
  return differences;
};
const total = async (annee: number, id: string): Promise<number | undefined> =>
  (await lireTableau(deps(), annee, parisDay(now))).valeurs.get(id)?.total;

const kept = async (caseId: string) => (await readCase(store.client, store.table, caseId)) ?? never();
const put = async (caseId: string, event: CaseEvent): Promise<void> => {
  const found = await readCase(store.client, store.table, caseId);
  await recordEvent(deps(), caseId, found, { ...event, receivedAt: now }, { by: 'test', at: now });
  await tell();
};
const draft = (kind: string, actDate: string, over: object = {}): Draft => ({ kind, actDate, ...over });
const say = async (caseId: string, one: Draft, dwelling: object = provins): Promise<void> => {
  wait(1);
  const [event] = eventsOf({ dwelling, ...one });
  await put(caseId, { ...(event ?? never()), id: `${caseId}-${one.kind}-${one.actDate}-${now}` });
};
const open = async (drafts: readonly Draft[], dwelling: object = provins): Promise<string> => {
  const caseId = newReference();
  for (const one of drafts) await say(caseId, one, dwelling);
  return caseId;
};
const watch = async (caseId: string): Promise<void> => {
  const mailboxOf = () => ({ mailbox: 'sp@etat.example', forward: [] });
  await createWatchCase({ ...deps(), mailboxOf, retire: async () => {}, pause: async () => {} })(
    caseId,
    parisDay(now),
    now,
  );
  await tell();
};
const merge = async (one: string, other: string): Promise<void> => {
  await mergeCases(deps(), [one, other], { by: 'Sonia Lefort', at: wait(1) });
  await mergeCases(deps(), [one, other], { by: 'Luc Bernard', at: wait(1) });
  await tell();
};
const objects = { removeKey: async () => 0, removeUnder: async () => 0 };
const buckets = { raw: 'a', pieces: 'b', drop: 'c', quarantine: 'd', hold: 'e' };
const erase = async (caseId: string): Promise<void> => {
  const order = { by: 'Claire Martin', at: wait(1), cause: 'illicite' } as const;
  await eraseCase(
    Object.assign(deps(), { buckets, objects: Object.assign(Object.create(null), objects) }),
    caseId,
    order,
  );
  await tell();
};
const idOf = async (caseId: string, kind: string): Promise<string> =>
  (await kept(caseId)).events.find((event) => event.kind === kind)?.id ?? never();

/** A concours granted, and carried out, this year. */
const granted: readonly Draft[] = [
  draft('commandementDePayer', '2025-10-01', { loyer: 50_000, parc: 'social' }),
  draft('assignation', '2025-12-05', { dateAudience: '2026-02-20' }),
  draft('decision', '2026-03-10', { issue: 'resiliation' }),
  draft('commandementDeQuitterLesLieux', '2026-04-02', { prefetInformeLe: '2026-04-02' }),
  draft('demandeCfp', '2026-06-04', { prefetInformeLe: '2026-06-04' }),
  draft('decisionCfp', '2026-09-01', { issue: 'accord', sender: 'etat' }),
];

describe('rows kept message by message are those counted anew from an export', () => {
  it('when all is told twice, the last first', async () => {
    await open(granted);
    await count();
    waiting.push(...told.values(), ...told.values());
    await count();
    expect(await wrongs()).toEqual([]);
    expect(await total(2026, 'etat.cfpAccordes')).toBe(1);
  });

  it('when an event of a past year comes late', async () => {
    const caseId = await open(granted);
    await count();
    await say(caseId, draft('impaye', '2024-03-01', { sender: 'caf', suites: ['maintien'] }));
    await count();
    expect([await total(2024, 'caf.maintiens'), await wrongs()]).toEqual([1, []]);
  });

  it('when events are detached, re-attached, and the case takes another commune', async () => {
    const caseId = await open(granted);
    await count();
    const to = await detachEvents(deps(), caseId, [await idOf(caseId, 'decisionCfp')], undefined, {
      by: 'Sonia',
      at: wait(1),
    });
    await count();
    expect([await total(2026, 'etat.cfpAccordes'), await total(2026, 'parcours.dossiers')]).toEqual([1, 2]);
    expect(await wrongs()).toEqual([]);
    await undoMove(deps(), to, { by: 'Sonia', at: wait(1) });
    await count();
    expect([await total(2026, 'parcours.dossiers'), await wrongs()]).toEqual([1, []]);
    await confirmCommune(deps(), caseId, meaux, { by: 'Sonia', at: wait(1) });
    await count();
    expect((await lireTableau(deps(), 2026, parisDay(now))).valeurs.get('etat.cfpAccordes')?.parLieu).toEqual(
      {
        771: 1,
      },
    );
    expect(await wrongs()).toEqual([]);
  });

  it('when two cases are merged, then parted', async () => {
    const [one, other] = [await open(granted), await open(granted)];
    await count();
    expect(await total(2026, 'etat.cfpAccordes')).toBe(2);
    await merge(one, other);
    await count();
    expect([await total(2026, 'etat.cfpAccordes'), await total(2026, 'parcours.dossiers')]).toEqual([1, 1]);
    expect(await wrongs()).toEqual([]);
    const target = (await kept(one)).summary.mergedInto ?? one;
    await undoMove(deps(), target, { by: 'Sonia', at: wait(1) });
    await count();
    expect([await total(2026, 'etat.cfpAccordes'), await wrongs()]).toEqual([2, []]);
  });

  it('when a procedure ends and another begins', async () => {
    const caseId = await open(granted);
    await say(caseId, draft('nouveauBail', '2026-10-01'));
    await say(caseId, draft('commandementDePayer', '2026-11-02'));
    await count();
    expect([await total(2026, 'etat.cfpAccordes'), await wrongs()]).toEqual([1, []]);
  });

  it('when an act is undone', async () => {
    const caseId = await open(granted.slice(0, -1));
    wait(1);
    const [event] = eventsOf({
      ...draft('decisionCfp', '2026-09-01', { issue: 'accord' }),
      sender: 'etat',
      dwelling: provins,
    });
    await put(caseId, { ...(event ?? never()), id: 'par-erreur', by: 'Anne' });
    await count();
    await undoAct(deps(), await kept(caseId), 'par-erreur', { by: 'Anne', at: wait(1) });
    await count();
    expect([await total(2026, 'etat.cfpAccordes'), await wrongs()]).toEqual([0, []]);
  });

  it('when days come: a silence is a refusal, a year begins, without a message', async () => {
    const caseId = await open(granted.slice(0, -1), somewhere);
    await count();
    for (let day = 0; day < 80; day += 1) {
      wait(24 * 60);
      const { dueSort } = (await store.items('CASE'))[0] ?? {};
      if (typeof dueSort === 'string' && dueSort.slice(0, 10) <= parisDay(now)) await watch(caseId);
    }
    await count();
    expect([await total(2027, 'parcours.responsabilites'), await wrongs()]).toEqual([1, []]);
  });

  it('when a case is erased, whatever is still on its way; and while it is being erased', async () => {
    const [gone, stays] = [await open(granted.slice(0, -1)), await open(granted)];
    const late = [...waiting];
    await count();
    const jours = await total(2026, 'parcours.joursResponsabilite');
    await erase(gone);
    waiting.push(...late);
    await count();
    expect([await total(2026, 'etat.demandesCfp'), await wrongs()]).toEqual([2, []]);
    // Nobody knows any more when the liability ends: it is counted up to that day.
    wait(10 * 24 * 60);
    expect(await total(2026, 'parcours.joursResponsabilite')).toBe(jours);
    const { arrondissement = 'sans', apport } = caseOf((await kept(stays)).events, parisDay(now));
    await solder(deps(), stays, arrondissement, apport);
    expect(await wrongs()).toEqual([]);
  });
});

describe('the cases behind a count', () => {
  const behind = async () =>
    (await lireDerriere(deps(), { annee: 2026, cle: 'etat.cfpAccordes', lieu: '773' })).cases.map(
      ({ caseId }) => caseId,
    );
  it('are shown to their own arrondissement, be the count late, and not once they are set apart', async () => {
    const [moves, apart, stays] = [await open(granted), await open(granted), await open(granted)];
    await count();
    expect(await behind()).toEqual([moves, apart, stays]);
    await confirmCommune(deps(), moves, meaux, { by: 'Sonia', at: wait(1) });
    const { summary } = await kept(apart);
    await setApart(
      store.client,
      store.table,
      summary,
      { by: 'hub', at: wait(1), cause: 'terme' },
      '2027-12-30',
    );
    expect(await behind()).toEqual([stays]);
  });
});

describe('whatever happens to cases', () => {
  const doings = [
    ...['tard', 'demande', 'refuse', 'accorde', 'paie', 'bail', 'annule', 'Meaux', 'Provins'],
    ...['detache', 'reunit', 'defait', 'veille', 'efface', 'compte'],
  ] as const;
  const act = async (
    cases: string[],
    caseId: string,
    what: (typeof doings)[number],
    k: number,
  ): Promise<void> => {
    wait(k % 4 === 3 ? 20 * 24 * 60 : 5);
    const today = parisDay(now);
    switch (what) {
      case 'tard':
        return say(
          caseId,
          draft('impaye', `202${4 + (k % 3)}-03-01`, { sender: 'caf', suites: ['suspension'] }),
        );
      case 'demande':
        return say(caseId, draft('demandeCfp', addDays(today, -k), { prefetInformeLe: addDays(today, -k) }));
      case 'refuse':
        return say(caseId, draft('decisionCfp', today, { issue: 'refus', sender: 'etat', by: 'Anne' }));
      case 'accorde':
        return say(caseId, draft('decisionCfp', today, { issue: 'accord', sender: 'etat', by: 'Anne' }));
      case 'paie':
        return say(caseId, draft('commandementDePayer', today));
      case 'bail':
        return say(caseId, draft('nouveauBail', today));
      case 'annule': {
        const found = await kept(caseId);
        const undone = found.events.flatMap((one) => (one.kind === 'acteAnnule' ? [one.evenement] : []));
        const last = found.events.findLast(({ id, by }) => by === 'Anne' && !undone.includes(id));
        if (last) await undoAct(deps(), found, last.id, { by: 'Anne', at: now });
        return;
      }
      case 'Meaux':
        return confirmCommune(deps(), caseId, meaux, { by: 'Sonia', at: now });
      case 'Provins':
        return confirmCommune(deps(), caseId, provins, { by: 'Sonia', at: now });
      case 'detache': {
        const ids = (await kept(caseId)).events.slice(0, 1 + (k % 3)).map(({ id }) => id);
        if (ids.length > 0)
          cases.push(await detachEvents(deps(), caseId, ids, undefined, { by: 'Sonia', at: now }));
        return;
      }
      case 'reunit':
        return merge(cases[0] ?? '', cases[1] ?? '');
      case 'defait':
        await undoMove(deps(), caseId, { by: 'Sonia', at: now });
        return;
      case 'veille':
        return watch(caseId);
      case 'efface':
        return erase(caseId);
      case 'compte':
        return count();
    }
  };

  it('rows are what an export makes, after all of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...doings), fc.nat(2)), { minLength: 4, maxLength: 14 }),
        async (said) => {
          await store.clear();
          [now, told, waiting] = [START, new Map(), []];
          const cases = [
            await open(granted),
            await open(granted.slice(0, 5)),
            await open(granted.slice(0, 4), somewhere),
          ];
          for (const [k, [what, which]] of said.entries()) {
            try {
              await act(cases, cases[which] ?? '', what, k);
            } catch (error) {
              // A person is told that it cannot be, or the case is gone: nothing was done.
              if (
                !(error instanceof HubError) &&
                !(error instanceof Error && error.message === 'it is there')
              )
                throw error;
            }
            await tell();
          }
          // The watch of the next morning.
          for (const { caseId, dueSort } of await store.items('CASE'))
            if (typeof dueSort === 'string' && dueSort.slice(0, 10) <= parisDay(now))
              await watch(String(caseId));
          await count();
          expect(await wrongs(), said.map(([what, which]) => `${what} ${which}`).join(', ')).toEqual([]);
        },
      ),
      { numRuns: 15, seed: 77 },
    );
  }, 180_000);
});
