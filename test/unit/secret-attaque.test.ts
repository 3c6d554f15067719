import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { secretDe } from '../../shared/domain/indicateurs/secret/secret.ts';
import type { TableauPublie } from '../../shared/domain/indicateurs/secret/tableau.ts';
import { type Attaque, createAttaque } from '../support/indicateurs/attaque.ts';
import { avecGrandeurs, croise, entonnoir, ligne, repris } from '../support/indicateurs/tableaux.ts';

let attaque: Attaque;
beforeAll(async () => {
  attaque = await createAttaque();
});

const petites = ({ cellules }: TableauPublie) => cellules.filter(({ valeur }) => valeur < 5);

/** Counts under 5 of which a reader may say that they are, or to within fewer than 5. */
const devinees = (tableau: TableauPublie, masquees: ReadonlySet<string>) =>
  petites(tableau)
    .map(({ id }) => ({ id, ...attaque(tableau, masquees, id) }))
    .filter(({ min, max }) => max < 5 || max - min < 5);

/** Hiding what is under 5, and what is never shown, alone. */
const primaires = ({ cellules }: TableauPublie): Set<string> =>
  new Set(cellules.filter(({ valeur, publiable }) => valeur < 5 || !publiable).map(({ id }) => id));

const sur = (numRuns: number) => ({ numRuns, seed: 77 });
const kinds = [
  ['one total and its parts', ligne(), 150],
  ['decisions by places, with both margins', croise(), 60],
  ['steps of a funnel by places, whose losses are never shown', entonnoir(), 50],
] as const;

describe.each(kinds)('on tables of %s', (_, tables, runs) => {
  it('no subtraction says that a count is under 5, nor which, to another solver', () => {
    fc.assert(
      fc.property(tables, (tableau) => {
        const { masquees, exposees } = secretDe(tableau);
        expect(exposees).toEqual([]);
        expect(devinees(tableau, masquees)).toEqual([]);
      }),
      sur(runs),
    );
  });

  it('hiding the counts under 5 alone would not do: the attack finds some in most tables', () => {
    const all = fc.sample(tables, sur(30)).filter((tableau) => petites(tableau).length > 0);
    const broken = all.filter((tableau) => devinees(tableau, primaires(tableau)).length > 0);
    expect(broken.length).toBeGreaterThan(all.length / 2);
  });

  it('each count that is hidden for others is needed: shown again, one could be guessed', () => {
    for (const tableau of fc.sample(tables, sur(15))) {
      const { masquees } = secretDe(tableau);
      for (const id of [...masquees].filter((one) => !primaires(tableau).has(one))) {
        const less = new Set(masquees);
        less.delete(id);
        expect(devinees(tableau, less), id).not.toEqual([]);
      }
    }
  });

  it('a report that takes up an earlier one hides what their difference would say', () => {
    fc.assert(
      fc.property(tables, fc.array(fc.nat(9), { minLength: 7, maxLength: 7 }), (ancien, ajouts) => {
        const tableau = repris(ancien, secretDe(ancien).masquees, ajouts);
        const { masquees, exposees } = secretDe(tableau);
        expect(exposees).toEqual([]);
        expect(devinees(tableau, masquees)).toEqual([]);
      }),
      sur(runs / 5),
    );
  });

  it('days and euros that ride on hidden counts stay uncertain by their own value', () => {
    fc.assert(
      fc.property(tables, fc.array(fc.nat(900), { minLength: 7, maxLength: 7 }), (counts, seed) => {
        const tableau = avecGrandeurs(counts, seed);
        const { masquees, exposees } = secretDe(tableau);
        const open = new Set(exposees.map(({ id }) => id));
        expect(devinees(tableau, masquees)).toEqual([]);
        const small = new Set(petites(tableau).map(({ id }) => id));
        for (const { id, valeur, suit } of tableau.grandeurs ?? []) {
          expect(masquees.has(id)).toBe(masquees.has(suit));
          if (!small.has(suit) || open.has(id)) continue;
          const { min, max } = attaque(tableau, masquees, id);
          expect(max - min, id).toBeGreaterThanOrEqual(Math.max(1, valeur));
        }
      }),
      sur(runs / 5),
    );
  });
});
