import type { Readable } from 'node:stream';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { bomb, unreadable } from '../file-issue.ts';

/** A workbook's parts, each read as a stream. */
export type Zip = {
  has: (name: string) => boolean;
  size: (name: string) => number;
  open: (name: string) => Promise<Readable>;
};

/** Most bytes that all parts may decompress to. The ZIP reader checks that a part's real size is the one it declares. */
const MAX_UNFOLDED = 1024 * 1024 * 1024;
/**
 * Highest compression ratio accepted. A sheet of numbers compresses about thirty times; nothing legitimate of some size, three
 * hundred.
 */
const MAX_RATIO = 300;
const MAX_ENTRIES = 2000;

/**
 * Opens a ZIP held in memory. A part is decompressed only when it is asked for.
 *
 * @throws FileRefused when it is damaged, encrypted, or would decompress to an abnormal volume
 */
export const openZip = async (bytes: Buffer): Promise<Zip> => {
  const file = await new Promise<ZipFile>((done, fail) => {
    fromBuffer(bytes, { lazyEntries: true, autoClose: false }, (error, zip) =>
      error || !zip ? fail(unreadable('archive endommagée')) : done(zip),
    );
  });
  const entries = await entriesOf(file);
  const entryOf = (name: string): Entry => {
    const entry = entries.get(name);
    if (!entry) throw unreadable(`partie ${name} absente`);
    return entry;
  };
  return {
    has: (name) => entries.has(name),
    size: (name) => entries.get(name)?.uncompressedSize ?? 0,
    open: (name) =>
      new Promise((done, fail) => {
        file.openReadStream(entryOf(name), (error, stream) =>
          error || !stream ? fail(unreadable(`partie ${name}`)) : done(stream),
        );
      }),
  };
};

const entriesOf = (file: ZipFile): Promise<Map<string, Entry>> =>
  new Promise((done, fail) => {
    const entries = new Map<string, Entry>();
    let unfolded = 0;
    file.on('entry', (entry: Entry) => {
      unfolded += entry.uncompressedSize;
      const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
      const abnormal = entry.uncompressedSize > 1024 * 1024 && ratio > MAX_RATIO;
      if (unfolded > MAX_UNFOLDED || entries.size >= MAX_ENTRIES || abnormal) return fail(bomb());
      if (entry.isEncrypted()) return fail(unreadable('classeur protégé par un mot de passe'));
      entries.set(entry.fileName.replaceAll('\\', '/'), entry);
      file.readEntry();
    });
    file.on('end', () => done(entries));
    file.on('error', () => fail(unreadable('archive endommagée')));
    file.readEntry();
  });
