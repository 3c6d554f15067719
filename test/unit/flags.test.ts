import { describe, expect, it } from 'vitest';
import { chronologyOf } from '../../shared/domain/case/chronology.ts';
import { inOrder } from '../../shared/domain/events/compare-events.ts';
import { type FlagCode, flagCodes } from '../../shared/domain/flags/flag.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

const flags = (...drafts: Draft[]) => chronologyOf(inOrder(eventsOf(...drafts))).flags;
const d = (kind: string, actDate: string, over: object = {}): Draft => ({ kind, actDate, ...over });

const impaye = d('impaye', '2026-01-05');
const cp = d('commandementDePayer', '2026-01-12');
const cql = (over: object = {}) => d('commandementDeQuitterLesLieux', '2026-06-01', over);
const asked = (actDate: string, over: object = {}) => d('demandeCfp', actDate, over);
const title = d('decision', '2026-05-18', { issue: 'resiliation' });
const sixWeeks = (over: object = {}) =>
  d('commandementDePayer', '2026-01-12', { delai: { valeur: 6, unite: 'semaines' }, ...over });
/** An HLM landlord’s own signal of a debt, to nobody else. */
const hlm = d('impaye', '2026-01-05', { sender: 'bailleur-x', parc: 'social' });

/** What raises a flag, and the nearest situation that does not. */
const table: [FlagCode, raises: Draft[], holds: Draft[]][] = [
  [
    'assignationSansCommandementDePayer',
    [impaye, d('assignation', '2026-03-02')],
    [impaye, cp, d('assignation', '2026-03-02')],
  ],
  [
    'assignationSansConge',
    [d('assignation', '2026-03-02', { motif: 'congeVente' })],
    [d('conge', '2026-01-05', { motif: 'congeVente' }), d('assignation', '2026-03-02')],
  ],
  // The delay runs to the end of its last day.
  ['assignationTropTot', [cp, d('assignation', '2026-03-12')], [cp, d('assignation', '2026-03-13')]],
  [
    'delaiCommandementAVerifier',
    [sixWeeks({ dateBail: '2023-07-28' })],
    [sixWeeks({ dateBail: '2023-07-29' })],
  ],
  [
    'recevabilitePendantCommandement',
    [cp, d('surendettement', '2026-03-12', { etape: 'recevabilite' })],
    [cp, d('surendettement', '2026-03-13', { etape: 'recevabilite' })],
  ],
  [
    'assignationAvantDelaiCcapex',
    [
      d('saisineCcapex', '2026-01-15', { bailleur: { nature: 'personneMorale' } }),
      d('assignation', '2026-03-16'),
    ],
    [
      d('saisineCcapex', '2026-01-15', { bailleur: { nature: 'personneMorale' } }),
      d('assignation', '2026-03-17'),
    ],
  ],
  [
    'assignationSansSaisineCcapex',
    [hlm, cp, d('assignation', '2026-03-16')],
    [hlm, cp, d('saisineCcapex', '2026-01-14'), d('assignation', '2026-03-16')],
  ],
  // 43 days: the day of the hearing and that of the notification are left out of the 42.
  [
    'audienceTropProche',
    [d('assignation', '2026-05-04', { dateAudience: '2026-06-15' })],
    [d('assignation', '2026-05-04', { dateAudience: '2026-06-16' })],
  ],
  [
    'audienceAvantAssignation',
    [d('assignation', '2026-05-04', { dateAudience: '2026-04-01' })],
    [d('assignation', '2026-05-04', { dateAudience: '2026-07-01' })],
  ],
  [
    'audiencesDifferentes',
    [
      d('assignation', '2026-03-16', { dateAudience: '2026-06-10' }),
      d('renvoiAudience', '2026-03-16', { dateAudience: '2026-06-03' }),
    ],
    [
      d('assignation', '2026-03-16', { dateAudience: '2026-06-10' }),
      d('renvoiAudience', '2026-03-17', { dateAudience: '2026-06-03' }),
    ],
  ],
  ['decisionSansAssignation', [title], [d('assignation', '2026-03-02'), title]],
  [
    'echeanceSansDelaiDePaiement',
    [d('echeance', '2026-06-05', { date: '2026-06-05', etat: 'manquee' })],
    [
      d('decision', '2026-05-18', { issue: 'delaiDePaiement' }),
      d('echeance', '2026-06-05', { date: '2026-06-05', etat: 'manquee' }),
    ],
  ],
  ['commandementDeQuitterSansTitre', [cql()], [d('adjudication', '2026-05-18'), cql()]],
  ['commandementNonPorteAuPrefet', [cql()], [cql({ prefetInformeLe: '2026-06-03' })]],
  ['demandeCfpSansCommandement', [d('demandeCfp', '2026-08-03')], [cql(), d('demandeCfp', '2026-08-03')]],
  [
    'demandeCfpPrematuree',
    [cql({ prefetInformeLe: '2026-06-01' }), d('demandeCfp', '2026-07-31')],
    // A Saturday: the end of the commandement’s delay is not moved for the préfet.
    [cql({ prefetInformeLe: '2026-06-01' }), d('demandeCfp', '2026-08-01')],
  ],
  [
    'demandeCfpDuBailleur',
    [d('demandeCfp', '2026-08-03', { sender: 'bailleur-x' })],
    [d('demandeCfp', '2026-08-03', { sender: 'bailleur-x' }), d('demandeCfp', '2026-09-07')],
  ],
  [
    'titreNonExecutoire',
    [title, d('suiteJugement', '2026-06-08', { etape: 'executionProvisoireArretee' })],
    [title, d('suiteJugement', '2026-06-08', { etape: 'appel' })],
  ],
  [
    'decisionCfpSansDemande',
    [d('decisionCfp', '2026-09-07', { issue: 'refus' })],
    [d('demandeCfp', '2026-08-03'), d('decisionCfp', '2026-09-07', { issue: 'refus' })],
  ],
  [
    'executionSansConcours',
    [d('executionCfp', '2026-09-21', { effectuee: false })],
    [
      d('decisionCfp', '2026-09-07', { issue: 'accord' }),
      d('executionCfp', '2026-09-21', { effectuee: false }),
    ],
  ],
  [
    'expulsionPendantLaTreve',
    [d('executionCfp', '2026-11-02', { effectuee: true })],
    [d('executionCfp', '2026-11-02', { effectuee: false })],
  ],
  [
    'expulsionPendantLaSuspension',
    [
      d('suspensionExpulsion', '2026-02-02', { fin: '2026-12-31' }),
      d('executionCfp', '2026-09-21', { effectuee: true }),
    ],
    [
      d('suspensionExpulsion', '2026-02-02', { fin: '2026-08-31' }),
      d('executionCfp', '2026-09-21', { effectuee: true }),
    ],
  ],
  [
    'delaiDuJugeHorsBornes',
    [d('decision', '2026-05-18', { issue: 'resiliation', delaiAccordeMois: 13 })],
    [d('decision', '2026-05-18', { issue: 'resiliation', delaiAccordeMois: 12 })],
  ],
  [
    'suspensionTropLongue',
    [d('suspensionExpulsion', '2026-02-02', { fin: '2028-02-03' })],
    [d('suspensionExpulsion', '2026-02-02', { fin: '2028-02-02' })],
  ],
  // Listed a month before 31 March: the letter goes 15 days before that, on 13 February.
  [
    'lettreClpilTardive',
    [d('inscriptionClpil', '2026-02-20', { dateCommission: '2026-03-31', lettreAccordLe: '2026-02-14' })],
    [d('inscriptionClpil', '2026-02-20', { dateCommission: '2026-03-31', lettreAccordLe: '2026-02-13' })],
  ],
  ['receptionAVerifier', [cql({ prefetInformeLe: '2026-05-30' })], [cql({ prefetInformeLe: '2026-06-01' })]],
  ['regimeAConfirmer', [d('impaye', '2026-12-31')], [d('impaye', '2027-01-01')]],
  ['impayeInconnuDesOrganismes', [cp], [impaye, cp]],
  ['motifsDifferents', [impaye, d('miseEnDemeure', '2026-02-02')], [impaye, cp]],
  [
    'doublonAccompagnement',
    [
      d('accompagnement', '2026-02-02', { mesure: 'asll', etat: 'ouverte' }),
      d('accompagnement', '2026-03-02', { mesure: 'avdl', etat: 'ouverte' }),
    ],
    [
      d('accompagnement', '2026-02-02', { mesure: 'asll', etat: 'ouverte' }),
      d('accompagnement', '2026-02-27', { mesure: 'asll', etat: 'close' }),
      d('accompagnement', '2026-03-02', { mesure: 'avdl', etat: 'ouverte' }),
      d('accompagnement', '2026-03-02', { mesure: 'masp', etat: 'ouverte' }),
    ],
  ],
  [
    'faitApresLaFin',
    [d('departVolontaire', '2026-02-02'), asked('2026-03-02')],
    [asked('2026-01-30'), d('departVolontaire', '2026-02-02')],
  ],
];

/** What each flag says of the first case of the table, and since when. */
const said: Record<FlagCode, [since: string, message: string]> = {
  assignationSansCommandementDePayer: ['2026-03-02', 'Assignation reçue sans commandement de payer connu.'],
  assignationSansConge: ['2026-03-02', 'Assignation reçue sans congé connu.'],
  assignationTropTot: [
    '2026-03-12',
    'Assignation du 12/03/2026, avant la fin du délai du commandement de payer (12/03/2026 inclus).',
  ],
  delaiCommandementAVerifier: [
    '2026-01-12',
    'Le commandement de payer porte un délai de 6 semaines, pour un bail du 28/07/2023 : deux mois pour un bail signé avant le 29/07/2023, sauf clause plus longue ou renouvellement depuis, six semaines au moins ensuite (loi n° 89-462, art. 24 I ; Cass., avis, 13 juin 2024, n° 24-70.002).',
  ],
  recevabilitePendantCommandement: [
    '2026-03-12',
    'Surendettement recevable le 12/03/2026, pendant le délai du commandement de payer : les dettes antérieures ne peuvent plus être payées ; l’effet du commandement est à vérifier (code de la consommation, art. L714-1 et L722-5 ; loi n° 89-462, art. 24 VI).',
  ],
  assignationSansSaisineCcapex: [
    '2026-03-16',
    'Assignation du 16/03/2026 par un bailleur personne morale : aucune saisine de la CCAPEX connue, ni signalement à la CAF ou à la MSA d’au moins deux mois (loi n° 89-462, art. 24 II).',
  ],
  audiencesDifferentes: [
    '2026-03-16',
    'Deux dates d’audience sont données le même jour : 03/06/2026 et 10/06/2026. La plus proche est à vérifier en premier.',
  ],
  demandeCfpDuBailleur: [
    '2026-08-03',
    'Concours demandé par le bailleur le 03/08/2026 : la demande est à régulariser par le commissaire de justice (CPCE, art. L153-2 et R153-1).',
  ],
  titreNonExecutoire: [
    '2026-06-08',
    'Exécution provisoire arrêtée le 08/06/2026 : le jugement ne peut pas être exécuté tant que le recours n’est pas jugé.',
  ],
  assignationAvantDelaiCcapex: [
    '2026-03-16',
    'Assignation du 16/03/2026, avant la fin du délai de deux mois qui suit la saisine de la CCAPEX (16/03/2026 inclus).',
  ],
  audienceTropProche: [
    '2026-05-04',
    'Audience du 15/06/2026 : l’assignation devait être notifiée au préfet le 03/05/2026 au plus tard (délai compté à rebours, sans report) ; cette notification n’est pas connue (assignation du 04/05/2026) : à vérifier.',
  ],
  audienceAvantAssignation: [
    '2026-05-04',
    'Audience du 01/04/2026, antérieure à l’assignation du 04/05/2026.',
  ],
  decisionSansAssignation: ['2026-05-18', 'Décision du juge reçue sans assignation connue.'],
  echeanceSansDelaiDePaiement: ['2026-06-05', 'Échéance signalée sans délai de paiement connu.'],
  commandementDeQuitterSansTitre: [
    '2026-06-01',
    'Commandement de quitter les lieux reçu sans décision d’expulsion connue.',
  ],
  commandementNonPorteAuPrefet: [
    '2026-06-01',
    'Le jour où le préfet a reçu le commandement de quitter les lieux n’est pas connu : tant qu’il n’en est pas informé, le délai est suspendu (CPCE, art. L412-5).',
  ],
  receptionAVerifier: [
    '2026-06-01',
    'La réception par le préfet est datée du 30/05/2026, avant l’acte du 01/06/2026 : à vérifier.',
  ],
  demandeCfpSansCommandement: [
    '2026-08-03',
    'Concours de la force publique demandé sans commandement de quitter les lieux connu.',
  ],
  demandeCfpPrematuree: [
    '2026-07-31',
    'Concours demandé le 31/07/2026, avant la fin du délai du commandement de quitter les lieux, reçu par le préfet le 01/06/2026 : ce délai finit le 01/08/2026.',
  ],
  decisionCfpSansDemande: ['2026-09-07', 'Décision sur le concours reçue sans demande connue.'],
  executionSansConcours: ['2026-09-21', 'Tentative ou exécution signalée sans concours accordé connu.'],
  expulsionPendantLaTreve: ['2026-11-02', 'Expulsion signalée le 02/11/2026, pendant la trêve hivernale.'],
  expulsionPendantLaSuspension: [
    '2026-09-21',
    'Expulsion signalée le 21/09/2026, pendant la suspension ordonnée par le juge.',
  ],
  delaiDuJugeHorsBornes: [
    '2026-05-18',
    'Délai accordé par le juge jusqu’au 18/06/2027 : au-delà du maximum légal.',
  ],
  suspensionTropLongue: [
    '2026-02-02',
    'Suspension de l’expulsion jusqu’au 03/02/2028 : au-delà de deux ans.',
  ],
  regimeAConfirmer: [
    '2027-01-01',
    'Impayé signalé le 31/12/2026 : régime à confirmer à compter du 01/01/2027 (décret n° 2026-84, art. 5). S’il relève des règles de 2027, l’aide est maintenue tant qu’aucune suspension n’est notifiée ; les délais d’avant ne sont plus comptés.',
  ],
  lettreClpilTardive: [
    '2026-02-14',
    'Lettre au locataire partie le 14/02/2026, après le 13/02/2026 : il a moins de quinze jours (délai choisi par le hub) pour répondre avant l’envoi de la liste de la CLPIL du 31/03/2026.',
  ],
  impayeInconnuDesOrganismes: [
    '2026-01-12',
    'Commandement de payer reçu : aucun signalement de l’impayé à la CAF ou à la MSA n’est connu.',
  ],
  motifsDifferents: ['2026-01-05', 'Plusieurs motifs ont été communiqués pour ce dossier.'],
  faitApresLaFin: ['2026-03-02', 'Un acte du 02/03/2026 est postérieur à la fin de la procédure.'],
  doublonAccompagnement: [
    '2026-03-02',
    'Doublon : ASLL (depuis le 02/02/2026) et AVDL (depuis le 02/03/2026) ouverts à la fois ; la charte demande de l’éviter.',
  ],
};

const cfp = (issue: string, actDate = '2026-09-07') => d('decisionCfp', actDate, { issue });
const missed = d('echeance', '2026-05-18', { date: '2026-05-18', etat: 'manquee' });
const evicted = (actDate: string) => d('executionCfp', actDate, { effectuee: true });
const suspended = (actDate: string, fin?: string) => d('suspensionExpulsion', actDate, { fin });
const measure = (mesure: string, etat: string, actDate: string) =>
  d('accompagnement', actDate, { mesure, etat });
const hearing = (dateAudience: string, over: object = {}) =>
  d('assignation', '2026-05-04', { dateAudience, ...over });
const recevable = (actDate: string) => d('surendettement', actDate, { etape: 'recevabilite' });
const ordered = (actDate: string) => d('decision', actDate, { issue: 'resiliation' });
const judged = (etape: string, actDate = '2026-06-08') => d('suiteJugement', actDate, { etape });
const rehoused = (etat: string | undefined, actDate: string) => d('relogement', actDate, { etat });

/** Where each flag begins and ends: one line on each side. */
const edges: [FlagCode, string, Draft[], boolean][] = [
  [
    'assignationSansCommandementDePayer',
    'no motif told: an unpaid rent',
    [d('assignation', '2026-03-02')],
    true,
  ],
  [
    'assignationSansCommandementDePayer',
    'another motif',
    [d('assignation', '2026-03-02', { motif: 'divorce' })],
    false,
  ],
  ['assignationSansCommandementDePayer', 'the same day', [cp, d('assignation', '2026-01-12')], false],
  ['assignationSansCommandementDePayer', 'the day after', [cp, d('assignation', '2026-01-11')], true],
  [
    'assignationSansConge',
    'to take it back',
    [d('assignation', '2026-03-02', { motif: 'congeReprise' })],
    true,
  ],
  [
    'assignationSansConge',
    'the second motif of a case: the act says it',
    [cp, d('assignation', '2026-03-16', { motif: 'congeReprise' })],
    true,
  ],
  [
    'assignationSansCommandementDePayer',
    'the act is of another motif than the case',
    [d('impaye', '2026-01-05'), d('assignation', '2026-03-16', { motif: 'troubleDeJouissance' })],
    false,
  ],
  ['assignationSansConge', 'an unpaid rent', [d('assignation', '2026-03-02', { motif: 'impaye' })], false],
  [
    'echeanceSansDelaiDePaiement',
    'an instalment kept is one too',
    [d('echeance', '2026-06-05', { date: '2026-06-05', etat: 'tenue' })],
    true,
  ],
  ['commandementDeQuitterSansTitre', 'the judge ordered it', [title, cql()], false],
  ['commandementDeQuitterSansTitre', 'an instalment was missed', [missed, cql()], false],
  [
    'commandementDeQuitterSansTitre',
    'the judge gave time to pay',
    [d('decision', '2026-05-18', { issue: 'delaiDePaiement' }), cql()],
    true,
  ],
  ['decisionCfpSansDemande', 'a grant', [cfp('accord')], true],
  ['decisionCfpSansDemande', 'a grant put off', [cfp('sursis')], true],
  ['executionSansConcours', 'an eviction', [evicted('2026-09-21')], true],
  ['executionSansConcours', 'a grant put off', [cfp('sursis'), evicted('2026-09-21')], false],
  ['executionSansConcours', 'a refusal', [cfp('refus'), evicted('2026-09-21')], true],
  ['executionSansConcours', 'a grant after it', [cfp('accord', '2026-09-22'), evicted('2026-09-21')], true],
  ['assignationTropTot', 'the day of the commandement', [cp, d('assignation', '2026-01-12')], true],
  ['assignationTropTot', 'of an earlier procedure', [d('assignation', '2026-01-11'), cp], false],
  ['audienceTropProche', 'the day of the assignation', [hearing('2026-05-04')], true],
  ['audienceTropProche', 'before it: that is another flag', [hearing('2026-05-03')], false],
  ['audienceTropProche', 'no hearing known', [d('assignation', '2026-05-04')], false],
  [
    'audienceTropProche',
    'put off since: the assignation was late for the hearing that it announced',
    [hearing('2026-06-12'), d('renvoiAudience', '2026-05-20', { dateAudience: '2026-07-16' })],
    true,
  ],
  [
    'audienceTropProche',
    'another assignation since, in time for its own hearing',
    [hearing('2026-06-12'), d('assignation', '2026-05-20', { dateAudience: '2026-07-16' })],
    false,
  ],
  [
    'audienceTropProche',
    'an assignation told twice: the first was in time',
    [hearing('2026-06-17'), d('assignation', '2026-05-20', { dateAudience: '2026-06-17' })],
    false,
  ],
  [
    'audienceTropProche',
    'put off, by too little',
    [hearing('2026-06-12'), d('renvoiAudience', '2026-05-20', { dateAudience: '2026-06-15' })],
    true,
  ],
  [
    'audienceTropProche',
    'the préfet is told in time: 43 days',
    [hearing('2026-06-18', { prefetInformeLe: '2026-05-06' })],
    false,
  ],
  [
    'audienceTropProche',
    'the préfet is told a day late, of an act served in time',
    [hearing('2026-06-17', { prefetInformeLe: '2026-05-06' })],
    true,
  ],
  [
    'audienceTropProche',
    'another motif has no such delay',
    [hearing('2026-05-20', { motif: 'congeVente' })],
    false,
  ],
  [
    'audienceTropProche',
    'the last day of the old law: two months before, less a day',
    [d('assignation', '2023-07-28', { dateAudience: '2023-09-27' })],
    true,
  ],
  [
    'audienceTropProche',
    'two months before, to the day',
    [d('assignation', '2023-07-28', { dateAudience: '2023-09-28' })],
    false,
  ],
  [
    'audienceTropProche',
    'the assignation lapsed: no hearing is left',
    [hearing('2026-06-12'), d('caduciteAssignation', '2026-06-01')],
    false,
  ],
  [
    'audienceTropProche',
    'no assignation is known',
    [d('renvoiAudience', '2026-05-20', { dateAudience: '2026-06-15' })],
    false,
  ],
  ['audienceAvantAssignation', 'the same day', [hearing('2026-05-04')], false],
  [
    'receptionAVerifier',
    'an assignation received before it was made',
    [d('assignation', '2026-05-04', { prefetInformeLe: '2026-05-03' })],
    true,
  ],
  [
    'receptionAVerifier',
    'a demande received before it was made',
    [cql(), asked('2026-08-03', { prefetInformeLe: '2026-08-02' })],
    true,
  ],
  [
    'receptionAVerifier',
    'a demande received the day it was made',
    [cql(), asked('2026-08-03', { prefetInformeLe: '2026-08-03' })],
    false,
  ],
  [
    'receptionAVerifier',
    'acts of two kinds, made on one day',
    [
      cql({ prefetInformeLe: '2026-06-02' }),
      d('assignation', '2026-06-01', { prefetInformeLe: '2026-06-05' }),
    ],
    false,
  ],
  [
    'audienceTropProche',
    'another assignation since, for the same hearing',
    [hearing('2026-06-12'), d('assignation', '2026-05-20', { dateAudience: '2026-06-12' })],
    true,
  ],
  [
    'audienceTropProche',
    'lapsed since',
    [hearing('2026-06-12'), d('caduciteAssignation', '2026-05-20')],
    false,
  ],
  [
    'assignationTropTot',
    'lapsed the day of the next, which is in time',
    [
      cp,
      d('assignation', '2026-02-02'),
      d('caduciteAssignation', '2026-03-16'),
      d('assignation', '2026-03-16'),
    ],
    false,
  ],
  [
    'assignationTropTot',
    'of another motif',
    [cp, d('assignation', '2026-02-02', { motif: 'congeVente' })],
    false,
  ],
  [
    'titreNonExecutoire',
    'stopped, then ordered the same day',
    [title, judged('executionProvisoireArretee'), ordered('2026-06-08')],
    false,
  ],
  [
    'titreNonExecutoire',
    'stopped after a rejection',
    [d('decision', '2026-03-02', { issue: 'rejet' }), judged('executionProvisoireArretee')],
    false,
  ],
  [
    'titreNonExecutoire',
    'a decision that says nothing, then reversed',
    [d('decision', '2026-03-02', { issue: 'rejet' }), d('decision', '2026-04-02', {}), judged('infirmation')],
    true,
  ],
  [
    'recevabilitePendantCommandement',
    'settled the day before the commandement',
    [recevable('2026-01-05'), d('surendettement', '2026-01-11', { etape: 'mesures' }), cp],
    false,
  ],
  ['recevabilitePendantCommandement', 'the day of the commandement', [recevable('2026-01-12'), cp], true],
  [
    'assignationSansSaisineCcapex',
    'the CCAPEX seized the same day',
    [hlm, d('assignation', '2026-03-16'), d('saisineCcapex', '2026-03-16')],
    false,
  ],
  [
    'audiencesDifferentes',
    'of two motifs',
    [hearing('2026-07-09', { motif: 'impaye' }), hearing('2026-07-16', { motif: 'congeVente' })],
    false,
  ],
  [
    'audiencesDifferentes',
    'told on two days',
    [hearing('2026-07-09'), d('renvoiAudience', '2026-05-20', { dateAudience: '2026-07-16' })],
    false,
  ],
  [
    'receptionAVerifier',
    'two days told of one act',
    [cql({ prefetInformeLe: '2026-06-02' }), cql({ prefetInformeLe: '2026-06-10' })],
    true,
  ],
  [
    'receptionAVerifier',
    'two acts, each with its day',
    [cql({ prefetInformeLe: '2026-06-02' }), cql({ actDate: '2026-06-08', prefetInformeLe: '2026-06-10' })],
    false,
  ],
  [
    'commandementNonPorteAuPrefet',
    'a student’s room: nobody is to be told',
    [d('decision', '2026-05-18', { issue: 'resiliation', horsTreve: 'logementEtudiant' }), cql()],
    false,
  ],
  [
    'commandementNonPorteAuPrefet',
    'entered by force: there is no delay to start',
    [d('decision', '2026-05-18', { issue: 'resiliation', horsTreve: 'entreeParForce' }), cql()],
    false,
  ],
  ['commandementNonPorteAuPrefet', 'told the same day', [cql({ prefetInformeLe: '2026-06-01' })], false],
  ['demandeCfpPrematuree', 'the delay has not started', [cql(), d('demandeCfp', '2026-06-02')], false],
  [
    'commandementNonPorteAuPrefet',
    'the police are asked for all the same',
    [d('commandementDeQuitterLesLieux', '2024-06-03'), asked('2024-09-10')],
    true,
  ],
  [
    'demandeCfpPrematuree',
    'the judge did away with the delay: the same day is lawful',
    [
      d('decision', '2026-05-18', { issue: 'resiliation', delaiCommandementMois: 0 }),
      cql({ prefetInformeLe: '2026-06-01' }),
      asked('2026-06-01'),
    ],
    false,
  ],
  [
    'demandeCfpPrematuree',
    'the préfet was told later than the tenant',
    [cql({ prefetInformeLe: '2026-06-05' }), asked('2026-08-04')],
    true,
  ],
  [
    'demandeCfpPrematuree',
    'it was made again in time: the first one was too early',
    [cql({ prefetInformeLe: '2026-06-01' }), asked('2026-07-31'), asked('2026-08-03')],
    true,
  ],
  ['demandeCfpDuBailleur', 'the commissaire de justice asks', [asked('2026-08-03')], false],
  [
    'demandeCfpDuBailleur',
    'the landlord writes after him',
    [asked('2026-08-03'), asked('2026-09-07', { sender: 'bailleur-x' })],
    false,
  ],
  ['titreNonExecutoire', 'the judgment is reversed', [title, judged('infirmation')], true],
  ['titreNonExecutoire', 'it is served', [title, judged('signification')], false],
  ['titreNonExecutoire', 'an opposition alone', [title, judged('opposition')], false],
  [
    'delaiCommandementAVerifier',
    'two months, of an old lease',
    [d('commandementDePayer', '2026-01-12', { dateBail: '2019-04-01', delai: { valeur: 2, unite: 'mois' } })],
    false,
  ],
  [
    'delaiCommandementAVerifier',
    'no delay told, of an old lease',
    [d('commandementDePayer', '2026-01-12', { dateBail: '2019-04-01' })],
    false,
  ],
  ['delaiCommandementAVerifier', 'six weeks, of a lease of which nobody told', [sixWeeks()], false],
  ['recevabilitePendantCommandement', 'the day of the commandement', [cp, recevable('2026-01-12')], true],
  ['recevabilitePendantCommandement', 'before it, and still open', [cp, recevable('2025-01-11')], true],
  [
    'recevabilitePendantCommandement',
    'before it, and closed since',
    [recevable('2025-01-11'), d('surendettement', '2026-01-11', { etape: 'cloture' }), cp],
    false,
  ],
  [
    'recevabilitePendantCommandement',
    'before it, and a plan since, the day of the commandement',
    [recevable('2025-01-11'), d('surendettement', '2026-01-12', { etape: 'planApprouve' }), cp],
    false,
  ],
  [
    'recevabilitePendantCommandement',
    'closed, then admitted again',
    [d('surendettement', '2025-01-11', { etape: 'cloture' }), recevable('2025-06-11'), cp],
    true,
  ],
  [
    'recevabilitePendantCommandement',
    'a file is only filed',
    [cp, d('surendettement', '2026-02-02', { etape: 'depot' })],
    false,
  ],
  [
    'recevabilitePendantCommandement',
    'six weeks that the act states are over',
    [sixWeeks(), recevable('2026-02-24')],
    false,
  ],
  ['recevabilitePendantCommandement', 'their last day', [sixWeeks(), recevable('2026-02-23')], true],
  [
    'assignationSansSaisineCcapex',
    'the CAF signalled the debt two months before, to the day: they are not over',
    [hlm, d('impaye', '2026-01-16', { parc: 'social' }), d('assignation', '2026-03-16')],
    true,
  ],
  [
    'assignationSansSaisineCcapex',
    'a day over two months',
    [hlm, d('impaye', '2026-01-16', { parc: 'social' }), d('assignation', '2026-03-17')],
    false,
  ],
  [
    'assignationSansSaisineCcapex',
    'the CCAPEX was seized after',
    [hlm, d('assignation', '2026-03-16'), d('saisineCcapex', '2026-03-17')],
    true,
  ],
  [
    'assignationSansSaisineCcapex',
    'a legal person of the private sector',
    [d('assignation', '2026-03-16', { bailleur: { nature: 'personneMorale' } })],
    true,
  ],
  [
    'assignationSansSaisineCcapex',
    'a family SCI',
    [d('assignation', '2026-03-16', { bailleur: { nature: 'sciFamiliale' } })],
    false,
  ],
  [
    'assignationSansSaisineCcapex',
    'a private person',
    [d('assignation', '2026-03-16', { bailleur: { nature: 'personnePhysique' } })],
    false,
  ],
  [
    'assignationSansSaisineCcapex',
    'another motif',
    [d('assignation', '2026-03-16', { motif: 'congeVente', bailleur: { nature: 'personneMorale' } })],
    false,
  ],
  [
    'assignationAvantDelaiCcapex',
    'it lapsed, and another was made in time',
    [
      d('saisineCcapex', '2026-05-04', { bailleur: { nature: 'personneMorale' } }),
      d('assignation', '2026-06-08'),
      d('caduciteAssignation', '2026-08-20'),
      d('assignation', '2026-09-01'),
    ],
    false,
  ],
  [
    'titreNonExecutoire',
    'a rejection that is reversed: the appeal orders the eviction',
    [d('decision', '2026-03-02', { issue: 'rejet' }), judged('infirmation'), ordered('2026-06-08')],
    false,
  ],
  [
    'titreNonExecutoire',
    'a rejection that is reversed, no more told',
    [d('decision', '2026-03-02', { issue: 'rejet' }), judged('infirmation')],
    false,
  ],
  [
    'titreNonExecutoire',
    'reversed, and ordered again',
    [title, judged('infirmation'), ordered('2026-09-07')],
    false,
  ],
  ['titreNonExecutoire', 'reversed', [title, judged('infirmation')], true],
  ['audiencesDifferentes', 'the same date told twice', [hearing('2026-07-09'), hearing('2026-07-09')], false],
  ['expulsionPendantLaTreve', 'the day before', [evicted('2026-10-31')], false],
  ['expulsionPendantLaTreve', 'its first day', [evicted('2026-11-01')], true],
  ['expulsionPendantLaTreve', 'its last day', [evicted('2027-03-31')], true],
  ['expulsionPendantLaTreve', 'the day after', [evicted('2027-04-01')], false],
  [
    'expulsionPendantLaTreve',
    'a rehousing is assured',
    [rehoused('assure', '2026-11-02'), evicted('2026-11-02')],
    false,
  ],
  [
    'expulsionPendantLaTreve',
    'a rehousing is assured too late',
    [rehoused('assure', '2026-11-03'), evicted('2026-11-02')],
    true,
  ],
  [
    'expulsionPendantLaTreve',
    'the household is rehoused',
    [rehoused('effectue', '2026-11-02'), evicted('2026-11-02')],
    false,
  ],
  [
    'expulsionPendantLaTreve',
    'the household is rehoused, without more',
    [rehoused(undefined, '2026-11-02'), evicted('2026-11-02')],
    false,
  ],
  ...['entreeParForce', 'logementEtudiant', 'protection'].map(
    (horsTreve): [FlagCode, string, Draft[], boolean] => [
      'expulsionPendantLaTreve',
      `the judge says that the trêve does not protect: ${horsTreve}`,
      [d('decision', '2026-05-18', { issue: 'resiliation', horsTreve }), evicted('2026-11-02')],
      false,
    ],
  ),
  ['expulsionPendantLaSuspension', 'without an end', [suspended('2026-02-02'), evicted('2026-09-21')], true],
  [
    'expulsionPendantLaSuspension',
    'its first day',
    [suspended('2026-09-21', '2026-12-31'), evicted('2026-09-21')],
    true,
  ],
  [
    'expulsionPendantLaSuspension',
    'the day before',
    [suspended('2026-09-22', '2026-12-31'), evicted('2026-09-21')],
    false,
  ],
  [
    'expulsionPendantLaSuspension',
    'its last day',
    [suspended('2026-02-02', '2026-09-21'), evicted('2026-09-21')],
    true,
  ],
  ['expulsionPendantLaSuspension', 'no suspension', [evicted('2026-09-21')], false],
  ...['planApprouve', 'mesures', 'retablissementPersonnel', 'cloture'].map(
    (etape): [FlagCode, string, Draft[], boolean] => [
      'expulsionPendantLaSuspension',
      `ended before by surendettement: ${etape}`,
      [
        suspended('2026-02-02', '2026-12-31'),
        d('surendettement', '2026-09-20', { etape }),
        evicted('2026-09-21'),
      ],
      false,
    ],
  ),
  [
    'expulsionPendantLaSuspension',
    'measures that came before it end nothing',
    [
      d('surendettement', '2026-02-01', { etape: 'mesures' }),
      suspended('2026-02-02', '2026-12-31'),
      evicted('2026-09-21'),
    ],
    true,
  ],
  [
    'expulsionPendantLaSuspension',
    'without an end: two years, to the day',
    [suspended('2024-09-21'), evicted('2026-09-21')],
    true,
  ],
  [
    'expulsionPendantLaSuspension',
    'without an end: a day after two years',
    [suspended('2024-09-20'), evicted('2026-09-21')],
    false,
  ],
  [
    'delaiDuJugeHorsBornes',
    'three years to pay',
    [d('decision', '2026-05-18', { issue: 'delaiDePaiement', delaiAccordeMois: 36 })],
    false,
  ],
  [
    'delaiDuJugeHorsBornes',
    'more than three years to pay',
    [d('decision', '2026-05-18', { issue: 'delaiDePaiement', delaiAccordeMois: 37 })],
    true,
  ],
  ['motifsDifferents', 'one motif', [impaye], false],
  ['doublonAccompagnement', 'one measure', [measure('asll', 'ouverte', '2026-02-02')], false],
  ['doublonAccompagnement', 'the other', [measure('avdl', 'ouverte', '2026-02-02')], false],
  [
    'doublonAccompagnement',
    'AVDL closed',
    [
      measure('avdl', 'ouverte', '2026-02-02'),
      measure('avdl', 'close', '2026-02-27'),
      measure('asll', 'ouverte', '2026-03-02'),
    ],
    false,
  ],
  [
    'doublonAccompagnement',
    'closed and opened again',
    [
      measure('asll', 'ouverte', '2026-02-02'),
      measure('asll', 'close', '2026-02-27'),
      measure('asll', 'ouverte', '2026-03-02'),
      measure('avdl', 'ouverte', '2026-02-20'),
    ],
    true,
  ],
  [
    'faitApresLaFin',
    'the household was rehoused',
    [d('relogement', '2026-02-02'), asked('2026-03-02')],
    true,
  ],
  ...['miseEnDemeure', 'conge', 'commandementDePayer', 'assignation'].map(
    (kind): [FlagCode, string, Draft[], boolean] => [
      'faitApresLaFin',
      `an act that begins another procedure: ${kind}`,
      [d('relogement', '2026-02-02'), d(kind, '2026-03-02')],
      true,
    ],
  ),
  ['faitApresLaFin', 'it was evicted', [evicted('2026-05-05'), d('demandeCfp', '2026-06-02')], true],
  ['faitApresLaFin', 'the same day', [d('relogement', '2026-03-02'), d('assignation', '2026-03-02')], false],
  [
    'faitApresLaFin',
    'a hearing that was announced before',
    [hearing('2026-07-01'), d('relogement', '2026-06-02')],
    false,
  ],
  [
    'faitApresLaFin',
    'a hearing that was announced the same day',
    [d('assignation', '2026-06-02', { dateAudience: '2026-07-01' }), d('relogement', '2026-06-02')],
    false,
  ],
  [
    'faitApresLaFin',
    'a fact of the same day, told after',
    [
      d('impaye', '2026-06-02', { sender: 'bailleur-x', dateConstitution: '2026-02-02' }),
      d('relogement', '2026-02-02'),
    ],
    false,
  ],
  [
    'faitApresLaFin',
    'a fact from before, told after',
    [
      d('impaye', '2026-06-02', { sender: 'bailleur-x', dateConstitution: '2026-01-05' }),
      d('relogement', '2026-02-02'),
    ],
    false,
  ],
];

describe('a hearing too close, put off since', () => {
  it('says that what it changes is to be verified', () => {
    const found = flags(
      hearing('2026-06-12'),
      d('renvoiAudience', '2026-05-20', { dateAudience: '2026-07-16' }),
    );
    expect(found.find(({ code }) => code === 'audienceTropProche')?.message).toContain('renvoyée depuis');
  });
});

describe('what a flag says where two dates contradict each other', () => {
  const messageOf = (code: string, ...drafts: Draft[]) =>
    flags(...drafts).find((flag) => flag.code === code)?.message;

  it('which is retained', () => {
    expect(
      messageOf(
        'receptionAVerifier',
        cql({ prefetInformeLe: '2026-06-10' }),
        cql({ prefetInformeLe: '2026-06-02' }),
      ),
    ).toBe(
      'Deux dates de réception par le préfet sont données pour l’acte du 01/06/2026 : 02/06/2026, retenue, et 10/06/2026 ; à vérifier.',
    );
  });

  it('which is nearer', () => {
    expect(messageOf('audiencesDifferentes', hearing('2026-07-16'), hearing('2026-07-09'))).toContain(
      '09/07/2026 et 16/07/2026',
    );
  });

  it('whether the préfet was told too late, or nobody knows', () => {
    expect(
      messageOf('audienceTropProche', hearing('2026-06-12', { prefetInformeLe: '2026-05-06' })),
    ).toContain('elle l’est le 06/05/2026.');
    expect(messageOf('audienceTropProche', hearing('2026-06-12'))).toContain(
      'cette notification n’est pas connue (assignation du 04/05/2026) : à vérifier.',
    );
  });

  it('what a recevabilité before the commandement stands before', () => {
    expect(messageOf('recevabilitePendantCommandement', recevable('2026-01-05'), cp)).toContain(
      'avant le commandement de payer du 12/01/2026',
    );
  });
});

describe('a flag on a case, never a refusal', () => {
  it.each(table)('%s', (code, raises, holds) => {
    expect(flags(...raises).map((flag) => flag.code)).toContain(code);
    expect(flags(...holds).map((flag) => flag.code)).not.toContain(code);
  });

  it('every flag is in the table', () => {
    expect(flagCodes.filter((code) => !table.some(([known]) => known === code))).toEqual([]);
  });

  it('goes when the missing step arrives late', () => {
    const late = { ...cp, receivedAt: '2026-04-01T08:00:00.000Z' };
    // The law of 2027 alone is still to be confirmed.
    expect(flags(impaye, d('assignation', '2026-03-13'), late).map(({ code }) => code)).toEqual([
      'regimeAConfirmer',
    ]);
  });

  it.each(table)('%s says what and since when in French, in one sentence', (code, raises) => {
    const [since, message] = said[code];
    expect(flags(...raises).find((flag) => flag.code === code)).toEqual({ code, since, message });
  });

  it.each(edges)('%s: %s, %3$s', (code, _, drafts, raised) => {
    expect(flags(...drafts).some((flag) => flag.code === code)).toBe(raised);
  });

  it('says that another procedure begins against a household that had left, by which act', () => {
    const left = d('departVolontaire', '2026-02-02');
    const expected = {
      code: 'faitApresLaFin',
      since: '2026-03-02',
      message:
        'Nouvelle procédure, par un acte du 02/03/2026, contre un ménage parti le 02/02/2026 : vérifier qu’il s’agit bien de lui.',
    };
    const said = (...drafts: Draft[]) =>
      flags(...drafts, left, d('assignation', '2026-03-02')).find(({ code }) => code === 'faitApresLaFin');
    expect(said(impaye)).toEqual(expected);
    // What is still open about the persons goes on into the new procedure, and did not begin it.
    expect(said(impaye, recevable('2026-01-19'))).toEqual(expected);
    const paid = d('paiement', '2026-02-02', { solde: 0 });
    expect(flags(impaye, paid, d('assignation', '2026-03-02')).map(({ code }) => code)).not.toContain(
      'faitApresLaFin',
    );
  });

  it('says that a judgment was reversed, of a title that is no more', () => {
    expect(
      flags(title, judged('infirmation')).find(({ code }) => code === 'titreNonExecutoire'),
    ).toMatchObject({
      since: '2026-06-08',
      message: 'Jugement infirmé le 08/06/2026 : l’expulsion n’a plus de titre.',
    });
  });

  it('comes in the order of the codes', () => {
    const codes = flags(d('relogement', '2026-02-02'), hearing('2026-05-04'), cql(), cfp('accord')).map(
      ({ code }) => flagCodes.indexOf(code),
    );
    expect(codes.length).toBeGreaterThan(4);
    expect(codes).toEqual([...codes].sort((a, b) => a - b));
  });
});
