import * as z from 'zod/mini';
import { type CivilDate, isDay } from '../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';

const orderSchema = z.object({
  /** The scheduled instant, or a day to watch again. */
  day: z.union([z.iso.date(), z.iso.datetime()]),
  /** `read` the cases that are due, then `close`: send what was gathered. */
  step: z._default(z.enum(['read', 'close']), 'read'),
  /** Everything that waits for a summary goes, and not only what can wait no longer. */
  all: z.optional(z.boolean()),
  /** Retirements that earlier parts of the same run ordered. */
  retirements: z.optional(z.int().check(z.nonnegative())),
});

/** A run, or what is left of one. `day` is a civil date of Europe/Paris. */
export type Order = {
  day: CivilDate;
  step: 'read' | 'close';
  all?: boolean | undefined;
  retirements?: number | undefined;
};

/**
 * Reads an order from the watch's queue: the schedule's, this function's own, or an operator's.
 *
 * @throws ZodError when the message is not an order: only these write to the queue
 */
export const orderOf = (body: string): Order => {
  const { day, ...rest } = orderSchema.parse(JSON.parse(body));
  return { day: isDay(day) ? day : parisDay(day), ...rest };
};
