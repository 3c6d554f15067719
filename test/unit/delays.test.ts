import { describe, expect, it } from 'vitest';
import { chronologyOf } from '../../shared/domain/case/chronology.ts';
import { type Deadline, statusAt } from '../../shared/domain/delays/deadline.ts';
import { explain } from '../../shared/domain/delays/explain.ts';
import { type RuleName, rules } from '../../shared/domain/delays/rules/all.ts';
import { inOrder } from '../../shared/domain/events/compare-events.ts';
import { cfpInOrder, cqlLongAgo, type Draft, eventsOf } from '../support/procedures.ts';

const deadlines = (rule: RuleName, ...drafts: Draft[]): Deadline[] =>
  chronologyOf(inOrder(eventsOf(...drafts))).deadlines.filter((deadline) => deadline.rule === rule);

const cp = (actDate: string, over: object = {}): Draft => ({ kind: 'commandementDePayer', actDate, ...over });
const cql = (actDate: string, prefetInformeLe: string | undefined = actDate): Draft => ({
  kind: 'commandementDeQuitterLesLieux',
  actDate,
  prefetInformeLe,
});
const cfp = (actDate: string): Draft => ({ kind: 'demandeCfp', actDate });
const granted = (actDate: string, over: object = {}): Draft => ({
  kind: 'decisionCfp',
  actDate,
  issue: 'accord',
  ...over,
});
const assignation = (actDate: string, dateAudience?: string): Draft => ({
  kind: 'assignation',
  actDate,
  dateAudience,
});
const heard = (actDate: string, dateAudience: string, over: object = {}): Draft => ({
  ...assignation(actDate, dateAudience),
  ...over,
});
/** The préfet seizes the body that makes the diagnostic. */
const diagnostic = (actDate: string): Draft => ({
  kind: 'demandeEnqueteSociale',
  actDate,
  moment: 'assignation',
});
const claimed = (actDate: string): Draft => ({ kind: 'indemnisation', actDate, etat: 'demandee' });
const pcs = (actDate: string, etat: string): Draft => ({ kind: 'protocoleCohesionSociale', actDate, etat });
const mois = (valeur: number) => ({ delai: { valeur, unite: 'mois' } });
const social = { kind: 'impaye', actDate: '2025-01-02', parc: 'social' };
const recevable = { kind: 'surendettement', actDate: '2026-01-10', etape: 'recevabilite' };

const doubt: Draft = { kind: 'rapprochement', actDate: '2026-05-07', etat: 'douteux', dossiers: [] };

/** Rule, what happened, the last day worked out by hand, and why. */
const table: [RuleName, Draft[], string | undefined, string][] = [
  ['effetCommandementDePayer', [cp('2018-03-05')], '2018-05-07', '5 May 2018 is a Saturday: Monday 7'],
  ['effetCommandementDePayer', [cp('2023-07-28')], '2023-09-28', 'last day of the old law: 2 months'],
  [
    'effetCommandementDePayer',
    [cp('2023-07-29')],
    '2023-09-29',
    'neither the delay nor the lease is told: the longer of the two',
  ],
  [
    'effetCommandementDePayer',
    [cp('2023-07-29', { dateBail: '2023-07-29' })],
    '2023-09-11',
    'first day of the new law: 6 weeks end on Saturday 9 September',
  ],
  [
    'effetCommandementDePayer',
    [cp('2026-10-03', { dateBail: '2024-04-01' })],
    '2026-11-16',
    '6 weeks: 14 November 2026 is a Saturday',
  ],
  [
    'effetCommandementDePayer',
    [cp('2026-11-13', { dateBail: '2024-04-01' })],
    '2026-12-28',
    '6 weeks end at Christmas, a Friday: over the weekend',
  ],
  [
    'effetCommandementDePayer',
    [cp('2026-11-02', { dateBail: '2019-04-01' })],
    '2027-01-04',
    '2 months of an older lease: 2 January 2027 is a Saturday',
  ],
  [
    'effetCommandementDePayer',
    [cp('2023-07-29', { dateBail: '2019-04-01' })],
    '2023-09-29',
    'an older lease keeps its own 2 months',
  ],
  ['effetCommandementDePayer', [cp('2024-12-31', mois(2))], '2025-02-28', '31 December + 2 months'],
  ['effetCommandementDePayer', [cp('2023-12-31', mois(2))], '2024-02-29', 'leap year'],
  ['effetCommandementDePayer', [cp('2026-03-14', mois(2))], '2026-05-15', 'ends on Ascension Thursday'],
  [
    'effetCommandementDePayer',
    [cp('2026-04-02', { dateBail: '2024-04-01' })],
    '2026-05-15',
    '6 weeks end on Ascension Thursday',
  ],
  [
    'effetCommandementDePayer',
    [cp('2022-05-02', { delai: { valeur: 6, unite: 'semaines' } })],
    '2022-06-13',
    'the act states 6 weeks',
  ],
  ['orientationMenage', [cp('2026-03-02')], '2026-03-02', 'at once'],
  ['signalementImpaye', [{ ...social, dateConstitution: '2026-01-05' }], '2026-03-05', 'two months'],
  [
    'signalementImpaye',
    [{ ...social, dateConstitution: '2025-12-31' }],
    '2026-02-28',
    'a Saturday, not carried over',
  ],
  [
    'planApurement',
    [{ ...social, actDate: '2026-01-20', suites: ['planDemande'] }],
    '2026-07-20',
    'six months',
  ],
  [
    'planApurement',
    [{ ...social, actDate: '2027-01-05', suites: ['planDemande'] }],
    undefined,
    'CCAPEX decides from 2027',
  ],
  ['reponseFsl', [{ ...social, actDate: '2025-08-31', suites: ['fsl'] }], '2026-02-28', 'six months'],
  [
    'reponseFsl',
    [{ ...social, actDate: '2026-06-30', suites: ['fsl'] }],
    '2026-12-30',
    'six months, before the law of 2027',
  ],
  [
    'reponseFsl',
    [{ ...social, actDate: '2026-07-01', suites: ['fsl'] }],
    '2027-01-01',
    'six months, though the law changes that day',
  ],
  [
    'planApurement',
    [{ ...social, actDate: '2026-11-30', suites: ['planDemande'] }],
    '2027-05-30',
    'six months, said to be confirmed past 2026',
  ],
  ['regimeImpaye', [{ ...social, actDate: '2026-11-30' }], '2027-01-01', 'the day CCAPEX decides'],
  ['regimeImpaye', [{ ...social, actDate: '2026-12-31' }], '2027-01-01', 'the last day of the old law'],
  ['regimeImpaye', [{ ...social, actDate: '2027-01-01' }], undefined, 'the new law from the start'],
  [
    'saisineCcapexAvantAssignation',
    [{ kind: 'saisineCcapex', actDate: '2026-01-15', bailleur: { nature: 'personneMorale' } }],
    '2026-03-16',
    '15 March 2026 is a Sunday',
  ],
  [
    'saisineCcapexAvantAssignation',
    [{ kind: 'saisineCcapex', actDate: '2026-01-15', bailleur: { nature: 'sciFamiliale' } }],
    undefined,
    'a family SCI is not bound',
  ],
  [
    'signalementCommandementCcapex',
    [cp('2026-03-02', { loyer: 60_000, dette: 120_000, bailleur: { nature: 'personnePhysique' } })],
    '2026-03-02',
    'two rents owed to a private person',
  ],
  [
    'signalementCommandementCcapex',
    [cp('2026-03-02', { loyer: 60_000, dette: 119_999, bailleur: { nature: 'personnePhysique' } })],
    undefined,
    'under two rents',
  ],
  [
    'signalementCommandementCcapex',
    [cp('2022-03-02', { loyer: 60_000, dette: 120_000, bailleur: { nature: 'personnePhysique' } })],
    undefined,
    'three rents before the law of 2023',
  ],
  [
    'listeClpil',
    [{ kind: 'inscriptionClpil', actDate: '2026-02-20', dateCommission: '2026-03-31' }],
    '2026-02-28',
    'a month before',
  ],
  [
    'accordLocataire',
    [{ kind: 'inscriptionClpil', actDate: '2026-01-20', dateCommission: '2026-03-31' }],
    '2026-02-13',
    '15 days to answer before the list of 28 February',
  ],
  ['demandeEnqueteAssignation', [assignation('2026-05-04')], '2026-05-04', 'at once'],
  ['entretienDiagnostic', [assignation('2025-05-05')], undefined, 'the body is not seized yet'],
  [
    'entretienDiagnostic',
    [assignation('2025-04-14'), diagnostic('2025-05-05')],
    '2025-05-27',
    '15 jours ouvrés of its seizing, over 8 May',
  ],
  [
    'entretienDiagnostic',
    [diagnostic('2026-12-14')],
    '2027-01-06',
    '15 jours ouvrés over Christmas and New Year’s Day',
  ],
  ['entretienDiagnostic', [diagnostic('2021-01-07')], undefined, 'the day before the decree'],
  ['enqueteAvantAudience', [assignation('2026-05-04', '2026-07-09')], '2026-06-09', '30 days before'],
  [
    'enqueteAvantAudience',
    [assignation('2026-01-05', '2026-03-30')],
    '2026-02-28',
    'a Saturday, not carried over',
  ],
  [
    'diagnosticAvantAudience',
    [assignation('2026-03-02', '2026-05-18')],
    '2026-05-07',
    '5 jours ouvrés over Ascension and 8 May',
  ],
  ['diagnosticAvantAudience', [assignation('2020-03-02', '2020-05-18')], undefined, 'before the decree'],
  ['diagnosticAvantAudience', [heard('2026-12-01', '2027-02-16')], '2027-02-09', '5 jours ouvrés'],
  ['diagnosticCcapex', [heard('2026-12-01', '2027-02-16')], '2027-02-09', 'the same day as to the judge'],
  ['diagnosticCcapex', [heard('2020-03-02', '2020-05-18')], undefined, 'before the decree'],
  ['audienceAConnaitre', [assignation('2026-05-04')], '2026-06-15', '6 weeks'],
  ['audienceAConnaitre', [assignation('2026-03-28')], '2026-05-09', 'a Saturday, not carried over'],
  [
    'notificationPrefet',
    [heard('2025-03-03', '2025-05-12')],
    '2025-03-30',
    'the 42 days begin on 31 March: a Sunday, not moved',
  ],
  ['notificationPrefet', [heard('2026-11-02', '2027-01-15')], '2026-12-03', '43 days back'],
  ['notificationPrefet', [heard('2026-11-02', '2027-02-16')], '2027-01-04', '43 days back'],
  [
    'notificationPrefet',
    [heard('2026-11-02', '2027-01-18')],
    '2026-12-06',
    '43 days back: a Sunday, not moved',
  ],
  [
    'notificationPrefet',
    [heard('2023-07-28', '2023-10-10')],
    '2023-08-10',
    'last day of the old law: 2 months before',
  ],
  [
    'notificationPrefet',
    [heard('2023-07-29', '2023-10-10')],
    '2023-08-28',
    'first day of the new one: 43 days back',
  ],
  [
    'notificationPrefet',
    [heard('2023-01-09', '2023-04-30')],
    '2023-02-28',
    '2 months before 30 April: no 30 February',
  ],
  [
    'notificationPrefet',
    [heard('2026-11-02', '2027-01-15', { motif: 'congeVente' })],
    undefined,
    'rent debt only',
  ],
  ['audience', [assignation('2026-05-04', '2026-07-09')], '2026-07-09', 'its own day'],
  [
    'finDelaiDePaiement',
    [
      {
        kind: 'decision',
        actDate: '2026-01-31',
        issue: 'delaiDePaiement',
        delaiAccordeMois: 12,
        echeancier: [
          { date: '2026-06-05', montant: 10_000 },
          { date: '2026-05-05', montant: 10_000 },
        ],
      },
    ],
    '2026-06-05',
    'the last instalment',
  ],
  [
    'finDelaiDePaiement',
    [{ kind: 'decision', actDate: '2026-01-31', issue: 'delaiDePaiement', delaiAccordeMois: 1 }],
    '2026-02-28',
    'months, without a schedule',
  ],
  [
    'protocoleAEtudier',
    [social, { kind: 'decision', actDate: '2026-03-02', issue: 'resiliation' }],
    '2026-03-02',
    'at once',
  ],
  [
    'protocoleAEtudier',
    [{ kind: 'decision', actDate: '2026-03-02', issue: 'resiliation' }],
    undefined,
    'social landlords only',
  ],
  [
    'delaiPourQuitter',
    [{ kind: 'decision', actDate: '2026-01-15', issue: 'resiliation', delaiAccordeMois: 6 }],
    '2026-07-15',
    'as the judge granted',
  ],
  ['delaiCommandementDeQuitter', [cql('2026-09-01')], '2026-11-02', '1 November 2026 is a Sunday'],
  [
    'delaiCommandementDeQuitter',
    [cql('2024-09-01')],
    '2024-11-04',
    '1 November 2024 is a Friday: over the weekend',
  ],
  [
    'delaiCommandementDeQuitter',
    [cql('2025-07-31', '2025-08-04')],
    '2025-10-06',
    'from the day the préfet is told',
  ],
  [
    'delaiCommandementDeQuitter',
    [
      { kind: 'decision', actDate: '2026-01-15', issue: 'resiliation', delaiAccordeMois: 6 },
      cql('2026-02-02'),
    ],
    '2026-07-15',
    'not before the judge’s time to leave',
  ],
  ['decisionCfp', cfpInOrder('2026-08-31'), '2026-10-31', 'a Saturday: silence is not carried over'],
  ['decisionCfp', cfpInOrder('2025-12-31'), '2026-02-28', 'a Saturday: silence is not carried over'],
  ['decisionCfp', cfpInOrder('2024-04-02'), '2024-06-02', 'a Sunday: silence is not carried over'],
  [
    'decisionCfp',
    [cql('2025-07-31', '2025-08-04'), cfp('2025-09-30')],
    '2025-12-04',
    'premature: from 4 October, a Saturday that is not moved',
  ],
  [
    'decisionCfp',
    [cql('2026-06-01', '2026-06-05'), cfp('2026-06-20')],
    '2026-10-05',
    'premature: from 5 August',
  ],
  [
    'decisionCfp',
    [cql('2026-09-15'), cfp('2026-10-20')],
    '2027-01-15',
    'premature: from 15 November, a Sunday that is not moved',
  ],
  ['decisionCfp', [cfp('2026-08-31')], undefined, 'the préfet is not known to have the commandement'],
  ['decisionCfp', cfpInOrder('2020-02-10'), '2020-07-23', '31 days before 12 March 2020, 29 from 24 June'],
  ['decisionCfp', [cqlLongAgo, pcs('2026-12-31', 'denonce')], '2027-02-28', 'a denunciation is a demande'],
  [
    'receptionCommandement',
    [cfp('2026-08-31')],
    '2026-10-31',
    'the silence as if he had it: a Saturday, not carried over',
  ],
  ['receptionCommandement', cfpInOrder('2026-08-31'), undefined, 'he has it'],
  ['responsabilite', cfpInOrder('2025-12-31'), '2026-04-01', 'refused 28 February, in the trêve'],
  ['responsabilite', cfpInOrder('2024-04-02'), '2024-06-02', 'the day of the refusal, out of the trêve'],
  ['responsabilite', cfpInOrder('2026-01-31'), '2026-04-01', 'refused on the last day of the trêve'],
  ['responsabilite', [cfp('2024-04-02')], undefined, 'no refusal by silence'],
  ['reponseIndemnisation', [claimed('2026-01-12')], '2026-03-12', 'two months'],
  ['reponseIndemnisation', [claimed('2025-12-31')], '2026-02-28', 'a Saturday, not carried over'],
  ['demandeEnqueteRequisition', [cfp('2026-08-31')], '2026-08-31', 'at once'],
  ['enqueteAvantDecisionCfp', cfpInOrder('2026-08-31'), '2026-10-31', 'before the decision'],
  ['enqueteAvantDecisionCfp', [cfp('2026-08-31')], undefined, 'the préfet’s delay has not begun'],
  ['protocoleAvantDecisionCfp', [social, ...cfpInOrder('2026-08-31')], '2026-10-31', 'before the decision'],
  [
    'protocoleAvantDecisionCfp',
    [social, cql('2026-06-01', '2026-06-05'), cfp('2026-06-20')],
    '2026-10-05',
    'before the decision on a premature demande',
  ],
  ['compteRenduCfp', [granted('2026-06-10')], '2026-06-25', '15 days'],
  ['compteRenduCfp', [granted('2026-11-10')], '2027-04-16', 'from 1 April'],
  ['compteRenduCfp', [granted('2020-02-01')], '2020-07-26', 'the trêve of 2020 ended on 10 July'],
  ['compteRenduCfp', [granted('2021-03-01')], '2021-06-16', 'the trêve of 2021 ended on 31 May'],
  [
    'compteRenduCfp',
    [granted('2026-06-01', { issue: 'sursis', jusquAu: '2026-08-31' })],
    '2026-09-15',
    'from the end of the sursis',
  ],
  [
    'compteRenduCfp',
    [granted('2026-06-01', { issue: 'accord', jusquAu: '2026-08-31' })],
    '2026-06-16',
    'at once: an accord has an end, and is not put off to it',
  ],
  ['rapprochementATrancher', [doubt], '2026-05-12', '2 jours ouvrés over 8 May and a weekend'],
  ['suspensionAProposer', [recevable], '2026-01-10', 'at once'],
  ['avisSuspension', [recevable, cql('2026-02-02')], '2026-02-02', 'at once'],
  ['avisSuspension', [cql('2026-02-02')], undefined, 'no surendettement'],
  [
    'avisSuspension',
    [recevable, { ...recevable, actDate: '2026-01-20', etape: 'cloture' }, cql('2026-02-02')],
    undefined,
    'the file is closed',
  ],
  [
    'finSuspension',
    [{ kind: 'suspensionExpulsion', actDate: '2026-02-02', fin: '2027-02-02' }],
    '2027-02-02',
    'as the judge says',
  ],
];

describe('the last day of a delay', () => {
  it.each(table)('%s, case %#: by hand %3$s (%4$s)', (rule, drafts, due) => {
    expect(deadlines(rule, ...drafts).at(-1)?.due).toBe(due);
  });

  it('every rule is in the table', () => {
    expect(rules.map(({ name }) => name).filter((name) => !table.some(([rule]) => rule === name))).toEqual(
      [],
    );
  });

  it('every rule names its source, why it is carried over or not, what it means, and has alerts', () => {
    // Settled by what starts them.
    const silent: readonly RuleName[] = ['listeClpil', 'notificationPrefet'];
    for (const rule of rules) {
      expect(rule.report.reason, rule.name).not.toBe('');
      expect(rule.enClair, rule.name).toMatch(/^[^\s].*\.$/);
      for (const { source, reliability } of rule.versions)
        expect(source, rule.name).toMatch(
          reliability === 'choix' ? /art\.|annexe|^Aucun texte/ : /art\.|annexe|[Dd]écret/,
        );
      expect(rule.alerts.length > 0, rule.name).toBe(!silent.includes(rule.name));
    }
  });
});

describe('what becomes of a delay', () => {
  const outcome = (rule: RuleName, ...drafts: Draft[]) => deadlines(rule, ...drafts).map((one) => one.became);

  it('is settled by the step it waited for, in time or late', () => {
    expect(outcome('decisionCfp', ...cfpInOrder('2026-01-05'), granted('2026-03-05'))).toEqual([
      { kind: 'satisfait', on: '2026-03-05', by: 'cfpAccorde', late: false },
    ]);
    expect(outcome('decisionCfp', ...cfpInOrder('2026-01-05'), granted('2026-03-06'))).toEqual([
      { kind: 'satisfait', on: '2026-03-06', by: 'cfpAccorde', late: true },
    ]);
  });

  it('is not settled by a step of an earlier round', () => {
    expect(outcome('decisionCfp', granted('2026-01-04'), ...cfpInOrder('2026-01-05'))).toEqual([
      { kind: 'enCours' },
    ]);
  });

  it('moves with the hearing it is counted from', () => {
    const renvoi = { kind: 'renvoiAudience', actDate: '2026-06-01', dateAudience: '2026-09-10' };
    const found = deadlines('enqueteAvantAudience', assignation('2026-05-04', '2026-07-09'), renvoi);
    expect(found.map(({ due, became: { kind } }) => [due, kind])).toEqual([
      ['2026-06-09', 'deplace'],
      ['2026-08-11', 'enCours'],
    ]);
  });

  it('runs from the first signal of a body that repeats it, and anew once it was settled', () => {
    const asked = (actDate: string): Draft => ({ ...social, actDate, suites: ['planDemande'] });
    const signed = { kind: 'planApurement', actDate: '2026-04-01', etat: 'signe' };
    expect(
      deadlines('planApurement', asked('2026-01-20'), asked('2026-02-20')).map(({ due }) => due),
    ).toEqual(['2026-07-20']);
    expect(
      deadlines('planApurement', asked('2026-01-20'), signed, asked('2026-06-20')).map(
        ({ due, became: { kind } }) => [due, kind],
      ),
    ).toEqual([
      ['2026-07-20', 'satisfait'],
      ['2026-12-20', 'enCours'],
    ]);
  });

  it('is without object once the household has left, the judge rejected, or the debt is paid', () => {
    const left = { kind: 'departVolontaire', actDate: '2026-02-01' };
    expect(outcome('decisionCfp', ...cfpInOrder('2026-01-05'), left)).toEqual([
      { kind: 'sansObjet', on: '2026-02-01', by: 'parti' },
    ]);
    const rejected = { kind: 'decision', actDate: '2026-04-01', issue: 'rejet' };
    expect(outcome('effetCommandementDePayer', cp('2026-03-02'), rejected)).toMatchObject([
      { kind: 'sansObjet', by: 'demandeRejetee' },
    ]);
    const paid = { kind: 'paiement', actDate: '2026-03-20', solde: 0 };
    expect(outcome('enqueteAvantAudience', assignation('2026-03-02', '2026-06-09'), paid)).toMatchObject([
      { kind: 'sansObjet', by: 'detteSoldee' },
    ]);
  });

  it('is without object once the household refused that a CLPIL examine its situation, not once it agreed', () => {
    const listed = { kind: 'inscriptionClpil', actDate: '2026-01-20', dateCommission: '2026-03-31' };
    const told = (actDate: string, accordEcrit?: boolean): Draft => ({
      kind: 'retraitClpil',
      actDate,
      accordEcrit,
    });
    expect(outcome('accordLocataire', listed, told('2026-02-05'))).toEqual([
      { kind: 'sansObjet', on: '2026-02-05', by: 'retraitClpil' },
    ]);
    expect(outcome('accordLocataire', listed, told('2026-02-05', true))).toEqual([{ kind: 'enCours' }]);
    // Of a list that came after a refusal, the landlord owes a letter of its own.
    expect(outcome('accordLocataire', told('2026-01-05'), listed)).toEqual([{ kind: 'enCours' }]);
  });

  it('goes on after a payment, once the eviction is ordered', () => {
    const ordered = { kind: 'decision', actDate: '2026-01-02', issue: 'resiliation' };
    const paid = { kind: 'paiement', actDate: '2026-03-20', solde: 0 };
    expect(outcome('decisionCfp', ordered, ...cfpInOrder('2026-03-02'), paid)).toEqual([{ kind: 'enCours' }]);
  });

  it('stays on record when it passed before the procedure went on', () => {
    const late = granted('2025-04-07');
    const failed = { kind: 'executionCfp', actDate: '2025-05-05', effectuee: false };
    const again = deadlines(
      'enqueteAvantDecisionCfp',
      ...cfpInOrder('2025-01-06'),
      late,
      failed,
      cfp('2025-09-01'),
    );
    expect(again.map(({ due, became: { kind } }) => [due, kind])).toEqual([
      ['2025-03-06', 'depasse'],
      ['2025-11-01', 'enCours'],
    ]);
  });

  it('is suspended while the préfet has not been told of the commandement', () => {
    const [delay] = deadlines('delaiCommandementDeQuitter', {
      kind: 'commandementDeQuitterLesLieux',
      actDate: '2026-02-02',
    });
    expect(delay).toMatchObject({ due: undefined, became: { kind: 'suspendu' } });
  });

  it('is open on its last day, and past the next one; what is to be asked at once stays open', () => {
    const [delay] = deadlines('decisionCfp', ...cfpInOrder('2026-01-05'));
    const [ask] = deadlines('demandeEnqueteRequisition', cfp('2026-01-05'));
    if (!delay || !ask) throw new Error('both rules apply');
    expect([statusAt(delay, '2026-03-05'), statusAt(delay, '2026-03-06')]).toEqual(['ouvert', 'echu']);
    expect(statusAt(ask, '2027-01-01')).toBe('ouvert');
  });

  it('recevabilité does not suspend an eviction: the judge does', () => {
    expect(outcome('finSuspension', recevable)).toEqual([]);
    expect(outcome('delaiCommandementDeQuitter', recevable, cql('2026-02-02'))).toEqual([
      { kind: 'enCours' },
    ]);
    const told = { ...recevable, suspension: { debut: '2026-02-01', fin: '2027-02-01' } };
    expect(deadlines('finSuspension', told)[0]?.due).toBe('2027-02-01');
    expect(deadlines('suspensionAProposer', told)[0]?.became.kind).toBe('satisfait');
  });
});

describe('the explanation of a delay', () => {
  it('gives the rule, the dates and the arithmetic, and why a Saturday stays', () => {
    const [delay] = deadlines('decisionCfp', ...cfpInOrder('2026-08-31'));
    expect(delay && explain(delay)).toEqual([
      'Décision du préfet sur le concours de la force publique.',
      'Le préfet a deux mois pour répondre ; sans réponse, la demande est refusée. La responsabilité de l’État a sa propre date : le jour même du refus, ou plus tard (trêve hivernale, délai accordé par le juge).',
      'Règle : CPCE, art. L153-1 et R153-1 ; charte 2018-2023, annexe 4.',
      'Départ : demande de concours de la force publique, lundi 31 août 2026.',
      '31/08/2026 + 2 mois = 31/10/2026.',
      'Le 31/10/2026 est un samedi : pas de report (le silence de l’administration vaut décision au terme exact, même un samedi, un dimanche ou un jour férié).',
      'Échéance : samedi 31 octobre 2026.',
    ]);
  });

  it('says which holiday carries it over, and that the act states the delay', () => {
    const [delay] = deadlines('effetCommandementDePayer', cp('2026-03-14', mois(2)));
    const text = delay ? explain(delay).join('\n') : '';
    expect(text).toContain('14/03/2026 + 2 mois (délai porté par l’acte) = 14/05/2026.');
    expect(text).toContain(
      'Le 14/05/2026 est un jour férié (Ascension) : échéance reportée au vendredi 15 mai 2026',
    );
  });

  it('tells a refusal due in the trêve that nothing is carried out before its end', () => {
    const [delay] = deadlines('decisionCfp', ...cfpInOrder('2026-10-05'));
    expect(delay && explain(delay).at(-1)).toContain('Trêve hivernale jusqu’au 31/03/2027');
  });

  it('says what is to be confirmed', () => {
    const [delay] = deadlines(
      'signalementCommandementCcapex',
      cp('2026-03-02', { loyer: 60_000, dette: 120_000, bailleur: { nature: 'personnePhysique' } }),
    );
    expect(delay && explain(delay)[2]).toContain('(valeur à confirmer)');
  });
});
