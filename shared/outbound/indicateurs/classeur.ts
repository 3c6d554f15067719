import type { CellStyle, CellValue, WriteOptions, WriteSheet } from 'hucre/xlsx';
import { dateInFrench } from '../../domain/calendar/civil-date.ts';
import type { Annee, UniteDuRapport } from '../../domain/rapport/chiffres.ts';
import { type Case, motsDe, type Rapport, type Section, type Table } from '../../domain/rapport/document.ts';
import { oneLine } from '../../domain/text/plain-text.ts';
import { colonnesOds } from './colonnes-ods.ts';
import { lignesDesDonnees } from './donnees.ts';
import { lue, marques } from './nombres.ts';

/** How a spreadsheet shows a number: it stays a number. */
const formatDe = (unite: UniteDuRapport): string => {
  switch (unite) {
    case 'centimes':
      return '#,##0 "€"';
    case 'part':
      return '0.0%';
    case 'pourMille':
      return '0.0" ‰"';
    default:
      return '#,##0';
  }
};
const police = { name: 'Calibri', size: 11 };
const gras: CellStyle = { font: { ...police, bold: true } };
const titre: CellStyle = { font: { ...police, bold: true, size: 14 } };
const entete: CellStyle = { font: { ...police, bold: true }, alignment: { wrapText: true, vertical: 'top' } };
const enteteDeNombre: CellStyle = {
  ...entete,
  alignment: { ...entete.alignment, horizontal: 'right' },
};
/** A set-back is taken of words that are said to be on the left, and of no others. */
const ecarte = { horizontal: 'left', indent: 1 } as const;
/** Words after a column of numbers keep away from them. */
const enteteEcartee: CellStyle = { ...entete, alignment: { ...entete.alignment, ...ecarte } };
const large: CellStyle = { alignment: { wrapText: true, vertical: 'top' } };

/** A sheet as it is filled: its rows, and the styles of its cells by `row,column`. */
type Feuille = { rows: CellValue[][]; cells: Map<string, { style: CellStyle }> };
const ecrire = (
  { rows, cells }: Feuille,
  values: readonly (readonly [value: CellValue, style?: CellStyle])[],
): void => {
  for (const [column, [, style]] of values.entries())
    if (style) cells.set(`${rows.length},${column}`, { style });
  rows.push(values.map(([value]) => value));
};

const valeurDe = (one: Case, indent: boolean): readonly [CellValue, CellStyle?] => {
  if ('texte' in one)
    return [oneLine(one.texte), indent ? { alignment: { ...large.alignment, ...ecarte } } : large];
  if (one.cellule.statut !== 'valeur')
    return [marques[one.cellule.statut], { alignment: { horizontal: 'right', vertical: 'top' } }];
  const n = lue(one.cellule.valeur, one.unite);
  return [
    one.unite === 'part' ? n / 100 : n,
    { numFmt: formatDe(one.unite), alignment: { vertical: 'top' } },
  ];
};

const ecrireTable = (feuille: Feuille, { titre: nom, colonnes, lignes, note }: Table): void => {
  const precise = lignes.some(({ cases }) =>
    cases.some((one) => 'texte' in one && one.precision !== undefined),
  );
  const suitUnNombre = (n: number): boolean => colonnes[n - 1]?.nombre === true;
  ecrire(feuille, [[nom, gras]]);
  ecrire(feuille, [
    ...colonnes.map(
      ({ titre: un, nombre }, n) =>
        [un, nombre ? enteteDeNombre : suitUnNombre(n) ? enteteEcartee : entete] as const,
    ),
    ...(precise ? [['Ce qui n’est pas connu', entete] as const] : []),
  ]);
  for (const { cases, retrait } of lignes) {
    const precision = cases.flatMap((one) =>
      'texte' in one && one.precision !== undefined ? [one.precision] : [],
    );
    ecrire(feuille, [
      ...cases.map((one, n) => valeurDe(one, suitUnNombre(n) || (retrait === true && n === motsDe(cases)))),
      ...(precise ? [[precision.map(oneLine).join(' '), large] as const] : []),
    ]);
  }
  if (note !== undefined) ecrire(feuille, [[note]]);
  ecrire(feuille, []);
};

/** Characters that a column shows: its longest text, within bounds; long texts go on several lines. */
const largeurs = ({ rows, cells }: Feuille): { width: number }[] => {
  const count = Math.max(1, ...rows.map(({ length }) => length));
  return Array.from({ length: count }, (_, column) => {
    const lengths = rows.flatMap((row, n) => {
      // A heading of a column may go on several lines: its longest word counts.
      const value = row[column] ?? '';
      // A number is shown in its format: a share has a digit after its comma, not fifteen.
      const text = typeof value === 'number' ? Math.round(value).toString() : String(value);
      const words = cells.get(`${n},${column}`)?.style.font?.bold ? text.split(' ') : [text];
      return row.length > 1 ? words.map(({ length }) => length) : [];
    });
    return { width: Math.min(56, Math.max(9, ...lengths) + 2) };
  });
};
/** Points of a line. */
const LINE = 15;
/** How high rows are whose texts go on several lines: not every spreadsheet works it out. */
const hauteurs = (
  { rows }: Feuille,
  columns: readonly { width: number }[],
  whole: number,
): Map<number, { height: number }> =>
  new Map(
    rows.flatMap((row, n) => {
      if (row.length < 2) {
        const lines = Math.ceil(String(row[0] ?? '').length / whole);
        return lines > 1 ? [[n, { height: lines * LINE }] as const] : [];
      }
      const lines = Math.max(
        ...row.map((value, column) =>
          Math.ceil(String(value ?? '').length / ((columns[column]?.width ?? 9) - 1)),
        ),
      );
      return lines > 1 ? [[n, { height: lines * LINE }] as const] : [];
    }),
  );
const enPage = { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 } as const;
/** The sheet as the library takes it. @param columns worked out from its texts, if not given */
const faite = (name: string, feuille: Feuille, summary: string, columns = largeurs(feuille)): WriteSheet => {
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  // A text alone on its row is over all the columns.
  const seuls = feuille.rows.flatMap((row, n) =>
    row.length === 1 && columns.length > 1 && String(row[0] ?? '').length > (columns[0]?.width ?? 0)
      ? [n]
      : [],
  );
  for (const n of seuls) if (!feuille.cells.has(`${n},0`)) feuille.cells.set(`${n},0`, { style: large });
  return {
    ...{ name, ...feuille, columns },
    merges: seuls.map((n) => ({ startRow: n, endRow: n, startCol: 0, endCol: columns.length - 1 })),
    rowDefs: hauteurs(feuille, columns, whole),
    ...{ pageSetup: enPage, a11y: { summary } },
  };
};

const feuilleDe = ({ feuille: name, titre: nom, blocs }: Section): WriteSheet => {
  const feuille: Feuille = { rows: [], cells: new Map() };
  ecrire(feuille, [[nom, titre]]);
  ecrire(feuille, []);
  for (const bloc of blocs) {
    if (bloc.genre === 'table') ecrireTable(feuille, bloc);
    else if (bloc.genre === 'texte') ecrire(feuille, [[bloc.texte]]);
    else if (bloc.genre === 'liste') for (const un of bloc.textes) ecrire(feuille, [[un]]);
  }
  return faite(name, feuille, nom);
};

/** What the workbook is, and what is on each of its sheets. */
const lisezMoi = ({ titre: nom, sousTitre, mentions, sections, le }: Rapport): WriteSheet => {
  const feuille: Feuille = { rows: [], cells: new Map() };
  ecrire(feuille, [[nom, titre]]);
  ecrire(feuille, [[sousTitre]]);
  for (const un of mentions) ecrire(feuille, [[un]]);
  ecrire(feuille, []);
  ecrire(feuille, [
    ['Feuille', entete],
    ['Ce qu’elle contient', entete],
  ]);
  for (const { feuille: name, titre: un } of sections) ecrire(feuille, [[name], [un]]);
  ecrire(feuille, [['Données'], ['Tous les chiffres, un par ligne, comme dans le fichier CSV']]);
  ecrire(feuille, []);
  for (const un of [
    `« ${marques.nonDeclare} » : personne n’a déclaré ce chiffre.`,
    `« ${marques.nonRecu} » : ceux qui le disent n’ont rien envoyé à la plateforme dans l’année.`,
    `« ${marques.inconnu} » : l’année n’a pas ce chiffre. « ${marques.sansObjet} » : il n’y a rien à rapporter.`,
    `« ${marques.secret} » : secret statistique (version publique).`,
    `Chiffres arrêtés au ${dateInFrench(le)}. La feuille « Méthode » dit ce qui est compté.`,
  ])
    ecrire(feuille, [[un]]);
  return faite('Lisez-moi', feuille, nom, [{ width: 24 }, { width: 80 }]);
};

const donnees = (annees: readonly Annee[]): WriteSheet => {
  const rows = lignesDesDonnees(annees);
  return {
    name: 'Données',
    rows,
    cells: new Map((rows[0] ?? []).map((_, column) => [`0,${column}`, { style: entete }])),
    freezePane: { rows: 1 },
    pageSetup: enPage,
    columns: [8, 30, 50, 20, 18, 10, 12, 20, 16, 12, 12, 12, 12].map((width) => ({ width })),
    a11y: { summary: 'Un chiffre par ligne', headerRow: 0 },
  };
};

const classeurDe = (rapport: Rapport, annees: readonly Annee[]): WriteOptions => ({
  sheets: [lisezMoi(rapport), ...rapport.sections.map(feuilleDe), donnees(annees)],
  properties: {
    ...{ title: `${rapport.titre}, ${rapport.sousTitre}`, creator: 'passerelle' },
    // The same figures make the same file.
    ...{ created: new Date(`${rapport.le}T00:00:00Z`), modified: new Date(`${rapport.le}T00:00:00Z`) },
  },
});

/** The report as a workbook, a sheet a theme: its numbers are numbers. @param annees the years that it shows, the earliest first */
export const rapportXlsx = async (
  rapport: Rapport,
  annees: readonly Annee[],
): Promise<Uint8Array<ArrayBuffer>> => {
  const { writeXlsx } = await import('hucre/xlsx');
  return new Uint8Array(await writeXlsx(classeurDe(rapport, annees)));
};

/** The same as an OpenDocument workbook. */
export const rapportOds = async (
  rapport: Rapport,
  annees: readonly Annee[],
): Promise<Uint8Array<ArrayBuffer>> => {
  const { writeOds } = await import('hucre/ods');
  const classeur = classeurDe(rapport, annees);
  const widths = classeur.sheets.map(({ columns = [] }) => columns.map(({ width = 9 }) => width));
  return colonnesOds(await writeOds(classeur), widths);
};
