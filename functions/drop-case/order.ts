import * as z from 'zod/mini';

const orderSchema = z.object({ caseId: z.string().check(z.minLength(1)) });

/**
 * The case an order of the watch names.
 *
 * @throws ZodError when it is none: only the watch writes to the queue
 */
export const orderOf = (body: string): string => orderSchema.parse(JSON.parse(body)).caseId;
