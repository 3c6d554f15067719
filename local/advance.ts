import { type Clock, parseInstant } from './clock.ts';
import type { Delays } from './delays.ts';
import { LocalHubError } from './errors.ts';
import type { Scheduler } from './schedules.ts';

/**
 * Makes the function that moves a virtual clock forward, through everything that falls due on the way, in order. Each schedule
 * fires and each delay ends at its own instant, and the clock goes on only once the hub has finished the work that this started.
 */
export const createAdvance = (parts: {
  clock: Clock;
  scheduler: Scheduler;
  delays: Delays | undefined;
  idle: () => Promise<void>;
}): ((instant: string) => Promise<number>) => {
  const { clock, scheduler, delays, idle } = parts;
  let advancing = false;

  const advance = async (target: number): Promise<number> => {
    let fired = 0;
    // Work sent before the call belongs to the instant before it: finish it first.
    await idle();
    for (;;) {
      const delayed = delays?.dueAt() ?? Infinity;
      const scheduled = scheduler.dueAt() ?? Infinity;
      const next = Math.min(delayed, scheduled);
      if (next > target) break;
      clock.set(next);
      if (delayed <= scheduled) delays?.release();
      else {
        await scheduler.fireNext();
        fired += 1;
      }
      await idle();
    }
    clock.set(target);
    return fired;
  };

  return async (instant) => {
    const target = parseInstant(instant);
    if (clock.shared === undefined) {
      throw new LocalHubError('this hub runs in real time: start it with `now` to move its clock');
    }
    if (advancing) throw new LocalHubError('the clock is already being moved');
    if (target < clock.now()) {
      const now = new Date(clock.now()).toISOString();
      throw new LocalHubError(`the clock cannot go back from ${now} to ${instant}`);
    }
    advancing = true;
    try {
      return await advance(target);
    } finally {
      advancing = false;
    }
  };
};
