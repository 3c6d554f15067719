import { sha256 } from '../../domain/text/canonical.ts';
import { log } from '../../log/log.ts';
import type { Uploads } from '../../store/uploads.ts';
import type { Opened } from './check-pdf.ts';
import { nameOf, type ObjectHead } from './halves.ts';

/** The result of opening a piece. `later`: its étude has used its share of this batch, or another reader has the piece. */
export type Opening = { opened: Opened; sha256: string | undefined } | 'later';

export type OpeningDeps = {
  read: (key: string, versionId: string | undefined) => Promise<Uint8Array>;
  openPdf: (bytes: Uint8Array) => Promise<Opened>;
  uploads: Pick<Uploads, 'get' | 'claim' | 'read' | 'release'>;
  now: () => string;
};

/** What one étude may use of a batch: exhausted readers, and time of reading. Beyond, its other pieces wait for a later batch. */
const SHARE = { exhausted: 2, ms: 5_000 };
/** Reading time of a whole batch: half of the function's minute. */
const BATCH_MS = 30_000;

export type Openings = ReturnType<typeof createOpenings>;

/**
 * Opens pieces one at a time, each version of each object once, however many notifications there are: the result is kept, and a
 * piece whose reader dies three times counts as exhausting. Études take turns, and an étude whose pieces exhaust their readers is
 * put off to a later batch: nobody waits for more than a few readings of another's pieces.
 */
export const createOpenings = (deps: OpeningDeps) => {
  let waiting: { etude: string; go: () => void }[] = [];
  let busy = false;
  let batchMs = 0;
  let taken = new Map<string, { turns: number; exhausted: number; ms: number }>();
  const takenBy = (etude: string) => {
    const known = taken.get(etude) ?? { turns: 0, exhausted: 0, ms: 0 };
    taken.set(etude, known);
    return known;
  };
  const next = (): void => {
    const least = Math.min(...waiting.map(({ etude }) => takenBy(etude).turns));
    const chosen = waiting.find(({ etude }) => takenBy(etude).turns === least);
    busy = chosen !== undefined;
    if (!chosen) return;
    waiting = waiting.filter((one) => one !== chosen);
    takenBy(chosen.etude).turns += 1;
    chosen.go();
  };
  /** Runs one piece of work at a time; the étude that has had the fewest turns goes first. */
  const inTurn = async <T>(etude: string, work: () => Promise<T>): Promise<T> => {
    await new Promise<void>((go) => {
      waiting.push({ etude, go });
      if (!busy) next();
    });
    try {
      return await work();
    } finally {
      next();
    }
  };

  const openNow = async (etude: string, object: ObjectHead): Promise<Opening> => {
    const name = nameOf(object);
    const share = takenBy(etude);
    if (share.exhausted >= SHARE.exhausted || share.ms >= SHARE.ms || batchMs >= BATCH_MS) {
      const { opened, sha256 } = (await deps.uploads.get(etude, name)) ?? {};
      return opened ? { opened, sha256 } : 'later';
    }
    const claim = await deps.uploads.claim(etude, name, deps.now());
    if (claim.kind === 'taken') return 'later';
    if (claim.kind === 'read') return claim;
    try {
      const started = performance.now();
      const found = claim.kind === 'deadly' ? deadly : await readOne(object);
      const ms = Math.round(performance.now() - started);
      log('piece.opened', { etude, opened: found.opened, ms });
      share.ms += ms;
      batchMs += ms;
      if (found.opened === 'exhausting') share.exhausted += 1;
      await deps.uploads.read(etude, name, deps.now(), found);
      return found;
    } catch (error) {
      // The next delivery reads it again. If this release fails too, the claim expires: a reader silent for long counts as dead.
      await deps.uploads.release(etude, name, deps.now()).catch(() => {});
      throw error;
    }
  };

  const readOne = async (object: ObjectHead): Promise<Exclude<Opening, 'later'>> => {
    const bytes = await deps.read(object.key, object.versionId);
    return { opened: await deps.openPdf(bytes), sha256: sha256(bytes) };
  };

  return {
    open: (etude: string, object: ObjectHead): Promise<Opening> =>
      inTurn(etude, () => openNow(etude, object)),
    /** Begins a batch: each étude has its full share again. */
    begin: (): void => {
      taken = new Map();
      batchMs = 0;
    },
  };
};

const deadly = { opened: 'exhausting', sha256: undefined } as const;
