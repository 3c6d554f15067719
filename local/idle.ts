import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamPoller } from './stream-poller.ts';

/**
 * Makes the function that waits until a hub has nothing left to do. When nothing is busy, only a stream can hold work:
 * once reads begun after that moment have all found nothing, no reader having handled anything meanwhile, and nothing
 * is busy still, there is none.
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
