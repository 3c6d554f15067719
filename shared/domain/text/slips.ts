import damerau from 'talisman/metrics/damerau-levenshtein.js';

/**
 * Whether two words are at most `slips` typing slips apart (Damerau-Levenshtein distance). Lengths and letters are compared
 * first: that is faster, and rules out most pairs.
 */
export const within = (a: string, b: string, slips: number): boolean =>
  // Stryker disable next-line ConditionalExpression: a shortcut or a memory, before a longer way to the same answer
  a === b ||
  // Stryker disable next-line ConditionalExpression: for speed: lengths and letters tell at once what the distance would
  (Math.abs(a.length - b.length) <= slips && lettersApart(a, b) <= slips && damerau(a, b) <= slips);

/** Letters that one word has and the other has not, whatever their order: each is a slip at least. Letters 32 apart count as one. */
const lettersApart = (a: string, b: string): number => {
  const counts = new Int16Array(32);
  const count = (word: string, by: number): void => {
    for (let at = 0; at < word.length; at++) {
      const letter = word.charCodeAt(at) & 31;
      counts[letter] = (counts[letter] ?? 0) + by;
    }
  };
  count(a, 1);
  count(b, -1);
  let [more, less] = [0, 0];
  for (const difference of counts)
    if (difference > 0) more += difference;
    else less -= difference;
  return Math.max(more, less);
};
