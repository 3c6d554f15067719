import type { Stage } from '../../../../shared/domain/procedure/stage.ts';
import { type RecordedKind, recordedKinds } from '../../../../shared/intake/partners/etat/recorded.ts';

const groups = ['prefet', 'juge', 'dette', 'menage', 'commissions', 'fin'] as const;
type Group = (typeof groups)[number];

const titles: Record<Group, string> = {
  prefet: 'Le préfet et ses services',
  juge: 'Le juge et l’assignation',
  dette: 'La dette et les aides',
  menage: 'L’accompagnement et le relogement',
  commissions: 'CCAPEX et CLPIL',
  fin: 'La fin de la procédure',
};

/** Where each act is looked for. */
const groupOf: Record<RecordedKind, Group> = {
  decisionCfp: 'prefet',
  retraitDemandeCfp: 'prefet',
  executionCfp: 'prefet',
  indemnisation: 'prefet',
  receptionPrefet: 'prefet',
  demandeEnqueteSociale: 'prefet',
  enqueteSociale: 'prefet',
  transmissionDsf: 'prefet',
  avisSuspension: 'prefet',
  decision: 'juge',
  renvoiAudience: 'juge',
  caduciteAssignation: 'juge',
  suiteJugement: 'juge',
  suspensionExpulsion: 'juge',
  echeance: 'juge',
  paiement: 'dette',
  planApurement: 'dette',
  protocoleCohesionSociale: 'dette',
  aideFsl: 'dette',
  aideActionLogement: 'dette',
  saisineOrganisme: 'dette',
  suiteOrientation: 'menage',
  accompagnement: 'menage',
  intervention: 'menage',
  recoursDalo: 'menage',
  hebergement: 'menage',
  relogement: 'menage',
  saisineCcapex: 'commissions',
  avisCcapex: 'commissions',
  decisionCcapex: 'commissions',
  inscriptionClpil: 'commissions',
  decisionClpil: 'commissions',
  suiteDecision: 'commissions',
  retraitClpil: 'commissions',
  departVolontaire: 'fin',
  nouveauBail: 'fin',
  finPoursuites: 'fin',
};

/** All that a person may record, by group; each act is in one. */
export const actGroups: readonly { title: string; kinds: readonly RecordedKind[] }[] = groups.map(
  (group) => ({
    title: titles[group],
    kinds: recordedKinds.filter((kind) => groupOf[kind] === group),
  }),
);

const early: readonly RecordedKind[] = [
  'paiement',
  'planApurement',
  'saisineCcapex',
  'suiteOrientation',
  'aideFsl',
];
const hearing: readonly RecordedKind[] = [
  'demandeEnqueteSociale',
  'enqueteSociale',
  'transmissionDsf',
  'renvoiAudience',
  'paiement',
];
const judged: readonly RecordedKind[] = ['suiteJugement', 'echeance', 'paiement', 'protocoleCohesionSociale'];
const leaving: readonly RecordedKind[] = ['relogement', 'recoursDalo', 'departVolontaire'];
const ended: readonly RecordedKind[] = ['nouveauBail', 'finPoursuites', 'relogement', 'departVolontaire'];

/** What is most often recorded at a stage, the likeliest first. */
export const likelyActs: Record<Stage, readonly RecordedKind[]> = {
  signale: early,
  impaye: early,
  miseEnDemeure: early,
  conge: ['suiteOrientation', 'relogement', 'departVolontaire'],
  jugementDivorce: ['suiteOrientation', 'relogement', 'departVolontaire'],
  commandementDePayer: ['suiteOrientation', ...early.filter((kind) => kind !== 'suiteOrientation')],
  assignation: hearing,
  audience: ['decision', ...hearing.slice(0, 3)],
  decision: ['decision', ...judged],
  delaiDePaiement: ['echeance', 'paiement', 'suiteJugement', 'decision'],
  demandeRejetee: ['suiteJugement', 'paiement'],
  expulsionOrdonnee: [...judged, ...leaving],
  adjudication: leaving,
  commandementDeQuitterLesLieux: [
    'demandeEnqueteSociale',
    'enqueteSociale',
    'protocoleCohesionSociale',
    'avisCcapex',
    ...leaving,
  ],
  demandeCfp: ['decisionCfp', 'enqueteSociale', 'avisCcapex', 'retraitDemandeCfp', 'relogement'],
  refusImplicite: ['decisionCfp', 'indemnisation', 'relogement', 'retraitDemandeCfp'],
  cfpRefuse: ['decisionCfp', 'indemnisation', 'relogement', 'retraitDemandeCfp'],
  cfpSursis: ['executionCfp', 'decisionCfp', ...leaving],
  cfpAccorde: ['executionCfp', ...leaving],
  cfpNonExecute: ['executionCfp', 'decisionCfp', 'indemnisation', ...leaving],
  detteSoldee: ended,
  nouveauBail: ended,
  finPoursuites: ended,
  reloge: ['indemnisation', 'relogement'],
  parti: ['hebergement', 'indemnisation', 'relogement'],
  expulse: ['hebergement', 'indemnisation', 'relogement'],
};
