/** The two conversions of a time zone. A wall time is what the zone's clocks show, written as the milliseconds of that time in UTC. */
export type Zone = {
  readonly toWall: (instant: number) => number;
  /**
   * First instant at which the clocks show this wall time. Some wall times come twice a year; some never come, and give
   * `undefined`.
   */
  readonly toInstant: (wall: number) => number | undefined;
};

const DAY_MS = 86_400_000;

/**
 * A time zone by its IANA name, such as `Europe/Paris`.
 *
 * @throws RangeError when there is no such zone
 */
export const zoneOf = (timeZone: string): Zone => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const toWall = (instant: number): number => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    return Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
      instant % 1000,
    );
  };
  return {
    toWall,
    toInstant: (wall) => {
      // The clocks change at most once in two days, so the offset is either that of the day before or that of the day after.
      const offsets = [wall - DAY_MS, wall + DAY_MS].map((around) => toWall(around) - around);
      const instants = offsets.map((offset) => wall - offset).filter((instant) => toWall(instant) === wall);
      return instants.length === 0 ? undefined : Math.min(...instants);
    },
  };
};
