import type { CaseEventKind } from '../events/case-event.ts';
import type { DelaiMesure } from '../indicateurs/catalogue.ts';

/** What a counted indicator is counted from, and who tells the hub of it where only some do. */
export type Provenance = {
  kinds: readonly CaseEventKind[];
  /** Beginnings of the codes of those senders; none where any sender may tell it. */
  emetteurs: readonly string[];
};

const from = (kinds: readonly CaseEventKind[], ...emetteurs: readonly string[]): Provenance => ({
  kinds,
  emetteurs,
});

const decisions = from(['decisionCfp'], 'etat', 'etude');
const silence = from(['commandementDeQuitterLesLieux', 'receptionPrefet', 'demandeCfp', 'decisionCfp']);
const executions = from(['executionCfp', 'procesVerbal', 'decisionCfp'], 'etat', 'etude');
const relogements = from(['relogement'], 'etat', 'siao', 'bailleur');
const dalo = from(['recoursDalo', 'relogement'], 'comed', 'etat');
const hebergements = from(['hebergement', 'executionCfp', 'procesVerbal'], 'siao');
const indemnisations = from(['indemnisation'], 'etat');
const fsl = from(['aideFsl'], 'fsl', 'mds');
const enquetes = from(['enqueteSociale'], 'mds');
const saisines = from(['saisineOrganisme'], 'bailleur');
const clpil = from(['inscriptionClpil', 'decisionClpil'], 'clpil', 'bailleur', 'etat');
const sorties = from(
  ['decisionClpil', 'planApurement', 'protocoleCohesionSociale', 'nouveauBail'],
  'clpil',
  'bailleur',
);
const avis = from(['avisCcapex', 'suiteDecision'], 'ccapex', 'etat');
const responsabilite = from([
  'commandementDeQuitterLesLieux',
  'receptionPrefet',
  'demandeCfp',
  'retraitDemandeCfp',
  'decisionCfp',
  'executionCfp',
  'departVolontaire',
]);
const lettres = from(['commandementDePayer', 'suiteOrientation']);
const audiences = from(['assignation', 'renvoiAudience']);
const doutes = from(['rapprochement']);

/** By id, or by the beginning of several. */
const provenances: Readonly<Record<string, Provenance>> = {
  'etat.cfpAccordes': decisions,
  'etat.sursis': decisions,
  'etat.refusExpres': decisions,
  'etat.rejetsImplicites': silence,
  'etat.misesEnDemeure': decisions,
  'etat.commandementsQuitter': from(['commandementDeQuitterLesLieux']),
  'etat.demandesCfp': from(['demandeCfp']),
  'etat.interventions': executions,
  'etat.suspensions': from(['suspensionExpulsion', 'surendettement'], 'etat', 'bdf', 'tribunal'),
  'etat.relogements': relogements,
  'etat.dalo': dalo,
  'etat.personnesHebergees': hebergements,
  'etat.menagesHeberges': hebergements,
  'etat.indemnisations': indemnisations,
  'etat.montant': indemnisations,
  'departement.fsl': fsl,
  'departement.menagesAsll': from(['accompagnement'], 'association', 'mds', 'bailleur'),
  'departement.enquetesAutres': from(['enqueteSociale']),
  'departement.enquetes': enquetes,
  'adil.interventionsDossiers': from(['intervention'], 'adil', 'association-adil'),
  'caf.impayesTraites': from(['impaye'], 'caf'),
  'msa.impayesTraites': from(['impaye'], 'msa'),
  'caf.saisinesSansOrganisme': saisines,
  'caf.saisinesCcapex': from(['saisineCcapex', 'impaye'], 'caf'),
  'msa.saisinesCcapex': from(['saisineCcapex', 'impaye'], 'msa'),
  'caf.saisines': saisines,
  'msa.saisines': saisines,
  'caf.maintiens': from(['impaye', 'decisionCcapex'], 'caf'),
  'msa.maintiens': from(['impaye', 'decisionCcapex'], 'msa'),
  'caf.suspensions': from(['impaye', 'decisionCcapex'], 'caf'),
  'msa.suspensions': from(['impaye', 'decisionCcapex'], 'msa'),
  'aorif.pcsSignes': from(['protocoleCohesionSociale'], 'bailleur', 'etat'),
  'aorif.dossiersRequisition': from(['demandeCfp', 'impaye', 'commandementDePayer', 'assignation']),
  'aorif.requisitionsSansParc': from(['demandeCfp']),
  'aorif.cfpEffectifs': executions,
  'clpil.situations': clpil,
  'clpil.menages': clpil,
  'clpil.orientations': clpil,
  'clpil.cfpAccordes': from(['decisionClpil', 'decisionCfp']),
  'clpil.': sorties,
  'ccapex.decisions': from(['avisCcapex', 'decisionCfp'], 'ccapex', 'etat'),
  'ccapex.': avis,
  'parcours.audiences': audiences,
  'parcours.dsfAvantAudience': from([...audiences.kinds, 'transmissionDsf'], 'etat', 'mds', 'ccas'),
  'parcours.assignations': from(['assignation']),
  'parcours.dsf': from(['assignation', 'transmissionDsf'], 'etat', 'mds', 'ccas'),
  'parcours.cfp': from(['assignation', 'demandeCfp', 'decisionCfp', 'executionCfp', 'procesVerbal']),
  'parcours.dossiers': from([]),
  'parcours.responsabilites': responsabilite,
  'parcours.joursResponsabilite': responsabilite,
  'parcours.coutResponsabilite': from([
    ...responsabilite.kinds,
    'impaye',
    'commandementDePayer',
    'assignation',
  ]),
  'parcours.lettres': lettres,
  'hub.doutes': doutes,
  'hub.': from([]),
};
const longestFirst = Object.keys(provenances).sort((a, b) => b.length - a.length);

/** What a counted indicator is counted from. @throws RangeError for an id that is not counted */
export const provenanceDe = (id: string): Provenance => {
  const source = provenances[longestFirst.find((start) => id.startsWith(start)) ?? ''];
  if (source === undefined) throw new RangeError(`nothing says what ${id} is counted from`);
  return source;
};

/** Who tells of a counted indicator, where only some do; nothing for another. */
export const emetteursDe = (id: string): readonly string[] =>
  provenances[longestFirst.find((start) => id.startsWith(start)) ?? '']?.emetteurs ?? [];

/** What those senders are called together, by the beginning of their codes. */
export const famillesDEmetteurs: Readonly<Record<string, string>> = {
  etat: 'services de l’État',
  etude: 'études de commissaires de justice',
  siao: 'SIAO',
  bailleur: 'bailleurs',
  comed: 'COMED',
  fsl: 'FSL',
  mds: 'MDS',
  ccas: 'CCAS',
  association: 'associations',
  adil: 'ADIL',
  'association-adil': 'ADIL',
  caf: 'CAF',
  msa: 'MSA',
  bdf: 'Banque de France',
  tribunal: 'tribunal',
  clpil: 'CLPIL',
  ccapex: 'CCAPEX',
};

/** What ends of a delay are read from. */
export const provenanceDesDelais: Readonly<Record<DelaiMesure, readonly CaseEventKind[]>> = {
  commandementAssignation: ['commandementDePayer', 'assignation'],
  assignationDiagnostic: ['assignation', 'transmissionDsf'],
  assignationAudience: ['assignation', 'renvoiAudience'],
  audienceDecision: ['assignation', 'renvoiAudience', 'decision'],
  decisionCommandement: ['decision', 'commandementDeQuitterLesLieux'],
  commandementDemande: ['commandementDeQuitterLesLieux', 'demandeCfp'],
  demandeDecision: ['demandeCfp', 'decisionCfp'],
  octroiExecution: ['decisionCfp', 'executionCfp'],
};
