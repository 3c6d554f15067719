/** Crockford's alphabet: without I, L, O and U, no letter is taken for another when it is read aloud or typed. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Letters before the one that checks them: 55 bits. */
const OWN = 11;
const GROUP = 4;

/**
 * Bytes as a word of twelve letters that can be said by phone: `K7QF-2M9X-4TRB`. The last letter checks the others: it detects
 * any one wrong letter, and nearly every swap of two.
 *
 * @param bytes seven at least; the first 55 bits are kept
 *
 * @example spokenOf(new Uint8Array([1, 2, 3, 4, 5, 6, 7])) // '0410-6105-0R34'
 */
export const spokenOf = (bytes: Uint8Array): string => {
  const bits = bytes.subarray(0, 7).reduce((all, byte) => (all << 8n) | BigInt(byte), 0n) >> 1n;
  const own = Array.from({ length: OWN }, (_, n) => Number((bits >> BigInt(5 * (OWN - 1 - n))) & 31n));
  const letters = [...own, checkOf(own)].map((value) => LETTERS[value]).join('');
  return letters.replace(new RegExp(`(.{${GROUP}})(?=.)`, 'g'), '$1-');
};

/** A word as somebody typed it, in its one canonical form; undefined where the check letter does not match. */
export const spokenIn = (typed: string): string | undefined => {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const values = [...letters].map((letter) => LETTERS.indexOf(letter));
  const own = values.slice(0, OWN);
  if (values.length !== OWN + 1 || values.includes(-1) || values[OWN] !== checkOf(own)) return undefined;
  return letters.replace(new RegExp(`(.{${GROUP}})(?=.)`, 'g'), '$1-');
};

/** The weights are odd, so that changing any one letter changes the sum, and different, so that swapping two letters does too. */
const checkOf = (values: readonly number[]): number =>
  values.reduce((sum, value, n) => sum + value * (2 * n + 1), 0) % LETTERS.length;
