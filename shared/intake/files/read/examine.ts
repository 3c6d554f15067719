import { isAscii, isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { TextDecoder } from 'node:util';
import { isDamaged } from '../../../domain/text/plain-text.ts';
import { limits } from '../../../limits.ts';
import {
  emptyFile,
  MAX_ROW_CHARACTERS,
  MAX_WORKBOOK_BYTES,
  tooBig,
  unknownForm,
  unreadable,
} from '../file-issue.ts';

/** Opens a file from its first byte, as many times as it is called. */
export type Open = () => AsyncIterable<Uint8Array>;

type Form = 'csv' | 'xlsx' | 'ods' | 'jsonl';
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** What a first reading tells of a file's bytes. */
export type Examined = {
  sha256: string;
  /** Bytes. */
  size: number;
  form: Form;
  /** Encoding of a CSV or JSON Lines file. */
  encoding: Encoding;
};

const startsWith = (head: Uint8Array, ...bytes: number[]): boolean =>
  bytes.every((byte, index) => head[index] === byte);

/**
 * Reads a file once for its hash, its form and its encoding. The form is told by the content, since a name proves nothing. A text
 * is UTF-8 unless its bytes are not valid UTF-8; then it is Windows-1252, which Excel writes in French.
 *
 * @throws FileRefused when it is empty, too big, in no accepted form, or of two encodings or an unknown one
 */
export const examine = async (open: Open): Promise<Examined> => {
  const hash = createHash('sha256');
  const lines = createLineEncodings();
  let size = 0;
  let head = new Uint8Array();
  for await (const chunk of open()) {
    size += chunk.length;
    if (size > limits.fileBytes) throw tooBig(limits.fileBytes);
    hash.update(chunk);
    if (head.length < HEAD) head = Buffer.concat([head, chunk.subarray(0, HEAD)]);
    lines.add(chunk);
  }
  if (size === 0) throw emptyFile();
  const form = formOf(head);
  const workbook = form === 'xlsx' || form === 'ods';
  if (workbook && size > MAX_WORKBOOK_BYTES) throw tooBig(MAX_WORKBOOK_BYTES);
  const encoding = workbook ? 'utf-8' : (utf16Of(head) ?? lines.encoding());
  return { sha256: hash.digest('hex'), size, form, encoding };
};

const HEAD = 4096;

const utf16Of = (head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined =>
  startsWith(head, 0xff, 0xfe) ? 'utf-16le' : startsWith(head, 0xfe, 0xff) ? 'utf-16be' : undefined;

const [LF, CR] = [0x0a, 0x0d];

/** Tells the encoding of a text line by line, so that one line of another encoding is found, and named. */
const createLineEncodings = () => {
  const windows1252 = new TextDecoder('windows-1252');
  let line = 1;
  let rest: Buffer[] = [];
  let length = 0;
  // The lines with accents, by their encoding.
  const first: { utf8?: number; windows?: number; neither?: number } = {};
  let [utf8, windows] = [0, 0];
  const read = (bytes: Buffer): void => {
    if (isAscii(bytes)) return;
    if (isUtf8(bytes)) {
      if (isAmbiguous(windows1252.decode(bytes))) return;
      utf8 += 1;
      first.utf8 ??= line;
      return;
    }
    windows += 1;
    first.windows ??= line;
    const text = windows1252.decode(bytes);
    if (isDamaged(text) || isForeign(text)) first.neither ??= line;
  };
  const end = (piece: Buffer): void => {
    read(rest.length === 0 ? piece : Buffer.concat([...rest, piece]));
    rest = [];
    length = 0;
    line += 1;
  };
  // The last byte of the piece before: a CR and the LF after it are one end.
  let last = 0;
  return {
    add: (chunk: Uint8Array): void => {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      let from = 0;
      for (let at = 0; at < bytes.length; at++) {
        const byte = bytes[at];
        if (byte === LF && last === CR) from = at + 1;
        else if (byte === LF || byte === CR) {
          end(bytes.subarray(from, at + 1));
          from = at + 1;
        }
        last = byte ?? 0;
      }
      // A line longer than any row is judged in pieces: it is refused later, whatever it holds.
      if (length > 4 * MAX_ROW_CHARACTERS) rest = [];
      rest.push(Buffer.from(bytes.subarray(from)));
      length += bytes.length - from;
    },
    encoding: (): 'utf-8' | 'windows-1252' => {
      end(Buffer.alloc(0));
      if (windows === 0) return 'utf-8';
      const mixed = utf8 > 0 ? (utf8 < windows ? first.utf8 : first.windows) : first.neither;
      if (mixed !== undefined)
        throw unreadable(
          `ligne ${mixed}, des accents d’un autre encodage que le reste (UTF-8 ou Windows-1252, un seul par fichier)`,
        );
      return 'windows-1252';
    },
  };
};

/**
 * Whether bytes that are valid UTF-8 may as well be Windows-1252: all their accents are a capital before a sign («DÉCÉDÉ »), and not
 * the beginning of a French accent in UTF-8 (`Ã`, `Â`).
 */
const isAmbiguous = (inWindows1252: string): boolean =>
  isAscii(Buffer.from(inWindows1252.replace(/[ÀÁÄ-ß][\u00a0«»°·]/g, '')));

/** Whether a text read as Windows-1252 has signs that nobody writes there: it was of MS-DOS or of a Mac. */
const isForeign = (text: string): boolean =>
  /[\u0081\u008d\u008f\u0090\u009d]|\p{L}[‚ƒ„†‡ˆ‰‹›˜“”•½¼¾]\p{L}|\p{L}‚|ƒ\p{Ll}|\p{Ll}[ŠŽŒ]|[a-ln-z]³/u.test(
    text,
  );

/** A ZIP is a workbook. An OLE file (.xls), a PDF, a page, and anything with a NUL byte that is not UTF-16 are refused. */
const formOf = (head: Uint8Array): Form => {
  const start = Buffer.from(head);
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04))
    return start.includes('application/vnd.oasis.opendocument.spreadsheet') ? 'ods' : 'xlsx';
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0))
    throw unknownForm(
      'C’est un ancien classeur Excel (.xls), ou un classeur protégé par un mot de passe : enregistrez-le en .xlsx ou en .ods, sans mot de passe.',
    );
  if (start.subarray(0, 5).toString('latin1') === '%PDF-') throw unknownForm('C’est un PDF.');
  const utf16 = utf16Of(head);
  if (!utf16 && head.includes(0)) throw unknownForm();
  const text = new TextDecoder(utf16 ?? 'utf-8').decode(head).trimStart();
  if (text.startsWith('<'))
    throw unknownForm(
      'C’est une page ou un document XML, même nommé .xls : enregistrez-le en .xlsx, .ods ou .csv.',
    );
  if (/^\[\s*[{"]/.test(text))
    throw unknownForm('C’est un tableau JSON : donnez un message par ligne (JSON Lines), sans crochets.');
  if (/^\{\s*?[\r\n]/.test(text))
    throw unknownForm(
      'C’est un message JSON sur plusieurs lignes : donnez un message par ligne (JSON Lines).',
    );
  return text.startsWith('{') ? 'jsonl' : 'csv';
};

/**
 * A file's text, chunk by chunk, without its byte order mark.
 *
 * @throws FileRefused when its bytes are not of its encoding
 */
export async function* textOf(open: Open, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (chunk?: Uint8Array): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw unreadable(`texte qui n’est pas du ${encoding.toUpperCase()}`);
    }
  };
  for await (const chunk of open()) yield decode(chunk);
  const rest = decode();
  if (rest) yield rest;
}
