import { writeCsv } from 'hucre/csv';
import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import {
  chapitreDe,
  chapitres,
  estIndicateur,
  indicateurDe,
  reference2016,
} from '../../domain/indicateurs/catalogue.ts';
import {
  type Annee,
  AVEC_LOYER,
  type ChiffreDuRapport,
  libelleDe,
  nomsDesLieux,
  type Ou,
  type Statut,
  uniteDe,
  unitesDuRapport,
} from '../../domain/rapport/chiffres.ts';
import type { Version } from '../../domain/rapport/document.ts';
import { lue } from './nombres.ts';

/*
 * The open data: one figure a line, as guides.data.gouv.fr has tables be («Construire un schéma TableSchema»): UTF-8 without a mark, commas, points in numbers, days as
 * AAAA-MM-JJ, names of columns in lower case without accents. The schema says the same to machines.
 */

const codesDesLieux: Readonly<Record<Ou, string>> = {
  '771': '771',
  '772': '772',
  '773': '773',
  '774': '774',
  '775': '775',
  sans: 'inconnu',
  total: '77',
};
const statuts = {
  valeur: 'valeur',
  nonDeclare: 'non_declare',
  nonRecu: 'non_recu',
  inconnu: 'inconnu',
  sansObjet: 'sans_objet',
  secret: 'secret',
} as const satisfies Record<Statut, string>;
const sources = {
  compte: 'compte',
  somme: 'calcule',
  rapport: 'calcule',
  declare: 'declare',
  charte: 'charte',
} as const;
/** What is not told apart by anything. */
const ENSEMBLE = 'ensemble';

type Champ = {
  name: string;
  title: string;
  description: string;
  type: 'string' | 'integer' | 'number' | 'date' | 'year';
  example: string | number;
  constraints: Readonly<Record<string, unknown>>;
};
const requis = { required: true };
const champs = [
  {
    name: 'annee',
    title: 'Année',
    description: 'Année civile dont le chiffre parle. 2016 : ce que dit l’introduction de la charte.',
    type: 'year',
    example: 2026,
    constraints: { ...requis, minimum: 2016 },
  },
  {
    name: 'indicateur',
    title: 'Indicateur',
    description: 'Identifiant stable de l’indicateur.',
    type: 'string',
    example: 'etat.cfpAccordes',
    constraints: { ...requis, pattern: '^[a-zA-Z]+(\\.[a-zA-Z0-9]+)+$' },
  },
  {
    name: 'libelle',
    title: 'Libellé',
    description: 'L’indicateur en français ; dans les mots de la charte pour ses lignes.',
    type: 'string',
    example: 'Nombre de commandements de quitter les lieux',
    constraints: requis,
  },
  {
    name: 'chapitre',
    title: 'Chapitre',
    description:
      'Le signataire dont l’indicateur est, comme la charte le range ; à défaut, ce dont il parle.',
    type: 'string',
    example: 'État',
    constraints: { ...requis, enum: Object.values(chapitres) },
  },
  {
    name: 'ligne_charte',
    title: 'Ligne de la charte',
    description: 'Annexe et rang de la ligne ; vide quand la charte ne demande pas ce chiffre.',
    type: 'string',
    example: 'annexe 3, ligne 1',
    constraints: { pattern: '^annexe [136](, ligne [0-9]+)?$' },
  },
  {
    name: 'source',
    title: 'Source',
    description:
      'compte : dans les dossiers de la plateforme ; declare : par un partenaire, une fois par an ; calcule : de deux autres ; charte : son introduction.',
    type: 'string',
    example: 'compte',
    constraints: { ...requis, enum: [...new Set(Object.values(sources))] },
  },
  {
    name: 'territoire_code',
    title: 'Code du territoire',
    description:
      'Arrondissement (code officiel géographique), 77 pour le département, « inconnu » quand la commune du logement n’est pas certaine.',
    type: 'string',
    example: '772',
    constraints: { ...requis, enum: Object.values(codesDesLieux) },
  },
  {
    name: 'territoire_nom',
    title: 'Nom du territoire',
    description: 'Le nom de ce territoire.',
    type: 'string',
    example: 'Melun',
    constraints: requis,
  },
  {
    name: 'detail',
    title: 'Détail',
    description: `Ce qui distingue encore le chiffre, un bailleur par exemple ; « ${ENSEMBLE} » quand rien ne le fait.`,
    type: 'string',
    example: ENSEMBLE,
    constraints: requis,
  },
  {
    name: 'unite',
    title: 'Unité',
    description: 'Ce dont le chiffre est le nombre.',
    type: 'string',
    example: 'décisions',
    constraints: {
      ...requis,
      enum: [...new Set(Object.values(unitesDuRapport))].filter((one) => one !== 'texte'),
    },
  },
  {
    name: 'valeur',
    title: 'Valeur',
    description: 'Le chiffre ; vide quand il n’y en a pas à lire, ce que dit le statut.',
    type: 'number',
    example: 904,
    constraints: { minimum: 0 },
  },
  {
    name: 'statut',
    title: 'Statut',
    description:
      'valeur ; non_declare : personne ne l’a déclaré ; non_recu : ceux qui le disent n’ont rien envoyé ; inconnu : l’année n’a pas ce chiffre ; sans_objet : une part de rien, un délai que personne n’a mis ; secret : secret statistique.',
    type: 'string',
    example: 'valeur',
    constraints: { ...requis, enum: Object.values(statuts) },
  },
  {
    name: 'arrete_le',
    title: 'Arrêté le',
    description: 'Jour où le chiffre a été arrêté (AAAA-MM-JJ) ; vide pour 2016.',
    type: 'date',
    example: '2027-02-01',
    constraints: {},
  },
] as const satisfies readonly Champ[];
const colonnes: readonly string[] = champs.map(({ name }) => name);

/** The Table Schema of the data, to go beside them. @param annee of the report */
export const schemaDesDonnees = (annee: number, version: Version, le: CivilDate) => ({
  $schema: 'https://specs.frictionlessdata.io/schemas/table-schema.json',
  name: 'charte-prevention-expulsions-77',
  title: 'Indicateurs de suivi de la charte de prévention de l’expulsion de Seine-et-Marne',
  description: `Un chiffre par ligne : année, indicateur, territoire. Rapport ${annee}, ${version === 'public' ? 'version publique' : 'version de l’État, qui ne se publie pas'}.`,
  version: '1.0.0',
  created: '2026-11-30',
  lastModified: le,
  keywords: ['logement', 'prévention des expulsions', 'Seine-et-Marne'],
  fields: champs.map(({ constraints, ...champ }) => ({ ...champ, format: 'default', constraints })),
  missingValues: [''],
  primaryKey: ['annee', 'indicateur', 'territoire_code', 'detail'],
});

const chapitreEcrit = (id: string): string => {
  const [debut] = id.split('.');
  if (debut === 'delai') return chapitres.parcours;
  return debut === 'service' ? chapitres.hub : chapitres[chapitreDe(id)];
};
const ligneDeCharte = (id: string): string => {
  if (!estIndicateur(id)) return '';
  const { origine } = indicateurDe(id);
  if (origine.annexe === 0) return '';
  return origine.annexe === 1 ? 'annexe 1' : `annexe ${origine.annexe}, ligne ${origine.ligne}`;
};
const sourceEcrite = (id: string): string => {
  if (estIndicateur(id)) return sources[indicateurDe(id).source];
  return id === AVEC_LOYER || id.endsWith('.n') || id.startsWith('service.')
    ? sources.compte
    : sources.rapport;
};

type Valeur = string | number;
const ligneDe = (
  annee: number,
  le: string,
  { id, ou, detail, unite, cellule }: ChiffreDuRapport,
  source = sourceEcrite(id),
): Valeur[] => [
  annee,
  id,
  libelleDe(id),
  chapitreEcrit(id),
  ligneDeCharte(id),
  source,
  codesDesLieux[ou],
  nomsDesLieux[ou],
  detail || ENSEMBLE,
  unitesDuRapport[unite],
  cellule.statut === 'valeur' ? lue(cellule.valeur, unite) : '',
  statuts[cellule.statut],
  le,
];

const de2016 = (): Valeur[][] =>
  Object.entries(reference2016).map(([id, n]) =>
    ligneDe(
      2016,
      '',
      {
        id,
        ou: 'total',
        detail: '',
        unite: uniteDe(indicateurDe(id)),
        cellule: { statut: 'valeur', valeur: n },
      },
      sources.charte,
    ),
  );

/** The figures of the years, one a row, the names of columns first. @param annees the earliest first */
export const lignesDesDonnees = (annees: readonly Annee[]): Valeur[][] => [
  [...colonnes],
  ...de2016(),
  ...annees.flatMap(({ annee, le, chiffres }) => chiffres.map((one) => ligneDe(annee, le, one))),
];

/** The figures of the years as CSV. A landlord's name that a spreadsheet would take for a formula is turned into a text. */
export const donneesCsv = (annees: readonly Annee[]): string =>
  writeCsv(lignesDesDonnees(annees), { escapeFormulae: true });
