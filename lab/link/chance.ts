import { createChance } from '../../cli/demo/random.ts';

/** A copy of a list in a random order. */
export const shuffled = <T>(list: readonly T[], seed: number): T[] => {
  const { between } = createChance(seed);
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = between(0, last);
    const [a, b] = [copy[last], copy[other]];
    if (a !== undefined && b !== undefined) [copy[last], copy[other]] = [b, a];
  }
  return copy;
};
