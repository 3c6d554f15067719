import damerau from 'talisman/metrics/damerau-levenshtein.js';

/** Whether two words are at most so many slips of the hand apart (Damerau and Levenshtein); lengths tell most that are not. */
export const within = (a: string, b: string, slips: number): boolean =>
  a === b || (Math.abs(a.length - b.length) <= slips && damerau(a, b) <= slips);
