import damerau from 'talisman/metrics/damerau-levenshtein.js';

/** The word of a list that is nearest to one that was typed; none when the list is empty. */
export const nearestTo = (typed: string, words: readonly string[]): string | undefined =>
  [...words].sort((a, b) => damerau(typed, a) - damerau(typed, b))[0];
