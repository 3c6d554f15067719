import { sqsIntake } from '../../shared/intake/sqs-intake.ts';
import { watch } from './deps.ts';
import { orderOf } from './order.ts';

/** One order at a time: the mapping's batch size is 1. */
export const handler = sqsIntake(({ body }, context) =>
  watch(orderOf(body), () => context.getRemainingTimeInMillis()),
);
