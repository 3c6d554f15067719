import { log } from '../../log/log.ts';
import type { Upload } from '../s3-upload.ts';

/** One version of an upload. */
type Version = Pick<Upload, 'key' | 'versionId'>;

/** How an instance asks for a later look, and its clock (UTC, ISO 8601). */
export type RecheckDeps = {
  /** Has the queue deliver the upload again after this many seconds. */
  recheck: (upload: Upload, seconds: number) => Promise<void>;
  now: () => string;
};

/** Name of the upload that a notification is about: the same as `nameOf` where the bucket keeps versions. */
export const notifiedName = ({ key, versionId }: Version): string => `${key}@${versionId ?? ''}`;

/** Most uploads that an instance remembers. */
const MEMORY = 1_000;

/**
 * The uploads that this instance has finished with, by version. S3 and the scan each notify an upload, and the second
 * notification has nothing left to do. Another instance, which remembers nothing, does the work again and comes to the same
 * result.
 */
export const createEnded = () => {
  const names = new Set<string>();
  return {
    has: ({ key, versionId }: Version): boolean =>
      versionId !== undefined && names.has(notifiedName({ key, versionId })),
    add: (uploads: readonly Version[]): void => {
      for (const upload of uploads) if (upload.versionId !== undefined) names.add(notifiedName(upload));
      // The oldest are forgotten first: a set keeps the order in which it was filled.
      for (const name of names) if (names.size > MEMORY) names.delete(name);
    },
  };
};

/**
 * Asks for a later look at an upload, unless a look that this instance asked for is still to come. Without this, repeated
 * notifications and deliveries would each ask for a look, and each look for more.
 */
export const createRecheck = ({ recheck, now }: RecheckDeps) => {
  const due = new Map<string, number>();
  return async (upload: Upload, seconds: number): Promise<void> => {
    const at = Date.parse(now());
    for (const [name, instant] of due) if (instant <= at) due.delete(name);
    if (due.has(notifiedName(upload))) return log('piece.alreadyAwaited');
    await recheck(upload, seconds);
    // SQS's clock is not ours: a look that comes in the last tenth of its delay counts as the one asked for, and may ask for the
    // next.
    due.set(notifiedName(upload), at + seconds * 900);
  };
};
