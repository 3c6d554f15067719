import { bomb } from '../file-issue.ts';

/** Most bytes of all the texts that a workbook's cells share, in UTF-8. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Most shared texts: twenty columns of all different cells, over as many rows as a file may have. */
const MAX_TEXTS = 5_000_000;
/** Characters kept of one text: three times what a spreadsheet allows in a cell. */
export const MOST_CHARACTERS = 100_000;
const CHUNK = 1024 * 1024;

/** The texts that cells share, by their index. */
export type SharedTexts = {
  /** @throws FileRefused when there are too many, or they are too long in all */
  add: (text: string) => void;
  at: (index: number) => string | undefined;
};

/**
 * Keeps texts as bytes in chunks, and makes a string when a text is asked for. As strings, each would cost V8 some thirty bytes
 * beside its characters, and would keep alive the piece of the file it was cut from. At the limits this takes 72 MB, and 8 bytes
 * more for each text.
 */
export const createSharedTexts = (): SharedTexts => {
  const chunks: Buffer[] = [];
  let used = CHUNK;
  let count = 0;
  let bytes = 0;
  // Where each text begins, counted over all chunks, and its length in bytes.
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
