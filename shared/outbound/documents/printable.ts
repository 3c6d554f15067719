import { get_font_info } from '@myriaddreamin/typst-ts-web-compiler';
import * as z from 'zod/mini';

/** How the engine tells what a font covers: lengths of runs of code points, without and with a glyph in turn. */
const infoSchema = z.object({ info: z.tuple([z.object({ coverage: z.array(z.int()) })]) });

const coveredBy = (font: Uint8Array): Set<number> => {
  const covered = new Set<number>();
  let at = 0;
  for (const [index, length] of infoSchema.parse(get_font_info(font)).info[0].coverage.entries()) {
    if (index % 2 === 1) for (let n = 0; n < length; n++) covered.add(at + n);
    at += length;
  }
  return covered;
};

const HOLD = '\u00a0';
const one = (spaces: string): string => (/[\u00a0\u2007\u202f]/.test(spaces) ? HOLD : ' ');

/**
 * Gives what makes a text printable with these fonts, since a PDF/UA-1 shows no character that its font lacks. Spaces of any width, control
 * characters and ends of lines become one space, no-break where one was; what only formats goes; accents that a font lacks are dropped; and `?`
 * stands for what is left. French punctuation after a space, and the day of a date, stay with their word.
 *
 * @param fonts the fonts that any text may be shown with
 */
export const createPrintable = (fonts: readonly Uint8Array[]) => {
  const [first = new Set<number>(), ...others] = fonts.map(coveredBy);
  const has = (character: string): boolean => {
    const point = character.codePointAt(0) ?? 0;
    return first.has(point) && others.every((covered) => covered.has(point));
  };
  const shown = (character: string): string => {
    if (has(character)) return character;
    const bare = character.normalize('NFKD').replace(/\p{M}/gu, '');
    return [...bare].every(has) ? bare : '?';
  };
  return (text: string): string =>
    [
      ...text
        .normalize('NFC')
        .replace(/\p{Cf}/gu, '')
        .replace(/[\s\p{Cc}]+/gu, one),
    ]
      .map(shown)
      .join('')
      .replace(/ ([:;!?»])/g, `${HOLD}$1`)
      .replace(/(«|n°|\b\d{1,2}) (?=\S)/g, `$1${HOLD}`);
};
