import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Files that lines are spread over: of a million events, one holds some fifteen megabytes. */
const FILES = 64;
/** Characters kept in memory for a file before they are written to it. */
const MOST = 1_000_000;

/**
 * Lines grouped by key without being all in memory: an export's items come in no order. Written to files of a temporary folder, then read
 * back a file at a time, which holds all the lines of its keys.
 */
export const createSpill = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-indicators-'));
  const waiting = Array.from({ length: FILES }, () => '');
  const path = (n: number): string => join(folder, String(n));
  const flush = async (n: number): Promise<void> => {
    const text = waiting[n] ?? '';
    waiting[n] = '';
    if (text !== '') await appendFile(path(n), text, { mode: 0o600 });
  };
  return {
    /** @param line without a line break */
    add: async (key: string, line: string): Promise<void> => {
      const n = (createHash('sha256').update(key).digest()[0] ?? 0) % FILES;
      waiting[n] += `${line}\n`;
      if ((waiting[n]?.length ?? 0) > MOST) await flush(n);
    },
    /** The lines of each file, once all were added. */
    files: async function* (): AsyncGenerator<string[]> {
      for (let n = 0; n < FILES; n++) {
        await flush(n);
        const text = await readFile(path(n), 'utf8').catch(() => '');
        yield text.split('\n').filter(Boolean);
      }
    },
    /** Deletes the folder: what it held is personal data. */
    end: () => rm(folder, { recursive: true, force: true }),
  };
};
