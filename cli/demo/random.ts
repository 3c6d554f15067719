/** A seeded source of random draws: the same seed gives the same draws. */
export type Chance = {
  /** A number from 0 to 1, 1 excluded. */
  random: () => number;
  pick: <T>(list: readonly T[]) => T;
  /** True `share` times in a hundred. */
  percent: (share: number) => boolean;
  /** A whole number, both ends included. */
  between: (from: number, to: number) => number;
};

/** mulberry32: small, seeded, and random enough to vary a demonstration. */
export const createChance = (start: number): Chance => {
  let seed = start;
  const random = (): number => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return chanceOf(random);
};

/** The draws, made from a source of numbers from 0 to 1, 1 excluded. */
export const chanceOf = (random: Chance['random']): Chance => ({
  random,
  pick: (list) => {
    const found = list[Math.floor(random() * list.length)];
    if (found === undefined) throw new RangeError('empty list');
    return found;
  },
  percent: (share) => random() * 100 < share,
  between: (from, to) => from + Math.floor(random() * (to - from + 1)),
});
