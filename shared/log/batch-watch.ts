import { measure } from './measure.ts';

/** Enough to know that they are several. */
const MEMORY = 10;

/**
 * Tells batches that fail whole, as they do when a deployment is broken, from records that fail alone: one that nothing succeeds beside, however
 * often it comes, is counted once another has failed too. Lambda itself counts neither as an error: the batch's answer names what failed.
 */
export const createBatchWatch = (): ((ids: readonly string[], failed: readonly string[]) => void) => {
  const failing = new Set<string>();
  return (ids, failed) => {
    if (failed.length < ids.length) return failing.clear();
    for (const id of failed) if (failing.size < MEMORY) failing.add(id);
    if (failing.size > 1) measure('batch.failed', { records: failed.length }, { BatchFailed: 1 });
  };
};
