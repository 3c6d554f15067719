import { parentPort } from 'node:worker_threads';
import { PDFDocument, PDFName, PDFNumber } from 'pdf-lib';

/** Messages of the thread: first that it is ready, then the result of each reading. */
export type Said = 'ready' | 'opens' | 'incomplete' | 'encrypted' | 'doesNotOpen';
type Opened = Exclude<Said, 'ready'>;

const read = async (bytes: Uint8Array, strict: boolean): Promise<Opened> => {
  const document = await PDFDocument.load(bytes, {
    ignoreEncryption: true,
    throwOnInvalidObject: strict,
    updateMetadata: false,
  });
  // Encryption is read from the trailer: the library's own error for it cannot be recognised (an ES5 subclass of Error).
  if (document.context.trailerInfo.Encrypt !== undefined) return 'encrypted';
  if (!strict || document.getPageCount() === 0) return 'doesNotOpen';
  return isWhole(document) ? 'opens' : 'incomplete';
};

/** Whether the pages are as many as the file says, and what each shows is there: a broken copy may have lost some (ISO 32000-1, 7.7.3). */
const isWhole = (document: PDFDocument): boolean => {
  const told = document.catalog.Pages().lookupMaybe(PDFName.of('Count'), PDFNumber)?.asNumber() ?? 0;
  const pages = document.getPages();
  return (
    pages.length >= told &&
    pages.every(({ node }) => node.get(PDFName.of('Contents')) === undefined || node.Contents() !== undefined)
  );
};

// To a strict reading, encrypted objects are invalid ones: a lenient reading is then needed to find the trailer.
const open = (bytes: Uint8Array): Promise<Opened> =>
  read(bytes, true).catch(() => read(bytes, false).catch(() => 'doesNotOpen'));

// In a thread of its own (`check-pdf.ts`): the file may have been made to exhaust its reader.
const say = (said: Said): void => parentPort?.postMessage(said);
parentPort?.on('message', async (bytes: Uint8Array) => say(await open(bytes)));
say('ready');
