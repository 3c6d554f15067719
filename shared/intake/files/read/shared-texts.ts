import { bomb } from '../file-issue.ts';

/** Bytes of all the texts that the cells of a workbook share, as UTF-8. */
const MAX_BYTES = 64 * 1024 * 1024;
/** How many: twenty columns, none of whose cells is like another, over as many rows as a file may have. */
const MAX_TEXTS = 5_000_000;
/** Characters of one that are kept: three times what a spreadsheet lets a cell hold. */
export const MOST_CHARACTERS = 100_000;
const CHUNK = 1024 * 1024;

/** The texts that cells share, by their number. */
export type SharedTexts = {
  /** @throws FileRefused when there are too many, or they are too long in all */
  add: (text: string) => void;
  at: (index: number) => string | undefined;
};

/**
 * Keeps texts as bytes, in chunks, and makes a string of one when it is asked for: a string a text costs V8 some thirty bytes beside its
 * characters, and keeps alive the piece of the file it was cut from. 72 MB for the most it takes, 8 bytes a text more.
 */
export const createSharedTexts = (): SharedTexts => {
  const chunks: Buffer[] = [];
  let used = CHUNK;
  let count = 0;
  let bytes = 0;
  // Where each begins, over all chunks, and how long it is.
  let starts = new Uint32Array(1024);
  let lengths = new Uint32Array(1024);
  const grown = (from: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> => {
    const to = new Uint32Array(Math.min(from.length * 2, MAX_TEXTS));
    to.set(from);
    return to;
  };
  return {
    add: (told) => {
      const text = told.length > MOST_CHARACTERS ? told.slice(0, MOST_CHARACTERS) : told;
      const length = Buffer.byteLength(text);
      bytes += length;
      if (count >= MAX_TEXTS || bytes > MAX_BYTES) throw bomb();
      if (count === starts.length) [starts, lengths] = [grown(starts), grown(lengths)];
      if (used + length > CHUNK) {
        chunks.push(Buffer.allocUnsafeSlow(CHUNK));
        used = 0;
      }
      chunks.at(-1)?.write(text, used);
      starts[count] = (chunks.length - 1) * CHUNK + used;
      lengths[count] = length;
      used += length;
      count += 1;
    },
    at: (index) => {
      const start = starts[index];
      const length = lengths[index];
      if (!(index < count) || start === undefined || length === undefined) return undefined;
      const offset = start % CHUNK;
      return chunks[Math.floor(start / CHUNK)]?.toString('utf8', offset, offset + length);
    },
  };
};
