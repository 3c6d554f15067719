import {
  type Cellule,
  type Lecteur,
  lieuxDuRapport,
  type Ou,
  type UniteDuRapport,
  valeur,
} from './chiffres.ts';
import type { Bloc, Case, Colonne, LigneDeTable, Table } from './document.ts';

/* What tables are made of. */

/** A cell of words. @param precision what is not known of it, under it */
export const texte = (one: string, precision?: string): Case => ({
  texte: one,
  ...(precision && { precision }),
});
/** A line of these cells. */
export const ligne = (...cases: Case[]): LigneDeTable => ({ cases });
/** A column of words. */
export const mots = (titre: string): Colonne => ({ titre, nombre: false });
/** A column of numbers, or of why there is none. */
export const nombre = (titre: string): Colonne => ({ titre, nombre: true });
/** A table, and what stands under it. */
export const table = (titre: string, colonnes: Colonne[], lignes: LigneDeTable[], note?: string): Table => ({
  ...{ genre: 'table', titre, colonnes, lignes },
  ...(note !== undefined && { note }),
});
/** A paragraph. */
export const dit = (un: string): Bloc => ({ genre: 'texte', texte: un });

/** The year has no figure of it. */
export const INCONNU: Cellule = { statut: 'inconnu' };
const SANS_OBJET: Cellule = { statut: 'sansObjet' };
/** What is known of a figure; a year that has none of it does not know it. */
export const celluleDe = (lecteur: Lecteur, id: string, ou: Ou = 'total', detail = ''): Cellule =>
  lecteur.chiffre(id, ou, detail)?.cellule ?? INCONNU;
/** The same as a cell of a table. */
export const caseDe = (lecteur: Lecteur, id: string, ou: Ou = 'total', detail = ''): Case => {
  const found = lecteur.chiffre(id, ou, detail);
  return { cellule: found?.cellule ?? INCONNU, unite: found?.unite ?? 'dossiers' };
};
/** A cell of a table, in its unit. */
export const nombreDe = (cellule: Cellule, unite: UniteDuRapport): Case => ({ cellule, unite });
/** One figure out of another, in hundredths; hidden or unknown as they are. */
export const partDe = (a: Cellule, b: Cellule): Cellule => {
  if (a.statut !== 'valeur') return a;
  if (b.statut !== 'valeur') return b;
  return b.valeur === 0 ? SANS_OBJET : valeur((100 * a.valeur) / b.valeur);
};
/** How much one is more than the other; hidden or unknown as they are. */
export const ecartDe = (a: Cellule, b: Cellule): Cellule => {
  if (a.statut !== 'valeur') return a;
  return b.statut === 'valeur' ? valeur(a.valeur - b.valeur) : b;
};

/** Places in the order in which tables have them, the whole last. */
export const places: readonly Ou[] = [...lieuxDuRapport, 'total'];
