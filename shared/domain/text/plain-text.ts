/**
 * A sender's text in the one form in which the hub keeps and compares it: composed characters (NFC), one kind of space and of line
 * break, without invisible characters nor space around. Nothing that a reader sees is changed.
 *
 * @example plainText(' Lemai\u0302tre\u00a0\ufeff') // 'Lemaître'
 */
export const plainText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(INVISIBLE, '')
    .replace(/[^\S\n]|[\p{Cc}--\n]/gv, ' ')
    .trim();

/** Soft hyphens, marks of width, of reading direction and of byte order. Joiners (U+200C, U+200D) are letters' business: they stay. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;

/** A text on one line: a line break, and any run of spaces, is one space. */
export const oneLine = (text: string): string => plainText(text).replace(/\s+/g, ' ');

/** A JSON value whose texts are all plain (`plainText`). Keys are the format's, and stay. */
export const plainTexts = (value: unknown): unknown => {
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value)) return value.map(plainTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainTexts(inner)]));
};

/**
 * Whether a change of encoding damaged a text: the mark of a character that could not be read, or the UTF-8 of an accent read as
 * Windows-1252 (`Ã©` for `é`, `Å“` for `œ`).
 */
export const isDamaged = (text: string): boolean =>
  /\ufffd|[ÂÃÄÅ][€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u0080-\u009f\u00a1-\u00bf]|â€/.test(text);

/** The paths of the damaged texts of a JSON value. */
export const damagedPaths = (value: unknown, path: readonly PropertyKey[] = []): PropertyKey[][] => {
  if (typeof value === 'string') return isDamaged(value) ? [[...path]] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    damagedPaths(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
};
