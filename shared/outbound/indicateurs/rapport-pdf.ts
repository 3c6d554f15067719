import type { Case, Rapport, Section, Table } from '../../domain/rapport/document.ts';
import { estGraphique, motsDe } from '../../domain/rapport/document.ts';
import { oneLine } from '../../domain/text/plain-text.ts';
import { documentOf } from '../documents/documents.ts';
import { decrit, svgDe } from './graphique.ts';
import { celluleEcrite } from './nombres.ts';

/** What a cell says. */
export const texteDe = (one: Case): string =>
  'texte' in one ? oneLine(one.texte) : celluleEcrite(one.cellule, one.unite);

/** Points of a character of a table, and of what is around a cell. */
const [LETTER, AROUND] = [4.9, 10];
/** The longest word of a heading, or the longest number. */
const plusLong = ({ colonnes, lignes }: Table, n: number): number =>
  Math.max(
    ...(colonnes[n]?.titre ?? '').split(' ').map(({ length }) => length * 1.06),
    // A heading takes three lines at the most.
    (colonnes[n]?.titre ?? '').length / 2.2,
    ...lignes.map(({ cases }) => {
      const one = cases[n];
      return one === undefined ? 0 : texteDe(one).length;
    }),
  );
/** Letters of a text, at most, whose column is as wide as it. */
const COURT = 16;

/**
 * How wide columns are: points for a number or a short text, else the opposite of a share of what is left. The first column of words takes it all where
 * every text is short.
 */
export const largeursDe = (table: Table): number[] => {
  const longest = table.colonnes.map((_, n) => plusLong(table, n));
  const estFixe = (n: number): boolean => table.colonnes[n]?.nombre === true || (longest[n] ?? 0) <= COURT;
  const libre = table.colonnes.every((_, n) => estFixe(n))
    ? table.colonnes.findIndex(({ nombre }) => !nombre)
    : -1;
  return table.colonnes.map((_, n) => {
    if (estFixe(n) && n !== libre) return Math.round((longest[n] ?? 0) * LETTER + AROUND);
    const lengths = table.lignes.map(({ cases }) => {
      const one = cases[n];
      return one === undefined ? 0 : texteDe(one).length;
    });
    const mean = lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, lengths.length);
    return -Math.min(10, Math.max(3, Math.sqrt(mean)));
  });
};

const tableEcrite = (table: Table) => ({
  ...{ genre: 'table', titre: table.titre, note: table.note ?? null },
  colonnes: table.colonnes.map(({ titre }) => titre),
  nombres: table.colonnes.map(({ nombre }) => nombre),
  largeurs: largeursDe(table),
  lignes: table.lignes.map(({ cases, retrait }) => ({
    retrait: retrait ? motsDe(cases) : -1,
    cases: cases.map((one) => ({
      texte: texteDe(one),
      precision: ('texte' in one && one.precision !== undefined && oneLine(one.precision)) || null,
    })),
  })),
});

/** The report as a tagged PDF (PDF/UA-1), with its table of contents; each chart is followed by its table. */
export const rapportPdf = (rapport: Rapport): Promise<Uint8Array> => {
  const images: string[] = [];
  const blocDe = (bloc: Section['blocs'][number]) => {
    if (bloc.genre === 'table') return tableEcrite(bloc);
    if (!estGraphique(bloc)) return bloc;
    images.push(svgDe(bloc, `graphique-${images.length}`));
    return { genre: 'image', image: images.length - 1, titre: bloc.titre, alt: decrit(bloc) };
  };
  const sections = rapport.sections.map(({ titre, paysage = false, blocs }) => ({
    ...{ titre, paysage },
    blocs: blocs.map(blocDe),
  }));
  const { titre, sousTitre, mentions, le } = rapport;
  return documentOf(
    'rapport',
    {
      ...{ title: `${titre}, ${sousTitre}`, day: le, titre, sousTitre, mentions, sections },
      pied: `${sousTitre} · ${rapport.annee}`,
    },
    images,
  );
};
