import type { Clock } from './clock.ts';
import type { Timeline } from './schedule-expression.ts';

/** A deployed schedule: when it fires, and what it delivers. */
export type Schedule = {
  readonly arn: string;
  readonly timeline: Timeline;
  /** Gives the target its message or invocation. Resolves when the target has taken it. */
  readonly deliver: (instant: number) => Promise<void>;
};

/** Running schedules. */
export type Scheduler = {
  /** Instant at which the next schedule fires, in milliseconds since the epoch. */
  readonly dueAt: () => number | undefined;
  /** Fires the next schedule now, with its own scheduled instant. Resolves when its target has taken it. */
  readonly fireNext: () => Promise<void>;
  /** How many targets have not taken their message or invocation yet. */
  readonly pending: () => number;
  readonly stop: () => Promise<void>;
};

/** A timer's delay is a 32-bit integer. A longer wait is cut, and the time is checked again at its end. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Runs schedules. In real time each fires by itself, and those that fell due while the machine slept fire when it wakes. On a
 * virtual clock they wait for `fireNext`.
 */
export const startSchedules = (schedules: readonly Schedule[], clock: Clock): Scheduler => {
  const entries = schedules.map((schedule) => ({ schedule, at: schedule.timeline.first }));
  const deliveries = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const earliest = () =>
    entries.reduce<(typeof entries)[number] | undefined>(
      (found, entry) => (entry.at !== undefined && entry.at < (found?.at ?? Infinity) ? entry : found),
      undefined,
    );

  const fireNext = async (): Promise<void> => {
    const entry = earliest();
    if (entry?.at === undefined) return;
    const { at, schedule } = entry;
    entry.at = schedule.timeline.next(at);
    const delivery = schedule
      .deliver(at)
      .catch((error: unknown) => console.error(`${schedule.arn} not delivered:`, error))
      .finally(() => deliveries.delete(delivery));
    deliveries.add(delivery);
    await delivery;
  };

  const arm = (): void => {
    const at = earliest()?.at;
    if (at === undefined || stopped) return;
    timer = setTimeout(ring, Math.min(Math.max(0, at - clock.now()), MAX_TIMER_MS));
    timer.unref();
  };
  const ring = (): void => {
    // Not awaited: a slow target must not hold up another schedule.
    while ((earliest()?.at ?? Infinity) <= clock.now()) fireNext();
    arm();
  };

  if (clock.shared === undefined) arm();
  return {
    dueAt: () => earliest()?.at,
    fireNext,
    pending: () => deliveries.size,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await Promise.all(deliveries);
    },
  };
};
