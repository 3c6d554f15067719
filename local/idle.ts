import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamPoller } from './stream-poller.ts';

/**
 * Makes the function that waits until a hub has nothing left to do. Once nothing is busy, only a stream can still hold work.
 * There is none when every reader began a read after that moment and found nothing, handled nothing meanwhile, and nothing is
 * busy at the end either.
 *
 * @param busy whether something is queued, in flight or running now
 */
export const createIdle = (busy: () => boolean, readers: readonly StreamPoller[]): (() => Promise<void>) => {
  const isQuiet = async (): Promise<boolean> => {
    for (let pause = 1; busy(); pause = Math.min(pause * 1.5, 20)) await sleep(pause);
    const drained = await Promise.all(readers.map((reader) => reader.isDrained()));
    return drained.every(Boolean) && !busy();
  };
  return async () => {
    while (!(await isQuiet()));
  };
};
