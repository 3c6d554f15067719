import { log } from '../../log/log.ts';
import type { Upload } from '../s3-upload.ts';

/** An upload, by what tells its versions apart. */
type Version = Pick<Upload, 'key' | 'versionId'>;

/** How an instance asks for a later look, and what the time is (UTC, ISO 8601). */
export type RecheckDeps = {
  /** Has an upload told of again, in so many seconds. */
  recheck: (upload: Upload, seconds: number) => Promise<void>;
  now: () => string;
};

/** What a notification names: as `nameOf` has it where the bucket keeps versions. */
export const notifiedName = ({ key, versionId }: Version): string => `${key}@${versionId ?? ''}`;

/** Uploads remembered by an instance. */
const MEMORY = 1_000;

/**
 * The uploads that this instance has finished with, by version. S3 and the scan each tell of an upload: the second notification has
 * nothing left to do. Another instance, which remembers nothing, does the work again and comes to the same end.
 */
export const createEnded = () => {
  const names = new Set<string>();
  return {
    has: ({ key, versionId }: Version): boolean =>
      versionId !== undefined && names.has(notifiedName({ key, versionId })),
    add: (uploads: readonly Version[]): void => {
      for (const upload of uploads) if (upload.versionId !== undefined) names.add(notifiedName(upload));
      // Oldest first: a set keeps the order in which it was filled.
      for (const name of names) if (names.size > MEMORY) names.delete(name);
    },
  };
};

/**
 * Has an upload looked at again, unless a look that this instance asked for is still to come: what tells of one several times, or is
 * delivered again, would otherwise ask for several looks, each of which asks for more.
 */
export const createRecheck = ({ recheck, now }: RecheckDeps) => {
  const due = new Map<string, number>();
  return async (upload: Upload, seconds: number): Promise<void> => {
    const at = Date.parse(now());
    for (const [name, instant] of due) if (instant <= at) due.delete(name);
    if (due.has(notifiedName(upload))) return log('piece.alreadyAwaited');
    await recheck(upload, seconds);
    // A delay is counted by another clock: a look that comes in its last tenth is the one asked for, and may ask for the next.
    due.set(notifiedName(upload), at + seconds * 900);
  };
};
