/** Names of the hub or of a channel: they name no person. */
const nobody: readonly string[] = [
  ...['hub', 'etat', 'canary', 'systeme', 'system', 'root'],
  ...['passerelle', 'plateforme', 'platform'],
];
const ARTICLES = 'l|le|la|les|the|d|de|du';
const AUTHOR_MOST = 100;
/** Latin letters that names are written with. Phonetic signs and small capitals are left out: they look like other letters. */
const LETTERS = 'A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ';

const plain = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Words of a name, sorted, without case, accents or punctuation: `Martin, Claire` gives `claire martin`. */
const wordsOf = (name: string): string =>
  plain(name)
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .sort()
    .join(' ');

/**
 * Whether a name is made of `names` and articles only, however it is spaced, punctuated, numbered or accented: `L’É.T.A.T. 77` is
 * `etat`.
 */
export const isNamed = (name: string, names: readonly string[]): boolean => {
  const one = names.map((own) => own.replace(/[^a-z]/g, '')).join('|');
  return new RegExp(`^(?:${ARTICLES})*(?:${one})(?:${one}|${ARTICLES})*$`).test(
    plain(name).replace(/[^a-z]/g, ''),
  );
};

/**
 * The author of an answer, as the hub keeps it: one line of Latin letters, repeated spaces joined. Undefined when it names
 * nobody: empty, one letter, over 100 characters, a name the hub keeps for itself, or signs that only look like letters.
 *
 * @example authorOf('  Claire   Martin ') // 'Claire Martin'
 * authorOf('État') // undefined
 */
export const authorOf = (told: string): string | undefined => {
  const name = told.normalize('NFC').trim().replace(/ +/g, ' ');
  const isLine = new RegExp(`^[${LETTERS}0-9 .,'’@_()/+-]+$`, 'u').test(name) && name.length <= AUTHOR_MOST;
  return isLine && /[a-z].*[a-z]/.test(wordsOf(name)) && !isNamed(name, nobody) ? name : undefined;
};

/** Whether two names are one person's, however they are written: `Martin, Claire` and `claire martin` are. */
export const isSameAuthor = (a: string, b: string): boolean => wordsOf(a) === wordsOf(b);
