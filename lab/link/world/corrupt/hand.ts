import type { Chance } from '../../../../cli/demo/random.ts';

/** Someone who types. They slip at the given rates, multiplied by the world's noise and by their own care. */
export type Hand = Chance & {
  /** True when a mistake of this rate, out of a hundred, happens. */
  slip: (rate: number) => boolean;
};

/** @param care 1 for most people; below 1, more careful */
export const createHand = (chance: Chance, noise: number, care: number): Hand => ({
  ...chance,
  slip: (rate) => chance.percent(Math.min(90, rate * noise * care)),
});
