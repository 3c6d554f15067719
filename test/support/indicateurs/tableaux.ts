import * as fc from 'fast-check';
import type {
  Cellule,
  Grandeur,
  Relation,
  TableauPublie,
} from '../../../shared/domain/indicateurs/secret/tableau.ts';

/** A count as a test names it: shown if nothing hides it. */
export const cellule = (id: string, valeur: number, more: Partial<Cellule> = {}): Cellule => ({
  id,
  valeur,
  publiable: true,
  ...more,
});

/** A table written as sums: «t:12 = a:3 + b:9». A value is given once; `(x:2)` is never shown, `x:20!` was published already. */
export const tableauDe = (...sums: readonly string[]): TableauPublie => {
  const cellules = new Map<string, Cellule>();
  const relations = sums.map((sum): Relation => {
    const [total = '', ...parties] = sum.split(/ = | \+ /).map((term) => {
      const [, parenthesis, id = '', value, mark] = /^(\()?([^:()!]+)(?::(\d+))?(!)?\)?$/.exec(term) ?? [];
      if (value !== undefined)
        cellules.set(
          id,
          cellule(id, Number(value), {
            publiable: parenthesis === undefined,
            dejaPubliee: mark !== undefined,
          }),
        );
      return id;
    });
    return { total, parties };
  });
  return { cellules: [...cellules.values()], relations };
};

/** Counts as a small report has them: many small, some large. */
const compte = fc.oneof(
  { weight: 4, arbitrary: fc.nat(6) },
  { weight: 3, arbitrary: fc.integer({ min: 5, max: 30 }) },
  { weight: 1, arbitrary: fc.integer({ min: 30, max: 900 }) },
);

const somme = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** The same breakdown for each column, and its total: places of a territory. */
const lieux = (id: string, values: readonly number[], more: Partial<Cellule> = {}): TableauPublie => ({
  cellules: [
    ...values.map((value, place) => cellule(`${id}@${place}`, value, more)),
    cellule(`${id}@total`, somme(values), more),
  ],
  relations: [{ total: `${id}@total`, parties: values.map((_, place) => `${id}@${place}`) }],
});

const ensemble = (...tableaux: readonly TableauPublie[]): TableauPublie => ({
  cellules: tableaux.flatMap(({ cellules }) => cellules),
  grandeurs: tableaux.flatMap(({ grandeurs = [] }) => grandeurs),
  relations: tableaux.flatMap(({ relations }) => relations),
});

/** In each place and in the total, one indicator is the sum of others. */
const partout = (total: string, parties: readonly string[], places: number): Relation[] =>
  [...Array(places).keys(), 'total'].map((place) => ({
    total: `${total}@${place}`,
    parties: parties.map((partie) => `${partie}@${place}`),
  }));

/** One total and its parts. */
export const ligne = (): fc.Arbitrary<TableauPublie> =>
  fc.array(compte, { minLength: 2, maxLength: 8 }).map((values) => lieux('n', values));

/** Rows by columns, with both margins and the grand total: decisions by kind and by place. */
export const croise = (rows = 5, columns = 6): fc.Arbitrary<TableauPublie> =>
  fc
    .tuple(fc.integer({ min: 2, max: rows }), fc.integer({ min: 2, max: columns }))
    .chain(([height, width]) =>
      fc.array(fc.array(compte, { minLength: width, maxLength: width }), {
        minLength: height,
        maxLength: height,
      }),
    )
    .map((grid) => {
      const width = grid[0]?.length ?? 0;
      const ids = grid.map((_, row) => `issue${row}`);
      return ensemble(
        ...grid.map((values, row) => lieux(`issue${row}`, values)),
        lieux(
          'toutes',
          [...Array(width).keys()].map((place) => somme(grid.map((values) => values[place] ?? 0))),
        ),
        { cellules: [], relations: partout('toutes', ids, width) },
      );
    });

/** Steps of a funnel by place; who did not reach the next one is never shown. */
export const entonnoir = (steps = 5, places = 5): fc.Arbitrary<TableauPublie> =>
  fc
    .tuple(fc.integer({ min: 2, max: steps }), fc.integer({ min: 2, max: places }))
    .chain(([height, width]) =>
      fc.array(fc.array(compte, { minLength: width, maxLength: width }), {
        minLength: height,
        maxLength: height,
      }),
    )
    .map((lost) => {
      const width = lost[0]?.length ?? 0;
      // From the last step upwards: a step is the next one and who was lost before it.
      let step = lost.at(-1) ?? [];
      const tables = [lieux(`etape${lost.length - 1}`, step)];
      for (let rank = lost.length - 2; rank >= 0; rank--) {
        const gone = lost[rank] ?? [];
        step = step.map((value, place) => value + (gone[place] ?? 0));
        tables.push(lieux(`etape${rank}`, step), lieux(`perdus${rank}`, gone, { publiable: false }), {
          cellules: [],
          relations: partout(`etape${rank}`, [`etape${rank + 1}`, `perdus${rank}`], width),
        });
      }
      return ensemble(...tables);
    });

/** Days or cents on each count of a table, with the same relations: a case counts for 0 to 900. */
export const avecGrandeurs = (tableau: TableauPublie, seed: readonly number[]): TableauPublie => {
  const totals = new Map(tableau.relations.map((relation) => [relation.total, relation]));
  const values = new Map<string, number>();
  const valeurDe = (id: string): number => {
    const known = values.get(id);
    if (known !== undefined) return known;
    const relation = totals.get(id);
    const rank = tableau.cellules.findIndex((one) => one.id === id);
    const value =
      relation === undefined
        ? (tableau.cellules[rank]?.valeur ?? 0) * (seed[rank % seed.length] ?? 0)
        : somme(relation.parties.map(valeurDe));
    values.set(id, value);
    return value;
  };
  return {
    ...tableau,
    grandeurs: tableau.cellules.map(
      ({ id }): Grandeur => ({ id: `jours ${id}`, valeur: valeurDe(id), suit: id }),
    ),
    relations: [
      ...tableau.relations,
      ...tableau.relations.map(({ total, parties }) => ({
        total: `jours ${total}`,
        parties: parties.map((partie) => `jours ${partie}`),
      })),
    ],
  };
};

/**
 * The next report: what an earlier one showed is already published, what it hid is never shown, and each figure is given again with what was learnt
 * late (`ajouts`, a figure a detail, never shown).
 */
export const repris = (
  ancien: TableauPublie,
  masquees: ReadonlySet<string>,
  ajouts: readonly number[],
): TableauPublie => {
  const details = ancien.cellules.map(({ id }) => id);
  const totals = new Map(ancien.relations.map((relation) => [relation.total, relation]));
  const ajoutDe = (id: string): number => {
    const relation = totals.get(id);
    return relation === undefined
      ? (ajouts[details.indexOf(id) % ajouts.length] ?? 0)
      : somme(relation.parties.map(ajoutDe));
  };
  const renamed = (prefix: string) =>
    ancien.relations.map(({ total, parties }) => ({
      total: `${prefix}${total}`,
      parties: parties.map((partie) => `${prefix}${partie}`),
    }));
  return {
    cellules: ancien.cellules.flatMap((one) => {
      const shown = !masquees.has(one.id);
      return [
        { ...one, publiable: shown, dejaPubliee: shown },
        cellule(`ajout ${one.id}`, ajoutDe(one.id), { publiable: false }),
        cellule(`repris ${one.id}`, one.valeur + ajoutDe(one.id), { publiable: one.publiable }),
      ];
    }),
    relations: [
      ...ancien.relations,
      ...renamed('ajout '),
      ...renamed('repris '),
      ...ancien.cellules.map(({ id }) => ({ total: `repris ${id}`, parties: [id, `ajout ${id}`] })),
    ],
  };
};
