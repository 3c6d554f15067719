import { type Chance, chanceOf, createChance } from '../../../cli/demo/random.ts';

/** Mixes a number and a label into 32 bits (FNV-1a, then murmur3's finaliser). */
const stir = (seed: number, label: string): number => {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < label.length; i += 1) h = Math.imul(h ^ label.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
};

/**
 * A seeded source of chance for each label.
 *
 * It adds two small generators. One alone has 2^32 states: among 100,000 households drawn in each of two worlds, some would start
 * from the same state and be the same household.
 */
export const fork = (seed: number, label: string): Chance => {
  const left = createChance(stir(seed, `${label}/left`));
  const right = createChance(stir(seed ^ 0x5bd1e995, `${label}/right`));
  const random = (): number => {
    const sum = left.random() + right.random();
    return sum >= 1 ? sum - 1 : sum;
  };
  return chanceOf(random);
};

/** Draws one item of a list, by weight. */
export type Draw<T> = (chance: Chance) => T;

/** @param weightOf weight of an item, in any unit */
export const byWeight = <T>(items: readonly T[], weightOf: (item: T, rank: number) => number): Draw<T> => {
  const sums = new Float64Array(items.length);
  let total = 0;
  items.forEach((item, rank) => {
    total += weightOf(item, rank);
    sums[rank] = total;
  });
  return ({ random }) => {
    const wanted = random() * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    const found = items[low];
    if (found === undefined) throw new RangeError('empty list');
    return found;
  };
};

/** Weight of a rank in a list sorted by falling frequency. */
export const zipf =
  (exponent: number, shift = 1) =>
  (_: unknown, rank: number): number =>
    (rank + shift) ** -exponent;

/** Items of a small table `[share, value]`: shares are relative. */
export const oneOf = <T>(table: readonly (readonly [number, T])[]): Draw<T> => {
  const draw = byWeight(table, ([share]) => share);
  return (chance) => draw(chance)[1];
};
