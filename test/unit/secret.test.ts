import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { estMontrable, secretDe } from '../../shared/domain/indicateurs/secret/secret.ts';
import type { TableauPublie } from '../../shared/domain/indicateurs/secret/tableau.ts';
import { type Attaque, createAttaque } from '../support/indicateurs/attaque.ts';
import { cellule, croise, ligne, tableauDe } from '../support/indicateurs/tableaux.ts';

const masqueesDe = (...sums: string[]) => [...secretDe(tableauDe(...sums)).masquees].sort().join(' ');

describe('what is hidden', () => {
  it.each([
    ['nothing, where nothing is under 5', ['t:18 = a:6 + b:12'], ''],
    ['a second part, where a total would give the first', ['t:12 = a:3 + b:9'], 'a b'],
    ['the smallest part that does, and the total stays', ['t:30 = a:3 + b:9 + c:18'], 'a b'],
    ['zeros as any other: both, and the part that makes them uncertain', ['t:7 = a:7 + b:0 + c:0'], 'a b c'],
    ['no third, where two are under 5 and their sum is 5', ['t:30 = a:3 + b:2 + c:25'], 'a b'],
    ['a third, where two are under 5 and so is their sum', ['t:30 = a:3 + b:1 + c:7 + d:19'], 'a b c'],
    ['a total that is under 5 with its parts', ['t:3 = a:3 + b:0'], 'a b t'],
    [
      'the smaller of two steps that differ by 2, for who did not pass would be told',
      ['assignations:40 = dsf:38 + (sans:2)'],
      'dsf sans',
    ],
    [
      'in a chain, one step for two losses',
      ['assignations:40 = dsf:37 + (sans:3)', 'dsf = lues:33 + (nonLues:4)'],
      'dsf nonLues sans',
    ],
    [
      'in two tables that share a margin, in each its own',
      ['t:60 = oui:57 + non:3', 't = meaux:50 + melun:8 + provins:2'],
      'melun non oui provins',
    ],
    [
      'in a crossed table, the four corners of a rectangle',
      [
        'oui:31 = ouiMeaux:2 + ouiMelun:14 + ouiTorcy:15',
        'non:70 = nonMeaux:20 + nonMelun:10 + nonTorcy:40',
        'meaux:22 = ouiMeaux + nonMeaux',
        'melun:24 = ouiMelun + nonMelun',
        'torcy:55 = ouiTorcy + nonTorcy',
        't:101 = oui + non',
        't = meaux + melun + torcy',
      ],
      'nonMeaux nonMelun ouiMeaux ouiMelun',
    ],
    [
      'this year’s figure, where last year’s would give what was learnt late',
      ['repris:22 = publie:20! + (ajout:2)'],
      'ajout repris',
    ],
  ])('%s', (_, sums, expected) => {
    expect(masqueesDe(...sums)).toBe(expected);
  });

  it('is the same whatever the order of the table', () => {
    const swap = ({ cellules, relations }: TableauPublie): TableauPublie => ({
      cellules: cellules.toReversed(),
      relations: relations
        .toReversed()
        .map(({ total, parties }) => ({ total, parties: parties.toReversed() })),
    });
    fc.assert(
      fc.property(ligne(), (tableau) => {
        expect(secretDe(swap(tableau))).toEqual(secretDe(tableau));
      }),
      { seed: 77, numRuns: 40 },
    );
  });

  it('follows the rule it is given', () => {
    const tableau = tableauDe('t:40 = a:7 + b:9 + c:24');
    expect([...secretDe(tableau).masquees]).toEqual([]);
    expect([...secretDe(tableau, { seuil: 11, etendue: 11 }).masquees].sort()).toEqual(['a', 'b']);
    expect([...secretDe(tableau, { seuil: 11, etendue: 20 }).masquees].sort()).toEqual(['a', 'b', 'c']);
    // Of a and b, whose sum would be 4, a reader would know that they are under 5, however uncertain each is.
    const under = tableauDe('t:30 = a:1 + b:3 + c:26');
    expect([...secretDe(under, { etendue: 2 }).masquees].sort()).toEqual(['a', 'b', 'c']);
  });
});

describe('what rides on counts', () => {
  const grandeurs = [
    { id: 'jours t', valeur: 300, suit: 't' },
    { id: 'jours a', valeur: 90, suit: 'a' },
    { id: 'jours b', valeur: 10, suit: 'b' },
    { id: 'jours c', valeur: 200, suit: 'c' },
  ];
  const tableau: TableauPublie = { ...tableauDe('t:30 = a:3 + b:9 + c:18'), grandeurs };

  it('is hidden exactly when its count is', () => {
    expect([...secretDe(tableau).masquees].sort()).toEqual(['a', 'b', 'jours a', 'jours b']);
  });

  it('hides another count, where the sums of hidden ones would tell', () => {
    const relations = [
      ...tableau.relations,
      { total: 'jours t', parties: ['jours a', 'jours b', 'jours c'] },
    ];
    const none = {
      ...tableau,
      relations,
      grandeurs: grandeurs.map((one) => ({ ...one, valeur: 0 })),
    };
    // All sums are 0: of a, it is known as long as the total of its hidden ones is.
    expect(secretDe(none).masquees.has('t')).toBe(true);
    expect([...secretDe({ ...tableau, relations }).masquees].sort()).toEqual([
      'a',
      'b',
      'jours a',
      'jours b',
    ]);
  });

  it('a rate is shown with its count and its denominator, a median with its count', () => {
    const secret = secretDe(tableau);
    expect(estMontrable(secret, 'c', 't')).toBe(true);
    expect(estMontrable(secret, 'b', 't')).toBe(false);
    expect(estMontrable(secret, 'jours a')).toBe(false);
  });
});

describe('what cannot be protected any more', () => {
  it('is said, with what a reader may know and the published counts that say it', () => {
    expect(secretDe(tableauDe('t:20! = a:17! + b:3', 'u:50 = t + v:30')).exposees).toEqual([
      { id: 'b', min: 3, max: 3, par: ['a', 't'] },
    ]);
    expect(secretDe(tableauDe('t:8! = a:3 + b:5', 'u:6! = b + c:1')).exposees).toEqual([]);
    expect(secretDe(tableauDe('t:4! = a:3 + b:1')).exposees).toEqual([
      { id: 'a', min: 0, max: 4, par: ['t'] },
      { id: 'b', min: 0, max: 4, par: ['t'] },
      { id: 't', min: 4, max: 4, par: ['t'] },
    ]);
  });

  it('is so when its values are too near one another, be 5 among them', () => {
    const { exposees } = secretDe(tableauDe('t:6! = a:3 + b:3', 'u:4! = a + c:1'));
    expect(exposees.find(({ id }) => id === 'b')).toEqual({ id: 'b', min: 2, max: 6, par: ['t', 'u'] });
  });

  it('hides nothing more in vain, and leaves the rest protected', () => {
    const { masquees, exposees } = secretDe(
      tableauDe('t:20! = a:17! + b:3', 'n:40 = x:2 + y:8 + z:30', 't = c:9 + d:11'),
    );
    expect([...masquees].sort()).toEqual(['b', 'x', 'y']);
    expect(exposees.map(({ id }) => id)).toEqual(['b']);
  });

  it('may be so by the relations alone', () => {
    const tableau = tableauDe('t:9 = a:9 + b:0', 't = a');
    expect(secretDe(tableau).exposees).toEqual([{ id: 'b', min: 0, max: 0, par: [] }]);
  });
});

describe('a table that contradicts itself is refused, by name', () => {
  it.each([
    ['t = a + b: does not hold, by 1', tableauDe('t:13 = a:3 + b:9')],
    ['t = a + a: a figure stands twice', tableauDe('t:6 = a:3 + a')],
    ['t = a + inconnu: inconnu is unknown', tableauDe('t:6 = a:6 + inconnu')],
    [
      'a: never shown, and already published',
      { cellules: [cellule('a', 1, { publiable: false, dejaPubliee: true })], relations: [] },
    ],
    ['a: -1 is not a whole number of 0 or more', { cellules: [cellule('a', -1)], relations: [] }],
    ['a: stands twice', { cellules: [cellule('a', 1), cellule('a', 2)], relations: [] }],
    [
      'jours: rides on b, which is no count',
      { cellules: [cellule('a', 1)], grandeurs: [{ id: 'jours', valeur: 1, suit: 'b' }], relations: [] },
    ],
    [
      'a = jours: counts and magnitudes do not add up',
      {
        cellules: [cellule('a', 1)],
        grandeurs: [{ id: 'jours', valeur: 1, suit: 'a' }],
        relations: [{ total: 'a', parties: ['jours'] }],
      },
    ],
  ] satisfies [string, TableauPublie][])('%s', (message, tableau) => {
    expect(() => secretDe(tableau)).toThrow(new RangeError(message));
  });
});

describe('trying every table, without any solver', () => {
  let attaque: Attaque;
  beforeAll(async () => {
    attaque = await createAttaque();
  });

  /** The values that each hidden count takes in the tables, in whole numbers up to `most`, that show what the report shows. */
  const essayer = (tableau: TableauPublie, masquees: ReadonlySet<string>, most: number) => {
    const totals = new Set(tableau.relations.map(({ total }) => total));
    const details = tableau.cellules.filter(({ id }) => !totals.has(id));
    const seen = new Map<string, Set<number>>([...masquees].map((id) => [id, new Set()]));
    const fits = (values: Map<string, number>): boolean => {
      for (let left = [...tableau.relations]; left.length > 0; ) {
        const known = left.filter(({ parties }) => parties.every((id) => values.has(id)));
        for (const { total, parties } of known) {
          const sum = parties.reduce((all, id) => all + (values.get(id) ?? 0), 0);
          if ((values.get(total) ?? sum) !== sum) return false;
          values.set(total, sum);
        }
        left = left.filter((one) => !known.includes(one));
      }
      return tableau.cellules.every(({ id, valeur }) => masquees.has(id) || values.get(id) === valeur);
    };
    const next = (rank: number, values: Map<string, number>): void => {
      const detail = details[rank];
      if (detail === undefined) {
        const whole = new Map(values);
        if (fits(whole)) for (const [id, all] of seen) all.add(whole.get(id) ?? 0);
        return;
      }
      const hidden = masquees.has(detail.id);
      for (let value = hidden ? 0 : detail.valeur; value <= (hidden ? most : detail.valeur); value++)
        next(rank + 1, values.set(detail.id, value));
    };
    next(0, new Map());
    return seen;
  };

  it.each([
    ['lines', ligne(), 25, 60],
    ['squares', croise(2, 2), 15, 60],
  ] as const)('%s leave each small count uncertain, as the attack says', (_, tables, most, runs) => {
    const small = fc
      .sample(tables, { numRuns: runs, seed: 77 })
      .filter(({ cellules }) => cellules.length <= 9 && cellules.every(({ valeur }) => valeur <= most))
      .map((tableau) => ({ tableau, masquees: secretDe(tableau).masquees }))
      .filter(({ masquees }) => masquees.size > 0 && masquees.size <= (most < 20 ? 9 : 5));
    expect(small.length).toBeGreaterThan(3);
    for (const { tableau, masquees } of small.slice(0, 8)) {
      for (const [id, values] of essayer(tableau, masquees, most)) {
        const [min, max] = [Math.min(...values), Math.max(...values)];
        const said = attaque(tableau, masquees, id);
        expect(min, id).toBe(said.min);
        // What has no bound below `most` stops there.
        if (said.max <= most) expect(max, id).toBe(said.max);
        const value = tableau.cellules.find((one) => one.id === id)?.valeur ?? 0;
        if (value < 5) expect(max - min, id).toBeGreaterThanOrEqual(5);
      }
    }
  });
});
