import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chronologyOf } from '../../shared/domain/case/chronology.ts';
import { episodesOf } from '../../shared/domain/case/episodes.ts';
import type { CaseEvent } from '../../shared/domain/events/case-event.ts';
import { inOrder } from '../../shared/domain/events/compare-events.ts';
import { marksOf } from '../../shared/domain/procedure/marks-of.ts';
import { type Draft, eventsOf, procedures } from '../support/procedures.ts';

const d = (kind: string, actDate: string, over: object = {}): Draft => ({ kind, actDate, ...over });
const split = (ordered: readonly CaseEvent[]) => episodesOf(ordered, marksOf(ordered));
const episodes = (...drafts: Draft[]) => split(inOrder(eventsOf(...drafts)));
/** How many episodes, and the first day of the last one. */
const shape = (...drafts: Draft[]) => {
  const found = episodes(...drafts);
  return [found.length, found.at(-1)?.events[0]?.actDate];
};

const impaye = d('impaye', '2022-01-10');
const cp = (actDate: string) => d('commandementDePayer', actDate);
const assigned = (actDate: string) => d('assignation', actDate);
const paid = d('paiement', '2022-05-02', { solde: 0 });
const left = d('departVolontaire', '2022-05-02');

/** What ended a procedure, what came next, and whether that begins another. */
const table: [string, Draft[], Draft, boolean][] = [
  ['paid, then unpaid again', [impaye, cp('2022-02-07'), paid], d('impaye', '2024-01-08'), true],
  ['paid, then a body is seized again', [impaye, paid], d('saisineOrganisme', '2024-01-08'), true],
  ['paid, then a commandement', [impaye, paid], cp('2024-01-08'), true],
  ['paid, then a commandement the day after', [impaye, paid], cp('2022-05-03'), true],
  ['paid, then a commandement the same day', [impaye, paid], cp('2022-05-02'), false],
  [
    'paid, and the old debt is signalled late',
    [impaye, paid],
    d('impaye', '2022-06-07', { sender: 'bailleur-x', dateConstitution: '2022-01-10' }),
    false,
  ],
  [
    'paid, then a congé: what came after does not say why one owed',
    [impaye, paid],
    d('conge', '2024-01-08', { motif: 'congeVente' }),
    true,
  ],
  ['paid in part', [impaye, d('paiement', '2022-05-02', { solde: 1 })], cp('2024-01-08'), false],
  ['left, then an assignation', [impaye, left], assigned('2024-01-08'), true],
  ['left, then a congé', [impaye, left], d('conge', '2024-01-08', { motif: 'congeVente' }), true],
  ['left, then a formal notice', [impaye, left], d('miseEnDemeure', '2024-01-08'), true],
  ['left, and the debt is signalled', [impaye, left], d('impaye', '2024-01-08'), false],
  [
    'left, and the judge decides',
    [impaye, left],
    d('decision', '2024-01-08', { issue: 'resiliation' }),
    false,
  ],
  [
    'left, and a commandement de quitter',
    [impaye, left],
    d('commandementDeQuitterLesLieux', '2024-01-08'),
    false,
  ],
  ['rehoused', [impaye, d('relogement', '2022-05-02')], cp('2024-01-08'), true],
  ['evicted', [impaye, d('procesVerbal', '2022-05-02', { nature: 'expulsion' })], cp('2024-01-08'), true],
  [
    'a rehousing that is only assured',
    [impaye, d('relogement', '2022-05-02', { etat: 'assure' })],
    cp('2024-01-08'),
    false,
  ],
  ['nothing ended', [impaye, cp('2022-02-07')], cp('2024-01-08'), false],
];

describe('another episode of a case', () => {
  it.each(table)('%s', (_, before, next, another) => {
    expect(shape(...before, next)).toEqual(another ? [2, next.actDate] : [1, before[0]?.actDate]);
  });

  it('says how the one before ended, and there may be several', () => {
    const found = episodes(
      impaye,
      paid,
      cp('2023-03-06'),
      d('paiement', '2023-05-09', { solde: 0 }),
      cp('2024-01-08'),
    );
    expect(found.map(({ end }) => end)).toEqual([
      { stage: 'detteSoldee', on: '2022-05-02' },
      { stage: 'detteSoldee', on: '2023-05-09' },
      undefined,
    ]);
  });
});

describe('what the current episode is judged on', () => {
  const judged = (...drafts: Draft[]) => chronologyOf(inOrder(eventsOf(...drafts)));
  const before = [impaye, d('saisineCcapex', '2022-01-17'), cp('2022-02-07'), assigned('2022-04-11'), paid];

  it('is nothing of the one before: its acts satisfy no duty', () => {
    const { deadlines, flags } = judged(...before, assigned('2024-01-08'));
    expect(deadlines.every(({ from }) => from.date >= '2024-01-08')).toBe(true);
    expect(flags.map(({ code }) => code)).toContain('assignationSansCommandementDePayer');
    expect(judged(...before).flags.map(({ code }) => code)).not.toContain(
      'assignationSansCommandementDePayer',
    );
  });

  it('but what is still open about the persons: a surendettement, a suspension, a measure', () => {
    const open = [
      d('surendettement', '2022-03-07', { etape: 'recevabilite' }),
      d('suspensionExpulsion', '2022-03-14', { fin: '2024-03-14' }),
      d('accompagnement', '2022-03-21', { mesure: 'asll', etat: 'ouverte', sender: 'mds-meaux' }),
    ];
    const { marks, situation } = judged(...before, ...open, cp('2024-01-08'));
    expect(marks.map(({ name }) => name)).toEqual([
      'surendettementRecevable',
      'suspensionExpulsion',
      'asllOuverte',
      'commandementDePayer',
    ]);
    expect(situation.accompagnants).toEqual(['mds-meaux']);
  });

  it('and what is known of the landlord, where the new acts do not say it; not what was owed, nor why', () => {
    const habitat = {
      bailleur: { nom: 'Habitat', nature: 'personneMorale' },
      parc: 'social',
      loyer: 500,
      dette: 900,
    };
    const { situation } = judged(
      { ...impaye, ...habitat },
      left,
      d('assignation', '2024-01-08', { motif: 'congeVente' }),
    );
    expect(situation).toMatchObject({
      motif: 'congeVente',
      otherMotifs: [],
      parc: 'social',
      bailleur: { nom: 'Habitat', nature: 'personneMorale' },
      loyer: 500,
      dette: undefined,
    });
  });

  it('keeps the earlier ones', () => {
    const { earlier } = judged(...before, cp('2024-01-08'));
    expect(earlier.map(({ events }) => events.length)).toEqual([before.length]);
    expect(judged(...before).earlier).toEqual([]);
  });
});

describe('the episodes of any case', () => {
  const ids = (events: readonly CaseEvent[]) => events.map(({ id }) => id);

  it('hold each event once, in order, and all but the last one ended', () => {
    fc.assert(
      fc.property(procedures, (events) => {
        const ordered = inOrder(events);
        const found = split(ordered);
        expect(found.flatMap((one) => ids(one.events))).toEqual(ids(ordered));
        expect(found.at(-1)?.end).toBeUndefined();
        for (const [index, { events: own, end }] of found.slice(0, -1).entries()) {
          expect(own.length).toBeGreaterThan(0);
          const next = found[index + 1]?.events[0]?.actDate ?? '';
          expect(end !== undefined && end.on < next).toBe(true);
        }
      }),
      { seed: 77, numRuns: 400 },
    );
  });

  it('do not depend on the order in which the events came, nor on repeats', () => {
    fc.assert(
      fc.property(procedures, (events) => {
        const again = inOrder([...events].reverse().concat(events));
        expect(chronologyOf(again)).toEqual(chronologyOf(inOrder(events)));
      }),
      { seed: 77, numRuns: 150 },
    );
  });
});
