import { describe, expect, it } from 'vitest';
import { addDays, addMonths, type CivilDate } from '../../shared/domain/calendar/civil-date.ts';
import { outOfTreve, treveOn } from '../../shared/domain/calendar/treve.ts';
import { addWorkingDays, workingDayFrom } from '../../shared/domain/calendar/working-days.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { chronologyOf } from '../../shared/domain/case/chronology.ts';
import { alertsOf } from '../../shared/domain/delays/alerts.ts';
import { statusAt } from '../../shared/domain/delays/deadline.ts';
import { explain } from '../../shared/domain/delays/explain.ts';
import type { RuleName } from '../../shared/domain/delays/rules/all.ts';
import { inOrder } from '../../shared/domain/events/compare-events.ts';
import { nameAt } from '../../shared/domain/notices/names.ts';
import { named } from '../../shared/domain/procedure/mark.ts';
import { suspensionsOf } from '../../shared/domain/responsabilite/periodes.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

/** Dates worked out by hand from the texts, each a row. Those that the hub does not watch show how such a delay is counted. */
const told = (...drafts: Draft[]) => chronologyOf(inOrder(eventsOf(...drafts)));
const d = (kind: string, actDate: string, over: object = {}): Draft => ({ kind, actDate, ...over });
const weeks = (valeur: number) => ({ delai: { valeur, unite: 'semaines' } });
const months = (valeur: number) => ({ delai: { valeur, unite: 'mois' } });
const heard = (dateAudience: string, actDate: string): Draft => d('assignation', actDate, { dateAudience });
const morale = { bailleur: { nature: 'personneMorale' } };

type Row = [RuleName, string, Draft[], CivilDate | undefined];

describe('delays of rent debt', () => {
  it.each<Row>([
    [
      'effetCommandementDePayer',
      '6 weeks end on a Saturday',
      [d('commandementDePayer', '2026-10-03', weeks(6))],
      '2026-11-16',
    ],
    [
      'effetCommandementDePayer',
      '6 weeks end at Christmas',
      [d('commandementDePayer', '2026-11-13', weeks(6))],
      '2026-12-28',
    ],
    [
      'effetCommandementDePayer',
      'two months',
      [d('commandementDePayer', '2026-11-13', months(2))],
      '2027-01-13',
    ],
    [
      'effetCommandementDePayer',
      'a lease of 2019, nothing stated',
      [d('commandementDePayer', '2026-11-02', { dateBail: '2019-06-01' })],
      '2027-01-04',
    ],
    [
      'effetCommandementDePayer',
      'a lease of 2024, nothing stated',
      [d('commandementDePayer', '2026-11-02', { dateBail: '2024-06-01' })],
      '2026-12-14',
    ],
    [
      'effetCommandementDePayer',
      'a lease whose date nobody told: the longer delay',
      [d('commandementDePayer', '2026-11-02')],
      '2027-01-04',
    ],
    [
      'notificationPrefet',
      'the hearing of the Cour de cassation’s opinion',
      [heard('2025-05-12', '2025-03-03')],
      '2025-03-30',
    ],
    ['notificationPrefet', 'hearing of 15 January 2027', [heard('2027-01-15', '2026-11-02')], '2026-12-03'],
    ['notificationPrefet', 'hearing of 16 February 2027', [heard('2027-02-16', '2026-11-02')], '2027-01-04'],
    [
      'notificationPrefet',
      'hearing of 18 January 2027: a Sunday stays',
      [heard('2027-01-18', '2026-11-02')],
      '2026-12-06',
    ],
    [
      'notificationPrefet',
      'before the law of 2023: two months',
      [heard('2023-09-30', '2023-07-10')],
      '2023-07-30',
    ],
    [
      'entretienDiagnostic',
      'body seized on 14 December 2026',
      [d('demandeEnqueteSociale', '2026-12-14', { moment: 'assignation' })],
      '2027-01-06',
    ],
    [
      'diagnosticAvantAudience',
      'hearing of 16 February 2027',
      [heard('2027-02-16', '2026-11-02')],
      '2027-02-09',
    ],
    ['diagnosticCcapex', 'hearing of 16 February 2027', [heard('2027-02-16', '2026-11-02')], '2027-02-09'],
    [
      'saisineCcapexAvantAssignation',
      'referral of 30 November 2026',
      [d('saisineCcapex', '2026-11-30', morale)],
      '2027-02-01',
    ],
    [
      'delaiCommandementDeQuitter',
      'of an adjudication, 30 November 2026',
      [
        d('adjudication', '2026-10-01'),
        d('commandementDeQuitterLesLieux', '2026-11-30', { prefetInformeLe: '2026-11-30' }),
      ],
      '2027-02-01',
    ],
    [
      'finSuspension',
      'ordered on 15 October 2026',
      [d('suspensionExpulsion', '2026-10-15', { fin: '2028-10-15' })],
      '2028-10-15',
    ],
  ])('%s: %s', (rule, _, drafts, due) => {
    expect(
      told(...drafts)
        .deadlines.filter((one) => one.rule === rule)
        .map((one) => one.due),
    ).toEqual([due]);
  });
});

describe('an unpaid rent', () => {
  const impaye = (actDate: string, over: object): Draft => d('impaye', actDate, { sender: 'caf', ...over });

  it.each<[string, Draft, CivilDate, CivilDate]>([
    [
      'first default 05/12/2026, 120 € still due',
      impaye('2027-03-05', { premierImpayeLe: '2026-12-05', dette: 12_000 }),
      '2027-03-05',
      '2027-05-05',
    ],
    [
      'first default 05/01/2027, 460 € on 05/02/2027',
      impaye('2027-02-05', { premierImpayeLe: '2027-01-05', dette: 46_000 }),
      '2027-02-05',
      '2027-04-05',
    ],
    [
      'first default 10/02/2027, 450.00 € and no more',
      impaye('2027-03-10', { premierImpayeLe: '2027-02-10', dette: 45_000 }),
      '2027-05-10',
      '2027-07-10',
    ],
    [
      'old law, constituted 05/10/2026',
      impaye('2026-10-20', { dateConstitution: '2026-10-05' }),
      '2026-10-05',
      '2026-12-05',
    ],
  ])('%s', (_, event, constituted, report) => {
    const { marks, deadlines } = told({ ...event, sender: 'bailleur-x' });
    expect(named(marks, 'impayeConstitue').map(({ date }) => date)).toEqual([constituted]);
    expect(deadlines.find(({ rule }) => rule === 'signalementImpaye')?.due).toBe(report);
  });

  it('a plan asked for on 30 November 2026 goes on to 30 May 2027, said to be confirmed, and nobody is told that it has passed', () => {
    const plan = told(impaye('2026-11-30', { suites: ['planDemande'] })).deadlines.find(
      ({ rule }) => rule === 'planApurement',
    );
    expect(plan).toMatchObject({ due: '2027-05-30', became: { kind: 'enCours' } });
    expect(plan && explain(plan).join(' ')).toContain('régime à confirmer (décret n° 2026-84, art. 5)');
    expect(plan && alertsOf([plan], '2026-11-30')).toEqual([]);
  });

  it.each<[string, string, CivilDate, string[]]>([
    ['planDemande', 'planApurement', '2026-11-30', ['ouvert', 'suspendu', 'suspendu']],
    ['fsl', 'reponseFsl', '2026-11-30', ['ouvert', 'suspendu', 'suspendu']],
    // Its last day was before the law changed: it was late then, and stays so.
    ['planDemande', 'planApurement', '2026-06-30', ['echu', 'echu', 'echu']],
    ['planDemande', 'planApurement', '2026-07-01', ['ouvert', 'suspendu', 'suspendu']],
  ])(
    'a delay of before 2027 (%s, %s) asked %s stops being counted that day',
    (suite, rule, asked, wanted) => {
      const delay = told(impaye(asked, { suites: [suite] })).deadlines.find((one) => one.rule === rule);
      const days = ['2026-12-31', '2027-01-01', '2027-09-01'];
      expect(days.map((day) => delay && statusAt(delay, day))).toEqual(wanted);
    },
  );

  it('it is then no longer the next thing due', () => {
    const events = eventsOf(impaye('2026-11-30', { suites: ['planDemande'] }));
    expect(caseOf(events, '2026-12-31').nextDue).toEqual({ rule: 'regimeImpaye', due: '2027-01-01' });
    expect(caseOf(events, '2027-01-02').nextDue?.rule).not.toBe('planApurement');
  });

  it('a plan that ends before 2027 is counted', () => {
    const plan = told(impaye('2026-06-30', { suites: ['planDemande'] })).deadlines.find(
      ({ rule }) => rule === 'planApurement',
    );
    expect(plan?.due).toBe('2026-12-30');
  });

  it.each([
    ['2026-12-31', ['2027-01-01']],
    ['2027-01-01', []],
  ])('signalled on %s, its regime is to be confirmed: %j', (actDate, due) => {
    const rules = told(impaye(actDate, {})).deadlines.filter(({ rule }) => rule === 'regimeImpaye');
    expect(rules.map((one) => one.due)).toEqual(due);
  });

  it.each([
    ['2027-03-03', '2027-04-01'],
    ['2027-03-31', '2027-04-01'],
    ['2027-04-01', '2027-05-01'],
  ])('a suspension notified on %s stops the aid on %s', (notifieeLe, stops) => {
    const { marks } = told(
      d('decisionCcapex', '2027-03-01', { aide: 'suspension', notifieeLe, sender: 'ccapex' }),
    );
    expect(named(marks, 'aideSuspendue').map(({ date }) => date)).toEqual([stops]);
  });
});

describe('the judge’s suspension', () => {
  const until = (...drafts: Draft[]) => suspensionsOf(told(...drafts).marks).map(({ end }) => end);

  it.each<[string, Draft[], CivilDate]>([
    ['two years at most', [d('suspensionExpulsion', '2026-10-15')], '2028-10-15'],
    [
      'ends with a plan',
      [d('suspensionExpulsion', '2026-10-15'), d('surendettement', '2027-03-20', { etape: 'planApprouve' })],
      '2027-03-20',
    ],
    ['two years from a last day of February', [d('suspensionExpulsion', '2026-02-28')], '2028-02-28'],
    [
      'ends with a rétablissement personnel',
      [
        d('suspensionExpulsion', '2026-10-15'),
        d('surendettement', '2027-01-04', { etape: 'retablissementPersonnel' }),
      ],
      '2027-01-04',
    ],
  ])('%s', (_, drafts, end) => {
    expect(until(...drafts)).toEqual([end]);
  });
});

describe('the trêve hivernale', () => {
  it.each<[CivilDate, CivilDate | undefined]>([
    ['2026-10-31', undefined],
    ['2026-11-01', '2027-03-31'],
    ['2027-03-31', '2027-03-31'],
    ['2027-04-01', undefined],
    ['2020-07-10', '2020-07-10'],
    ['2020-07-11', undefined],
    ['2021-05-31', '2021-05-31'],
    ['2014-03-15', '2014-03-15'],
    ['2014-03-16', undefined],
    ['2015-03-16', '2015-03-31'],
  ])('on %s lasts to %s', (day, end) => {
    expect(treveOn(day)?.end).toBe(end);
  });

  it('a concours granted on 15 December 2026 can be carried out from 1 April 2027', () => {
    expect(outOfTreve('2026-12-15')).toBe('2027-04-01');
  });
});

describe('how a delay is counted', () => {
  const forward = (from: CivilDate, n: number): CivilDate => workingDayFrom(addDays(from, n));
  it.each<[string, CivilDate, CivilDate]>([
    ['15 days from 18 December 2026, moved', forward('2026-12-18', 15), '2027-01-04'],
    [
      'a month from 30 January 2027, moved from a Sunday',
      workingDayFrom(addMonths('2027-01-30', 1)),
      '2027-03-01',
    ],
    ['two months from 31 December', addMonths('2026-12-31', 2), '2027-02-28'],
    ['six weeks are 42 days', addDays('2025-03-31', 42), '2025-05-12'],
    ['backwards, 15 days before a hearing of 2 March 2027: J−16', addDays('2027-03-02', -16), '2027-02-14'],
    ['backwards, 8 days before a hearing of 31 July 2024', addDays('2024-07-31', -9), '2024-07-22'],
    ['five working days before 16 February 2027', addWorkingDays('2027-02-16', -5), '2027-02-09'],
    ['five clear working days before 16 February 2027', addWorkingDays('2027-02-16', -6), '2027-02-08'],
    ['six months before a lease ends on 30 June 2027', addMonths('2027-06-30', -6), '2026-12-30'],
    ['six months before a lease ends on 31 August 2027', addMonths('2027-08-31', -6), '2027-02-28'],
    [
      'a default judgment of 10 June 2026 is served within six months',
      addMonths('2026-06-10', 6),
      '2026-12-10',
    ],
    ['a protocol of 15 January 2026, two years', addMonths('2026-01-15', 24), '2028-01-15'],
    ['the same, three years', addMonths('2026-01-15', 36), '2029-01-15'],
    [
      'an ordonnance de protection of 20 November 2026, twelve months',
      addMonths('2026-11-20', 12),
      '2027-11-20',
    ],
    ['a rétablissement personnel of 31 December 2025, two years', addMonths('2025-12-31', 24), '2027-12-31'],
  ])('%s', (_, counted, day) => {
    expect(counted).toBe(day);
  });
});

describe('names by the day of the act', () => {
  it.each<[Parameters<typeof nameAt>[0], CivilDate, string]>([
    ['service', '2021-03-15', 'DDCS'],
    ['service', '2021-05-15', 'DDETS'],
    ['officier', '2022-06-30', 'huissier de justice'],
    ['officier', '2022-07-01', 'commissaire de justice'],
    ['juge', '2019-12-31', 'juge du tribunal d’instance'],
    ['juge', '2020-01-01', 'juge des contentieux de la protection'],
  ])('%s on %s: %s', (what, day, name) => {
    expect(nameAt(what, day)).toBe(name);
  });
});
