import { parentPort } from 'node:worker_threads';
import { PDFDocument } from 'pdf-lib';

/** Messages of the thread: first that it is ready, then the result of each reading. */
export type Said = 'ready' | 'opens' | 'encrypted' | 'doesNotOpen';
type Opened = Exclude<Said, 'ready'>;

const read = async (bytes: Uint8Array, strict: boolean): Promise<Opened> => {
  const document = await PDFDocument.load(bytes, {
    ignoreEncryption: true,
    throwOnInvalidObject: strict,
    updateMetadata: false,
  });
  // Encryption is read from the trailer: the library's own error for it cannot be recognised (an ES5 subclass of Error).
  if (document.context.trailerInfo.Encrypt !== undefined) return 'encrypted';
  return strict && document.getPageCount() > 0 ? 'opens' : 'doesNotOpen';
};

// To a strict reading, encrypted objects are invalid ones: a lenient reading is then needed to find the trailer.
const open = (bytes: Uint8Array): Promise<Opened> =>
  read(bytes, true).catch(() => read(bytes, false).catch(() => 'doesNotOpen'));

// In a thread of its own (`check-pdf.ts`): the file may have been made to exhaust its reader.
const say = (said: Said): void => parentPort?.postMessage(said);
parentPort?.on('message', async (bytes: Uint8Array) => say(await open(bytes)));
say('ready');
