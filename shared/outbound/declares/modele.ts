import { declaresDe, nomDeclare } from '../../domain/indicateurs/declares.ts';
import { CSV_MARK, csvLine } from '../csv.ts';

/** Headings of the table of figures: columns of its format, the ones that a person fills in (a test holds them to it). */
const ENTETES = ['Année', 'Indicateur', 'Valeur', 'Texte'] as const;

/** The table that a partner fills in for a year: a line a figure that is asked of it, without its value. */
export const modeleChiffres = (annee: number, partenaire: string): string =>
  [
    CSV_MARK,
    csvLine(ENTETES),
    ...declaresDe(partenaire).map((one) => csvLine([annee, nomDeclare(one), '', ''])),
  ].join('');
/** File name of that table. */
export const nomDuModele = (annee: number, partenaire: string): string =>
  `chiffres-${annee}-${partenaire}.csv`;
