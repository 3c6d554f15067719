import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { watch } from './deps.ts';
import { orderOf } from './order.ts';

/** One order at a time: the mapping's batch size is 1. */
export const handler = middy<SQSEvent, void>().handler(async ({ Records }, context) => {
  for (const { body } of Records) await watch(orderOf(body), () => context.getRemainingTimeInMillis());
});
