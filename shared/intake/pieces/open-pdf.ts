import { parentPort } from 'node:worker_threads';
import { PDFDocument } from 'pdf-lib';

/** What the thread says: that it is there, then what each reading came to. */
export type Said = 'ready' | 'opens' | 'encrypted' | 'doesNotOpen';
type Opened = Exclude<Said, 'ready'>;

const read = async (bytes: Uint8Array, strict: boolean): Promise<Opened> => {
  const document = await PDFDocument.load(bytes, {
    ignoreEncryption: true,
    throwOnInvalidObject: strict,
    updateMetadata: false,
  });
  // Told by the trailer: the library's own error for it cannot be recognised (ES5 subclass of Error).
  if (document.context.trailerInfo.Encrypt !== undefined) return 'encrypted';
  return strict && document.getPageCount() > 0 ? 'opens' : 'doesNotOpen';
};

// Encrypted objects are invalid ones to a strict reading; a lenient one still finds the trailer.
const open = (bytes: Uint8Array): Promise<Opened> =>
  read(bytes, true).catch(() => read(bytes, false).catch(() => 'doesNotOpen'));

// In a thread of its own (`check-pdf.ts`): whoever wrote the file may have meant to exhaust its reader.
const say = (said: Said): void => parentPort?.postMessage(said);
parentPort?.on('message', async (bytes: Uint8Array) => say(await open(bytes)));
say('ready');
