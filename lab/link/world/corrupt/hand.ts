import type { Chance } from '../../../../cli/demo/random.ts';

/** Someone who types: draws, and slips at the rates given, as often as the world's noise and their own care make it. */
export type Hand = Chance & {
  /** True when a mistake of this rate, out of a hundred, happens. */
  slip: (rate: number) => boolean;
};

/** @param care 1 as others; below, more careful */
export const createHand = (chance: Chance, noise: number, care: number): Hand => ({
  ...chance,
  slip: (rate) => chance.percent(Math.min(90, rate * noise * care)),
});
