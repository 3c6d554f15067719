/** The library ships no types. */
declare module 'talisman/phonetics/french/fonem.js' {
  /** FONEM key of a French name. */
  const fonem: (name: string) => string;
  export = fonem;
}
declare module 'talisman/metrics/damerau-levenshtein.js' {
  /** Edits from one text to the other: insertion, deletion, substitution, transposition of neighbours. */
  const distance: (a: string, b: string) => number;
  export = distance;
}
declare module 'talisman/metrics/jaro-winkler.js' {
  /** 0 (nothing alike) to 1 (the same). */
  const similarity: (a: string, b: string) => number;
  export = similarity;
}
declare module 'talisman/phonetics/metaphone.js' {
  /** Metaphone key of an English name. */
  const metaphone: (name: string) => string;
  export = metaphone;
}
