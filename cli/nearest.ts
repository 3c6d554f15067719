import damerau from 'talisman/metrics/damerau-levenshtein.js';

/**
 * The word of a list that is nearest to what was typed; `undefined` when the list is empty.
 *
 * @example nearestTo('exprot', ['import', 'export']) // 'export'
 */
export const nearestTo = (typed: string, words: readonly string[]): string | undefined =>
  [...words].sort((a, b) => damerau(typed, a) - damerau(typed, b))[0];
