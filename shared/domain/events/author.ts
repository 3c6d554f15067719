/** Names that are the hub's, or a channel's: nobody's own. */
const nobody: readonly string[] = ['hub', 'etat', 'canary', 'systeme', 'system', 'root'];
const articles: readonly string[] = ['l', 'le', 'la', 'les', 'the'];
const AUTHOR_MOST = 100;

/** Words of a name in any order, without case, accents or punctuation: `Martin, Claire` is `claire martin`. */
const wordsOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .sort()
    .join(' ');

/**
 * Who answers, as it is kept: one line of Latin letters, spaces joined; undefined when it is nobody: empty, one letter,
 * over 100 characters, a name the hub keeps for itself, or signs that only look like letters.
 */
export const authorOf = (told: string): string | undefined => {
  const name = told.normalize('NFC').trim().replace(/ +/g, ' ');
  const isLine = /^[\p{Script=Latin}0-9 .,'’@_()/+-]+$/u.test(name) && name.length <= AUTHOR_MOST;
  const words = wordsOf(name);
  const bare = words
    .split(' ')
    .filter((word) => !articles.includes(word))
    .join(' ');
  return isLine && /[a-z].*[a-z]/.test(words) && !nobody.includes(bare) ? name : undefined;
};

/** Whether two names are one person's, however they are written. */
export const isSameAuthor = (a: string, b: string): boolean => wordsOf(a) === wordsOf(b);
