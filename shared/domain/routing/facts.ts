import { dateInFrench } from '../calendar/civil-date.ts';
import type { CaseEvent } from '../events/case-event.ts';

/** Cents as French euros: `123456` gives `1 234,56 €`, its spaces never at a line's end (without `Intl`: ADR 34). */
const euros = (cents: number): string => {
  const [whole = '', decimals] = (Math.abs(cents) / 100).toFixed(2).split('.');
  return `${cents < 0 ? '-' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, '\u202f')},${decimals}\u00a0€`;
};

const yesNo = (value: boolean | undefined): string | undefined =>
  value === undefined ? undefined : value ? 'oui' : 'non';

const inFrench = (date: string | undefined): string | undefined => (date ? dateInFrench(date) : undefined);
const inEuros = (cents: number | undefined): string | undefined =>
  cents === undefined ? undefined : euros(cents);

const aloud: Record<string, string> = {
  delaiDePaiement: 'délai de paiement accordé',
  resiliation: 'bail résilié ou titre perdu, expulsion ordonnée',
  delaiPourQuitter: 'délai pour quitter les lieux accordé',
  rejet: 'demande rejetée',
  expulsion: 'expulsion',
  tentative: 'tentative',
  reprise: 'reprise des lieux',
  depot: 'dépôt du dossier',
  recevabilite: 'recevabilité',
  irrecevabilite: 'irrecevabilité',
  orientation: 'orientation',
  mesures: 'mesures',
  cloture: 'clôture',
  planDemande: "plan d'apurement demandé",
  fsl: 'FSL sollicité',
  maintien: "maintien de l'aide",
  suspension: "suspension de l'aide",
  saisineCcapex: 'saisine de la CCAPEX',
  signe: 'signé',
  refuse: 'refusé',
  denonce: 'dénoncé',
  tenue: 'tenue',
  manquee: 'manquée',
  rendue: 'remise',
  carence: 'remise, le ménage n’a pas répondu',
  requisition: 'à la réquisition',
  accord: 'concours accordé',
  refus: 'concours refusé',
  sursis: 'concours accordé, sursis à l’exécution',
  favorable: 'favorable',
  defavorable: 'défavorable',
  impaye: 'impayé de loyer',
  troubleDeJouissance: 'trouble de jouissance',
  congeReprise: 'congé pour reprise',
  congeVente: 'congé pour vente',
  divorce: 'divorce',
  adjudication: 'adjudication',
  fusion: 'les deux dossiers sont d’un même ménage',
  detachement: 'un événement n’était pas de ce ménage',
  annulation: 'une réunion de dossiers est annulée',
  demandee: 'demandée',
  accordee: 'accordée',
  refusee: 'refusée',
  miseEnJeu: 'garantie mise en jeu',
  asll: 'ASLL',
  avdl: 'AVDL',
  masp: 'MASP',
  ouverte: 'ouverte',
  close: 'close',
  information: 'information du ménage',
  visite: 'visite à domicile',
  bilanDiagnostic: 'bilan diagnostic',
  appuiJuridique: 'appui juridique',
  mediation: 'médiation',
  demande: 'hébergement demandé',
  heberge: 'ménage hébergé',
  sansSolution: 'sans solution',
  locaPass: 'LOCA-PASS',
  visale: 'VISALE',
  pretAllegement: 'prêt allègement',
  accompagnement: 'accompagnement social',
  verificationDroits: 'vérification des droits par la CAF',
  planApurement: 'plan d’apurement',
  renvoiCcapex: 'renvoi à la CCAPEX',
  sortiePositive: 'sortie positive',
  avis: 'avis',
  recommandation: 'recommandation',
  maintienDansLesLieux: 'maintien dans les lieux',
  aideFsl: 'aide du FSL',
  relogement: 'relogement',
  delais: 'délais',
  concoursForcePublique: 'concours de la force publique',
  social: 'social',
  prive: 'privé',
};
const say = (word: string | undefined): string | undefined => (word ? (aloud[word] ?? word) : undefined);

/** What an agent needs to know of an event, French label to value; persons' names and birth dates are never in it. */
export const factsOf = (event: CaseEvent): Record<string, string> => {
  const facts: Record<string, string | undefined> = {
    'Référence de l’expéditeur': event.reference,
    ...detailsOf(event),
  };
  return Object.fromEntries(
    Object.entries(facts).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
    ),
  );
};

const detailsOf = (event: CaseEvent): Record<string, string | undefined> => {
  switch (event.kind) {
    case 'impaye':
      return {
        Aide: event.aide?.nature,
        'Dette déclarée': inEuros(event.dette),
        'Impayé constitué le': inFrench(event.dateConstitution),
        Parc: say(event.parc),
        'Suites données': event.suites?.map((suite) => say(suite)).join(', '),
      };
    case 'commandementDePayer':
      return {
        'Délai de l’acte': event.delai && `${event.delai.valeur} ${event.delai.unite}`,
        'Dette visée': inEuros(event.dette),
      };
    case 'assignation':
      return {
        Tribunal: event.tribunal,
        'Date de l’audience': inFrench(event.dateAudience),
        'Numéro RG': event.numeroRg,
        Dette: inEuros(event.dette),
      };
    case 'decision':
      return {
        Tribunal: event.tribunal,
        Issue: say(event.issue),
        'Délai accordé': event.delaiAccordeMois ? `${event.delaiAccordeMois} mois` : undefined,
        'Délai du commandement changé par le juge':
          event.delaiCommandementMois === undefined ? undefined : `${event.delaiCommandementMois} mois`,
      };
    case 'commandementDeQuitterLesLieux':
      return {
        'Logement libre le': inFrench(event.dateLiberation),
        'Préfet informé le': inFrench(event.prefetInformeLe),
      };
    case 'demandeCfp':
      return { 'Démarches accomplies': event.diligences, Difficultés: event.difficultes };
    case 'executionCfp':
      return { 'Concours exécuté': yesNo(event.effectuee), Motif: event.motifNonExecution };
    case 'procesVerbal':
      return { Nature: say(event.nature) };
    case 'departVolontaire':
      return { 'Clés remises': yesNo(event.clesRemises) };
    case 'surendettement':
      return {
        Étape: say(event.etape),
        'Dette locative déclarée': inEuros(event.detteLocative),
        'Procédure suspendue par le juge du': inFrench(event.suspension?.debut),
      };
    case 'conge':
      return { Motif: say(event.motif), 'Prend effet le': inFrench(event.dateEffet) };
    case 'renvoiAudience':
      return { Tribunal: event.tribunal, 'Nouvelle date d’audience': inFrench(event.dateAudience) };
    case 'jugementDivorce':
    case 'adjudication':
      return { Tribunal: event.tribunal };
    case 'saisineCcapex':
      return { Parc: say(event.parc), Dette: inEuros(event.dette) };
    case 'planApurement':
    case 'protocoleCohesionSociale':
      return { État: say(event.etat) };
    case 'paiement':
      return { Versé: inEuros(event.montant), 'Reste dû': inEuros(event.solde) };
    case 'echeance':
      return { 'Échéance du': inFrench(event.date), État: say(event.etat) };
    case 'enqueteSociale':
      return {
        Moment: event.moment === 'assignation' ? 'à l’assignation' : say(event.moment),
        État: say(event.etat),
      };
    case 'decisionCfp':
      return { Décision: say(event.issue), 'Jusqu’au': inFrench(event.jusquAu) };
    case 'suspensionExpulsion':
      return { 'Fin de la suspension': inFrench(event.fin) };
    case 'avisSuspension':
      return { Avis: say(event.sens) };
    case 'inscriptionClpil':
      return { 'Date de la commission': inFrench(event.dateCommission) };
    case 'deplacement':
      return { 'Autre dossier': event.autre, Cause: say(event.cause) };
    case 'aideFsl':
    case 'indemnisation':
      return { État: say(event.etat), Montant: inEuros(event.montant) };
    case 'accompagnement':
      return { Mesure: say(event.mesure), État: say(event.etat), 'Fin prévue le': inFrench(event.fin) };
    case 'intervention':
      return { Nature: say(event.nature) };
    case 'hebergement':
      return { État: say(event.etat) };
    case 'aideActionLogement':
      return { Dispositif: say(event.dispositif), État: say(event.etat), Montant: inEuros(event.montant) };
    case 'decisionClpil':
      return {
        'Date de la commission': inFrench(event.dateCommission),
        Décidé: event.issues.map((issue) => say(issue)).join(', '),
      };
    case 'avisCcapex':
      return {
        Nature: say(event.nature),
        Recommandé: event.recommandations.map((one) => say(one)).join(', '),
      };
    case 'demandeEnqueteSociale':
      return { Moment: event.moment === 'assignation' ? 'à l’assignation' : say(event.moment) };
    case 'transmissionDsf':
      return { Tribunal: event.tribunal };
    case 'rapprochement':
    case 'miseEnDemeure':
    case 'saisineOrganisme':
    case 'relogement':
    case 'communeConfirmee':
    case 'gel':
    case 'confirmationFin':
      return {};
  }
};
