import { measure } from './measure.ts';

/** Enough to know that several records fail. */
const MEMORY = 10;

/**
 * Detects batches that fail whole, as they do when a deployment is broken, as opposed to a record that fails alone. A record that
 * fails with no success beside it may be the only bad one, however often it comes: it counts only once a second record has failed
 * too. Lambda counts neither as an error, since the batch's answer names the failed records.
 */
export const createBatchWatch = (): ((ids: readonly string[], failed: readonly string[]) => void) => {
  const failing = new Set<string>();
  return (ids, failed) => {
    if (failed.length < ids.length) return failing.clear();
    for (const id of failed) if (failing.size < MEMORY) failing.add(id);
    if (failing.size > 1) measure('batch.failed', { records: failed.length }, { BatchFailed: 1 });
  };
};
