import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CivilDate } from '../../shared/domain/calendar/civil-date.ts';
import { treveOn } from '../../shared/domain/calendar/treve.ts';
import { chronologyOf } from '../../shared/domain/case/chronology.ts';
import type { CaseEvent } from '../../shared/domain/events/case-event.ts';
import { inOrder } from '../../shared/domain/events/compare-events.ts';
import { type Mark, named } from '../../shared/domain/procedure/mark.ts';
import { marksOf } from '../../shared/domain/procedure/marks-of.ts';
import { endOf, type Periode, periodesOf } from '../../shared/domain/responsabilite/periodes.ts';
import { responsabiliteAt } from '../../shared/domain/responsabilite/responsabilite.ts';
import { demandesOf } from '../../shared/domain/responsabilite/saisine.ts';
import { cfpInOrder, type Draft, eventsOf, liabilities, procedures } from '../support/procedures.ts';

const START = '2025-01-01';
const marksOfAll = (events: readonly CaseEvent[]): Mark[] => marksOf(inOrder(events));
const periodes = (events: readonly CaseEvent[]): Periode[] => periodesOf(marksOfAll(events));
const days = fc.nat(1500).map((day) => addDays(START, day));
const runs = (seed: number, numRuns = 300) => ({ seed, numRuns });

/** The same events, in which nobody says that the préfet has a commandement de quitter les lieux. */
const untold = (events: readonly CaseEvent[]): CaseEvent[] =>
  events
    .filter(({ kind }) => kind !== 'receptionPrefet')
    .map((event) =>
      event.kind === 'commandementDeQuitterLesLieux' ? { ...event, prefetInformeLe: undefined } : event,
    );

/** A case, and the same events in another order, some of them told again under other ids. */
const retold = fc.oneof(liabilities, procedures).chain((events) =>
  fc.record({
    events: fc.constant(events),
    again: fc
      .tuple(fc.shuffledSubarray(events, { minLength: events.length }), fc.subarray(events))
      .map(([all, some]): CaseEvent[] => [
        ...some.map((event) => ({ ...event, id: `again-${event.id}` })),
        ...all,
        ...some,
      ]),
  }),
);

describe('the State’s liability depends on the facts', () => {
  it('not on the order in which they came, nor on how often they were told', () => {
    fc.assert(
      fc.property(retold, days, ({ events, again }, today) => {
        expect(periodes(again)).toEqual(periodes(events));
        expect(responsabiliteAt(marksOfAll(again), today)).toEqual(
          responsabiliteAt(marksOfAll(events), today),
        );
      }),
      runs(11),
    );
  });

  it('not on the day on which one looks: its dates are the same on any day, and its state only goes forward', () => {
    const order = ['aVenir', 'enCours', 'close'];
    fc.assert(
      fc.property(liabilities, fc.tuple(days, days), (events, pair) => {
        const marks = marksOfAll(events);
        if (periodesOf(marks).length !== 1) return;
        const [before = '', after = ''] = [...pair].sort();
        const [first, last] = [responsabiliteAt(marks, before), responsabiliteAt(marks, after)];
        expect([first.refus, first.debut]).toEqual([last.refus, last.debut]);
        if (!order.includes(first.etat) || !order.includes(last.etat)) return;
        expect(order.indexOf(first.etat)).toBeLessThanOrEqual(order.indexOf(last.etat));
      }),
      runs(12),
    );
  });
});

describe('a closed period', () => {
  /** Tells of a case, after each of its closed periods, what was told of another one. */
  const keepsItsFirstDay = (events: readonly CaseEvent[], more: readonly CaseEvent[], gap: number): void => {
    for (const [index, periode] of periodes(events).entries()) {
      const end = endOf(periode);
      if (periode.debut === undefined || end === undefined) continue;
      const after = more.flatMap((event, n) => movedAfter(event, addDays(end, 1 + gap + n), n));
      expect(periodes([...events, ...after])[index]?.debut).toBe(periode.debut);
    }
  };

  it('keeps its first day, whatever is told that is dated after its end', () => {
    fc.assert(
      fc.property(fc.oneof(liabilities, procedures), liabilities, fc.nat(400), keepsItsFirstDay),
      runs(13, 900),
    );
  });

  it('keeps it too when nobody had told that the préfet had a commandement, and he gets one after', () => {
    fc.assert(
      fc.property(liabilities.map(untold), liabilities, fc.nat(400), keepsItsFirstDay),
      runs(13, 600),
    );
  });

  /** An event as if it had happened on a day, with no other date in it. */
  const movedAfter = (event: CaseEvent, actDate: CivilDate, n: number): CaseEvent[] => {
    const { kind, sender } = event;
    const draft: Draft = {
      ...Object.fromEntries(
        Object.entries(event).filter(([, value]) => !/^\d{4}-\d\d-\d\d$/.test(String(value))),
      ),
      kind,
      sender,
      actDate,
      receivedAt: `${actDate}T08:00:00.000Z`,
      id: `later-${n}`,
    };
    const told = kind === 'commandementDeQuitterLesLieux' || kind === 'demandeCfp';
    return eventsOf(told ? { ...draft, prefetInformeLe: actDate } : draft);
  };
});

describe('the first day of a period', () => {
  /** The longer trêve of 2021 held back evictions, not the liability. */
  const inTreve = (day: CivilDate): boolean => {
    const treve = treveOn(day);
    return treve !== undefined && day <= (treve.start === '2020-11-01' ? '2021-03-31' : treve.end);
  };

  it('is never in a trêve that protects the occupants', () => {
    fc.assert(
      fc.property(liabilities, (events) => {
        const marks = marksOfAll(events);
        for (const { debut } of periodesOf(marks)) {
          if (debut === undefined) continue;
          const lifted = named(marks, 'horsTreve', 'relogementAssure').some(({ date }) => date <= debut);
          expect(inTreve(debut) && !lifted).toBe(false);
        }
      }),
      runs(14),
    );
  });

  it('nor, of demandes of any year, in one of the years whose trêve was longer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), (day) => {
        const [one] = periodes(
          eventsOf(
            {
              kind: 'commandementDeQuitterLesLieux',
              actDate: '2012-01-02',
              prefetInformeLe: '2012-01-02',
            },
            { kind: 'demandeCfp', actDate: addDays('2016-01-01', day) },
          ),
        );
        expect(one?.debut).toBeDefined();
        expect(inTreve(one?.debut ?? '')).toBe(false);
      }),
      runs(15),
    );
  });

  it('is not before the refusal, and the refusal not before the demande', () => {
    fc.assert(
      fc.property(fc.oneof(liabilities, procedures), (events) => {
        for (const periode of periodes(events)) {
          const { demande, saisine, refus, debut } = periode;
          if (saisine !== undefined) expect(saisine >= demande.date).toBe(true);
          if (refus) expect(refus.date >= demande.date).toBe(true);
          if (debut === undefined) continue;
          expect(refus).toBeDefined();
          expect(debut >= (refus?.date ?? '')).toBe(true);
          const end = endOf(periode);
          if (end !== undefined) expect(end > debut).toBe(true);
        }
      }),
      runs(16),
    );
  });

  it('is after the end of any time to leave that a judge gave before it', () => {
    fc.assert(
      fc.property(liabilities, (events) => {
        const marks = marksOfAll(events);
        for (const { debut } of periodesOf(marks)) {
          if (debut === undefined) continue;
          const running = named(marks, 'delaiPourQuitter').filter(
            ({ date, until = '' }) => date < debut && until >= debut,
          );
          expect(running).toEqual([]);
        }
      }),
      runs(17),
    );
  });
});

describe('what changes nothing', () => {
  const told = (draft: Draft): CaseEvent[] =>
    eventsOf({ ...draft, id: 'more', receivedAt: `${draft.actDate}T08:00:00.000Z` });
  const unchanged = (events: readonly CaseEvent[], draft: Draft): void => {
    expect(periodes([...events, ...told(draft)])).toEqual(periodes(events));
  };

  it.each<[string, (actDate: CivilDate) => Draft]>([
    ['a landlord’s letter', (actDate) => ({ kind: 'demandeCfp', actDate, sender: 'bailleur-x' })],
    ['a recevabilité', (actDate) => ({ kind: 'surendettement', actDate, etape: 'recevabilite' })],
    ['an appeal', (actDate) => ({ kind: 'suiteJugement', actDate, etape: 'appel' })],
    [
      'a mise en demeure of the préfet',
      (actDate) => ({ kind: 'decisionCfp', actDate, issue: 'miseEnDemeure' }),
    ],
    ['a claim to the State', (actDate) => ({ kind: 'indemnisation', actDate, etat: 'demandee' })],
    ['a payment', (actDate) => ({ kind: 'paiement', actDate, solde: 0 })],
    [
      'a claim to the commission de médiation',
      (actDate) => ({ kind: 'recoursDalo', actDate, voie: 'dalo', etat: 'reconnu' }),
    ],
  ])('%s, on any day', (_, draft) => {
    fc.assert(
      fc.property(liabilities, days, (events, day) => unchanged(events, draft(day))),
      runs(21, 100),
    );
  });

  it('a demande made again while another is open', () => {
    fc.assert(
      fc.property(liabilities, days, (events, day) => {
        const open = demandesOf(marksOfAll(events)).some(
          ({ mark, closedBy }) => mark.date < day && (closedBy === undefined || day < closedBy.date),
        );
        if (open) unchanged(events, { kind: 'demandeCfp', actDate: day });
      }),
      runs(22),
    );
  });

  it('another commandement de quitter les lieux, served and received after the first', () => {
    fc.assert(
      fc.property(liabilities, days, (events, day) => {
        const marks = marksOfAll(events);
        const [served] = named(marks, 'commandementDeQuitterLesLieux');
        const [received] = named(marks, 'prefetInforme');
        // A title that was reversed takes its commandement with it.
        if (named(marks, 'titreInfirme').length > 0) return;
        if (!served || !received || day <= served.date || day <= received.date) return;
        unchanged(events, { kind: 'commandementDeQuitterLesLieux', actDate: day, prefetInformeLe: day });
      }),
      runs(23),
    );
  });

  it('a time to leave that a judge gives once the liability has started', () => {
    fc.assert(
      fc.property(liabilities, fc.nat(400), fc.integer({ min: 1, max: 36 }), (events, gap, months) => {
        const [periode] = periodes(events).filter(({ debut }) => debut !== undefined);
        if (!periode?.debut) return;
        const again = periodes([
          ...events,
          ...told({
            kind: 'decision',
            actDate: addDays(periode.debut, gap),
            issue: 'delaiPourQuitter',
            delaiAccordeMois: months,
          }),
        ]).find(({ demande }) => demande.date === periode.demande.date);
        expect([again?.debut, again && endOf(again)]).toEqual([periode.debut, endOf(periode)]);
      }),
      runs(24),
    );
  });
});

describe('a concours granted in the trêve, after a silence that refused', () => {
  // Asked 10 September 2026, refused 10 November, granted 15 December: fifteen days from 1 April are 16 April.
  const granted = (...more: Draft[]) =>
    responsabiliteAt(
      marksOfAll(
        eventsOf(
          ...cfpInOrder('2026-09-10'),
          { kind: 'decisionCfp', actDate: '2026-12-15', issue: 'accord' },
          ...more,
        ),
      ),
      '2030-01-01',
    );
  const executed = (actDate: string): Draft => ({ kind: 'executionCfp', actDate, effectuee: true });

  it.each([
    ['2027-04-01', { debut: null, etat: 'aucune' }],
    ['2027-04-16', { debut: null, etat: 'aucune' }],
    ['2027-04-17', { debut: '2027-04-01', fin: '2027-04-17', etat: 'close' }],
  ])('and carried out on %s', (actDate, expected) => {
    expect(granted(executed(actDate))).toMatchObject({ refus: '2026-11-10', ...expected });
  });

  it('and of which nobody tells that it was carried out, leaves the liability to be confirmed', () => {
    expect(granted().aConfirmer).not.toEqual([]);
    expect(granted().etat).toBe('indeterminee');
  });
});

describe('the facts that delays run from', () => {
  it('are the first and the last day of each period, in the chronology', () => {
    fc.assert(
      fc.property(liabilities, (events) => {
        const { periodes: found, deadlines } = chronologyOf(inOrder(events));
        const starts = new Set(found.flatMap(({ debut }) => debut ?? []));
        const told = deadlines.filter(({ rule }) => rule === 'responsabilite').map(({ due }) => due);
        expect(told).toEqual([...starts].sort());
      }),
      runs(18, 150),
    );
  });

  it('are those of the préfet’s decision: one delay for each demande that counts, to the day on which silence refuses', () => {
    fc.assert(
      fc.property(liabilities, (events) => {
        const { periodes: found, deadlines } = chronologyOf(inOrder(events));
        const decisions = deadlines.filter(({ rule }) => rule === 'decisionCfp');
        expect(decisions.map(({ from }) => from.date).sort()).toEqual([
          // An express refusal whose demande nobody told is its answer already.
          ...new Set(found.flatMap(({ demande }) => (demande.name === 'cfpRefuse' ? [] : [demande.date]))),
        ]);
        for (const { demande, refus } of found)
          if (refus && !refus.expres)
            expect(decisions.find(({ from }) => from.date === demande.date)?.due).toBe(refus.date);
      }),
      runs(20),
    );
  });

  it('come of no landlord’s letter, and of no silence while the préfet is not known to have the commandement', () => {
    fc.assert(
      fc.property(liabilities, (events) => {
        const letters = events
          .filter(({ kind }) => kind !== 'receptionPrefet')
          .map((event) => (event.kind === 'demandeCfp' ? { ...event, sender: 'bailleur-x' } : event));
        for (const { demande } of periodes(letters))
          expect(['protocoleDenonce', 'cfpRefuse']).toContain(demande.name);
        for (const { refus } of periodes(untold(events)))
          expect(refus === undefined || refus.expres).toBe(true);
      }),
      runs(19, 150),
    );
  });
});
