import { type Issue, issueCodes, toldText } from '../../outbound/replies/issue.ts';

/** The whole file is refused: none of its rows is taken. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly issue: Issue;

  constructor(issue: Issue) {
    super(issue.code);
    this.issue = issue;
  }
}

/** Largest workbook, in bytes, and most rows of any file: 2 million rows are a mistake, not a month of Seine-et-Marne. */
export const MAX_WORKBOOK_BYTES = 40 * 1024 * 1024;
export const MAX_ROWS = 250_000;
/** Longest row held in memory, in characters: beyond it, a quote was never closed. A row longer than a message is refused alone. */
export const MAX_ROW_CHARACTERS = 1024 * 1024;

const refused = (code: Issue['code'], expected: string, message: string, path = ''): FileRefused =>
  new FileRefused({ code, path, expected, message });

/** @param message what it is, where it is recognised */
export const unknownForm = (message = 'Le fichier n’est dans aucune des formes acceptées.'): FileRefused =>
  refused(issueCodes.fichierFormat, 'un fichier CSV, XLSX, ODS ou JSON Lines', message);
export const unreadable = (where: string): FileRefused =>
  refused(
    issueCodes.fichierIllisible,
    'un fichier complet et bien formé',
    `Le fichier ne se lit pas : ${where}.`,
  );
export const emptyFile = (): FileRefused =>
  refused(issueCodes.fichierVide, 'une ligne de données au moins', 'Le fichier n’a aucune ligne de données.');
export const tooBig = (max: number): FileRefused =>
  refused(
    issueCodes.fichierTropGrand,
    `un fichier de ${Math.floor(max / 1024 / 1024)} Mo au plus`,
    'Le fichier est trop volumineux.',
  );
export const tooManyRows = (): FileRefused =>
  refused(
    issueCodes.fichierTropLong,
    `${MAX_ROWS.toLocaleString('fr-FR')} lignes au plus : découpez le fichier`,
    'Le fichier a trop de lignes ; aucune n’a été traitée.',
  );
export const bomb = (): FileRefused =>
  refused(
    issueCodes.fichierTropGrand,
    'un classeur d’une taille raisonnable une fois décompressé',
    'Le classeur se décompresse en un volume anormal.',
  );
/** An issue of one row: two columns are for the same field, and its two cells differ. */
export const doubledColumn = (path: string): Issue => ({
  code: issueCodes.double,
  path,
  expected: 'une seule colonne, ou la même valeur',
  message: 'Colonne donnée deux fois, de valeurs différentes : la première est retenue.',
});
/** An issue of one row: the cell shows that its formula failed, and tells nothing. */
export const failedFormula = (path: string): Issue => ({
  code: issueCodes.invalide,
  path,
  expected: 'une valeur, et non une formule en erreur',
  message: 'Valeur invalide.',
});
const MOST_NAMES = 20;
const MAX_NAME = 60;
const names = (list: readonly string[]): string =>
  list
    .slice(0, MOST_NAMES)
    .map((name) => `« ${toldText(name, MAX_NAME)} »`)
    .join(', ') + (list.length > MOST_NAMES ? ` et ${list.length - MOST_NAMES} autres` : '');

/** Issues of a file that was read: what of it was not. */
export const unreadSheets = (sheets: readonly string[]): Issue => ({
  code: issueCodes.feuilles,
  path: '',
  expected: 'une seule feuille, ou un fichier par feuille',
  message: `Feuilles qui n’ont pas été lues : ${names(sheets)}.`,
});
export const unknownHeadings = (headings: readonly string[]): Issue => ({
  code: issueCodes.colonnesInconnues,
  path: '',
  expected: 'les en-têtes du modèle de cette table',
  message: `Colonnes qui n’ont pas été lues : ${names(headings)}.`,
});
/** @param columns as a spreadsheet names them: `D` */
export const untitledColumns = (columns: readonly string[]): Issue => ({
  code: issueCodes.colonnesInconnues,
  path: '',
  expected: 'un en-tête du modèle au-dessus de chaque valeur',
  message: `Colonnes sans en-tête qui n’ont pas été lues : ${names(columns)}.`,
});
const setAside = (path: string, expected: string, message: string): Issue => ({
  code: issueCodes.ligneEcartee,
  path,
  expected,
  message: `${message} : elle n’a pas été lue.`,
});
/** Issues of a row that is not read: its sender hid it, struck it or a cell of it through, merged a cell, or its end is missing. */
export const hiddenRow = setAside(
  '',
  'une ligne visible : affichez-la et redéposez le fichier si elle compte',
  'Ligne masquée ou filtrée dans le classeur',
);
export const struckRow = setAside(
  '',
  'une ligne qui n’est pas barrée : ôtez le barré et redéposez le fichier si elle compte',
  'Ligne barrée dans le classeur',
);
export const struckCell = (path: string): Issue =>
  setAside(
    path,
    'la seule valeur qui compte, sans rien de barré',
    'Ligne dont une cellule est barrée, en tout ou en partie',
  );
export const coveredCell = (path: string): Issue =>
  setAside(
    path,
    'une valeur dans chaque cellule, sans fusion',
    'Ligne dont une cellule est fusionnée avec une autre',
  );
export const cutRow = setAside(
  '',
  'une ligne entière, finie par un saut de ligne',
  'Dernière ligne plus courte que les autres, et que rien ne finit (le fichier est peut-être coupé)',
);
/**
 * The issue of a row that has more cells than there are headings: a separator within a text may have moved each cell after it to the next
 * column.
 *
 * @param most how many cells a row of this file may have
 */
export const tooManyCells = (most: number): Issue => ({
  code: issueCodes.cellulesEnTrop,
  path: '',
  expected: `${most} cellules au plus, et des guillemets autour d’un texte qui contient le séparateur`,
  message:
    'Ligne de plus de cellules que les en-têtes : elle n’a pas été lue, car ses cellules sont peut-être décalées.',
});
export const missingColumns = (titles: readonly string[]): FileRefused =>
  refused(
    issueCodes.colonnes,
    `une ligne d’en-têtes avec, au moins : ${titles.join(', ')}`,
    'Des colonnes obligatoires sont absentes.',
  );
