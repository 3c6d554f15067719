import type { CivilDate } from '../calendar/civil-date.ts';
import type { Cellule, UniteDuRapport } from './chiffres.ts';

/** A cell of a table: a figure, or a text with what is not known of it. */
export type Case =
  | { cellule: Cellule; unite: UniteDuRapport }
  | { texte: string; precision?: string | undefined };

export type Colonne = { titre: string; nombre: boolean };
/** `retrait`: it is a part of a line above it. */
export type LigneDeTable = { cases: readonly Case[]; retrait?: boolean };
export type Table = {
  genre: 'table';
  titre: string;
  colonnes: readonly Colonne[];
  lignes: readonly LigneDeTable[];
  /** Under the table. */
  note?: string | undefined;
};

/** What a chart shows of one thing. */
export type Barre = { nom: string; cellule: Cellule };
/** Bars side by side, by name. */
export type Barres = { genre: 'barres'; titre: string; unite: UniteDuRapport; barres: readonly Barre[] };
/** Each step is a part of the first one. */
export type Entonnoir = { genre: 'entonnoir'; titre: string; etapes: readonly Barre[] };
/** One small drawing for each thing, over years. A year without its figure is a gap. */
export type Courbes = {
  genre: 'courbes';
  titre: string;
  courbes: readonly { nom: string; points: readonly { annee: number; cellule: Cellule }[] }[];
};
/** Parts of each whole, one whole a bar. */
export type Empilees = {
  genre: 'empilees';
  titre: string;
  parties: readonly string[];
  barres: readonly { nom: string; cellules: readonly Cellule[] }[];
};
export type Graphique = Barres | Entonnoir | Courbes | Empilees;

export type Bloc =
  | Table
  | Graphique
  | { genre: 'texte'; texte: string }
  | { genre: 'liste'; textes: readonly string[] };

export type Section = {
  /** Names it in a page or a file: unaccented. */
  id: string;
  /** Names its sheet: 31 characters at most. */
  feuille: string;
  titre: string;
  /** Its tables are wide. */
  paysage?: boolean;
  blocs: readonly Bloc[];
};

export type Version = 'etat' | 'public';

/** The yearly report, before any form of file. */
export type Rapport = {
  annee: number;
  version: Version;
  /** As of which day its figures are, Europe/Paris. */
  le: CivilDate;
  titre: string;
  sousTitre: string;
  /** What it is, and is not yet, on its first page. */
  mentions: readonly string[];
  sections: readonly Section[];
};

export const estGraphique = (bloc: Bloc): bloc is Graphique =>
  bloc.genre === 'barres' ||
  bloc.genre === 'entonnoir' ||
  bloc.genre === 'courbes' ||
  bloc.genre === 'empilees';

/** The column of a line's words: what is set back where the line is a part of another. */
export const motsDe = (cases: readonly Case[]): number =>
  cases.findIndex((one) => 'texte' in one && one.texte.length > 4);
