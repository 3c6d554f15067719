import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delaysGuide } from '../../cli/build/delays-guide.ts';
import { addDays, type CivilDate, daysBetween } from '../../shared/domain/calendar/civil-date.ts';
import { isWorkingDay } from '../../shared/domain/calendar/working-days.ts';
import { chronologyOf } from '../../shared/domain/case/chronology.ts';
import { type Deadline, statusAt } from '../../shared/domain/delays/deadline.ts';
import { applyLength, lengthInFrench } from '../../shared/domain/delays/length.ts';
import { type RuleName, rules } from '../../shared/domain/delays/rules/all.ts';
import { currentAudience } from '../../shared/domain/delays/rules/judiciaire.ts';
import { inOrder } from '../../shared/domain/events/compare-events.ts';
import { marksOf } from '../../shared/domain/procedure/marks-of.ts';
import { refusImplicites } from '../../shared/domain/responsabilite/marks.ts';
import { cfpInOrder, cqlLongAgo, type Draft, eventsOf, procedures } from '../support/procedures.ts';

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

const commandementAt = (actDate: string): Draft => d('commandementDePayer', actDate);
const diagnostic = (actDate: string): Draft => d('demandeEnqueteSociale', actDate, { moment: 'assignation' });
const pcs = (actDate: string, etat: string): Draft => d('protocoleCohesionSociale', actDate, { etat });

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
    'signalementCommandementCcapex',
    'two and a half rents, of an old lease: the threshold goes by the act’s date',
    commandement({ loyer: 40_000, dette: 100_000, dateBail: '2019-04-01' }, '2024-03-04'),
    true,
  ],
  [
    'signalementCommandementCcapex',
    'and the same before the law of 2023',
    commandement({ loyer: 40_000, dette: 100_000, dateBail: '2019-04-01' }, '2023-07-28'),
    false,
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
  ['finSuspension', 'a suspension without an end: two years', [d('suspensionExpulsion', '2026-03-02')], true],
  [
    'entretienDiagnostic',
    'an assignation alone: the body is not seized',
    [d('assignation', '2026-03-02')],
    false,
  ],
  [
    'entretienDiagnostic',
    'another motif',
    [d('assignation', '2026-03-02', { motif: 'congeVente' }), diagnostic('2026-03-04')],
    false,
  ],
  [
    'entretienDiagnostic',
    'another motif, and an unpaid rent since',
    [
      d('assignation', '2026-03-02', { motif: 'congeVente' }),
      diagnostic('2026-03-04'),
      commandementAt('2026-03-03'),
    ],
    true,
  ],
  ['entretienDiagnostic', 'no motif known', [diagnostic('2026-03-02')], true],
  ['entretienDiagnostic', 'the eve of the decree', [diagnostic('2021-01-07')], false],
  ['entretienDiagnostic', 'the first day of the decree', [diagnostic('2021-01-08')], true],
  [
    'entretienDiagnostic',
    'the second enquiry is not the diagnostic',
    [d('demandeEnqueteSociale', '2026-08-03', { moment: 'requisition' })],
    false,
  ],
  ['audienceAConnaitre', 'whatever the motif', [d('assignation', '2026-03-02', { motif: 'divorce' })], true],
  ['notificationPrefet', 'no hearing known', [d('assignation', '2026-03-02')], false],
  [
    'notificationPrefet',
    'another motif',
    [d('assignation', '2026-03-02', { motif: 'congeVente', dateAudience: '2026-06-09' })],
    false,
  ],
  [
    'notificationPrefet',
    'an unpaid rent',
    [d('assignation', '2026-03-02', { motif: 'impaye', dateAudience: '2026-06-09' })],
    true,
  ],
  [
    'diagnosticCcapex',
    'another motif',
    [d('assignation', '2026-03-02', { motif: 'congeVente', dateAudience: '2026-06-09' })],
    false,
  ],
  [
    'diagnosticCcapex',
    'an unpaid rent',
    [d('assignation', '2026-03-02', { dateAudience: '2026-06-09' })],
    true,
  ],
  [
    'receptionCommandement',
    'the préfet is not known to have the commandement',
    [d('demandeCfp', '2026-08-03')],
    true,
  ],
  [
    'receptionCommandement',
    'a commandement was served, and nobody told him',
    [d('commandementDeQuitterLesLieux', '2026-05-04'), d('demandeCfp', '2026-08-03')],
    true,
  ],
  ['receptionCommandement', 'he has it', cfpInOrder('2026-08-03'), false],
  [
    'receptionCommandement',
    'the landlord’s letter is no demande',
    [d('demandeCfp', '2026-08-03', { sender: 'bailleur-x' })],
    false,
  ],
  [
    'decisionCfp',
    'the landlord’s letter is no demande',
    cfpInOrder('2026-08-03', { sender: 'bailleur-x' }),
    false,
  ],
  ['decisionCfp', 'a protocole denounced is one', [cqlLongAgo, pcs('2026-08-03', 'denonce')], true],
  ['responsabilite', 'a refusal by silence', cfpInOrder('2026-08-03'), true],
  [
    'responsabilite',
    'the préfet is not known to have the commandement',
    [d('demandeCfp', '2026-08-03')],
    false,
  ],
  [
    'responsabilite',
    'the préfet granted in time',
    [...cfpInOrder('2026-08-03'), d('decisionCfp', '2026-10-03', { issue: 'accord' })],
    false,
  ],
  ['reponseIndemnisation', 'asked for', [d('indemnisation', '2026-08-03', { etat: 'demandee' })], true],
  ['reponseIndemnisation', 'granted', [d('indemnisation', '2026-08-03', { etat: 'accordee' })], false],
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
    'a request too early, and the commandement’s delay ends on a Saturday: it is not moved',
    'decisionCfp',
    [cql('2026-02-02', { prefetInformeLe: '2026-02-04' }), cfp('2026-02-20')],
    { start: { date: '2026-04-04', why: expect.stringContaining('363126') }, due: '2026-06-04' },
  ],
  [
    'a request after a commandement nobody told the préfet of',
    'decisionCfp',
    [cql('2026-02-02'), cfp('2026-02-20')],
    { due: undefined, became: { kind: 'suspendu', why: expect.stringContaining('L412-5') } },
  ],
  [
    'a request without any commandement',
    'decisionCfp',
    [cfp('2026-02-20')],
    { due: undefined, became: { kind: 'suspendu', why: expect.stringContaining('L412-5') } },
  ],
  [
    'a request before a commandement: two months from it, then two more',
    'decisionCfp',
    [cfp('2026-02-20'), cql('2026-03-02', { prefetInformeLe: '2026-03-02' })],
    { start: { date: '2026-05-02' }, due: '2026-07-02' },
  ],
  [
    'a request after two commandements: the second moves nothing',
    'decisionCfp',
    [
      cql('2025-06-02', { prefetInformeLe: '2025-06-02' }),
      cql('2026-02-02', { prefetInformeLe: '2026-02-02' }),
      cfp('2026-03-02'),
    ],
    { start: undefined, due: '2026-05-02' },
  ],
  [
    'a request that the préfet received later than it was made',
    'decisionCfp',
    [cqlLongAgo, d('demandeCfp', '2026-11-26', { prefetInformeLe: '2026-11-30' })],
    { from: { date: '2026-11-30' }, due: '2027-01-30' },
  ],
  [
    'a request while a silence was frozen, in 2020',
    'decisionCfp',
    cfpInOrder('2020-02-10'),
    {
      moved: { date: '2020-07-23', why: expect.stringContaining('gel des délais de 2020') },
      due: '2020-07-23',
    },
  ],
  [
    'the last request whose silence was whole before the freeze',
    'decisionCfp',
    cfpInOrder('2020-01-11'),
    { moved: undefined, due: '2020-03-11' },
  ],
  [
    'the first request that the freeze does not reach',
    'decisionCfp',
    cfpInOrder('2020-06-24'),
    { moved: undefined, due: '2020-08-24' },
  ],
  [
    'a protocole that runs',
    'delaiCommandementDeQuitter',
    [pcs('2026-01-12', 'signe'), cql('2026-02-02', { prefetInformeLe: '2026-02-02' })],
    { due: undefined, became: { kind: 'suspendu', why: expect.stringContaining('300268') } },
  ],
  [
    'a protocole that was refused',
    'delaiCommandementDeQuitter',
    [pcs('2026-01-12', 'refuse'), cql('2026-02-02', { prefetInformeLe: '2026-02-02' })],
    { due: '2026-04-02' },
  ],
  [
    'a protocole denounced before the commandement',
    'delaiCommandementDeQuitter',
    [
      pcs('2026-01-12', 'signe'),
      pcs('2026-01-30', 'denonce'),
      cql('2026-02-02', { prefetInformeLe: '2026-02-02' }),
    ],
    { moved: undefined, due: '2026-04-02' },
  ],
  [
    'a grant in the trêve, which does not protect',
    'compteRenduCfp',
    [
      d('decision', '2026-05-18', { issue: 'resiliation', horsTreve: 'entreeParForce' }),
      d('decisionCfp', '2026-11-10', { issue: 'accord' }),
    ],
    { start: undefined, due: '2026-11-25' },
  ],
  [
    'a grant in the trêve, of a household whose rehousing is assured',
    'compteRenduCfp',
    [d('relogement', '2026-11-09', { etat: 'assure' }), d('decisionCfp', '2026-11-10', { issue: 'accord' })],
    { start: undefined, due: '2026-11-25' },
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
    // The lease decides, not the act: of an unknown lease, the longer delay is the safer one.
    expect(lengths({}, '2023-07-29')).toEqual([[2, 'mois', 'regle']]);
    expect(lengths({ dateBail: '2023-07-28' }, '2026-03-02')).toEqual([[2, 'mois', 'regle']]);
    expect(lengths({ dateBail: '2023-07-29' }, '2026-03-02')).toEqual([[6, 'semaines', 'regle']]);
    expect(lengths({ delai: { valeur: 3, unite: 'mois' } }, '2026-03-02')).toEqual([[3, 'mois', 'acte']]);
  });

  it('says that a commandement de payer of an unknown lease is to be confirmed, since the law of 2023', () => {
    const note = (over: object, actDate: string) =>
      of('effetCommandementDePayer', d('commandementDePayer', actDate, over))[0]?.note;
    expect(note({}, '2023-07-28')).toBeUndefined();
    expect(note({}, '2023-07-29')).toContain(
      'six semaines si le bail est signé depuis le 29/07/2023 (à confirmer)',
    );
    expect(note({ dateBail: '2019-04-01' }, '2026-03-02')).toBeUndefined();
    expect(note({ delai: { valeur: 6, unite: 'semaines' } }, '2026-03-02')).toBeUndefined();
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
    // Of two that are told on one day, the nearer one, whichever is told first.
    expect(dated(audience('2026-06-01', '2026-06-20'), audience('2026-06-01', '2026-07-09'))).toBe(
      '2026-06-20',
    );
    expect(dated(audience('2026-06-01', '2026-07-09'), audience('2026-06-01', '2026-06-20'))).toBe(
      '2026-06-20',
    );
    expect(dated(d('assignation', '2026-05-04'))).toBeUndefined();
  });
});

describe('what ends a delay', () => {
  const [left, paid] = [d('departVolontaire', '2026-03-10'), d('paiement', '2026-03-10', { solde: 0 })];

  it('is the earliest of what settles it and what leaves it without object; on one day, it is settled', () => {
    const decided = (actDate: string) => d('decisionCfp', actDate, { issue: 'refus' });
    const first = cfpInOrder('2026-03-02');
    expect(outcomes('decisionCfp', ...first, decided('2026-03-09'), left)).toMatchObject([
      { kind: 'satisfait' },
    ]);
    expect(outcomes('decisionCfp', ...first, decided('2026-03-10'), left)).toMatchObject([
      { kind: 'satisfait' },
    ]);
    expect(outcomes('decisionCfp', ...first, decided('2026-03-11'), left)).toMatchObject([
      { kind: 'sansObjet', on: '2026-03-10', by: 'parti' },
    ]);
    expect(outcomes('decisionCfp', ...first, decided('2026-03-11'), decided('2026-03-05'))).toMatchObject([
      { kind: 'satisfait', on: '2026-03-05', late: false },
    ]);
  });

  it.each<[string, Draft]>([
    ['parti', left],
    ['reloge', d('relogement', '2026-03-10')],
    ['expulse', d('executionCfp', '2026-03-10', { effectuee: true })],
    ['demandeRejetee', d('decision', '2026-03-10', { issue: 'rejet' })],
    ['renonciation', d('finPoursuites', '2026-03-10', { cause: 'renonciation' })],
    ['deces', d('finPoursuites', '2026-03-10', { cause: 'deces' })],
    ['nouveauBail', d('nouveauBail', '2026-03-10')],
    ['titreInfirme', d('suiteJugement', '2026-03-10', { etape: 'infirmation' })],
  ])('%s ends whatever runs', (by, closing) => {
    const running = all(d('commandementDePayer', '2026-03-02'), closing).map(({ became }) => became);
    expect(running.length).toBeGreaterThan(1);
    for (const outcome of running) expect(outcome).toEqual({ kind: 'sansObjet', on: '2026-03-10', by });
  });

  it('is the payment while the lease holds, for an unpaid rent only', () => {
    const doomed = (...drafts: Draft[]) =>
      outcomes('decisionCfp', ...cfpInOrder('2026-03-02'), ...drafts)[0]?.kind;
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
      outcomes('decisionCfp', ...cfpInOrder('2026-01-05'), d('departVolontaire', actDate))[0]?.kind;
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
      'audienceAConnaitre',
      audience('2026-05-04', '2026-09-10'),
      d('renvoiAudience', '2026-06-01', { dateAudience: '2026-07-09' }),
    );
    expect(known).toMatchObject([{ kind: 'satisfait', on: '2026-05-04', by: 'audience' }]);
    const between = d('departVolontaire', '2026-05-20');
    const ended = outcomes(
      'audience',
      audience('2026-05-04', '2026-07-09'),
      d('renvoiAudience', '2026-06-01', { dateAudience: '2026-08-20' }),
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
    refusImplicites(chronologyOf(inOrder(eventsOf(...drafts))).periodes);
  const dates = (...drafts: Draft[]) => refusals(...drafts).map(({ date, toldOn }) => [date, toldOn]);
  const asked = cfpInOrder('2026-01-05');

  it.each<[string, Draft[], boolean]>([
    ['nobody answered', [], true],
    ['the answer came late', [d('decisionCfp', '2026-03-06', { issue: 'accord' })], true],
    ['the answer came on the last day', [d('decisionCfp', '2026-03-05', { issue: 'accord' })], false],
    [
      'the préfet refused in time: that is another refusal',
      [d('decisionCfp', '2026-03-05', { issue: 'refus' })],
      false,
    ],
    [
      'the préfet refused late: silence had refused',
      [d('decisionCfp', '2026-03-06', { issue: 'refus' })],
      true,
    ],
    ['a mise en demeure is no answer', [d('decisionCfp', '2026-02-05', { issue: 'miseEnDemeure' })], true],
    ['the household left on the last day', [d('departVolontaire', '2026-03-05')], false],
    ['the household left after', [d('departVolontaire', '2026-03-06')], true],
    ['it was asked again before: that moves nothing', [cfp('2026-02-05')], true],
    ['it was withdrawn before', [d('retraitDemandeCfp', '2026-02-05')], false],
    ['a protocole was signed before', [pcs('2026-02-05', 'signe')], false],
    ['the title was reversed before', [d('suiteJugement', '2026-02-05', { etape: 'infirmation' })], false],
    ['an appeal alone stops nothing', [d('suiteJugement', '2026-02-05', { etape: 'appel' })], true],
  ])('%s: %3$s', (_, then, refused) => {
    expect(dates(...asked, ...then).some(([date]) => date === '2026-03-05')).toBe(refused);
  });

  it('is dated the day the silence is whole, and told by the request', () => {
    expect(dates(...asked)).toEqual([['2026-03-05', '2026-01-05']]);
    const [mark] = refusals(...cfpInOrder('2026-01-05', { receivedAt: '2026-01-09T08:00:00.000Z' }));
    expect(mark).toMatchObject({ name: 'refusImplicite', knownOn: '2026-01-09' });
    expect(dates(d('commandementDePayer', '2026-01-05'))).toEqual([]);
  });

  it('is none while the préfet is not known to have the commandement de quitter les lieux', () => {
    expect(dates(cfp('2026-01-05'))).toEqual([]);
    expect(dates(cql('2025-06-02'), cfp('2026-01-05'))).toEqual([]);
    expect(dates(cql('2025-06-02', { prefetInformeLe: '2025-06-04' }), cfp('2026-01-05'))).toEqual([
      ['2026-03-05', '2026-01-05'],
    ]);
  });

  it('is known from the day that the hub learnt both the request and that the préfet had the commandement', () => {
    const late = {
      ...cql('2025-06-02', { prefetInformeLe: '2025-06-02' }),
      receivedAt: '2026-02-11T08:00:00.000Z',
    };
    expect(refusals(late, cfp('2026-01-05'))).toMatchObject([{ date: '2026-03-05', knownOn: '2026-02-11' }]);
  });
});

describe('a demande de CFP made again while another is open', () => {
  it('moves nothing: the first runs on to its own day', () => {
    expect(of('decisionCfp', ...cfpInOrder('2024-04-02'), cfp('2024-05-15'))).toMatchObject([
      { from: { date: '2024-04-02' }, due: '2024-06-02', became: { kind: 'enCours' } },
    ]);
  });

  it('moves nothing after the silence has refused: the period is open', () => {
    expect(of('decisionCfp', ...cfpInOrder('2024-04-02'), cfp('2024-09-16'))).toMatchObject([
      { from: { date: '2024-04-02' }, due: '2024-06-02', became: { kind: 'enCours' } },
    ]);
  });

  it.each<[string, Draft]>([
    ['withdrawn', d('retraitDemandeCfp', '2024-05-06')],
    ['granted', d('decisionCfp', '2024-05-06', { issue: 'accord' })],
  ])('counts once the first was %s', (_, closing) => {
    const found = of('decisionCfp', ...cfpInOrder('2024-04-02'), closing, cfp('2024-05-15'));
    expect(found.map(({ due }) => due)).toEqual(['2024-06-02', '2024-07-15']);
    expect(found[1]?.became).toEqual({ kind: 'enCours' });
  });
});

describe('what surendettement no longer allows', () => {
  it.each(['planApprouve', 'mesures', 'retablissementPersonnel', 'cloture'])(
    'a suspension to propose, after %s',
    (etape) => {
      const admitted = d('surendettement', '2024-01-08', { etape: 'recevabilite' });
      expect(
        outcomes('suspensionAProposer', admitted, d('surendettement', '2024-03-04', { etape })),
      ).toMatchObject([{ kind: 'sansObjet', on: '2024-03-04' }]);
    },
  );
});

describe('a protocole de cohésion sociale that was denounced', () => {
  it('is a demande: the concours is asked for, and is no more to be', () => {
    const [told, signed, broken] = [
      cql('2024-05-02', { prefetInformeLe: '2024-05-02' }),
      pcs('2024-06-20', 'signe'),
      pcs('2025-01-20', 'denonce'),
    ];
    expect(outcomes('delaiCommandementDeQuitter', told, signed)).toMatchObject([{ kind: 'suspendu' }]);
    expect(outcomes('delaiCommandementDeQuitter', told, signed, broken)).toMatchObject([
      { kind: 'satisfait', on: '2025-01-20', by: 'protocoleDenonce' },
    ]);
  });
});

describe('a demande withdrawn and made again the same day', () => {
  it('runs: the one that was open is the one withdrawn', () => {
    const found = of(
      'decisionCfp',
      ...cfpInOrder('2024-04-02'),
      d('retraitDemandeCfp', '2024-05-06'),
      cfp('2024-05-06'),
    );
    expect(found.map(({ due, became }) => [due, became.kind])).toEqual([
      ['2024-06-02', 'sansObjet'],
      ['2024-07-06', 'enCours'],
    ]);
  });
});

describe('a demande rejected as premature', () => {
  // Received 2 April: the commandement’s delay ends 2 June, and silence refuses 2 August.
  const early = [cql('2024-04-02', { prefetInformeLe: '2024-04-02' }), cfp('2024-04-10')];
  const rejected = (actDate: string): Draft =>
    d('decisionCfp', actDate, { issue: 'refus', motifRefus: 'prematuree' });
  const refus = (...drafts: Draft[]) =>
    chronologyOf(inOrder(eventsOf(...early, ...drafts))).periodes.at(-1)?.refus;

  it('is refused by nothing, when it was rejected before the commandement’s delay ended', () => {
    expect(refus(rejected('2024-06-01'))).toBeUndefined();
  });

  it('is to be made again, and that one counts', () => {
    const found = of('decisionCfp', ...early, rejected('2024-05-06'), cfp('2024-06-03'));
    expect(found.map(({ due }) => due)).toEqual(['2024-08-02', '2024-08-03']);
    expect(found[0]?.became).toMatchObject({ kind: 'satisfait', on: '2024-05-06' });
    expect(found[1]?.became).toEqual({ kind: 'enCours' });
  });

  it('is refused, when it was rejected on that ground once the delay had ended', () => {
    expect(refus(rejected('2024-06-20'))).toEqual({ date: '2024-06-20', expres: true });
  });

  it('is refused by silence, when it was rejected after the silence', () => {
    expect(refus(rejected('2024-08-03'))).toEqual({ date: '2024-08-02', expres: false });
  });
});

describe('the préfet’s receipt of an assignation', () => {
  it('is what counts, not the service on the tenant', () => {
    const told = (prefetInformeLe: string) =>
      outcomes(
        'notificationPrefet',
        d('assignation', '2026-05-04', { dateAudience: '2026-07-09', prefetInformeLe }),
      );
    // 9 July - 43 days = 27 May.
    expect(told('2026-05-27')).toMatchObject([{ kind: 'satisfait', late: false }]);
    expect(told('2026-05-28')).toMatchObject([{ kind: 'satisfait', late: true }]);
  });
});

describe('an assignation that lapsed', () => {
  it('leaves without object all that was counted from its hearing', () => {
    const lapsed = [audience('2026-05-04', '2026-07-09'), d('caduciteAssignation', '2026-06-25')];
    for (const rule of [
      'audience',
      'diagnosticAvantAudience',
      'diagnosticCcapex',
      'demandeEnqueteAssignation',
    ] as const)
      expect(outcomes(rule, ...lapsed), rule).toEqual([
        { kind: 'sansObjet', on: '2026-06-25', by: 'assignationCaduque' },
      ]);
  });
});

describe('what was done for a hearing that lapsed', () => {
  const first = audience('2026-05-04', '2026-07-09');
  const again = audience('2026-07-06', '2026-09-15');
  const lapse = (actDate: string): Draft => d('caduciteAssignation', actDate);
  const handed = (actDate: string): Draft => d('transmissionDsf', actDate, { destinataire: 'juge' });

  it.each([
    ['2026-06-10', '2026-06-25', 'enCours', 'before it lapsed'],
    ['2026-06-25', '2026-06-25', 'enCours', 'the day it lapsed'],
    ['2026-06-26', '2026-06-25', 'satisfait', 'after it lapsed, before the next act'],
    ['2026-06-10', '2026-07-05', 'enCours', 'and it lapsed the eve of the next act'],
    ['2026-06-10', '2026-07-06', 'satisfait', 'and it lapsed only with the next act'],
  ])('on %s, lapsed on %s: %s for the next one (%s)', (sent, lapsed, kind) => {
    expect(
      outcomes('diagnosticAvantAudience', first, handed(sent), lapse(lapsed), again).at(-1),
    ).toMatchObject({
      kind,
    });
  });

  it('is not needed when nothing lapsed: the report stands for the hearing put off', () => {
    const putOff = d('renvoiAudience', '2026-07-06', { dateAudience: '2026-09-15' });
    expect(outcomes('diagnosticAvantAudience', first, handed('2026-06-10'), putOff).at(-1)).toMatchObject({
      kind: 'satisfait',
      on: '2026-06-10',
    });
  });

  // A decision between the two acts tells which of them counts: it settles the delay of the first only.
  it.each([
    ['2026-05-03', 'satisfait', 'an older act lapsed'],
    ['2026-05-04', 'enCours', 'the act lapsed the day it was made'],
    ['2026-05-20', 'enCours', 'it lapsed before the next act'],
    ['2026-06-15', 'enCours', 'it lapsed the day of the next act'],
    ['2026-06-16', 'satisfait', 'both lapsed'],
  ])('a hearing announced by two acts, one lapse on %s: %s (%s)', (lapsed, kind) => {
    const twice = [first, audience('2026-06-15', '2026-07-09'), lapse(lapsed)];
    const decided = d('decision', '2026-06-01', { issue: 'resiliation' });
    expect(outcomes('audience', ...twice, decided)).toMatchObject([{ kind }]);
  });
});

describe('a delay', () => {
  it('commits the State, or does not, and is told of unless its rule says otherwise', () => {
    const found = all(audience('2026-05-04', '2026-07-09'), ...cfpInOrder('2026-08-03'));
    const said = (name: RuleName) =>
      found.flatMap(({ rule, commitsState, quiet }) => (rule === name ? [[commitsState, quiet]] : []));
    expect(said('audience')).toEqual([[true, false]]);
    expect(said('decisionCfp')).toEqual([[true, false]]);
    expect(said('diagnosticAvantAudience')).toEqual([[false, false]]);
  });
});

describe('a protocole signed before the concours is asked for', () => {
  const asked = [d('impaye', '2025-02-03', { parc: 'social' }), ...cfpInOrder('2026-01-12')];
  /** Denounced, which is a demande, then withdrawn: the demande of January is another one. */
  const broken = (actDate: string): Draft[] => [
    pcs(actDate, 'denonce'),
    d('retraitDemandeCfp', addDays(actDate, 10)),
  ];
  const signed = pcs('2025-10-01', 'signe');

  it.each<[string, Draft[], string]>([
    ['stands, kept to', [signed, pcs('2025-12-01', 'respecte')], 'satisfait'],
    ['does not, denounced since', [signed, ...broken('2025-12-01')], 'enCours'],
    ['does not, denounced the day it was signed', [signed, ...broken('2025-10-01')], 'enCours'],
    ['does not, denounced the day of the demande', [signed, pcs('2026-01-12', 'denonce')], 'enCours'],
    [
      'stands, an earlier one denounced',
      [pcs('2025-08-01', 'signe'), ...broken('2025-09-01'), signed, pcs('2025-12-01', 'respecte')],
      'satisfait',
    ],
    [
      'was refused, and an earlier one denounced',
      [signed, ...broken('2025-11-03'), pcs('2025-12-01', 'refuse')],
      'satisfait',
    ],
  ])('%s', (_, drafts, kind) => {
    const protocole = of('protocoleAvantDecisionCfp', ...asked, ...drafts);
    expect(protocole.find(({ from }) => from.date === '2026-01-12')?.became).toMatchObject({ kind });
  });
});

describe('a delay whose rule ceases with the law', () => {
  const plan = (actDate: string) =>
    of('planApurement', d('impaye', actDate, { parc: 'social', suites: ['planDemande'] }))[0];

  it.each([
    ['2026-06-30', '2026-12-31', 'echu'],
    ['2026-07-01', '2026-12-31', 'ouvert'],
    ['2026-07-01', '2027-01-01', 'suspendu'],
    ['2026-11-30', '2026-12-31', 'ouvert'],
  ])('asked on %s, is on %s: %s', (actDate, today, status) => {
    const delay = plan(actDate);
    // 30 June + 6 months = 30 December: the old law governs it to its end.
    expect(delay && statusAt(delay, today)).toBe(status);
  });

  it('is late only when it ended under its law', () => {
    const answered = (actDate: string) =>
      outcomes(
        'planApurement',
        d('impaye', actDate, { parc: 'social', suites: ['planDemande'] }),
        d('planApurement', '2027-01-11', { etat: 'signe' }),
      );
    expect(answered('2026-06-29')).toMatchObject([{ kind: 'satisfait', late: true }]);
    expect(answered('2026-07-01')).toMatchObject([{ kind: 'satisfait', late: false }]);
  });
});

describe('what settles a delay of the new rules', () => {
  const assigned = audience('2026-05-04', '2026-07-09');
  const handed = (actDate: string, destinataire?: string): Draft =>
    d('transmissionDsf', actDate, { destinataire });

  it('the diagnostic, once sent to the judge and to the CCAPEX: two facts', () => {
    const report = d('enqueteSociale', '2026-06-08', { moment: 'assignation', etat: 'rendue' });
    expect(outcomes('diagnosticAvantAudience', assigned, report)).toEqual([{ kind: 'enCours' }]);
    expect(outcomes('diagnosticCcapex', assigned, report)).toEqual([{ kind: 'enCours' }]);
    for (const [rule, to, other] of [
      ['diagnosticAvantAudience', 'juge', 'ccapex'],
      ['diagnosticAvantAudience', undefined, 'ccapex'],
      ['diagnosticCcapex', 'ccapex', 'juge'],
      ['diagnosticCcapex', 'ccapex', undefined],
    ] as const) {
      // Five jours ouvrés before Thursday 9 July: 2 July.
      expect(outcomes(rule, assigned, handed('2026-07-02', to))).toMatchObject([
        { kind: 'satisfait', late: false },
      ]);
      expect(outcomes(rule, assigned, handed('2026-07-03', to))).toMatchObject([
        { kind: 'satisfait', late: true },
      ]);
      expect(outcomes(rule, assigned, handed('2026-07-02', other))).toEqual([{ kind: 'enCours' }]);
    }
  });

  it('the interview, once the enquiry is there; the request for it, once the State made it', () => {
    const enquiry = d('enqueteSociale', '2026-05-20', { moment: 'assignation', etat: 'rendue' });
    expect(outcomes('entretienDiagnostic', assigned, diagnostic('2026-05-06'), enquiry)).toMatchObject([
      { kind: 'satisfait', on: '2026-05-20', late: false },
    ]);
    expect(outcomes('demandeEnqueteAssignation', assigned, diagnostic('2026-05-06'))).toMatchObject([
      { kind: 'satisfait', on: '2026-05-06' },
    ]);
  });

  it.each(['accordee', 'refusee'])('the FSL’s answer, be it «%s»', (etat) => {
    const asked = impaye({ suites: ['fsl'] });
    expect(outcomes('reponseFsl', asked, d('aideFsl', '2026-02-02', { etat }))).toMatchObject([
      { kind: 'satisfait', on: '2026-02-02', by: 'fslRepondu', late: false },
    ]);
    expect(outcomes('reponseFsl', asked, d('aideFsl', '2026-02-02', { etat: 'demandee' }))).toEqual([
      { kind: 'enCours' },
    ]);
  });

  it.each(['planApprouve', 'mesures', 'retablissementPersonnel'])(
    'the judge’s suspension, ended by surendettement: %s',
    (etape) => {
      const suspended = d('suspensionExpulsion', '2026-02-02', { fin: '2027-02-02' });
      expect(
        outcomes('finSuspension', suspended, d('surendettement', '2026-09-07', { etape })),
      ).toMatchObject([{ kind: 'satisfait', on: '2026-09-07', by: 'suspensionTerminee' }]);
      expect(outcomes('finSuspension', suspended, d('surendettement', '2026-02-01', { etape }))).toEqual([
        { kind: 'enCours' },
      ]);
    },
  );

  it('the préfet’s receipt of the commandement, by his answer to the demande', () => {
    const [asked] = [cfp('2026-02-20')];
    for (const issue of ['accord', 'refus', 'sursis'])
      expect(
        outcomes('receptionCommandement', asked, d('decisionCfp', '2026-03-02', { issue })),
      ).toMatchObject([{ kind: 'satisfait', on: '2026-03-02', late: false }]);
    expect(
      outcomes('receptionCommandement', asked, d('decisionCfp', '2026-03-02', { issue: 'miseEnDemeure' })),
    ).toEqual([{ kind: 'enCours' }]);
  });

  it.each(['accordee', 'refusee', 'transaction'])('a claim to the State, answered: «%s»', (etat) => {
    const claimed = d('indemnisation', '2026-01-12', { etat: 'demandee' });
    expect(
      outcomes('reponseIndemnisation', claimed, d('indemnisation', '2026-03-12', { etat })),
    ).toMatchObject([{ kind: 'satisfait', late: false }]);
    expect(
      outcomes('reponseIndemnisation', claimed, d('indemnisation', '2026-03-13', { etat })),
    ).toMatchObject([{ kind: 'satisfait', late: true }]);
  });

  it('the State’s liability, by what ends it', () => {
    // Asked 5 January: refused 5 March in the trêve, liable from 1 April.
    const liable = (...drafts: Draft[]) => of('responsabilite', ...cfpInOrder('2026-01-05'), ...drafts);
    expect(liable()).toMatchObject([{ due: '2026-04-01', became: { kind: 'enCours' } }]);
    for (const cause of ['renonciation', 'vente', 'deces'])
      expect(liable(d('finPoursuites', '2026-05-04', { cause }))).toMatchObject([
        { due: '2026-04-01', became: { kind: 'satisfait', on: '2026-05-04', by: 'responsabiliteFinie' } },
      ]);
    expect(liable(d('decisionCfp', '2026-05-04', { issue: 'accord' }))).toMatchObject([
      { became: { kind: 'satisfait', on: '2026-05-04', by: 'responsabiliteFinie' } },
    ]);
    // Sold on the day it would start: it does not.
    expect(liable(d('finPoursuites', '2026-04-01', { cause: 'vente' }))).toEqual([]);
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
    const [delay] = of('decisionCfp', ...cfpInOrder(actDate));
    expect([delay?.due, delay?.note !== undefined]).toEqual([due, said]);
    if (said) expect(delay?.note).toMatch(/^Trêve hivernale jusqu’au 31\/03\/2027 : aucune expulsion/);
  });
});

describe('what is counted backwards', () => {
  it('ends before the hearing by as much, on any day of the week', () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 400 }), (days) => {
        const date = addDays('2026-05-04', days);
        for (const [rule, days] of [
          ['enqueteAvantAudience', 30],
          ['notificationPrefet', 43],
        ] as const) {
          const [delay] = of(rule, audience('2026-05-04', date));
          expect(delay && daysBetween(delay.due ?? '', date)).toBe(days);
          expect(delay?.direction).toBe('avant');
        }
      }),
      { numRuns: 20 },
    );
  });
});
