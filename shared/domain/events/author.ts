/** Names that are the hub's, or a channel's: nobody's own. */
const nobody: readonly string[] = [
  ...['hub', 'etat', 'canary', 'systeme', 'system', 'root'],
  ...['passerelle', 'plateforme', 'platform'],
];
const ARTICLES = 'l|le|la|les|the|d|de|du';
const AUTHOR_MOST = 100;
/** Latin letters of the languages people have names in: phonetic signs and small capitals look like others. */
const LETTERS = 'A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ';

const plain = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Words of a name in any order, without case, accents or punctuation: `Martin, Claire` is `claire martin`. */
const wordsOf = (name: string): string =>
  plain(name)
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .sort()
    .join(' ');

/** Whether a name is made of these alone, however it is spaced, pointed, numbered or accented: `L’É.T.A.T. 77` is `etat`. */
export const isNamed = (name: string, names: readonly string[]): boolean => {
  const one = names.map((own) => own.replace(/[^a-z]/g, '')).join('|');
  return new RegExp(`^(?:${ARTICLES})*(?:${one})(?:${one}|${ARTICLES})*$`).test(
    plain(name).replace(/[^a-z]/g, ''),
  );
};

/**
 * Who answers, as it is kept: one line of Latin letters, spaces joined; undefined when it is nobody: empty, one letter,
 * over 100 characters, a name the hub keeps for itself, or signs that only look like letters.
 */
export const authorOf = (told: string): string | undefined => {
  const name = told.normalize('NFC').trim().replace(/ +/g, ' ');
  const isLine = new RegExp(`^[${LETTERS}0-9 .,'’@_()/+-]+$`, 'u').test(name) && name.length <= AUTHOR_MOST;
  return isLine && /[a-z].*[a-z]/.test(wordsOf(name)) && !isNamed(name, nobody) ? name : undefined;
};

/** Whether two names are one person's, however they are written. */
export const isSameAuthor = (a: string, b: string): boolean => wordsOf(a) === wordsOf(b);
