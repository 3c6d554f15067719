import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delaysGuide } from '../../cli/build/delays-guide.ts';
import { addDays, type CivilDate, daysBetween } from '../../shared/domain/calendar/civil-date.ts';
import { isWorkingDay } from '../../shared/domain/calendar/working-days.ts';
import { chronologyOf } from '../../shared/domain/case/chronology.ts';
import type { Deadline } from '../../shared/domain/delays/deadline.ts';
import { refusImplicites } from '../../shared/domain/delays/deadlines-of.ts';
import { applyLength, lengthInFrench } from '../../shared/domain/delays/length.ts';
import { type RuleName, rules } from '../../shared/domain/delays/rules/all.ts';
import { currentAudience } from '../../shared/domain/delays/rules/judiciaire.ts';
import { inOrder } from '../../shared/domain/events/compare-events.ts';
import { marksOf } from '../../shared/domain/procedure/marks-of.ts';
import { type Draft, eventsOf, procedures } from '../support/procedures.ts';

const d = (kind: string, actDate: string, over: object = {}): Draft => ({ kind, actDate, ...over });
const all = (...drafts: Draft[]): Deadline[] => chronologyOf(inOrder(eventsOf(...drafts))).deadlines;
const of = (rule: RuleName, ...drafts: Draft[]): Deadline[] =>
  all(...drafts).filter((deadline) => deadline.rule === rule);
const outcomes = (rule: RuleName, ...drafts: Draft[]) => of(rule, ...drafts).map(({ became }) => became);

describe('the rules', () => {
  it('are those that agents read in docs/guides/echeances.md: sources, lengths, who is told, what settles each', async () => {
    // The committed page has its tables aligned by the formatter.
    const plain = (text: string): string => text.replace(/[\s-]+/g, ' ');
    expect(plain(delaysGuide())).toBe(plain(await readFile('docs/guides/echeances.md', 'utf8')));
  });

  it('of information between partners are not carried over, whatever the day they end', () => {
    const carried = rules.filter(({ report }) => report.applies).map(({ name }) => name);
    expect(carried).toEqual([
      'saisineCcapexAvantAssignation',
      'effetCommandementDePayer',
      'assignationAvantAudience',
      'delaiCommandementDeQuitter',
    ]);
  });

  it('that ask something by the day of another delay name one that exists', () => {
    const asked = rules.flatMap(({ alerts }) => alerts.flatMap(({ answerBy }) => answerBy ?? []));
    expect(asked).toEqual(['enqueteAvantAudience', 'enqueteAvantDecisionCfp']);
    for (const name of asked) expect(rules.map((rule): string => rule.name)).toContain(name);
  });
});

describe('a length', () => {
  it.each([
    [{ value: 1, unit: 'mois' }, '1 mois', '2026-02-28', '2025-12-31'],
    [{ value: 2, unit: 'mois' }, '2 mois', '2026-03-31', '2025-11-30'],
    [{ value: 1, unit: 'semaines' }, '1 semaine', '2026-02-07', '2026-01-24'],
    [{ value: 6, unit: 'semaines' }, '6 semaines', '2026-03-14', '2025-12-20'],
    [{ value: 1, unit: 'jours' }, '1 jour', '2026-02-01', '2026-01-30'],
    [{ value: 15, unit: 'jours' }, '15 jours', '2026-02-15', '2026-01-16'],
    [{ value: 1, unit: 'joursOuvres' }, '1 jour ouvré', '2026-02-02', '2026-01-30'],
    [{ value: 5, unit: 'joursOuvres' }, '5 jours ouvrés', '2026-02-06', '2026-01-26'],
    [{ value: 0, unit: 'jours' }, '0 jour', '2026-01-31', '2026-01-31'],
  ] as const)(
    '%o, said «%s», takes Saturday 31 January 2026 to %s, and back to %s',
    (length, said, after, before) => {
      expect(lengthInFrench(length)).toBe(said);
      expect(applyLength('2026-01-31', length, 1)).toBe(after);
      expect(applyLength('2026-01-31', length, -1)).toBe(before);
    },
  );
});

const particulier = { bailleur: { nature: 'personnePhysique' } };
const commandement = (over: object, actDate = '2026-03-02'): Draft[] => [
  d('commandementDePayer', actDate, { ...particulier, ...over }),
];
const impaye = (over: object): Draft => d('impaye', '2026-01-05', over);
const saisine = (over: object): Draft[] => [d('saisineCcapex', '2026-01-15', over)];

/** Whether a rule runs for a case, and what decides it. */
const runs: [RuleName, string, Draft[], boolean][] = [
  [
    'saisineCcapexAvantAssignation',
    'a legal person',
    saisine({ bailleur: { nature: 'personneMorale' } }),
    true,
  ],
  ['saisineCcapexAvantAssignation', 'a social landlord, whatever it is', saisine({ parc: 'social' }), true],
  ['saisineCcapexAvantAssignation', 'a private person', saisine(particulier), false],
  ['saisineCcapexAvantAssignation', 'nobody knows who', saisine({}), false],
  ['signalementCommandementCcapex', 'two rents', commandement({ loyer: 500, dette: 1000 }), true],
  ['signalementCommandementCcapex', 'less than two rents', commandement({ loyer: 500, dette: 999 }), false],
  ['signalementCommandementCcapex', 'no rent known', commandement({ dette: 1000 }), false],
  ['signalementCommandementCcapex', 'no debt known', commandement({ loyer: 500 }), false],
  ['signalementCommandementCcapex', 'a free dwelling', commandement({ loyer: 0, dette: 1000 }), false],
  [
    'signalementCommandementCcapex',
    'a family SCI',
    commandement({ loyer: 500, dette: 1000, bailleur: { nature: 'sciFamiliale' } }),
    true,
  ],
  [
    'signalementCommandementCcapex',
    'a legal person, whatever is owed',
    commandement({ loyer: 500, dette: 9000, bailleur: { nature: 'personneMorale' } }),
    false,
  ],
  [
    'signalementCommandementCcapex',
    'two months of arrears, whatever is owed',
    [impaye({ impayeDepuis: '2026-01' }), ...commandement({})],
    true,
  ],
  [
    'signalementCommandementCcapex',
    'two months to the day',
    [impaye({ impayeDepuis: '2026-01' }), ...commandement({}, '2026-03-01')],
    true,
  ],
  [
    'signalementCommandementCcapex',
    'a day under two months',
    [impaye({ impayeDepuis: '2026-01' }), ...commandement({}, '2026-02-28')],
    false,
  ],
  [
    'signalementCommandementCcapex',
    'three months before the law of 2023',
    [impaye({ impayeDepuis: '2023-05' }), ...commandement({}, '2023-07-28')],
    false,
  ],
  [
    'signalementCommandementCcapex',
    'and two from the day it is in force',
    [impaye({ impayeDepuis: '2023-05' }), ...commandement({}, '2023-07-29')],
    true,
  ],
  [
    'protocoleAvantDecisionCfp',
    'a social landlord',
    [impaye({ parc: 'social' }), d('demandeCfp', '2026-08-03')],
    true,
  ],
  [
    'protocoleAvantDecisionCfp',
    'a private one',
    [impaye({ parc: 'prive' }), d('demandeCfp', '2026-08-03')],
    false,
  ],
  [
    'protocoleAEtudier',
    'a private landlord',
    [impaye({ parc: 'prive' }), d('decision', '2026-03-02', { issue: 'resiliation' })],
    false,
  ],
  [
    'protocoleAEtudier',
    'an instalment missed resolves the lease too',
    [impaye({ parc: 'social' }), d('echeance', '2026-03-05', { date: '2026-03-05', etat: 'manquee' })],
    true,
  ],
  [
    'finDelaiDePaiement',
    'time to pay without an end',
    [d('decision', '2026-03-02', { issue: 'delaiDePaiement' })],
    false,
  ],
  [
    'delaiPourQuitter',
    'time to leave without an end',
    [d('decision', '2026-03-02', { issue: 'delaiPourQuitter' })],
    false,
  ],
  ['finSuspension', 'a suspension without an end', [d('suspensionExpulsion', '2026-03-02')], false],
  ['entretienDiagnostic', 'another motif', [d('assignation', '2026-03-02', { motif: 'congeVente' })], false],
  ['entretienDiagnostic', 'no motif known', [d('assignation', '2026-03-02')], true],
  ['entretienDiagnostic', 'the first day of the decree', [d('assignation', '2021-01-08')], true],
  ['planApurement', 'the last day of the charter’s own delay', [impaye({ suites: ['planDemande'] })], true],
  [
    'avisSuspension',
    'the police asked for while a file is open',
    [d('surendettement', '2026-01-10', { etape: 'depot' }), d('demandeCfp', '2026-08-03')],
    true,
  ],
];

describe('a rule runs', () => {
  it.each(runs)('%s: %s, %3$s', (rule, _, drafts, expected) => {
    expect(of(rule, ...drafts).length > 0).toBe(expected);
  });
});

const cql = (actDate: string, over: object = {}): Draft => d('commandementDeQuitterLesLieux', actDate, over);
const quitter = (actDate: string, months: number): Draft =>
  d('decision', actDate, { issue: 'delaiPourQuitter', delaiAccordeMois: months });
const cfp = (actDate: string): Draft => d('demandeCfp', actDate);
const audience = (actDate: string, dateAudience: string): Draft =>
  d('assignation', actDate, { dateAudience });

/** Rule, what happened, from when it is counted and why, its last day and why it moved, and the day on which it became known. */
const moves: [string, RuleName, Draft[], object][] = [
  [
    'the préfet is told the same day',
    'delaiCommandementDeQuitter',
    [cql('2026-02-02', { prefetInformeLe: '2026-02-02' })],
    { start: undefined, due: '2026-04-02' },
  ],
  [
    'the préfet is told later',
    'delaiCommandementDeQuitter',
    [cql('2026-02-02', { prefetInformeLe: '2026-02-04' })],
    { start: { date: '2026-02-04', why: expect.stringContaining('préfet est informé') }, due: '2026-04-07' },
  ],
  [
    'the préfet was told of an earlier commandement only',
    'delaiCommandementDeQuitter',
    [cql('2026-01-05', { prefetInformeLe: '2026-01-05' }), cql('2026-02-02')],
    { due: undefined, became: { kind: 'suspendu', why: expect.stringContaining('L412-5') } },
  ],
  [
    'the judge’s time ends with the delay',
    'delaiCommandementDeQuitter',
    [quitter('2026-01-02', 3), cql('2026-02-02', { prefetInformeLe: '2026-02-02' })],
    { moved: undefined, due: '2026-04-02' },
  ],
  [
    'the judge’s time ends after it: the longest counts',
    'delaiCommandementDeQuitter',
    [
      quitter('2026-01-05', 6),
      quitter('2026-01-06', 4),
      cql('2026-02-02', { prefetInformeLe: '2026-02-02' }),
    ],
    {
      moved: { date: '2026-07-05', knownOn: '2026-01-05', why: expect.stringContaining('L412-3') },
      reported: '2026-04-02',
      due: '2026-07-05',
    },
  ],
  [
    'two delays of the judge to one day: known from the first',
    'delaiCommandementDeQuitter',
    [
      quitter('2026-01-05', 6),
      quitter('2026-02-05', 5),
      cql('2026-02-02', { prefetInformeLe: '2026-02-02' }),
    ],
    {
      moved: { date: '2026-07-05', knownOn: '2026-01-05', why: expect.stringContaining('L412-3') },
      due: '2026-07-05',
    },
  ],
  [
    'a request on the last day of the commandement',
    'decisionCfp',
    [cql('2026-02-02', { prefetInformeLe: '2026-02-02' }), cfp('2026-04-02')],
    { start: undefined, due: '2026-06-02' },
  ],
  [
    'a request the day before',
    'decisionCfp',
    [cql('2026-02-02', { prefetInformeLe: '2026-02-02' }), cfp('2026-04-01')],
    { start: { date: '2026-04-02', why: expect.stringContaining('demande prématurée') }, due: '2026-06-02' },
  ],
  [
    'a request on the day of the commandement',
    'decisionCfp',
    [cql('2026-02-02', { prefetInformeLe: '2026-02-02' }), cfp('2026-02-02')],
    { start: { date: '2026-04-02', why: expect.stringContaining('demande prématurée') }, due: '2026-06-02' },
  ],
  [
    'a request after a commandement nobody told the préfet of',
    'decisionCfp',
    [cql('2026-02-02'), cfp('2026-02-20')],
    { start: undefined, due: '2026-04-20' },
  ],
  [
    'a request before a commandement',
    'decisionCfp',
    [cfp('2026-02-20'), cql('2026-03-02', { prefetInformeLe: '2026-03-02' })],
    { start: undefined, due: '2026-04-20' },
  ],
  [
    'a request after two commandements: the last counts',
    'decisionCfp',
    [
      cql('2025-06-02', { prefetInformeLe: '2025-06-02' }),
      cql('2026-02-02', { prefetInformeLe: '2026-02-02' }),
      cfp('2026-03-02'),
    ],
    { start: { date: '2026-04-02' } },
  ],
  [
    'a grant out of the trêve',
    'compteRenduCfp',
    [d('decisionCfp', '2026-06-10', { issue: 'accord' })],
    { start: undefined, due: '2026-06-25' },
  ],
  [
    'a grant in the trêve',
    'compteRenduCfp',
    [d('decisionCfp', '2026-11-10', { issue: 'accord' })],
    { start: { date: '2027-04-01', why: expect.stringContaining('trêve hivernale') } },
  ],
  [
    'a grant put off',
    'compteRenduCfp',
    [d('decisionCfp', '2026-06-10', { issue: 'sursis', jusquAu: '2026-08-31' })],
    { start: { date: '2026-08-31', why: 'départ à la fin du sursis' } },
  ],
  [
    'a grant put off into the trêve',
    'compteRenduCfp',
    [d('decisionCfp', '2026-06-10', { issue: 'sursis', jusquAu: '2026-12-01' })],
    { start: { date: '2027-04-01', why: expect.stringContaining('trêve hivernale') } },
  ],
  [
    'a grant put off to a day that is past',
    'compteRenduCfp',
    [d('decisionCfp', '2026-06-10', { issue: 'sursis', jusquAu: '2026-06-01' })],
    { start: undefined, due: '2026-06-25' },
  ],
];

describe('where a delay starts and ends', () => {
  it.each(moves)('%s (%s)', (_, rule, drafts, expected) => {
    expect(of(rule, ...drafts).at(-1)).toMatchObject(expected);
  });

  it('is known from the day its last piece came', () => {
    const [late] = of(
      'delaiCommandementDeQuitter',
      { ...cql('2026-02-02'), receivedAt: '2026-02-03T08:00:00.000Z' },
      { ...cql('2026-02-02', { prefetInformeLe: '2026-02-04' }), receivedAt: '2026-03-03T08:00:00.000Z' },
    );
    expect(late?.knownOn).toBe('2026-03-03');
    const [moved] = of('delaiCommandementDeQuitter', cql('2026-02-02', { prefetInformeLe: '2026-02-02' }), {
      ...quitter('2026-01-05', 6),
      receivedAt: '2026-03-20T08:00:00.000Z',
    });
    expect(moved?.knownOn).toBe('2026-03-20');
  });

  it('follows the rule of the act’s day, or of the lease’s where the act gives it', () => {
    const lengths = (over: object, actDate: string) =>
      of('effetCommandementDePayer', d('commandementDePayer', actDate, over)).map(({ length, lengthBy }) => [
        length.value,
        length.unit,
        lengthBy,
      ]);
    expect(lengths({}, '2023-07-28')).toEqual([[2, 'mois', 'regle']]);
    expect(lengths({}, '2023-07-29')).toEqual([[6, 'semaines', 'regle']]);
    expect(lengths({ dateBail: '2023-07-28' }, '2026-03-02')).toEqual([[2, 'mois', 'regle']]);
    expect(lengths({ delai: { valeur: 3, unite: 'mois' } }, '2026-03-02')).toEqual([[3, 'mois', 'acte']]);
  });

  it('is never a day off for an act of the procedure, and never earlier than counted', () => {
    fc.assert(
      fc.property(procedures, (events) => {
        for (const { report, counted, reported, due, moved } of chronologyOf(inOrder(events)).deadlines) {
          if (counted === undefined || reported === undefined) continue;
          expect(reported >= counted && daysBetween(counted, reported) <= 4).toBe(true);
          if (report.applies) expect(isWorkingDay(reported)).toBe(true);
          else expect(reported).toBe(counted);
          expect(due).toBe(moved?.date ?? reported);
        }
      }),
      { seed: 77, numRuns: 60 },
    );
  });
});

describe('the commandement’s delay that the judge changed', () => {
  const ordered = (actDate: string, delaiCommandementMois?: number): Draft =>
    d('decision', actDate, { issue: 'resiliation', delaiCommandementMois });
  const notified = cql('2026-02-02', { prefetInformeLe: '2026-02-02' });

  it.each<[string, Draft[], string, string]>([
    ['left as it is', [ordered('2026-01-05')], '2026-04-02', 'regle'],
    ['shortened', [ordered('2026-01-05', 1)], '2026-03-02', 'juge'],
    ['done away with', [ordered('2026-01-05', 0)], '2026-02-02', 'juge'],
    ['changed by a later judge', [ordered('2026-01-05', 1), ordered('2026-01-12', 0)], '2026-02-02', 'juge'],
    [
      'changed, then ordered again without a word of it',
      [ordered('2026-01-05', 1), ordered('2026-01-12')],
      '2026-03-02',
      'juge',
    ],
    ['on the day itself', [ordered('2026-02-02', 1)], '2026-03-02', 'juge'],
    ['after the commandement', [ordered('2026-02-03', 1)], '2026-04-02', 'regle'],
  ])('is %s', (_, decisions, due, lengthBy) => {
    expect(of('delaiCommandementDeQuitter', ...decisions, notified)[0]).toMatchObject({ due, lengthBy });
  });

  it('is that from which a request is premature', () => {
    const start = (...decisions: Draft[]) =>
      of('decisionCfp', ...decisions, notified, cfp('2026-02-20'))[0]?.start?.date;
    expect(start()).toBe('2026-04-02');
    expect(start(ordered('2026-01-05', 1))).toBe('2026-03-02');
    expect(start(ordered('2026-01-05', 0))).toBeUndefined();
  });
});

describe('the hearing that counts', () => {
  const dated = (...drafts: Draft[]): CivilDate | undefined =>
    currentAudience(marksOf(eventsOf(...drafts)))?.date;
  it('is the one the latest act announces, sooner or later than the others', () => {
    expect(dated(audience('2026-05-04', '2026-07-09'), audience('2026-06-01', '2026-06-20'))).toBe(
      '2026-06-20',
    );
    expect(dated(audience('2026-05-04', '2026-06-20'), audience('2026-06-01', '2026-07-09'))).toBe(
      '2026-07-09',
    );
    expect(dated(audience('2026-06-01', '2026-06-20'), audience('2026-06-01', '2026-07-09'))).toBe(
      '2026-07-09',
    );
    expect(dated(d('assignation', '2026-05-04'))).toBeUndefined();
  });
});

describe('what ends a delay', () => {
  const [left, paid] = [d('departVolontaire', '2026-03-10'), d('paiement', '2026-03-10', { solde: 0 })];

  it('is the earliest of what settles it and what leaves it without object; on one day, it is settled', () => {
    const decided = (actDate: string) => d('decisionCfp', actDate, { issue: 'refus' });
    const first = cfp('2026-03-02');
    expect(outcomes('decisionCfp', first, decided('2026-03-09'), left)).toMatchObject([
      { kind: 'satisfait' },
    ]);
    expect(outcomes('decisionCfp', first, decided('2026-03-10'), left)).toMatchObject([
      { kind: 'satisfait' },
    ]);
    expect(outcomes('decisionCfp', first, decided('2026-03-11'), left)).toMatchObject([
      { kind: 'sansObjet', on: '2026-03-10', by: 'parti' },
    ]);
    expect(outcomes('decisionCfp', first, decided('2026-03-11'), decided('2026-03-05'))).toMatchObject([
      { kind: 'satisfait', on: '2026-03-05', late: false },
    ]);
  });

  it.each<[string, Draft]>([
    ['parti', left],
    ['reloge', d('relogement', '2026-03-10')],
    ['expulse', d('executionCfp', '2026-03-10', { effectuee: true })],
    ['demandeRejetee', d('decision', '2026-03-10', { issue: 'rejet' })],
  ])('%s ends whatever runs', (by, closing) => {
    const running = all(d('commandementDePayer', '2026-03-02'), closing).map(({ became }) => became);
    expect(running.length).toBeGreaterThan(1);
    for (const outcome of running) expect(outcome).toEqual({ kind: 'sansObjet', on: '2026-03-10', by });
  });

  it('is the payment while the lease holds, for an unpaid rent only', () => {
    const doomed = (...drafts: Draft[]) => outcomes('decisionCfp', cfp('2026-03-02'), ...drafts)[0]?.kind;
    expect(doomed(paid)).toBe('sansObjet');
    expect(doomed(paid, d('adjudication', '2026-01-05'))).toBe('enCours');
    expect(
      doomed(paid, d('adjudication', '2026-01-05'), d('assignation', '2026-01-06', { motif: 'impaye' })),
    ).toBe('enCours');
    expect(doomed(paid, d('assignation', '2026-01-05', { motif: 'congeVente' }))).toBe('enCours');
    expect(doomed(paid, d('decision', '2026-03-10', { issue: 'resiliation' }))).toBe('enCours');
    expect(doomed(paid, d('decision', '2026-03-11', { issue: 'resiliation' }))).toBe('sansObjet');
    const missed = d('echeance', '2026-02-05', { date: '2026-02-05', etat: 'manquee' });
    expect(doomed(paid, missed)).toBe('enCours');
  });

  it('counts from the day of the act that runs it, and before it for what may be done ahead', () => {
    const report = d('enqueteSociale', '2026-05-01', { moment: 'assignation', etat: 'rendue' });
    const assigned = audience('2026-05-04', '2026-07-09');
    expect(outcomes('demandeEnqueteAssignation', report, assigned)).toEqual([{ kind: 'enCours' }]);
    expect(outcomes('enqueteAvantAudience', report, assigned)).toMatchObject([{ kind: 'satisfait' }]);
    expect(
      outcomes('demandeEnqueteAssignation', { ...report, actDate: '2026-05-04' }, assigned),
    ).toMatchObject([{ kind: 'satisfait', on: '2026-05-04', late: false }]);
  });

  it('is late for what was to be done only, from the day after its last', () => {
    const signed = (actDate: string) => [
      impaye({ suites: ['planDemande'] }),
      d('planApurement', actDate, { etat: 'signe' }),
    ];
    expect(outcomes('planApurement', ...signed('2026-07-05'))).toMatchObject([{ late: false }]);
    expect(outcomes('planApurement', ...signed('2026-07-06'))).toMatchObject([{ late: true }]);
    const assigned = [d('commandementDePayer', '2026-01-12'), d('assignation', '2026-09-02')];
    expect(outcomes('effetCommandementDePayer', ...assigned)).toMatchObject([
      { kind: 'satisfait', late: false },
    ]);
  });

  it('leaves on record what had passed by then; on its last day it had not', () => {
    const ended = (actDate: string) =>
      outcomes('decisionCfp', cfp('2026-01-05'), d('departVolontaire', actDate))[0]?.kind;
    expect([ended('2026-03-05'), ended('2026-03-06')]).toEqual(['sansObjet', 'depasse']);
    const asked = outcomes(
      'demandeEnqueteRequisition',
      cfp('2026-01-05'),
      d('departVolontaire', '2026-03-06'),
    );
    expect(asked).toMatchObject([{ kind: 'sansObjet' }]);
  });

  it('is another fact like the one it runs from, when nothing ended it before', () => {
    const twice = outcomes(
      'audience',
      audience('2026-05-04', '2026-07-09'),
      audience('2026-06-01', '2026-08-20'),
    );
    expect(twice).toEqual([{ kind: 'deplace', on: '2026-06-01', to: '2026-08-20' }, { kind: 'enCours' }]);
    const forward = outcomes(
      'audience',
      audience('2026-05-04', '2026-09-10'),
      d('renvoiAudience', '2026-06-01', { dateAudience: '2026-07-09' }),
      d('renvoiAudience', '2026-06-15', { dateAudience: '2026-08-06' }),
    );
    // Brought forward: by their dates they would come 9 July, 6 August, 10 September.
    expect(forward).toEqual([
      { kind: 'deplace', on: '2026-06-01', to: '2026-07-09' },
      { kind: 'deplace', on: '2026-06-15', to: '2026-08-06' },
      { kind: 'enCours' },
    ]);
    const known = outcomes(
      'assignationAvantAudience',
      audience('2026-05-04', '2026-09-10'),
      d('renvoiAudience', '2026-06-01', { dateAudience: '2026-07-09' }),
    );
    expect(known).toMatchObject([{ kind: 'satisfait', on: '2026-05-04', by: 'audience' }]);
    const between = d('departVolontaire', '2026-05-20');
    const ended = outcomes(
      'audience',
      audience('2026-05-04', '2026-07-09'),
      audience('2026-06-01', '2026-08-20'),
      between,
    );
    expect(ended[0]).toEqual({ kind: 'sansObjet', on: '2026-05-20', by: 'parti' });
    const after = outcomes(
      'audience',
      audience('2026-05-04', '2026-07-09'),
      audience('2026-06-01', '2026-08-20'),
      d('departVolontaire', '2026-06-15'),
    );
    expect(after).toEqual([
      { kind: 'deplace', on: '2026-06-01', to: '2026-08-20' },
      { kind: 'sansObjet', on: '2026-06-15', by: 'parti' },
    ]);
  });

  it('is the earliest of what ends it, whatever kind that is, and nothing from before it began', () => {
    const assigned = audience('2026-05-04', '2026-09-10');
    const left = (actDate: string) => d('departVolontaire', actDate);
    const judged = d('decision', '2026-06-10', { issue: 'resiliation' });
    const ends = (...drafts: Draft[]) => outcomes('demandeEnqueteAssignation', assigned, ...drafts);
    expect(ends(left('2026-05-20'), judged)).toEqual([{ kind: 'sansObjet', on: '2026-05-20', by: 'parti' }]);
    expect(ends(judged, left('2026-06-20'))).toEqual([
      { kind: 'sansObjet', on: '2026-06-10', by: 'decision' },
    ]);
    expect(ends(left('2026-05-03'))).toEqual([{ kind: 'enCours' }]);
  });
});

describe('a fact told again', () => {
  const asked = (actDate: string): Draft => d('impaye', actDate, { suites: ['planDemande'] });
  const from = (...drafts: Draft[]) => of('planApurement', ...drafts).map(({ from }) => from.date);

  it('starts nothing while the delay runs, and again once it is settled or without object', () => {
    const signed = (actDate: string) => d('planApurement', actDate, { etat: 'signe' });
    const ordered = d('decision', '2026-03-01', { issue: 'resiliation' });
    expect(from(asked('2026-01-20'), asked('2026-02-20'), asked('2026-03-20'))).toEqual(['2026-01-20']);
    expect(from(asked('2026-01-20'), signed('2026-02-20'), asked('2026-02-20'))).toEqual(['2026-01-20']);
    expect(from(asked('2026-01-20'), signed('2026-02-19'), asked('2026-02-20'))).toEqual([
      '2026-01-20',
      '2026-02-20',
    ]);
    expect(from(asked('2026-01-20'), signed('2026-01-20'), asked('2026-02-20'))).toEqual([
      '2026-01-20',
      '2026-02-20',
    ]);
    expect(from(asked('2026-01-20'), signed('2026-01-19'), asked('2026-02-20'))).toEqual(['2026-01-20']);
    expect(from(asked('2026-01-20'), ordered, asked('2026-03-20'))).toEqual(['2026-01-20', '2026-03-20']);
  });

  it('of a rule that has no such reserve starts it each time, once a date', () => {
    const cp = (actDate: string): Draft => d('commandementDePayer', actDate);
    const starts = of('effetCommandementDePayer', cp('2026-03-02'), cp('2026-03-02'), cp('2026-04-02'));
    expect(starts.map(({ from }) => from.date)).toEqual(['2026-03-02', '2026-04-02']);
  });
});

describe('an implicit refusal', () => {
  const refusals = (...drafts: Draft[]) =>
    refusImplicites(all(...drafts)).map(({ date, toldOn }) => [date, toldOn]);
  const asked = cfp('2026-01-05');

  it.each<[string, Draft[], boolean]>([
    ['nobody answered', [], true],
    ['the answer came late', [d('decisionCfp', '2026-03-06', { issue: 'accord' })], true],
    ['the answer came on the last day', [d('decisionCfp', '2026-03-05', { issue: 'accord' })], false],
    ['the household left before', [d('departVolontaire', '2026-03-05')], false],
    ['the household left after', [d('departVolontaire', '2026-03-06')], true],
    ['it was asked again before', [cfp('2026-02-05')], false],
  ])('%s: %3$s', (_, then, refused) => {
    expect(refusals(asked, ...then).some(([date]) => date === '2026-03-05')).toBe(refused);
  });

  it('is dated the day the silence is whole, and told by the request', () => {
    expect(refusals(asked)).toEqual([['2026-03-05', '2026-01-05']]);
    const [mark] = refusImplicites(all({ ...asked, receivedAt: '2026-01-09T08:00:00.000Z' }));
    expect(mark).toMatchObject({ name: 'refusImplicite', knownOn: '2026-01-09' });
    expect(refusals(d('commandementDePayer', '2026-01-05'))).toEqual([]);
  });
});

describe('a delay that is suspended', () => {
  it('has no date of any kind', () => {
    const [delay] = of('delaiCommandementDeQuitter', cql('2026-02-02'));
    expect(delay).toMatchObject({
      start: undefined,
      counted: undefined,
      reported: undefined,
      moved: undefined,
      due: undefined,
      note: undefined,
      knownOn: '2026-02-02',
    });
  });
});

describe('a refusal due in the trêve', () => {
  it.each([
    ['2026-08-31', '2026-10-31', false],
    ['2026-09-01', '2026-11-01', true],
    ['2027-01-31', '2027-03-31', true],
    ['2027-02-01', '2027-04-01', false],
  ])('asked on %s, due on %s: said, %s', (actDate, due, said) => {
    const [delay] = of('decisionCfp', cfp(actDate));
    expect([delay?.due, delay?.note !== undefined]).toEqual([due, said]);
    if (said) expect(delay?.note).toMatch(/^Trêve hivernale jusqu’au 31\/03\/2027 : aucune expulsion/);
  });
});

describe('what is counted backwards', () => {
  it('ends before the hearing by as much, on any day of the week', () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 400 }), (days) => {
        const date = addDays('2026-05-04', days);
        const [delay] = of('enqueteAvantAudience', audience('2026-05-04', date));
        expect(delay && daysBetween(delay.due ?? '', date)).toBe(30);
        expect(delay?.direction).toBe('avant');
      }),
      { numRuns: 20 },
    );
  });
});
