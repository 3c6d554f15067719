import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseEventSchema } from '../../shared/domain/events/case-event.ts';
import { inOrder } from '../../shared/domain/events/compare-events.ts';
import { compareMarks, has, type Mark, named } from '../../shared/domain/procedure/mark.ts';
import { marksOf } from '../../shared/domain/procedure/marks-of.ts';
import { type Draft, eventsOf, procedures } from '../support/procedures.ts';

const DAY = '2026-03-02';
const d = (kind: string, over: object = {}): Draft => ({ kind, actDate: DAY, ...over });

/** What a fact holds beside its name and the date of the act. */
type Told = Partial<Pick<Mark, 'date' | 'until' | 'stated' | 'leaseDate' | 'juge' | 'motif'>>;
const factsOf = (...drafts: Draft[]): [string, Told][] =>
  marksOf(eventsOf(...drafts)).map(({ name, date, until, stated, leaseDate, juge, motif }) => [
    name,
    {
      ...(date !== DAY && { date }),
      ...(until && { until }),
      ...(stated && { stated }),
      ...(leaseDate && { leaseDate }),
      ...(juge && { juge }),
      ...(motif && { motif }),
    },
  ]);

const suites = (...names: string[]) => ({ suites: names });
const mesure = (name: string, etat: string) => ({ mesure: name, etat });

/** An event, and each fact it proves, in the procedure's order. */
const table: [says: string, draft: Draft, facts: [string, Told?][]][] = [
  ['CAF signals: it knows', d('impaye'), [['impayeConstitue'], ['organismeSaisi']]],
  ['MSA signals: it knows', d('impaye', { sender: 'msa' }), [['impayeConstitue'], ['organismeSaisi']]],
  ['a landlord signals: the debt is there', d('impaye', { sender: 'bailleur-x' }), [['impayeConstitue']]],
  [
    'the debt is of its own date',
    d('impaye', { sender: 'bailleur-x', dateConstitution: '2026-01-05' }),
    [['impayeConstitue', { date: '2026-01-05' }]],
  ],
  [
    'a plan is asked',
    d('impaye', { sender: 'bailleur-x', ...suites('planDemande') }),
    [['impayeConstitue'], ['planDemande']],
  ],
  [
    'FSL is asked',
    d('impaye', { sender: 'bailleur-x', ...suites('fsl') }),
    [['impayeConstitue'], ['fslDemande']],
  ],
  [
    'CCAPEX is seized',
    d('impaye', { sender: 'bailleur-x', ...suites('saisineCcapex') }),
    [['impayeConstitue'], ['saisineCcapex']],
  ],
  [
    'an aid kept or suspended is no step',
    d('impaye', { sender: 'bailleur-x', ...suites('maintien', 'suspension') }),
    [['impayeConstitue']],
  ],
  ['a body is seized', d('saisineOrganisme'), [['organismeSaisi']]],
  ['a plan is signed', d('planApurement', { etat: 'signe' }), [['planApurement']]],
  ['a plan refused is none', d('planApurement', { etat: 'refuse' }), []],
  ['a plan broken is none', d('planApurement', { etat: 'denonce' }), []],
  ['nothing is left to pay', d('paiement', { solde: 0 }), [['detteSoldee']]],
  ['something is left to pay', d('paiement', { solde: 1 }), []],
  ['a payment that says no balance', d('paiement', { montant: 1 }), []],
  [
    'an instalment kept',
    d('echeance', { date: '2026-03-05', etat: 'tenue' }),
    [['echeanceTenue', { date: '2026-03-05' }]],
  ],
  [
    'an instalment missed',
    d('echeance', { date: '2026-03-05', etat: 'manquee' }),
    [['echeanceManquee', { date: '2026-03-05' }]],
  ],
  ['a file is deposited', d('surendettement', { etape: 'depot' }), [['surendettementDepose']]],
  ['a file is admitted', d('surendettement', { etape: 'recevabilite' }), [['surendettementRecevable']]],
  ['a file is not admitted', d('surendettement', { etape: 'irrecevabilite' }), [['surendettementClos']]],
  ['a file is closed', d('surendettement', { etape: 'cloture' }), [['surendettementClos']]],
  ['an orientation is no step', d('surendettement', { etape: 'orientation' }), []],
  [
    'a plan ends the judge’s suspension',
    d('surendettement', { etape: 'planApprouve' }),
    [['suspensionTerminee']],
  ],
  ['measures end it', d('surendettement', { etape: 'mesures' }), [['suspensionTerminee']]],
  [
    'a rétablissement personnel ends it',
    d('surendettement', { etape: 'retablissementPersonnel' }),
    [['suspensionTerminee']],
  ],
  [
    'the judge suspends, told by Banque de France',
    d('surendettement', { etape: 'orientation', suspension: { debut: '2026-02-01', fin: '2027-02-01' } }),
    [['suspensionExpulsion', { date: '2026-02-01', until: '2027-02-01' }]],
  ],
  [
    'and measures have ended it since',
    d('surendettement', { etape: 'mesures', suspension: { debut: '2026-02-01', fin: '2027-02-01' } }),
    [['suspensionExpulsion', { date: '2026-02-01', until: '2027-02-01' }], ['suspensionTerminee']],
  ],
  [
    'the judge suspends, told by the State',
    d('suspensionExpulsion', { fin: '2027-02-02' }),
    [['suspensionExpulsion', { until: '2027-02-02' }]],
  ],
  [
    'a household is on a list',
    d('inscriptionClpil', { dateCommission: '2026-03-31' }),
    [['inscriptionClpil'], ['clpil', { date: '2026-03-31' }]],
  ],
  [
    'and the landlord wrote to it',
    d('inscriptionClpil', { dateCommission: '2026-03-31', lettreAccordLe: '2026-02-20' }),
    [['accordLocataire', { date: '2026-02-20' }], ['inscriptionClpil'], ['clpil', { date: '2026-03-31' }]],
  ],
  ['the household refuses', d('retraitClpil'), [['retraitClpil']]],
  [
    'it has not agreed in writing: it refuses',
    d('retraitClpil', { commission: 'clpil-meaux', accordEcrit: false }),
    [['retraitClpil']],
  ],
  ['it agrees in writing', d('retraitClpil', { accordEcrit: true }), []],
  ['a commandement', d('commandementDePayer'), [['commandementDePayer']]],
  [
    'its own delay and lease',
    d('commandementDePayer', { delai: { valeur: 2, unite: 'mois' }, dateBail: '2019-04-01' }),
    [['commandementDePayer', { stated: { value: 2, unit: 'mois' } as const, leaseDate: '2019-04-01' }]],
  ],
  ['a notice and its effect', d('conge', { dateEffet: '2026-09-30' }), [['conge', { until: '2026-09-30' }]]],
  ['an assignation', d('assignation'), [['assignation']]],
  [
    'and its hearing',
    d('assignation', { dateAudience: '2026-05-04' }),
    [['assignation'], ['audience', { date: '2026-05-04' }]],
  ],
  [
    'the préfet has it, on another day',
    d('assignation', { prefetInformeLe: '2026-03-05' }),
    [['assignation'], ['assignationAuPrefet', { date: '2026-03-05' }]],
  ],
  ['its motif', d('assignation', { motif: 'congeVente' }), [['assignation', { motif: 'congeVente' }]]],
  ['it lapsed', d('caduciteAssignation'), [['assignationCaduque']]],
  [
    'a hearing put off',
    d('renvoiAudience', { dateAudience: '2026-06-01' }),
    [['audience', { date: '2026-06-01' }]],
  ],
  ['a decision whose sense is not told', d('decision'), [['decision']]],
  [
    'time to pay, in months',
    d('decision', { issue: 'delaiDePaiement', delaiAccordeMois: 6 }),
    [['decision'], ['delaiDePaiement', { until: '2026-09-02' }]],
  ],
  [
    'time to pay, to its last instalment',
    d('decision', {
      issue: 'delaiDePaiement',
      delaiAccordeMois: 6,
      echeancier: ['2026-05-05', '2026-07-05', '2026-06-05'].map((date) => ({ date, montant: 1 })),
    }),
    [['decision'], ['delaiDePaiement', { until: '2026-07-05' }]],
  ],
  [
    'time to pay of no known end',
    d('decision', { issue: 'delaiDePaiement' }),
    [['decision'], ['delaiDePaiement']],
  ],
  ['the eviction is ordered', d('decision', { issue: 'resiliation' }), [['decision'], ['expulsionOrdonnee']]],
  [
    'and the commandement’s delay changed',
    d('decision', { issue: 'resiliation', delaiCommandementMois: 1 }),
    [['decision'], ['expulsionOrdonnee', { stated: { value: 1, unit: 'mois' } as const }]],
  ],
  [
    'and it is done away with',
    d('decision', { issue: 'resiliation', delaiCommandementMois: 0 }),
    [['decision'], ['expulsionOrdonnee', { stated: { value: 0, unit: 'mois' } as const }]],
  ],
  [
    'and time to leave granted',
    d('decision', { issue: 'resiliation', delaiAccordeMois: 3 }),
    [['decision'], ['expulsionOrdonnee'], ['delaiPourQuitter', { until: '2026-06-02', juge: 'fond' }]],
  ],
  [
    'and the trêve does not protect, nor the two months of the commandement',
    d('decision', { issue: 'resiliation', horsTreve: 'entreeParForce' }),
    [['decision'], ['expulsionOrdonnee', { stated: { value: 0, unit: 'mois' } }], ['horsTreve']],
  ],
  [
    'and the trêve does not protect a student’s room, which keeps its two months',
    d('decision', { issue: 'resiliation', horsTreve: 'logementEtudiant' }),
    [['decision'], ['expulsionOrdonnee'], ['horsTreve']],
  ],
  [
    'time to leave, by another judge: the decision is another one’s',
    d('decision', { issue: 'delaiPourQuitter', delaiAccordeMois: 3 }),
    [['delaiPourQuitter', { until: '2026-06-02' }]],
  ],
  [
    'time to leave, by the juge de l’exécution',
    d('decision', { issue: 'delaiPourQuitter', delaiAccordeMois: 3, juge: 'jex' }),
    [['delaiPourQuitter', { until: '2026-06-02', juge: 'jex' }]],
  ],
  ['the judgment is served', d('suiteJugement', { etape: 'signification' }), [['jugementSignifie']]],
  ['an appeal', d('suiteJugement', { etape: 'appel' }), [['recoursForme']]],
  ['an opposition', d('suiteJugement', { etape: 'opposition' }), [['recoursForme']]],
  [
    'its enforcement is stayed',
    d('suiteJugement', { etape: 'executionProvisoireArretee' }),
    [['executionProvisoireArretee']],
  ],
  ['it is reversed', d('suiteJugement', { etape: 'infirmation' }), [['titreInfirme']]],
  ['the demand is rejected', d('decision', { issue: 'rejet' }), [['decision'], ['demandeRejetee']]],
  ['a commandement de quitter', d('commandementDeQuitterLesLieux'), [['commandementDeQuitterLesLieux']]],
  [
    'and the préfet told',
    d('commandementDeQuitterLesLieux', { prefetInformeLe: '2026-03-04' }),
    [['commandementDeQuitterLesLieux'], ['prefetInforme', { date: '2026-03-04' }]],
  ],
  [
    'the first enquiry',
    d('enqueteSociale', { moment: 'assignation', etat: 'rendue' }),
    [['enqueteAssignation']],
  ],
  [
    'the second one, though the household did not answer',
    d('enqueteSociale', { moment: 'requisition', etat: 'carence' }),
    [['enqueteRequisition']],
  ],
  ['the préfet grants', d('decisionCfp', { issue: 'accord' }), [['cfpAccorde']]],
  ['the préfet refuses', d('decisionCfp', { issue: 'refus' }), [['cfpRefuse']]],
  [
    'the préfet refuses, for public order',
    d('decisionCfp', { issue: 'refus', motifRefus: 'ordrePublic' }),
    [['cfpRefuse']],
  ],
  [
    'the préfet rejects a demande that was too early: that is no refusal',
    d('decisionCfp', { issue: 'refus', motifRefus: 'prematuree' }),
    [['demandeCfpRejeteePrematuree']],
  ],
  [
    'the préfet orders the occupants out: the demande is not answered',
    d('decisionCfp', { issue: 'miseEnDemeure' }),
    [['miseEnDemeureDuPrefet']],
  ],
  [
    'the préfet grants, later',
    d('decisionCfp', { issue: 'sursis', jusquAu: '2026-08-31' }),
    [['cfpSursis', { until: '2026-08-31' }]],
  ],
  ['the police came', d('executionCfp', { effectuee: true }), [['expulse']]],
  ['the police did not', d('executionCfp', { effectuee: false }), [['cfpNonExecute']]],
  ['the eviction is recorded', d('procesVerbal', { nature: 'expulsion' }), [['expulse']]],
  ['an attempt is recorded', d('procesVerbal', { nature: 'tentative' }), [['cfpNonExecute']]],
  ['an empty dwelling is taken back', d('procesVerbal', { nature: 'reprise' }), [['parti']]],
  ['a record of no known nature', d('procesVerbal'), []],
  ['the household left', d('departVolontaire'), [['parti']]],
  ['the household is rehoused', d('relogement'), [['reloge']]],
  ['the household is rehoused, for certain', d('relogement', { etat: 'effectue' }), [['reloge']]],
  ['the household will be rehoused', d('relogement', { etat: 'assure' }), [['relogementAssure']]],
  ['the eviction is given up', d('finPoursuites', { cause: 'renonciation' }), [['renonciation']]],
  ['the dwelling is sold', d('finPoursuites', { cause: 'vente' }), [['vente']]],
  ['the occupant died', d('finPoursuites', { cause: 'deces' }), [['deces']]],
  ['a new lease', d('nouveauBail'), [['nouveauBail']]],
  ['a doubt', d('rapprochement', { etat: 'douteux', dossiers: [] }), [['rapprochementDouteux']]],
  ['an answer', d('rapprochement', { etat: 'distinct', dossiers: [] }), [['rapprochementTranche']]],
  [
    'events that go answer the doubt',
    d('deplacement', { cause: 'fusion', role: 'source', autre: 'B', evenements: [] }),
    [['rapprochementTranche']],
  ],
  [
    'events that come do not',
    d('deplacement', { cause: 'fusion', role: 'cible', autre: 'B', evenements: [] }),
    [],
  ],
  [
    'what a person says of an end proves nothing by itself',
    d('confirmationFin', { etat: 'confirmee', evenement: 'e' }),
    [],
  ],
  [
    'the undoing of an act proves nothing',
    d('acteAnnule', { evenement: 'e', acte: 'relogement', prevenus: [], alertes: [] }),
    [],
  ],
  ['a legal hold proves nothing of the procedure', d('gel', { etat: 'pose' }), []],
  ['FSL is asked by its own message', d('aideFsl', { etat: 'demandee' }), [['fslDemande']]],
  ['FSL grants', d('aideFsl', { etat: 'accordee' }), [['fslRepondu']]],
  ['FSL refuses', d('aideFsl', { etat: 'refusee' }), [['fslRepondu']]],
  ['ASLL opens', d('accompagnement', mesure('asll', 'ouverte')), [['asllOuverte']]],
  ['ASLL closes', d('accompagnement', mesure('asll', 'close')), [['asllClose']]],
  ['AVDL opens', d('accompagnement', mesure('avdl', 'ouverte')), [['avdlOuverte']]],
  ['AVDL closes', d('accompagnement', mesure('avdl', 'close')), [['avdlClose']]],
  ['MASP is no step', d('accompagnement', mesure('masp', 'ouverte')), []],
  ['a commune is confirmed', d('communeConfirmee'), []],
  ['help without a measure', d('intervention', { nature: 'visite' }), []],
  ['shelter', d('hebergement', { etat: 'demande' }), []],
  ['a guarantee', d('aideActionLogement', { dispositif: 'visale', etat: 'miseEnJeu' }), []],
  ['a commission decides', d('decisionClpil', { dateCommission: DAY, issues: ['appuiJuridique'] }), []],
  ['CCAPEX gives its opinion', d('avisCcapex', { nature: 'avis', recommandations: [] }), []],
  [
    'a household on the agenda of CCAPEX is no step',
    d('inscriptionCcapex', { commission: 'ccapex-nord', dateCommission: '2026-03-31' }),
    [],
  ],
  ...['faite', 'enCours', 'nonFaite', 'refusDuMenage'].map((etat): [string, Draft, []] => [
    `what became of a decision proves nothing by itself: ${etat}`,
    d('suiteDecision', { decisionDu: '2026-02-12', mesure: 'relogement', etat }),
    [],
  ]),
  [
    'the first enquiry is asked for',
    d('demandeEnqueteSociale', { moment: 'assignation' }),
    [['enqueteDemandeeAssignation']],
  ],
  [
    'the second enquiry is asked for',
    d('demandeEnqueteSociale', { moment: 'requisition' }),
    [['enqueteDemandeeRequisition']],
  ],
  ['the diagnostic goes to the judge', d('transmissionDsf'), [['dsfAuJuge']]],
  [
    'the diagnostic goes to the judge, as is said',
    d('transmissionDsf', { destinataire: 'juge' }),
    [['dsfAuJuge']],
  ],
  ['the diagnostic goes to the CCAPEX', d('transmissionDsf', { destinataire: 'ccapex' }), [['dsfCcapex']]],
  ['the landlord claims', d('indemnisation', { etat: 'demandee' }), [['indemnisationDemandee']]],
  ...['accordee', 'refusee', 'transaction'].map((etat): [string, Draft, [string][]] => [
    `the State answers the claim: ${etat}`,
    d('indemnisation', { etat }),
    [['indemnisationRepondue']],
  ]),
  ...['joint', 'recu', 'refuse'].map((etat): [string, Draft, [string][]] => [
    `the letter that oriented the household was answered: ${etat}`,
    d('suiteOrientation', { organisme: 'adil', etat }),
    [['orientationSuivie']],
  ]),
  ...['npai', 'injoignable'].map((etat): [string, Draft, [string][]] => [
    `it reached nobody: ${etat}`,
    d('suiteOrientation', { organisme: 'adil', etat }),
    [],
  ]),
  [
    'a claim to the commission de médiation is no step',
    d('recoursDalo', { voie: 'dalo', etat: 'depose' }),
    [],
  ],
  [
    'CCAPEX keeps the aid',
    d('decisionCcapex', { actDate: '2027-02-02', aide: 'maintien' }),
    [['aideMaintenue', { date: '2027-02-02' }]],
  ],
  [
    'CCAPEX, before it decides on the aid',
    d('decisionCcapex', { actDate: '2026-12-31', aide: 'suspension', notifieeLe: '2026-12-31' }),
    [],
  ],
  [
    'CCAPEX stops the aid: from the first of the month after its notification',
    d('decisionCcapex', { actDate: '2027-02-02', aide: 'suspension', notifieeLe: '2027-02-28' }),
    [['aideSuspendue', { date: '2027-03-01' }]],
  ],
  ['CCAPEX is seized by itself', d('saisineCcapex'), [['saisineCcapex']]],
  ['a formal notice', d('miseEnDemeure'), [['miseEnDemeure']]],
  ['a divorce', d('jugementDivorce'), [['jugementDivorce']]],
  ['an auction', d('adjudication'), [['adjudication']]],
  ['a protocole', d('protocoleCohesionSociale', { etat: 'signe' }), [['protocoleSigne']]],
  ['a protocole refused', d('protocoleCohesionSociale', { etat: 'refuse' }), [['protocoleRefuse']]],
  ['a protocole broken', d('protocoleCohesionSociale', { etat: 'denonce' }), [['protocoleDenonce']]],
  ['a protocole kept', d('protocoleCohesionSociale', { etat: 'respecte' }), [['protocoleRespecte']]],
  ['an opinion on suspending', d('avisSuspension', { sens: 'favorable' }), [['avisSuspension']]],
  ['the police are asked for', d('demandeCfp'), [['demandeCfp']]],
  [
    'the préfet has the demande on another day, which counts',
    d('demandeCfp', { prefetInformeLe: '2026-03-05' }),
    [['demandeCfp', { date: '2026-03-05' }]],
  ],
  [
    'the landlord asks: that does not seize the préfet',
    d('demandeCfp', { sender: 'bailleur-x' }),
    [['demandeCfpDuBailleur']],
  ],
  [
    'the préfet says that he received a commandement that nobody sent here',
    d('receptionPrefet', { acte: 'commandementDeQuitterLesLieux', dateActe: '2026-02-02' }),
    [['prefetInforme']],
  ],
  ['he received an assignation', d('receptionPrefet', { acte: 'assignation' }), [['assignationAuPrefet']]],
  ['he received a demande', d('receptionPrefet', { acte: 'demandeCfp' }), [['demandeCfp']]],
  [
    'he received a landlord’s letter',
    d('receptionPrefet', { acte: 'lettreDuBailleur' }),
    [['demandeCfpDuBailleur']],
  ],
  ['the demande is withdrawn', d('retraitDemandeCfp'), [['demandeCfpRetiree']]],
];

describe('what an event proves', () => {
  it.each(table)('%s', (_, draft, facts) => {
    expect(factsOf(draft)).toEqual(facts.map(([name, told = {}]) => [name, told]));
  });

  it('every kind of event is in the table', () => {
    const kinds = caseEventSchema.def.options.map(({ shape }) => String(shape.kind.def.values[0]));
    expect(kinds.filter((kind) => !table.some(([, draft]) => draft.kind === kind))).toEqual([]);
  });

  it('is told on the act’s day, and known on the day it came, Paris time', () => {
    const [mark] = marksOf(
      eventsOf(d('assignation', { receivedAt: '2026-03-05T23:30:00.000Z' }), d('departVolontaire')),
    );
    expect(mark).toMatchObject({ name: 'assignation', date: DAY, toldOn: DAY, knownOn: '2026-03-06' });
  });
});

describe('an unpaid rent', () => {
  const facts = (over: object) =>
    marksOf(eventsOf(d('impaye', { sender: 'bailleur-x', ...over }))).map(
      ({ name, date }) => `${name} ${date}`,
    );

  it.each<[string, object, boolean]>([
    ['no amount is told', {}, true],
    ['the rent is not told', { dette: 10 }, true],
    ['the debt is not told', { loyer: 60_000 }, true],
    ['two rents are owed', { dette: 120_000, loyer: 60_000 }, true],
    ['less than two rents are', { dette: 119_999, loyer: 60_000 }, false],
    ['two rents are, but not the charges', { dette: 120_000, loyer: 60_000, charges: 1 }, false],
    ['two rents and the charges are', { dette: 120_002, loyer: 60_000, charges: 1 }, true],
    [
      'the aid is paid to the landlord',
      { dette: 60_000, loyer: 60_000, aide: { nature: 'APL', tiersPayant: true } },
      true,
    ],
    [
      'the aid is paid to the tenant',
      { dette: 60_000, loyer: 60_000, aide: { nature: 'APL', tiersPayant: false } },
      false,
    ],
  ])('of 2026, where %s, is constituted: %o gives %s', (_, over, constituted) => {
    expect(facts(over)).toEqual([`${constituted ? 'impayeConstitue' : 'impayeConnu'} ${DAY}`]);
  });

  it.each<[string, object, string[]]>([
    ['450 € are not passed', { dette: 45_000 }, []],
    ['450 € are passed', { dette: 45_001 }, ['2027-02-10']],
    ['a first default is three months old', { premierImpayeLe: '2026-11-05' }, ['2027-02-05']],
    ['both: the first', { dette: 45_001, premierImpayeLe: '2026-11-05' }, ['2027-02-05']],
    [
      'both: the first, the other way round',
      { dette: 45_001, premierImpayeLe: '2026-11-25' },
      ['2027-02-10'],
    ],
    ['nothing says', {}, []],
  ])('of 2027, where %s: %o gives %o', (_, over, constituted) => {
    expect(facts({ actDate: '2027-02-10', ...over }).toSorted()).toEqual(
      ['impayeConnu 2027-02-10', ...constituted.map((date) => `impayeConstitue ${date}`)].toSorted(),
    );
  });

  it('goes by the day it was signalled to the body: the rules of 2027 begin on 1 January', () => {
    expect(facts({ actDate: '2027-02-10', signaleLe: '2026-12-31' })).toEqual(['impayeConstitue 2027-02-10']);
    expect(facts({ actDate: '2027-02-10', signaleLe: '2027-01-01' })).toEqual(['impayeConnu 2027-02-10']);
  });

  it('was told to the body on the day that it says, where the body says it', () => {
    expect(facts({ sender: 'caf', signaleLe: '2026-02-16' })).toEqual([
      'organismeSaisi 2026-02-16',
      `impayeConstitue ${DAY}`,
    ]);
    expect(facts({ sender: 'caf' })).toEqual([`impayeConstitue ${DAY}`, `organismeSaisi ${DAY}`]);
    expect(facts({ signaleLe: '2026-02-16' })).toEqual([`impayeConstitue ${DAY}`]);
  });
});

describe('a fact told twice', () => {
  it('is two when each of two acts announces it: a hearing', () => {
    const hearing = { dateAudience: '2026-06-01' };
    const [first, again] = ['2026-03-02', '2026-04-01'].map((actDate) =>
      d('assignation', { actDate, ...hearing }),
    );
    const audiences = (...drafts: (Draft | undefined)[]) =>
      named(marksOf(eventsOf(...drafts.flatMap((one) => one ?? []))), 'audience');
    expect(audiences(first, again)).toMatchObject([{ toldOn: '2026-03-02' }, { toldOn: '2026-04-01' }]);
    expect(audiences(again, first)).toEqual(audiences(first, again));
    const later = first && { ...first, receivedAt: '2026-04-03T08:00:00.000Z' };
    expect(audiences(later, first)).toMatchObject([{ toldOn: '2026-03-02', knownOn: '2026-03-02' }]);
  });

  it.each([
    ['of another end', d('suspensionExpulsion', { fin: '2027-02-02' }), d('suspensionExpulsion')],
    [
      'of another delay',
      d('commandementDePayer', { delai: { valeur: 2, unite: 'mois' } }),
      d('commandementDePayer', { delai: { valeur: 3, unite: 'mois' } }),
    ],
    ['of another lease', d('commandementDePayer', { dateBail: '2019-04-01' }), d('commandementDePayer')],
    [
      'of another judge',
      d('decision', { issue: 'delaiPourQuitter', delaiAccordeMois: 3, juge: 'jex' }),
      d('decision', { issue: 'delaiPourQuitter', delaiAccordeMois: 3 }),
    ],
    ['of another motif', d('assignation', { motif: 'congeVente' }), d('assignation')],
  ])('%s is two', (_, one, other) => {
    expect(factsOf(one, other)).toHaveLength(2);
    expect(factsOf(one, one)).toHaveLength(1);
  });
});

describe('the order of facts', () => {
  const mark = (over: Partial<Mark> = {}): Mark => ({
    name: 'assignation',
    date: DAY,
    toldOn: DAY,
    knownOn: DAY,
    ...over,
  });

  it.each<[string, Partial<Mark>, Partial<Mark>]>([
    ['by date', { date: '2026-03-01', name: 'expulse' }, { date: '2026-03-02', name: 'impayeConstitue' }],
    ['then by the procedure', { name: 'assignation', toldOn: '2026-04-01' }, { name: 'audience' }],
    ['then by when they were told', { toldOn: '2026-03-01', until: 'z' }, { toldOn: '2026-03-02' }],
    ['then by what they hold', { until: '2026-04-01' }, { until: '2026-05-01' }],
    ['of which the delay', { stated: { value: 1, unit: 'mois' } }, { stated: { value: 2, unit: 'mois' } }],
    ['and the lease', { leaseDate: '2019-01-01' }, { leaseDate: '2020-01-01' }],
    ['and the judge', { juge: 'fond' }, { juge: 'jex' }],
    ['and the motif', { motif: 'congeVente' }, { motif: 'impaye' }],
  ])('%s', (_, first, second) => {
    expect(compareMarks(mark(first), mark(second))).toBeLessThan(0);
    expect(compareMarks(mark(second), mark(first))).toBeGreaterThan(0);
    expect(compareMarks(mark(first), mark(first))).toBe(0);
  });

  it('is the one in which they are given, whatever the order of the events', () => {
    fc.assert(
      fc.property(procedures, (events) => {
        const marks = marksOf(inOrder(events));
        expect(marks).toEqual([...marks].sort(compareMarks));
        expect(marksOf([...events].reverse())).toEqual(marks);
      }),
      { seed: 77, numRuns: 60 },
    );
  });

  it('does not change by naming some of them', () => {
    const marks = marksOf(eventsOf(d('assignation', { dateAudience: '2026-06-01' }), d('departVolontaire')));
    expect(named(marks, 'audience', 'assignation').map(({ name }) => name)).toEqual([
      'assignation',
      'audience',
    ]);
    expect([has(marks, 'audience', 'expulse'), has(marks, 'expulse'), has(marks)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('an act that the préfet received on another day than its own', () => {
  const cql = d('commandementDeQuitterLesLieux', { prefetInformeLe: '2026-03-03' });
  const received = (acte: string, actDate: string, over: object = {}): Draft =>
    d('receptionPrefet', { acte, actDate, ...over });
  const facts = (...drafts: Draft[]) =>
    marksOf(eventsOf(...drafts)).map(({ name, date, toldOn, knownOn }) => [name, date, toldOn, knownOn]);

  it.each<[string, Draft[], [string, string][]]>([
    [
      'a commandement: the receipt prevails over what the act says',
      [cql, received('commandementDeQuitterLesLieux', '2026-03-06', { dateActe: DAY })],
      [
        ['commandementDeQuitterLesLieux', DAY],
        ['prefetInforme', '2026-03-06'],
      ],
    ],
    [
      'a demande: it is made that day',
      [d('demandeCfp'), received('demandeCfp', '2026-03-06', { dateActe: DAY })],
      [['demandeCfp', '2026-03-06']],
    ],
    [
      'an assignation',
      [d('assignation'), received('assignation', '2026-03-06')],
      [
        ['assignation', DAY],
        ['assignationAuPrefet', '2026-03-06'],
      ],
    ],
    [
      'without the act’s date: the last one that is not after it',
      [
        d('demandeCfp', { actDate: '2026-01-05' }),
        d('demandeCfp'),
        d('demandeCfp', { actDate: '2026-03-09' }),
        received('demandeCfp', '2026-03-06'),
      ],
      [
        ['demandeCfp', '2026-01-05'],
        ['demandeCfp', '2026-03-06'],
        ['demandeCfp', '2026-03-09'],
      ],
    ],
    [
      'with the act’s date: that act alone',
      [
        d('demandeCfp', { actDate: '2026-01-05' }),
        d('demandeCfp'),
        received('demandeCfp', '2026-03-06', { dateActe: '2026-01-05' }),
      ],
      [
        ['demandeCfp', DAY],
        ['demandeCfp', '2026-03-06'],
      ],
    ],
    [
      'the last told counts, whatever its day',
      [
        cql,
        received('commandementDeQuitterLesLieux', '2026-03-09', { receivedAt: '2026-03-10T08:00:00.000Z' }),
        received('commandementDeQuitterLesLieux', '2026-03-06', { receivedAt: '2026-03-11T08:00:00.000Z' }),
      ],
      [
        ['commandementDeQuitterLesLieux', DAY],
        ['prefetInforme', '2026-03-06'],
      ],
    ],
    [
      'taken back: what the act says is true again',
      [
        cql,
        received('commandementDeQuitterLesLieux', '2026-03-06', { dateActe: DAY }),
        received('commandementDeQuitterLesLieux', DAY, {
          dateActe: DAY,
          annulee: true,
          receivedAt: '2026-03-11T08:00:00.000Z',
        }),
      ],
      [
        ['commandementDeQuitterLesLieux', DAY],
        ['prefetInforme', '2026-03-03'],
      ],
    ],
    [
      'taken back, of an act that nobody told',
      [
        received('demandeCfp', '2026-03-06', { dateActe: DAY }),
        received('demandeCfp', '2026-03-06', {
          dateActe: DAY,
          annulee: true,
          receivedAt: '2026-03-11T08:00:00.000Z',
        }),
      ],
      [],
    ],
    [
      'told again after it was taken back',
      [
        received('demandeCfp', '2026-03-06', {
          dateActe: DAY,
          annulee: true,
          receivedAt: '2026-03-06T07:00:00.000Z',
        }),
        received('demandeCfp', '2026-03-06', { dateActe: DAY }),
      ],
      [['demandeCfp', '2026-03-06']],
    ],
    [
      'of another act than what was taken back',
      [
        received('demandeCfp', '2026-03-06', { dateActe: DAY }),
        received('demandeCfp', '2026-03-06', {
          dateActe: '2026-01-05',
          annulee: true,
          receivedAt: '2026-03-11T08:00:00.000Z',
        }),
      ],
      [['demandeCfp', '2026-03-06']],
    ],
    [
      'dated after the préfet’s answer: he had it before',
      [
        d('demandeCfp'),
        d('decisionCfp', { actDate: '2026-03-16', issue: 'accord' }),
        received('demandeCfp', '2026-03-17'),
      ],
      [
        ['demandeCfp', DAY],
        ['cfpAccorde', '2026-03-16'],
      ],
    ],
    [
      'on the day of his answer',
      [
        d('demandeCfp'),
        d('decisionCfp', { actDate: '2026-03-16', issue: 'accord' }),
        received('demandeCfp', '2026-03-16'),
      ],
      [
        ['demandeCfp', '2026-03-16'],
        ['cfpAccorde', '2026-03-16'],
      ],
    ],
    // What answers an act, so that the préfet had it before.
    ...(
      [
        ['a withdrawal', d('retraitDemandeCfp', { actDate: '2026-03-16' }), 'demandeCfpRetiree'],
        [
          'a refusal',
          d('decisionCfp', { actDate: '2026-03-16', issue: 'refus', motifRefus: 'prematuree' }),
          'demandeCfpRejeteePrematuree',
        ],
        ['an execution', d('executionCfp', { actDate: '2026-03-16', effectuee: true }), 'expulse'],
        ['a new lease', d('nouveauBail', { actDate: '2026-03-16' }), 'nouveauBail'],
        ['a departure', d('departVolontaire', { actDate: '2026-03-16', clesRemises: true }), 'parti'],
        [
          'the end of pursuits',
          d('finPoursuites', { actDate: '2026-03-16', cause: 'renonciation' }),
          'renonciation',
        ],
      ] satisfies [string, Draft, string][]
    ).map(([what, answer, mark]): [string, Draft[], [string, string][]] => [
      `a demande, dated after ${what}`,
      [d('demandeCfp'), answer, received('demandeCfp', '2026-03-17')],
      [
        ['demandeCfp', DAY],
        [mark, '2026-03-16'],
      ],
    ]),
    // What does not.
    ...(
      [
        [
          'a mise en demeure',
          d('decisionCfp', { actDate: '2026-03-16', issue: 'miseEnDemeure' }),
          'miseEnDemeureDuPrefet',
        ],
        [
          'an execution that failed',
          d('executionCfp', { actDate: '2026-03-16', effectuee: false }),
          'cfpNonExecute',
        ],
      ] satisfies [string, Draft, string][]
    ).map(([what, other, mark]): [string, Draft[], [string, string][]] => [
      `a demande, dated after ${what}`,
      [d('demandeCfp'), other, received('demandeCfp', '2026-03-17')],
      [
        [mark, '2026-03-16'],
        ['demandeCfp', '2026-03-17'],
      ],
    ]),
    [
      'a commandement: neither a withdrawn demande nor «too early» answers it',
      [
        d('commandementDeQuitterLesLieux'),
        d('retraitDemandeCfp', { actDate: '2026-03-10' }),
        d('decisionCfp', { actDate: '2026-03-16', issue: 'refus', motifRefus: 'prematuree' }),
        received('commandementDeQuitterLesLieux', '2026-03-17'),
      ],
      [
        ['commandementDeQuitterLesLieux', DAY],
        ['demandeCfpRetiree', '2026-03-10'],
        ['demandeCfpRejeteePrematuree', '2026-03-16'],
        ['prefetInforme', '2026-03-17'],
      ],
    ],
    [
      'a commandement: a refusal of the demande answers it',
      [
        d('commandementDeQuitterLesLieux'),
        d('decisionCfp', { actDate: '2026-03-16', issue: 'refus' }),
        received('commandementDeQuitterLesLieux', '2026-03-17'),
      ],
      [
        ['commandementDeQuitterLesLieux', DAY],
        ['cfpRefuse', '2026-03-16'],
      ],
    ],
    [
      'an assignation is answered by nothing: the judge decides',
      [
        d('assignation'),
        d('departVolontaire', { actDate: '2026-03-16', clesRemises: true }),
        received('assignation', '2026-03-17'),
      ],
      [
        ['assignation', DAY],
        ['parti', '2026-03-16'],
        ['assignationAuPrefet', '2026-03-17'],
      ],
    ],
    [
      'an answer before the act answers another',
      [
        d('decisionCfp', { actDate: '2026-03-01', issue: 'refus' }),
        d('demandeCfp'),
        received('demandeCfp', '2026-03-06'),
      ],
      [
        ['cfpRefuse', '2026-03-01'],
        ['demandeCfp', '2026-03-06'],
      ],
    ],
    [
      'a landlord’s letter is not the act received',
      [d('demandeCfp', { sender: 'bailleur-x' }), received('demandeCfp', '2026-03-06')],
      [
        ['demandeCfpDuBailleur', DAY],
        ['demandeCfp', '2026-03-06'],
      ],
    ],
  ])('%s', (_, drafts, wanted) => {
    expect(facts(...drafts).map(([name, date]) => [name, date])).toEqual(wanted);
    expect(facts(...drafts.toReversed()).map(([name, date]) => [name, date])).toEqual(wanted);
  });

  it('is told by the act, and known from the later of the two', () => {
    const at = { receivedAt: '2026-03-20T08:00:00.000Z' };
    expect(facts(d('demandeCfp'), received('demandeCfp', '2026-03-06', at))).toEqual([
      ['demandeCfp', '2026-03-06', DAY, '2026-03-20'],
    ]);
    expect(facts(d('demandeCfp', at), received('demandeCfp', '2026-03-06'))).toEqual([
      ['demandeCfp', '2026-03-06', DAY, '2026-03-20'],
    ]);
  });
});
