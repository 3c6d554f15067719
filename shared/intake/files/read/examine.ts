import { createHash } from 'node:crypto';
import { TextDecoder } from 'node:util';
import { emptyFile, MAX_FILE_BYTES, MAX_WORKBOOK_BYTES, tooBig, unknownForm } from '../file-issue.ts';

/** Opens a file from its first byte, as many times as it is called. */
export type Open = () => AsyncIterable<Uint8Array>;

type Form = 'csv' | 'xlsx' | 'jsonl';
export type Encoding = 'utf-8' | 'utf-16le' | 'windows-1252';

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
 * @throws FileRefused when it is empty, too big, or in no accepted form
 */
export const examine = async (open: Open): Promise<Examined> => {
  const hash = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let size = 0;
  let head = new Uint8Array();
  for await (const chunk of open()) {
    size += chunk.length;
    if (size > MAX_FILE_BYTES) throw tooBig(MAX_FILE_BYTES);
    hash.update(chunk);
    if (head.length < HEAD) head = Buffer.concat([head, chunk.subarray(0, HEAD)]);
    if (isUtf8) isUtf8 = decodes(utf8, chunk, true);
  }
  if (isUtf8) isUtf8 = decodes(utf8, new Uint8Array(), false);
  if (size === 0) throw emptyFile();
  const form = formOf(head);
  if (form === 'xlsx' && size > MAX_WORKBOOK_BYTES) throw tooBig(MAX_WORKBOOK_BYTES);
  const encoding = startsWith(head, 0xff, 0xfe) ? 'utf-16le' : isUtf8 ? 'utf-8' : 'windows-1252';
  return { sha256: hash.digest('hex'), size, form, encoding };
};

const HEAD = 4096;

const decodes = (decoder: TextDecoder, chunk: Uint8Array, stream: boolean): boolean => {
  try {
    decoder.decode(chunk, { stream });
    return true;
  } catch {
    return false;
  }
};

/** A ZIP is a workbook. An OLE file (.xls), a PDF, and anything with a NUL byte that is not UTF-16 are refused. */
const formOf = (head: Uint8Array): Form => {
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04)) return 'xlsx';
  const utf16 = startsWith(head, 0xff, 0xfe);
  if (!utf16 && head.includes(0)) throw unknownForm();
  if (Buffer.from(head.subarray(0, 5)).toString('latin1') === '%PDF-') throw unknownForm();
  const text = new TextDecoder(utf16 ? 'utf-16le' : 'utf-8').decode(head).trimStart();
  return text.startsWith('{') ? 'jsonl' : 'csv';
};

/** A file's text, chunk by chunk, without its byte order mark. */
export async function* textOf(open: Open, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of open()) yield decoder.decode(chunk, { stream: true });
  const rest = decoder.decode();
  if (rest) yield rest;
}
