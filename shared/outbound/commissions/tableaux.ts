import { type CivilDate, dateInFrench } from '../../domain/calendar/civil-date.ts';
import { type Siege, voit, voitLeMenage, vueDe } from '../../domain/commissions/acces.ts';
import type { Commission } from '../../domain/commissions/commission.ts';
import { enMots } from '../../domain/commissions/issues.ts';
import { inscrites, nomDe, type Seance, type Situation } from '../../domain/commissions/seance.ts';
import { actionsBailleur, motifsInscription, protections } from '../../domain/events/measures.ts';
import { type Word, words } from '../../domain/notices/words.ts';

type Cell = string | number | Date;
/** A column of the landlord's table: its heading as the reader of tables knows it, and what it says of a situation. */
type Colonne = { titre: string; largeur: number; de: (one: Situation) => Cell; choix?: readonly Word[] };

const day = (of: CivilDate | undefined): Cell => (of === undefined ? '' : new Date(`${of}T00:00:00Z`));
const enListe = (all: readonly Word[]): string => all.map((one) => words[one]).join(' ; ');
const euros = (cents: number | undefined): Cell => (cents === undefined ? '' : cents / 100);

/** The columns of the table that a landlord fills (charter, annexe 6, art. 4), as it is read again. */
const colonnes: readonly Colonne[] = [
  { titre: 'Référence', largeur: 16, de: ({ reference }) => reference },
  {
    titre: 'Nom de naissance',
    largeur: 20,
    de: ({ household: [one] }) => one?.nomNaissance ?? one?.nomUsage ?? '',
  },
  { titre: 'Prénoms', largeur: 18, de: ({ household: [one] }) => one?.prenoms?.join(', ') ?? '' },
  { titre: 'Date de naissance', largeur: 14, de: ({ household: [one] }) => day(one?.dateNaissance) },
  {
    titre: 'Nom de naissance 2',
    largeur: 20,
    de: ({ household: [, one] }) => one?.nomNaissance ?? one?.nomUsage ?? '',
  },
  { titre: 'Prénoms 2', largeur: 18, de: ({ household: [, one] }) => one?.prenoms?.join(', ') ?? '' },
  { titre: 'Date de naissance 2', largeur: 14, de: ({ household: [, one] }) => day(one?.dateNaissance) },
  { titre: 'Adresse', largeur: 28, de: ({ dwelling }) => dwelling.street ?? '' },
  { titre: 'Complément d’adresse', largeur: 18, de: ({ dwelling }) => dwelling.complement ?? '' },
  { titre: 'Code postal', largeur: 11, de: ({ dwelling }) => dwelling.postcode ?? '' },
  { titre: 'Commune', largeur: 18, de: ({ dwelling }) => dwelling.commune ?? '' },
  { titre: 'Lettre d’accord du', largeur: 14, de: ({ lettreLe }) => day(lettreLe) },
  { titre: 'Dette', largeur: 11, de: ({ dette }) => euros(dette) },
  { titre: 'Loyer', largeur: 11, de: ({ loyer }) => euros(loyer) },
  {
    titre: 'Motifs de l’inscription',
    largeur: 30,
    de: ({ motifs }) => enListe(motifs),
    choix: motifsInscription,
  },
  {
    titre: 'Ce que le bailleur a fait',
    largeur: 30,
    de: ({ actions }) => enListe(actions),
    choix: actionsBailleur,
  },
  {
    titre: 'Protection du majeur',
    largeur: 16,
    de: ({ protecteur }) => (protecteur ? words[protecteur.nature] : ''),
    choix: protections,
  },
  {
    titre: 'Nom et adresse du tuteur ou curateur',
    largeur: 32,
    de: ({ protecteur }) => protecteur?.coordonnees ?? '',
  },
];

const styleOf = (cell: Cell) =>
  cell instanceof Date
    ? { style: { numFmt: 'dd/mm/yyyy' } }
    : typeof cell === 'number'
      ? { style: { numFmt: '#,##0.00' } }
      : undefined;

/** A workbook of sheets, each a line of headings and rows: days and amounts are such for a spreadsheet too. */
const classeur = async (
  sheets: readonly { name: string; rows: readonly (readonly Cell[])[]; widths?: readonly number[] }[],
): Promise<Uint8Array<ArrayBuffer>> => {
  // Loaded when asked: few pages write a workbook.
  const { writeXlsx } = await import('hucre/xlsx');
  return new Uint8Array(
    await writeXlsx({
      sheets: sheets.map(({ name, rows, widths = [] }) => ({
        name,
        rows: rows.map((row) => [...row]),
        columns: widths.map((width) => ({ width })),
        freezePane: { rows: 1 },
        cells: new Map(
          rows.flatMap((row, n) =>
            row.flatMap((cell, at) => {
              const style = n === 0 ? { style: { font: { bold: true } } } : styleOf(cell);
              return style ? [[`${n},${at}`, style] as const] : [];
            }),
          ),
        ),
      })),
    }),
  );
};

/** What may be written in the columns that hold words of a list. */
const valeurs = (): Cell[][] => [
  [
    'Colonne',
    'Valeurs possibles (plusieurs, séparées par un point-virgule, pour les motifs et ce que le bailleur a fait)',
  ],
  ...colonnes.flatMap(({ titre, choix = [] }) => choix.map((value): Cell[] => [titre, words[value]])),
];

const parNom = (all: readonly Situation[]): Situation[] =>
  all.toSorted((a, b) => nomDe(a).localeCompare(nomDe(b), 'fr'));

/**
 * The table that a landlord fills for a session, with what it has proposed, or with the dossiers of the session before.
 *
 * @param situations the landlord's households of this session, or of the session before (`precedentes`)
 */
export const tableauAPreparer = (situations: readonly Situation[]): Promise<Uint8Array<ArrayBuffer>> =>
  classeur([
    {
      name: 'Situations',
      rows: [
        colonnes.map(({ titre }) => titre),
        ...parNom(situations).map((one) => colonnes.map(({ de }) => de(one))),
      ],
      widths: colonnes.map(({ largeur }) => largeur),
    },
    { name: 'Valeurs', rows: valeurs(), widths: [34, 60] },
  ]);

const annotees = [
  'Issues',
  'Note',
  'Organismes qui connaissent le ménage',
  'Contributions',
  'Suites',
] as const;

/**
 * The list of a session with what was said and decided, for who sits in some seats (annexe 6, art. 4: the annotated table that an absent member
 * gets back).
 */
export const tableauAnnote = (
  commission: Commission,
  seance: Seance,
  situations: readonly Situation[],
  sieges: readonly Siege[],
): Promise<Uint8Array<ArrayBuffer>> => {
  const { nature, membres } = commission;
  const nameOf = (id: string): string => membres.find((one) => one.id === id)?.nom ?? id;
  const rows = inscrites(situations, seance)
    .filter((one) => voitLeMenage(nature, sieges, vueDe(one)))
    .map((one): Cell[] => {
      const shows = (rubrique: Parameters<typeof voit>[2]): boolean =>
        voit(nature, sieges, rubrique, vueDe(one));
      const said = Object.entries(one.contributions);
      return [
        ...colonnes.map(({ titre, de }) => (shows(rubriqueDe(titre)) ? de(one) : '')),
        shows('decisions')
          ? [...one.issues.map(enMots), ...one.recommandations.map((of) => words[of])].join(' ; ')
          : '',
        shows('contributions') ? (one.note ?? '') : '',
        shows('connu') ? said.flatMap(([id, { connu }]) => (connu ? [nameOf(id)] : [])).join(', ') : '',
        shows('contributions') ? said.map(([id, { texte }]) => `${nameOf(id)} : ${texte}`).join(' ; ') : '',
        shows('suites')
          ? one.suites
              .map(({ mesure, etat, le }) => `${words[mesure]} : ${words[etat]} (${dateInFrench(le)})`)
              .join(' ; ')
          : '',
      ];
    });
  return classeur([
    {
      name: 'Situations',
      rows: [[...colonnes.map(({ titre }) => titre), ...annotees], ...rows],
      widths: [...colonnes.map(({ largeur }) => largeur), 36, 30, 24, 40, 30],
    },
  ]);
};

const rubriqueDe = (titre: string): Parameters<typeof voit>[2] => {
  if (titre === 'Dette' || titre === 'Loyer') return 'dette';
  if (/^(Adresse|Complément|Code postal|Commune)/.test(titre)) return 'adresse';
  if (/^(Protection|Nom et adresse du tuteur)/.test(titre)) return 'protection';
  if (/^(Lettre|Motifs|Ce que)/.test(titre)) return 'demarches';
  return 'identite';
};
