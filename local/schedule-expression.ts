import { Cron } from 'croner';
import { type Zone, zoneOf } from './zones.ts';

/** Instants at which a schedule fires, in milliseconds since the epoch; `undefined` when there is none left. */
export type Timeline = {
  /** The first firing of a schedule created at the given instant. */
  readonly first: number | undefined;
  /** The first firing strictly after an instant. */
  readonly next: (after: number) => number | undefined;
};

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Turns AWS's six fields into croner's seven: 0 seconds, `?` for "any", weekdays from 1 (Sunday), `0/15` for "from 0 on". Croner
 * counts in wall time and the zone converts, so that days of a clock change are as EventBridge Scheduler documents them: a time
 * that does not exist is skipped, a time that comes twice fires once.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
const cronTimeline = (expression: string, zone: Zone, created: number): Timeline => {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== 6) throw new Error('six fields are expected');
  if ((fields[2] === '?') === (fields[4] === '?')) {
    throw new Error('either the day of the month or the day of the week must be ?');
  }
  const pattern = ['0', ...fields.map((field) => (field === '?' ? '*' : field))].join(' ');
  const cron = new Cron(pattern, {
    mode: '7-part',
    timezone: 'UTC',
    alternativeWeekdays: true,
    sloppyRanges: true,
  });
  const next = (after: number): number | undefined => {
    for (let wall = cron.nextRun(new Date(zone.toWall(after))); wall; wall = cron.nextRun(wall)) {
      const instant = zone.toInstant(wall.getTime());
      if (instant !== undefined && instant > after) return instant;
    }
    return undefined;
  };
  return { first: next(created), next };
};

/** A day is 24 hours, whatever the clocks do. Without a start date, AWS fires a rate for the first time at once. */
const rateTimeline = (value: number, unit: string, created: number): Timeline => {
  const period = value * (unitMs[unit] ?? Number.NaN);
  if (!(period > 0)) throw new Error('a positive number of minutes, hours or days is expected');
  return {
    first: created,
    next: (after) =>
      after < created ? created : created + (Math.floor((after - created) / period) + 1) * period,
  };
};

const onceTimeline = (local: string, zone: Zone, created: number): Timeline => {
  const at = zone.toInstant(Date.parse(`${local}Z`));
  if (at === undefined) throw new Error('no such local time');
  const next = (after: number): number | undefined => (at > after ? at : undefined);
  return { first: next(created), next };
};

/**
 * Reads an EventBridge Scheduler expression: `cron(…)`, `rate(…)` or `at(…)`.
 *
 * @param created instant the schedule was created (ms), from which a rate counts
 * @throws Error saying what cannot be read or run: the expression or the zone
 * @example timelineOf('cron(0 6 * * ? *)', 'Europe/Paris', Date.parse('2026-07-01T00:00:00Z')).first // 2026-07-01T04:00:00Z, in ms
 */
export const timelineOf = (expression: string, timeZone: string, created: number): Timeline => {
  const zone = zoneOf(timeZone);
  const cron = /^cron\((.*)\)$/.exec(expression)?.[1];
  if (cron !== undefined) return cronTimeline(cron, zone, created);
  const rate = /^rate\((\d+) +(minute|hour|day)s?\)$/.exec(expression);
  if (rate) return rateTimeline(Number(rate[1]), String(rate[2]), created);
  const at = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression)?.[1];
  if (at !== undefined) return onceTimeline(at, zone, created);
  throw new Error('neither cron(…), rate(…) nor at(…)');
};
