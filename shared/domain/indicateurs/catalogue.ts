/**
 * The indicators of the charter (annexe 3, annexe 6 art. 6, the targets of annexe 1) and what they are made of, as data.
 *
 * A line may have several figures: each is an entry, with the line it is of.
 */

/** Chapters of indicators: the signatories, as annexe 3 lists them; then the commissions, what became of households, and the hub itself. */
export const chapitres = {
  etat: 'État',
  departement: 'Département',
  adil: 'ADIL',
  caf: 'CAF',
  msa: 'MSA',
  aorif: 'AORIF',
  udaf: 'UDAF',
  cgl: 'CGL et Familles rurales',
  bdf: 'Banque de France',
  actionLogement: 'Action Logement',
  partenariat: 'Partenariat renforcé',
  clpil: 'CLPIL',
  ccapex: 'CCAPEX',
  parcours: 'Parcours des ménages',
  hub: 'La plateforme',
} as const;
export type Chapitre = keyof typeof chapitres;

/** What a figure is a number of. Amounts are in cents; a `texte` is no figure. */
export const unites = {
  decisions: 'décisions',
  actes: 'actes',
  menages: 'ménages',
  personnes: 'personnes',
  dossiers: 'dossiers',
  demandes: 'demandes',
  aides: 'aides',
  enquetes: 'enquêtes',
  interventions: 'interventions',
  reunions: 'réunions',
  actions: 'actions',
  situations: 'situations',
  avis: 'avis',
  logements: 'logements',
  bailleurs: 'bailleurs',
  lettres: 'lettres',
  messages: 'messages',
  alertes: 'alertes',
  jours: 'jours',
  centimes: 'euros',
  part: '%',
  texte: 'texte',
} as const;
type Unite = keyof typeof unites;

/** Where an indicator is in the charter. */
type Origine =
  | { annexe: 3; ligne: number }
  /** Annexe 6, article 6: the bilan of a CLPIL, by rank of its indicators. */
  | { annexe: 6; ligne: number }
  /** A target that a signatory took in annexe 1. */
  | { annexe: 1; cible: string }
  /** What the yearly report also shows: no line of the charter asks it. */
  | { annexe: 0 };

type Commun = {
  /** `chapitre.nom`. */
  id: string;
  origine: Origine;
  /** In French: as the charter words it, for its lines. */
  libelle: string;
  /** What is counted, in one sentence. */
  definition: string;
  unite: Unite;
  /** What the figure leaves out, or nobody knows, in French. */
  inconnu?: string;
  /** The indicator that this one is a part of. */
  detailDe?: string;
};

/** Counted from the events of cases. */
type Compte = Commun & {
  source: 'compte';
  /** Whether it counts cases one can list: an amount or a delay does not. */
  dossiers: boolean;
};
/** Counts added, by their ids: each is a part, and none is in two. */
type Somme = Commun & { source: 'somme'; parties: readonly string[] };
/** One figure over another. */
type Rapport = Commun & {
  source: 'rapport';
  numerateur: string;
  denominateur: string;
  /** Out of how many: 100 for a share. */
  pour: number;
  /** What the signatory undertook to reach, out of `pour`. */
  cible?: number;
};
/** Declared once a year by a partner. */
export type Declare = Commun & {
  source: 'declare';
  /** Beginnings of the codes of the partners that declare it; where several do, their figures are added. */
  declarants: readonly string[];
};
export type Indicateur = Compte | Somme | Rapport | Declare;

const a3 = (ligne: number): Origine => ({ annexe: 3, ligne });
const a6 = (ligne: number): Origine => ({ annexe: 6, ligne });
const cible = (texte: string): Origine => ({ annexe: 1, cible: texte });
const RAPPORT: Origine = { annexe: 0 };

type Plus = { inconnu?: string; detailDe?: string };
const compte = (
  id: string,
  origine: Origine,
  unite: Unite,
  libelle: string,
  definition: string,
  plus: Plus = {},
): Compte => ({
  id,
  origine,
  unite,
  libelle,
  definition,
  source: 'compte',
  dossiers: unite !== 'centimes' && unite !== 'jours',
  ...plus,
});
const declare = (
  id: string,
  origine: Origine,
  unite: Unite,
  declarants: readonly string[],
  libelle: string,
  definition: string,
  plus: Plus = {},
): Declare => ({ id, origine, unite, libelle, definition, source: 'declare', declarants, ...plus });
const rapport = (
  id: string,
  origine: Origine,
  [numerateur, denominateur]: readonly [string, string],
  libelle: string,
  definition: string,
  plus: Plus & { pour?: number; cible?: number; unite?: Unite } = {},
): Rapport => ({
  id,
  origine,
  unite: 'part',
  pour: 100,
  libelle,
  definition,
  source: 'rapport',
  numerateur,
  denominateur,
  ...plus,
});

/** What `deSorte` makes of an act that two tell, in the words of a definition. */
const DEUX = ' ; ce que deux organismes communiquent à quinze jours près compte une fois';
const CORRIGE = 'Un acte que son expéditeur communique de nouveau sous une autre date compte deux fois.';

const ETAT: readonly Indicateur[] = [
  compte(
    'etat.cfpAccordes',
    a3(1),
    'decisions',
    'Nombre total de concours de la force publique accordés par le Préfet en matière d’expulsions locatives',
    `Décisions d’octroi datées de l’année ; un sursis qui ne suit aucun octroi de la même demande en est un${DEUX}.`,
  ),
  {
    id: 'etat.decisions',
    origine: a3(2),
    unite: 'decisions',
    source: 'somme',
    parties: [
      'etat.cfpAccordes',
      'etat.sursis',
      'etat.refusExpres',
      'etat.rejetsImplicites',
      'etat.misesEnDemeure',
    ],
    libelle:
      'Nombre total de décisions (octroi du concours de la force publique, rejets implicites, sursis après concours accordé, mise en demeure ...) prises par la préfecture pour les expulsions locatives',
    definition:
      'Octrois, sursis après octroi, refus exprès, rejets implicites et mises en demeure de l’année.',
  },
  compte(
    'etat.sursis',
    a3(2),
    'decisions',
    'Sursis après concours accordé',
    'Sursis qui suivent un octroi de la même demande.',
    { detailDe: 'etat.decisions' },
  ),
  compte(
    'etat.refusExpres',
    a3(2),
    'decisions',
    'Refus exprès',
    'Refus motivés, le rejet d’une demande prématurée compris.',
    { detailDe: 'etat.decisions' },
  ),
  compte(
    'etat.rejetsImplicites',
    a3(2),
    'decisions',
    'Rejets implicites',
    'Demandes restées deux mois sans réponse, à la date du dernier jour de ce silence.',
    {
      detailDe: 'etat.decisions',
      inconnu: 'Le silence ne vaut rejet que si la réception du commandement par le préfet est connue.',
    },
  ),
  compte(
    'etat.misesEnDemeure',
    a3(2),
    'decisions',
    'Mises en demeure',
    'Mises en demeure de quitter les lieux décidées par le préfet.',
    { detailDe: 'etat.decisions' },
  ),
  compte(
    'etat.commandementsQuitter',
    a3(3),
    'actes',
    'Nombre de commandements de quitter les lieux',
    `Commandements de quitter les lieux datés de l’année${DEUX}.`,
    { inconnu: CORRIGE },
  ),
  compte(
    'etat.demandesCfp',
    a3(4),
    'demandes',
    'Nombre de demandes de concours de la force publique',
    `Demandes de concours datées de l’année${DEUX}.`,
    { inconnu: CORRIGE },
  ),
  compte(
    'etat.interventions',
    a3(5),
    'actes',
    'Nombre d’interventions effectives du concours de la force publique',
    `Concours exécutés dans l’année ; à défaut, procès-verbal d’expulsion qui suit un octroi${DEUX}.`,
  ),
  compte(
    'etat.suspensions',
    a3(6),
    'decisions',
    'Nombre de suspensions de la procédure',
    `Suspensions de l’expulsion ordonnées par le juge du surendettement, à la date où elles commencent${DEUX}.`,
    {
      inconnu:
        'La charte ne dit pas quelle suspension : le sursis accordé par le préfet est compté à la ligne des décisions.',
    },
  ),
  compte(
    'etat.relogementsContingent',
    a3(7),
    'menages',
    'Relogement total des ménages menacés d’expulsion sur le contingent préfectoral (SYPLO)',
    'Ménages relogés dans l’année sur les droits de réservation de l’État : contingent, DALO, accord collectif.',
    { inconnu: 'Un relogement dont la voie n’est pas dite n’est compté ni ici ni à la ligne suivante.' },
  ),
  compte(
    'etat.relogementsApresCcapex',
    a3(7),
    'menages',
    'dont ménages sur lesquels la CCAPEX avait rendu un avis',
    'Les mêmes, lorsque le dossier porte un avis de la CCAPEX antérieur au relogement.',
    { detailDe: 'etat.relogementsContingent' },
  ),
  compte(
    'etat.relogementsMenaces',
    a3(8),
    'menages',
    'Nombre total de relogements « menacés d’expulsion » effectués sur le contingent préfectoral',
    'Ceux dont la voie est le contingent préfectoral, DALO et accord collectif non compris.',
    { detailDe: 'etat.relogementsContingent' },
  ),
  compte(
    'etat.daloReconnus',
    a3(9),
    'menages',
    'Nombre de locataires reconnus prioritaires au titre du DALO sur le critère de la menace d’expulsion par la COMED',
    'Ménages dont le recours DALO est reconnu dans l’année.',
    {
      inconnu:
        'Le critère n’est pas dit : tout recours d’un ménage suivi ici est tenu pour fondé sur la menace.',
    },
  ),
  compte(
    'etat.daloReloges',
    a3(10),
    'menages',
    'Nombre de personnes reconnues prioritaires sur le critère de la menace d’expulsion relogées au titre du DALO',
    'Ménages relogés dans l’année par la voie du DALO, ou dont le recours est satisfait.',
    { inconnu: 'Des ménages sont comptés, non des personnes.' },
  ),
  compte(
    'etat.personnesHebergees',
    a3(11),
    'personnes',
    'Nombre de personnes expulsées hébergées',
    'Personnes des ménages hébergés par le SIAO après l’exécution de leur expulsion.',
    {
      inconnu: 'Les ménages hébergés dont le nombre de personnes n’est pas dit ne sont pas dans ce chiffre.',
    },
  ),
  compte(
    'etat.menagesHeberges',
    a3(11),
    'menages',
    'Ménages expulsés hébergés',
    'Ménages hébergés par le SIAO après l’exécution de leur expulsion.',
    { detailDe: 'etat.personnesHebergees' },
  ),
  compte(
    'etat.menagesHebergesSansNombre',
    a3(11),
    'menages',
    'dont le nombre de personnes n’est pas dit',
    'Hébergements après expulsion sans nombre de personnes.',
    { detailDe: 'etat.menagesHeberges' },
  ),
  ...(
    [
      ['Demandees', 'demandées', 'Demandes d’indemnisation reçues des bailleurs'],
      ['Accordees', 'accordées', 'Indemnisations accordées'],
      ['Refusees', 'refusées', 'Indemnisations refusées'],
      ['Transactions', 'closes par une transaction', 'Transactions signées'],
    ] as const
  ).flatMap(([nom, dites, quoi]) => [
    compte(
      `etat.indemnisations${nom}`,
      a3(12),
      'dossiers',
      `Indicateurs sur les indemnisations bailleurs : ${dites}`,
      `${quoi} dans l’année${DEUX}.`,
      {
        inconnu:
          'La charte ne définit pas ces indicateurs ; le paiement et les mois couverts ne sont pas connus.',
      },
    ),
    compte(
      `etat.indemnisations${nom}SansMontant`,
      a3(12),
      'dossiers',
      'dont le montant n’est pas dit',
      'Celles que personne ne chiffre.',
      { detailDe: `etat.indemnisations${nom}` },
    ),
    compte(
      `etat.montant${nom}`,
      a3(12),
      'centimes',
      `Montant des indemnisations ${dites}`,
      'Somme des montants communiqués avec elles.',
      { detailDe: `etat.indemnisations${nom}`, inconnu: 'Un montant qui n’est pas dit compte pour zéro.' },
    ),
  ]),
];

const DEPARTEMENT: readonly Indicateur[] = [
  compte(
    'departement.fslDemandes',
    a3(13),
    'demandes',
    'Nombre de demandes sollicitées pour le FSL « maintien dans le logement »',
    `Demandes d’aide du FSL au maintien datées de l’année ; une réponse sans demande connue en vaut une${DEUX}.`,
    { inconnu: 'Les demandes de ménages que la plateforme ne suit pas n’y sont pas.' },
  ),
  compte(
    'departement.fslAccordes',
    a3(14),
    'aides',
    'Nombre de demandes aidées par le FSL « maintien dans le logement »',
    'Aides du FSL au maintien accordées dans l’année.',
    { inconnu: 'Les aides à des ménages que la plateforme ne suit pas n’y sont pas.' },
  ),
  compte(
    'departement.menagesAsll',
    a3(15),
    'menages',
    'Nombre de ménages suivis au titre de l’ASLL',
    'Ménages dont une mesure d’ASLL est ouverte un jour au moins de l’année.',
    { inconnu: 'Une mesure dont la fin n’est pas dite court jusqu’à la clôture du dossier.' },
  ),
  compte(
    'departement.enquetesAssignation',
    a3(16),
    'enquetes',
    'Nombre d’enquêtes sociales réalisées par les MDS au stade de l’assignation',
    'Enquêtes rendues par une MDS au stade de l’assignation, les constats de carence compris.',
  ),
  compte(
    'departement.enquetesRequisition',
    a3(16),
    'enquetes',
    'Nombre d’enquêtes sociales réalisées par les MDS au stade de la réquisition',
    'Enquêtes rendues par une MDS au stade de la réquisition, les constats de carence compris.',
  ),
  compte(
    'departement.enquetesCarence',
    a3(16),
    'enquetes',
    'dont constats de carence',
    'Enquêtes des MDS closes sans que le ménage ait répondu.',
  ),
  compte(
    'departement.enquetesAutres',
    a3(16),
    'enquetes',
    'Enquêtes rendues par un CCAS, ou dont l’organisme n’est pas dit',
    'Enquêtes sociales que n’a pas envoyées une MDS.',
  ),
  declare(
    'departement.actionsCollectives',
    a3(17),
    'actions',
    ['mds'],
    'Nombre d’actions collectives sur la prévention des impayés de loyer organisées par les MDS',
    'Actions collectives tenues dans l’année, déclarées par chaque MDS.',
  ),
];

const ADIL: readonly Indicateur[] = [
  declare(
    'adil.contacts',
    a3(18),
    'personnes',
    ['adil'],
    'Nombre de personnes ayant contacté l’ADIL dans le cadre des impayés de loyer',
    'Personnes qui ont contacté l’ADIL dans l’année au sujet d’un impayé.',
  ),
  declare(
    'adil.recues',
    a3(19),
    'personnes',
    ['adil'],
    'Nombre de personnes reçues par l’ADIL dans le cadre des impayés de loyer',
    'Personnes reçues en rendez-vous ou en permanence dans l’année au sujet d’un impayé.',
  ),
  declare(
    'adil.interventions',
    a3(20),
    'interventions',
    ['adil'],
    'Nombre d’intervention auprès des partenaires',
    'Interventions de l’ADIL auprès des partenaires dans l’année.',
  ),
  declare(
    'adil.analyse',
    a3(20),
    'texte',
    ['adil'],
    'Analyse globale',
    'Ce que l’ADIL retient de l’année, en quelques lignes.',
  ),
  compte(
    'adil.interventionsDossiers',
    RAPPORT,
    'interventions',
    'Interventions de l’ADIL dans les dossiers suivis',
    'Interventions envoyées par l’ADIL au sujet d’un ménage suivi ici.',
  ),
];

/** The five lines that CAF and MSA have in common. @param ligne the first */
const paiement = (qui: 'caf' | 'msa', nom: string, ligne: number): Indicateur[] => [
  compte(
    `${qui}.impayesTraites`,
    a3(ligne),
    'dossiers',
    'Nombre de dossiers d’impayés traités',
    `Dossiers dont la ${nom} a signalé un impayé dans l’année, un par dossier.`,
    {
      inconnu:
        qui === 'msa'
          ? 'Les impayés d’un prêt d’accession ne sont pas distingués.'
          : 'Les impayés traités sans signalement à la plateforme n’y sont pas.',
    },
  ),
  compte(
    `${qui}.saisines`,
    a3(ligne + 1),
    'dossiers',
    'Nombre de saisines',
    `Saisines de la ${nom} par un bailleur, lorsqu’il dit l’organisme saisi.`,
    { inconnu: 'Une saisine sans organisme est comptée à part.' },
  ),
  compte(
    `${qui}.maintiens`,
    a3(ligne + 2),
    'dossiers',
    'Nombre de dossiers de maintien APL/ALF/ALS',
    `Dossiers dont la ${nom} annonce le maintien de l’aide, ou dont la CCAPEX le décide à partir de 2027.`,
  ),
  compte(
    `${qui}.suspensions`,
    a3(ligne + 3),
    'dossiers',
    'Nombre de dossiers suspendus',
    `Dossiers dont la ${nom} annonce la suspension de l’aide, ou dont la CCAPEX la lui notifie à partir de 2027.`,
  ),
  compte(
    `${qui}.saisinesCcapex`,
    a3(ligne + 4),
    'dossiers',
    'Nombre de saisines CCAPEX',
    `Saisines de la CCAPEX par la ${nom} dans l’année, une par dossier et par jour.`,
  ),
];

const cibleDe = (
  qui: 'caf' | 'msa',
  nom: string,
  { delai, part, delaiMinima }: { delai: string; part: number; delaiMinima: string },
): Indicateur[] => [
  rapport(
    `${qui}.partAidesTraitees`,
    cible(`${part} % ${delai}`),
    [`${qui}.aidesDansLeDelai`, `${qui}.aidesTraitees`],
    `Part des demandes d’aide au logement traitées ${delai}`,
    `Demandes traitées ${delai}, sur toutes celles de l’année.`,
    { cible: part },
  ),
  declare(
    `${qui}.aidesTraitees`,
    cible(`${part} % ${delai}`),
    'demandes',
    [qui],
    `Demandes d’aide au logement traitées par la ${nom}`,
    'Demandes traitées dans l’année.',
    { detailDe: `${qui}.partAidesTraitees` },
  ),
  declare(
    `${qui}.aidesDansLeDelai`,
    cible(`${part} % ${delai}`),
    'demandes',
    [qui],
    `dont traitées ${delai}`,
    `Celles qui l’ont été ${delai}.`,
    { detailDe: `${qui}.partAidesTraitees` },
  ),
  rapport(
    `${qui}.partMinimaTraites`,
    cible(`minima sociaux : 100 % ${delaiMinima}`),
    [`${qui}.minimaDansLeDelai`, `${qui}.minimaTraites`],
    `Part des demandes de minima sociaux traitées ${delaiMinima}`,
    `Demandes de minima sociaux traitées ${delaiMinima}, sur toutes celles de l’année.`,
    { cible: 100 },
  ),
  declare(
    `${qui}.minimaTraites`,
    cible(`minima sociaux : 100 % ${delaiMinima}`),
    'demandes',
    [qui],
    'Demandes de minima sociaux traitées',
    'Demandes traitées dans l’année.',
    { detailDe: `${qui}.partMinimaTraites` },
  ),
  declare(
    `${qui}.minimaDansLeDelai`,
    cible(`minima sociaux : 100 % ${delaiMinima}`),
    'demandes',
    [qui],
    `dont traitées ${delaiMinima}`,
    `Celles qui l’ont été ${delaiMinima}.`,
    { detailDe: `${qui}.partMinimaTraites` },
  ),
];

const CAF: readonly Indicateur[] = [
  ...paiement('caf', 'CAF', 21),
  declare(
    'caf.offresDeService',
    a3(26),
    'dossiers',
    ['caf'],
    'Nombre de dossiers suivis dans le cadre des offres de service liées aux impayés locatifs',
    'Dossiers suivis dans l’année au titre de ces offres, allocataires du parc privé compris.',
  ),
  declare(
    'caf.reunionsCollectives',
    a3(27),
    'reunions',
    ['caf'],
    'Nombre de réunions d’information collectives organisées dans le cadre de l’offre de prévention des impayés',
    'Réunions tenues dans l’année.',
  ),
  declare(
    'caf.proprietairesRencontres',
    a3(28),
    'personnes',
    ['caf'],
    'Nombre de propriétaires privés rencontrés dans le cadre de l’offre de service de prévention des impayés',
    'Propriétaires privés rencontrés dans l’année.',
  ),
  declare(
    'caf.famillesRencontrees',
    a3(29),
    'menages',
    ['caf'],
    'Nombre de familles rencontrées dans le cadre de l’offre de service de prévention des impayés',
    'Familles rencontrées dans l’année.',
  ),
  ...cibleDe('caf', 'CAF', {
    delai: 'en moins de 15 jours ouvrés',
    part: 85,
    delaiMinima: 'en moins de 10 jours ouvrés',
  }),
  rapport(
    'caf.partIdeal',
    cible('40 % des bailleurs sociaux'),
    ['caf.bailleursIdeal', 'caf.bailleursSociaux'],
    'Part des bailleurs sociaux qui utilisent IDEAL',
    'Bailleurs sociaux qui déclarent par IDEAL, sur tous ceux du département.',
    { cible: 40 },
  ),
  declare(
    'caf.bailleursIdeal',
    cible('40 % des bailleurs sociaux'),
    'bailleurs',
    ['caf'],
    'Bailleurs sociaux qui utilisent IDEAL',
    'Au 31 décembre de l’année.',
    { detailDe: 'caf.partIdeal' },
  ),
  declare(
    'caf.bailleursSociaux',
    cible('40 % des bailleurs sociaux'),
    'bailleurs',
    ['caf'],
    'Bailleurs sociaux du département',
    'Au 31 décembre de l’année.',
    { detailDe: 'caf.partIdeal' },
  ),
  compte(
    'caf.saisinesSansOrganisme',
    RAPPORT,
    'dossiers',
    'Saisines de la CAF ou de la MSA dont l’organisme n’est pas dit',
    'Saisines d’un bailleur qui ne dit pas lequel des deux organismes il saisit.',
  ),
];

const MSA: readonly Indicateur[] = [
  ...paiement('msa', 'MSA', 30),
  ...cibleDe('msa', 'MSA', { delai: 'dans le mois', part: 80, delaiMinima: 'dans le mois' }),
];

const AORIF: readonly Indicateur[] = [
  compte(
    'aorif.pcsSignes',
    a3(35),
    'dossiers',
    'Nombre de protocoles d’accord de cohésion sociale signé',
    'Protocoles de cohésion sociale signés dans l’année.',
  ),
  compte(
    'aorif.dossiersRequisition',
    a3(36),
    'dossiers',
    'Nombre de dossiers d’expulsion au stade de la réquisition de la force publique',
    'Dossiers du parc social dont le concours est demandé dans l’année.',
    { inconnu: 'Un dossier dont le parc n’est pas dit est compté à part.' },
  ),
  compte(
    'aorif.requisitionsSansParc',
    a3(36),
    'dossiers',
    'Dossiers à la réquisition dont le parc n’est pas dit',
    'Les mêmes, sans que l’on sache s’ils sont du parc social ou privé.',
  ),
  rapport(
    'aorif.rapportCfpParc',
    a3(37),
    ['aorif.cfpEffectifs', 'aorif.parcHlm'],
    'Rapport entre le nombre de CFP effectifs et le poids du parc de logement HLM',
    'Interventions effectives dans le parc social, pour mille logements HLM déclarés.',
    { pour: 1000, inconnu: 'Seuls les bailleurs qui ont déclaré leur parc sont au dénominateur.' },
  ),
  compte(
    'aorif.cfpEffectifs',
    a3(37),
    'actes',
    'Concours effectifs dans le parc social',
    'Interventions effectives de l’année dans les dossiers du parc social.',
    { detailDe: 'aorif.rapportCfpParc' },
  ),
  declare(
    'aorif.parcHlm',
    a3(37),
    'logements',
    ['bailleur'],
    'Logements HLM en Seine-et-Marne',
    'Logements du bailleur dans le département au 31 décembre.',
    { detailDe: 'aorif.rapportCfpParc' },
  ),
  declare(
    'aorif.menagesEnImpaye',
    a3(38),
    'menages',
    ['bailleur'],
    'Nombre de ménages en impayés de plus de 3 mois',
    'Locataires du bailleur en impayé de plus de trois mois au 31 décembre.',
  ),
  declare(
    'aorif.menagesLocataires',
    a3(38),
    'menages',
    ['bailleur'],
    'Ménages locataires',
    'Locataires du bailleur dans le département au 31 décembre.',
    { detailDe: 'aorif.tauxImpayes' },
  ),
  rapport(
    'aorif.tauxImpayes',
    a3(38),
    ['aorif.menagesEnImpaye', 'aorif.menagesLocataires'],
    'Taux de ménages en impayés de plus de 3 mois',
    'Locataires en impayé de plus de trois mois, sur tous les locataires des bailleurs qui ont répondu.',
    { inconnu: 'La charte ne dit pas à quoi le nombre se rapporte : ici, aux ménages locataires.' },
  ),
];

const AUTRES: readonly Indicateur[] = [
  declare(
    'udaf.actions',
    a3(39),
    'actions',
    ['association-udaf'],
    'Nombre d’actions d’information à l’attention des représentants et des associations familiales',
    'Actions d’information tenues dans l’année.',
  ),
  ...(['ecrites', 'telephoniques', 'physiques'] as const).map((canal) =>
    declare(
      `cgl.${canal}`,
      a3(40),
      'interventions',
      ['association-cgl', 'association-familles-rurales'],
      `Nombre des interventions ${{ ecrites: 'écrites', telephoniques: 'téléphoniques', physiques: 'physiques' }[canal]}`,
      'Interventions de l’année par ce canal, celles de la CGL et de Familles rurales ajoutées.',
      { detailDe: 'cgl.interventions' },
    ),
  ),
  {
    id: 'cgl.interventions',
    origine: a3(40),
    unite: 'interventions',
    source: 'somme',
    parties: ['cgl.ecrites', 'cgl.telephoniques', 'cgl.physiques'],
    libelle: 'Nombre des interventions écrites, téléphoniques et physiques',
    definition: 'Les trois canaux ensemble.',
  },
  declare(
    'bdf.dossiersExpulsion',
    a3(41),
    'dossiers',
    ['bdf'],
    'Nombre de dossiers avec procédure d’expulsion en cours (données fournies une fois par an)',
    'Dossiers de surendettement du département dont le déposant est visé par une procédure d’expulsion.',
  ),
  declare(
    'actionLogement.locaPass',
    a3(42),
    'dossiers',
    ['action-logement'],
    'Nombre de dossiers de Garanties LOCA PASS mis en place au cours de l’année',
    'Garanties LOCA-PASS mises en place dans l’année.',
  ),
  declare(
    'actionLogement.locaPassImpayes',
    a3(43),
    'dossiers',
    ['action-logement'],
    'Nombre de dossiers en situation d’impayé dans le cadre de Garanties LOCA PASS accordées sur l’année',
    'Garanties LOCA-PASS de l’année mises en jeu.',
  ),
  declare(
    'actionLogement.pretsAllegement',
    a3(44),
    'dossiers',
    ['action-logement'],
    'Nombre de Prêts Allègement de charges du logement du locataire',
    'Prêts accordés dans l’année.',
  ),
  declare(
    'actionLogement.visale',
    a3(45),
    'dossiers',
    ['action-logement'],
    'Nombre de dossiers VISALE mis en place au cours de l’année',
    'Garanties VISALE mises en place dans l’année.',
  ),
  declare(
    'actionLogement.visaleImpayes',
    a3(46),
    'dossiers',
    ['action-logement'],
    'Nombre de dossiers en situation d’impayé dans le cadre des garanties VISALE accordées sur l’année',
    'Garanties VISALE de l’année mises en jeu.',
  ),
  declare(
    'partenariat.formations',
    a3(47),
    'reunions',
    ['etat'],
    'Nombre de temps d’échange ou de formations interdisciplinaires',
    'Temps tenus dans l’année, qui que ce soit qui les organise.',
    { inconnu: 'La charte ne dit pas qui les compte : ici, le service de l’État qui copilote la charte.' },
  ),
  declare(
    'partenariat.reunionsThematiques',
    a3(48),
    'reunions',
    ['etat'],
    'Nombre de réunions thématiques',
    'Réunions tenues dans l’année.',
    { inconnu: 'La charte ne dit pas qui les compte : ici, le service de l’État qui copilote la charte.' },
  ),
  declare(
    'partenariat.rencontres',
    a3(49),
    'reunions',
    ['etat'],
    'Nombre de rencontres pour enrichir le partenariat (chambre des huissiers, CDAD, magistrature, tribunaux, ARS ...)',
    'Rencontres de l’année.',
    { inconnu: 'La charte ne dit pas qui les compte : ici, le service de l’État qui copilote la charte.' },
  ),
];

const COMMISSIONS: readonly Indicateur[] = [
  compte(
    'clpil.situations',
    a6(1),
    'situations',
    'Nombre de situations étudiées dans l’année civile par bailleur',
    'Ménages étudiés en séance, comptés chaque fois qu’ils le sont ; un bailleur qui est une personne n’est pas nommé.',
    {
      inconnu: 'Les ménages que la plateforme n’a pas en dossier sont au bilan de leur commission seulement.',
    },
  ),
  compte(
    'clpil.menages',
    a6(2),
    'menages',
    'Nombre de ménages étudiés dans l’année civile par bailleur',
    'Ménages étudiés au moins une fois dans l’année.',
  ),
  ...(
    [
      ['Ccas', 'le CCAS'],
      ['Mds', 'la MDS'],
      ['Bailleurs', 'les travailleurs sociaux des bailleurs'],
      ['Asll', 'les associations ASLL'],
    ] as const
  ).map(([nom, vers]) =>
    compte(
      `clpil.orientations${nom}`,
      a6(3),
      'situations',
      `Nombre de situations pour lesquelles la commission a orienté vers ${vers}`,
      'Situations dont une issue (accompagnement, bilan diagnostic, vérification des droits) est confiée à cet organisme.',
    ),
  ),
  compte(
    'clpil.sortiesPositives',
    a6(4),
    'menages',
    'Nombre de situations avec sortie positive (plan d’apurement respecté, protocole de cohésion sociale respecté ...) suite à la CLPIL',
    'Ménages étudiés un jour en CLPIL et dont la première sortie positive est de l’année.',
    {
      inconnu:
        'Une sortie que la commission dit positive, sans plan, protocole ni bail communiqué, n’y est pas.',
    },
  ),
  ...(
    [
      ['planRespecte', 'Plan d’apurement respecté'],
      ['protocoleRespecte', 'Protocole de cohésion sociale respecté'],
      ['nouveauBail', 'Nouveau bail'],
    ] as const
  ).map(([nom, titre]) =>
    compte(
      `clpil.${nom}`,
      a6(4),
      'menages',
      titre,
      'Ménages étudiés un jour en CLPIL et qui l’ont atteint dans l’année ; un ménage peut en avoir plusieurs.',
    ),
  ),
  compte(
    'clpil.cfpAccordes',
    a6(5),
    'menages',
    'Nombre de situations étudiées pour lesquelles le concours de la force publique a été accordé',
    'Ménages étudiés un jour en CLPIL et dont le concours est accordé ensuite, à la date du premier octroi.',
  ),
  compte(
    'ccapex.avis',
    RAPPORT,
    'avis',
    'Avis et recommandations rendus par la CCAPEX',
    `Avis de la CCAPEX datés de l’année, par nature${DEUX}.`,
  ),
  {
    id: 'ccapex.recommandations',
    origine: RAPPORT,
    unite: 'avis',
    source: 'somme',
    parties: [
      'ccapex.suivies',
      'ccapex.enCours',
      'ccapex.nonSuivies',
      'ccapex.refusDuMenage',
      'ccapex.sansSuite',
    ],
    libelle: 'Mesures recommandées par la CCAPEX',
    definition: 'Mesures que recommandent les avis de l’année, par ce qu’elles sont devenues.',
  },
  ...(
    [
      ['suivies', 'suivies', 'Mesures dites faites.'],
      ['enCours', 'en cours', 'Mesures dites en cours.'],
      ['nonSuivies', 'non suivies', 'Mesures dites non faites.'],
      ['refusDuMenage', 'refusées par le ménage', 'Mesures que le ménage a refusées.'],
      ['sansSuite', 'sans suite connue', 'Mesures dont aucun organisme n’a dit ce qu’elles sont devenues.'],
    ] as const
  ).map(([nom, dites, definition]) =>
    compte(`ccapex.${nom}`, RAPPORT, 'avis', `Mesures recommandées ${dites}`, definition, {
      detailDe: 'ccapex.recommandations',
    }),
  ),
  compte(
    'ccapex.decisionsConformes',
    RAPPORT,
    'decisions',
    'Décisions de l’État conformes à l’avis de la CCAPEX',
    'Décisions sur le concours prises alors qu’un avis est en vigueur dans la procédure, et qui ne s’en écartent pas.',
  ),
  compte(
    'ccapex.decisionsContraires',
    RAPPORT,
    'decisions',
    'Décisions de l’État qui s’écartent de l’avis de la CCAPEX',
    'Octrois alors que l’avis en vigueur dans la procédure recommande autre chose, motivés ou non.',
  ),
];

const PARCOURS: readonly Indicateur[] = [
  rapport(
    'parcours.partDsf',
    cible('un diagnostic avant chaque audience'),
    ['parcours.dsfAvantAudience', 'parcours.audiences'],
    'Part des audiences précédées d’un diagnostic social et financier',
    'Audiences de l’année avant lesquelles le diagnostic a été transmis au juge.',
    { cible: 100 },
  ),
  compte(
    'parcours.audiences',
    cible('un diagnostic avant chaque audience'),
    'dossiers',
    'Audiences sur assignation',
    'Dernière audience connue de chaque procédure, tenue dans l’année.',
    { detailDe: 'parcours.partDsf' },
  ),
  compte(
    'parcours.dsfAvantAudience',
    cible('un diagnostic avant chaque audience'),
    'dossiers',
    'dont précédées d’un diagnostic transmis au juge',
    'Celles dont un diagnostic, carence comprise, a été transmis au juge un jour avant au moins.',
    { detailDe: 'parcours.audiences' },
  ),
  ...(
    [
      ['assignations', 'Assignations', 'Procédures dont la première assignation est de l’année.'],
      ['dsf', 'Diagnostic transmis au juge', 'Les mêmes, dont un diagnostic a été transmis au juge depuis.'],
      ['cfpDemandes', 'Concours demandé', 'Les mêmes, dont le concours a été demandé depuis.'],
      ['cfpAccordes', 'Concours accordé', 'Les mêmes, dont le concours a été accordé depuis.'],
      ['cfpEffectifs', 'Expulsion exécutée', 'Les mêmes, dont l’expulsion a été exécutée depuis.'],
    ] as const
  ).map(([nom, titre, definition], n) =>
    compte(`parcours.${nom}`, RAPPORT, 'dossiers', titre, definition, {
      ...(n > 0 && { detailDe: 'parcours.assignations' }),
      ...(n === 0 && { inconnu: 'Une procédure de l’année peut avoir ses suites l’année d’après.' }),
    }),
  ),
  compte(
    'parcours.dossiers',
    RAPPORT,
    'dossiers',
    'Dossiers ouverts',
    'Dossiers dont le premier événement est parvenu à la plateforme dans l’année.',
  ),
  compte(
    'parcours.responsabilites',
    RAPPORT,
    'dossiers',
    'Dossiers où la responsabilité de l’État est engagée',
    'Dossiers dont une période de responsabilité court un jour au moins de l’année.',
  ),
  compte(
    'parcours.joursResponsabilite',
    RAPPORT,
    'jours',
    'Jours de responsabilité de l’État',
    'Jours de l’année où la responsabilité de l’État court, chacun une fois par dossier, dossiers ajoutés.',
    {
      inconnu:
        'Les périodes sont celles que donnent les faits connus ; plusieurs points de droit sont à confirmer.',
    },
  ),
  compte(
    'parcours.coutResponsabilite',
    RAPPORT,
    'centimes',
    'Loyers de ces jours',
    'Loyer mensuel sans les charges, douze trois cent soixante-cinquièmes par jour de responsabilité.',
    {
      inconnu:
        'Une estimation de ce qui peut être demandé : les dossiers sans loyer connu comptent pour zéro.',
    },
  ),
  compte(
    'parcours.responsabilitesSansLoyer',
    RAPPORT,
    'dossiers',
    'dont dossiers sans loyer connu',
    'Dossiers où la responsabilité court et dont aucun loyer n’est connu.',
    { detailDe: 'parcours.responsabilites' },
  ),
  {
    id: 'parcours.lettres',
    origine: RAPPORT,
    unite: 'lettres',
    source: 'somme',
    parties: [
      'parcours.lettresRecues',
      'parcours.lettresJointes',
      'parcours.lettresRefusees',
      'parcours.lettresInjoignables',
      'parcours.lettresNpai',
      'parcours.lettresSansSuite',
    ],
    libelle: 'Lettres d’orientation dues au commandement de payer',
    definition:
      'Commandements de payer de l’année : chacun appelle une lettre au ménage, par ce qu’elle est devenue.',
  },
  ...(
    [
      ['Recues', 'ménage reçu'],
      ['Jointes', 'ménage joint'],
      ['Refusees', 'aide refusée'],
      ['Injoignables', 'ménage injoignable'],
      ['Npai', 'lettre revenue'],
      ['SansSuite', 'sans suite connue'],
    ] as const
  ).map(([nom, suite]) =>
    compte(
      `parcours.lettres${nom}`,
      RAPPORT,
      'lettres',
      `Lettres d’orientation : ${suite}`,
      'Ce que disent les organismes ; de plusieurs suites, la plus avancée.',
      { detailDe: 'parcours.lettres' },
    ),
  ),
  ...(
    [
      ['alertes', 'Alertes à prendre', 'Alertes adressées à un arrondissement, que quelqu’un doit prendre.'],
      ['alertesPrises', 'dont prises', 'Celles que quelqu’un a prises, faites ou renvoyées.'],
      [
        'alertesReglees',
        'dont devenues sans objet',
        'Celles dont le délai s’est éteint avant que quelqu’un les prenne.',
      ],
    ] as const
  ).map(([nom, titre, definition], n) => ({
    ...compte(`hub.${nom}`, RAPPORT, 'alertes', titre, definition, {
      ...(n > 0 && { detailDe: 'hub.alertes' }),
    }),
    dossiers: false,
  })),
  compte(
    'hub.doutes',
    RAPPORT,
    'dossiers',
    'Doutes sur un rapprochement',
    'Dossiers ouverts avec un doute sur le ménage, une question étant posée à un relecteur.',
  ),
  compte(
    'hub.doutesTranches',
    RAPPORT,
    'dossiers',
    'dont tranchés',
    'Ceux auxquels un relecteur a répondu.',
    { detailDe: 'hub.doutes' },
  ),
];

/** Every indicator, in the order of the charter, then of the report. */
export const indicateurs: readonly Indicateur[] = [
  ...ETAT,
  ...DEPARTEMENT,
  ...ADIL,
  ...CAF,
  ...MSA,
  ...AORIF,
  ...AUTRES,
  ...COMMISSIONS,
  ...PARCOURS,
];

const parId = new Map(indicateurs.map((one) => [one.id, one]));
/** @throws RangeError when there is none: ids are the hub's own */
export const indicateurDe = (id: string): Indicateur => {
  const found = parId.get(id);
  if (!found) throw new RangeError(`no indicator is called ${id}`);
  return found;
};
export const estIndicateur = (id: string): boolean => parId.has(id);

/** Whether the cases behind a count can be listed: each of them counts there, once or more. @param cle of a `Fait` */
export const estListe = (cle: string): boolean => {
  const found = parId.get(cle);
  return found?.source === 'compte' && found.dossiers;
};

const estChapitre = (nom: string): nom is Chapitre => Object.hasOwn(chapitres, nom);

/** The chapter of an indicator. @throws RangeError */
export const chapitreDe = (id: string): Chapitre => {
  const nom = id.slice(0, id.indexOf('.'));
  if (!estChapitre(nom)) throw new RangeError(`no chapter is called ${nom}`);
  return nom;
};

/** Indicators by chapter, in the order of the first of each. */
export const parChapitre = (some: readonly Indicateur[]): Map<Chapitre, Indicateur[]> =>
  Map.groupBy(some, ({ id }) => chapitreDe(id));

/** Parts come after what they are parts of, wherever the catalogue has them. */
export const inOrder = (own: readonly Indicateur[]): Indicateur[] => {
  const ids = new Set(own.map(({ id }) => id));
  const parts = (id: string): Indicateur[] =>
    own.filter(({ detailDe }) => detailDe === id).flatMap((one) => [one, ...parts(one.id)]);
  return own
    .filter(({ detailDe }) => detailDe === undefined || !ids.has(detailDe))
    .flatMap((one) => [one, ...parts(one.id)]);
};

export const nomsDeDelais = [
  'commandementAssignation',
  'assignationDiagnostic',
  'assignationAudience',
  'audienceDecision',
  'decisionCommandement',
  'commandementDemande',
  'demandeDecision',
  'octroiExecution',
] as const;
export type DelaiMesure = (typeof nomsDeDelais)[number];

/** Delays between two steps of a procedure: how many days, counted when the later one comes. */
export const delaisMesures = {
  commandementAssignation: { de: 'commandement de payer', a: 'assignation' },
  assignationDiagnostic: { de: 'assignation', a: 'diagnostic transmis au juge' },
  assignationAudience: { de: 'assignation', a: 'audience' },
  audienceDecision: { de: 'audience', a: 'décision du juge' },
  decisionCommandement: { de: 'expulsion ordonnée', a: 'commandement de quitter les lieux' },
  commandementDemande: { de: 'commandement de quitter les lieux', a: 'demande de concours' },
  demandeDecision: { de: 'demande de concours', a: 'décision du préfet' },
  octroiExecution: { de: 'octroi du concours', a: 'exécution' },
} as const satisfies Record<DelaiMesure, { de: string; a: string }>;

/** What the charter's introduction says of 2016, by indicator. */
export const reference2016: Readonly<Record<string, number>> = {
  'parcours.assignations': 4083,
  'etat.cfpAccordes': 904,
  'etat.interventions': 498,
  'departement.fslAccordes': 1080,
  'departement.menagesAsll': 1757,
};
