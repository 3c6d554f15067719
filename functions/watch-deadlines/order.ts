import * as z from 'zod/mini';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';

const orderSchema = z.object({
  /** The scheduled instant, or a day to watch again. */
  day: z.union([z.iso.date(), z.iso.datetime()]),
  /** `read` the cases that are due, then `close`: send what was held. */
  step: z._default(z.enum(['read', 'close']), 'read'),
});

/** A run, or what is left of one. `day` is a civil date of Europe/Paris. */
export type Order = { day: string; step: 'read' | 'close' };

/**
 * Reads an order off the watch's queue: the schedule's, this function's own, or an operator's.
 *
 * @throws ZodError when it is neither: only they write to the queue
 */
export const orderOf = (body: string): Order => {
  const { day, step } = orderSchema.parse(JSON.parse(body));
  return { day: day.length === 10 ? day : parisDay(day), step };
};
