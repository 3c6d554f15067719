/** Crockford's letters: no I, L, O nor U, so that none is taken for another when it is read aloud or typed. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Letters before the one that checks them: 55 bits. */
const OWN = 11;
const GROUP = 4;

/**
 * Bytes as a word of twelve letters to say by phone: `K7QF-2M9X-4TRB`. The last letter checks the others: each letter
 * that is wrong shows, and nearly every two that change places.
 *
 * @param bytes seven at least; the first 55 bits are kept
 */
export const spokenOf = (bytes: Uint8Array): string => {
  const bits = bytes.subarray(0, 7).reduce((all, byte) => (all << 8n) | BigInt(byte), 0n) >> 1n;
  const own = Array.from({ length: OWN }, (_, n) => Number((bits >> BigInt(5 * (OWN - 1 - n))) & 31n));
  const letters = [...own, checkOf(own)].map((value) => LETTERS[value]).join('');
  return letters.replace(new RegExp(`(.{${GROUP}})(?=.)`, 'g'), '$1-');
};

/** A word as somebody typed it, in its one form; undefined where its letters do not check. */
export const spokenIn = (typed: string): string | undefined => {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const values = [...letters].map((letter) => LETTERS.indexOf(letter));
  const own = values.slice(0, OWN);
  if (values.length !== OWN + 1 || values.includes(-1) || values[OWN] !== checkOf(own)) return undefined;
  return letters.replace(new RegExp(`(.{${GROUP}})(?=.)`, 'g'), '$1-');
};

/** Odd weights, so that any one letter that changes changes the sum; different ones, so that places count. */
const checkOf = (values: readonly number[]): number =>
  values.reduce((sum, value, n) => sum + value * (2 * n + 1), 0) % LETTERS.length;
