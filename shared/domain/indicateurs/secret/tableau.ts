/** A count of the report. */
export type Cellule = {
  id: string;
  /** Whole, 0 or more. */
  valeur: number;
  /** False: never shown (what a funnel loses between two steps), yet protected as any other. */
  publiable: boolean;
  /** It stands in an earlier report: nothing hides it any more. */
  dejaPubliee?: boolean;
};

/** A sum over the cases of a count: days, euros in cents. It is hidden exactly when its count is. */
export type Grandeur = {
  id: string;
  /** Whole, 0 or more. */
  valeur: number;
  /** The count it rides on. */
  suit: string;
};

/** What any reader may reckon: the total is the sum of its parts, in counts or in magnitudes. */
export type Relation = { total: string; parties: readonly string[] };

/** All that the report shows or lets be reckoned, in all its tables and of all the years that are tied. */
export type TableauPublie = {
  cellules: readonly Cellule[];
  grandeurs?: readonly Grandeur[];
  relations: readonly Relation[];
};

/** A count or a magnitude, as the search sees it. */
export type Terme = {
  id: string;
  valeur: number;
  /** The count whose mark is its own: itself, for a count. */
  compte: Cellule;
  grandeur: boolean;
  /** Relations it is in, by their number, and of how many it is the total. */
  relations: number[];
  totalDe: number;
};

/** Chiffres in the order of ids; a relation gives −1 to its total and 1 to each part. */
export type Systeme = {
  chiffres: ReadonlyMap<string, Terme>;
  relations: readonly ReadonlyMap<string, number>[];
};

/** The order of code units, the same on every machine. */
export const parId = (a: { id: string }, b: { id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

/** How an error names a relation. @example 'reçues = acceptées + refusées' */
const nomDe = ({ total, parties }: Relation): string => `${total} = ${parties.join(' + ')}`;

/**
 * The system of a table.
 *
 * @throws RangeError when an id stands twice or is unknown, a value is not whole or is negative, a count is both never shown and already published, or
 * a relation does not hold: each is named.
 */
export const systemeDe = ({ cellules, grandeurs = [], relations }: TableauPublie): Systeme => {
  const comptes = new Map(cellules.map((cellule) => [cellule.id, cellule]));
  const chiffre = (id: string, valeur: number, compte: Cellule, grandeur: boolean): Terme => {
    if (!Number.isSafeInteger(valeur) || valeur < 0)
      throw new RangeError(`${id}: ${valeur} is not a whole number of 0 or more`);
    return { id, valeur, compte, grandeur, relations: [], totalDe: 0 };
  };
  const all = [
    ...cellules.map((cellule) => {
      if (cellule.dejaPubliee && !cellule.publiable)
        throw new RangeError(`${cellule.id}: never shown, and already published`);
      return chiffre(cellule.id, cellule.valeur, cellule, false);
    }),
    ...grandeurs.map(({ id, valeur, suit }) => {
      const compte = comptes.get(suit);
      if (compte === undefined) throw new RangeError(`${id}: rides on ${suit}, which is no count`);
      return chiffre(id, valeur, compte, true);
    }),
  ].sort(parId);
  const chiffres = new Map(all.map((one) => [one.id, one]));
  if (chiffres.size < all.length) {
    const twice = all.find((one) => chiffres.get(one.id) !== one);
    throw new RangeError(`${twice?.id}: stands twice`);
  }
  return { chiffres, relations: relations.map((relation, rank) => equation(relation, rank, chiffres)) };
};

/** A relation, checked, and noted in its figures. */
const equation = (
  relation: Relation,
  rank: number,
  chiffres: ReadonlyMap<string, Terme>,
): ReadonlyMap<string, number> => {
  const ids = [relation.total, ...relation.parties];
  if (new Set(ids).size < ids.length) throw new RangeError(`${nomDe(relation)}: a figure stands twice`);
  let sum = 0;
  const terms = new Map<string, number>();
  const kinds = new Set<boolean>();
  for (const id of ids) {
    const chiffre = chiffres.get(id);
    if (chiffre === undefined) throw new RangeError(`${nomDe(relation)}: ${id} is unknown`);
    const sign = id === relation.total ? -1 : 1;
    if (sign < 0) chiffre.totalDe += 1;
    chiffre.relations.push(rank);
    kinds.add(chiffre.grandeur);
    terms.set(id, sign);
    sum += sign * chiffre.valeur;
  }
  if (kinds.size > 1) throw new RangeError(`${nomDe(relation)}: counts and magnitudes do not add up`);
  if (sum !== 0) throw new RangeError(`${nomDe(relation)}: does not hold, by ${Math.abs(sum)}`);
  return terms;
};
