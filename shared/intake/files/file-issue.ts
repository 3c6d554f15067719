import { type Issue, issueCodes } from '../../outbound/replies/issue.ts';

/** The whole file is refused: none of its rows is taken. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly issue: Issue;

  constructor(issue: Issue) {
    super(issue.code);
    this.issue = issue;
  }
}

/** Largest file, in bytes, and most rows: 2 million rows are a mistake, not a month of Seine-et-Marne. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;
export const MAX_WORKBOOK_BYTES = 40 * 1024 * 1024;
export const MAX_ROWS = 250_000;
/** Longest row held in memory, in characters: beyond it, a quote was never closed. A row longer than a message is refused alone. */
export const MAX_ROW_CHARACTERS = 1024 * 1024;

const refused = (code: Issue['code'], expected: string, message: string, path = ''): FileRefused =>
  new FileRefused({ code, path, expected, message });

export const unknownForm = (): FileRefused =>
  refused(
    issueCodes.fichierFormat,
    'un fichier CSV, XLSX ou JSON Lines',
    'Le fichier n’est dans aucune des formes acceptées.',
  );
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
export const missingColumns = (titles: readonly string[]): FileRefused =>
  refused(
    issueCodes.colonnes,
    `une ligne d’en-têtes avec, au moins : ${titles.join(', ')}`,
    'Des colonnes obligatoires sont absentes.',
  );
