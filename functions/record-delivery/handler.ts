import middy from '@middy/core';
import { log } from '../../shared/log/log.ts';
import { deliveryEventSchema, undeliveredOf } from './delivery-event.ts';
import { markUndelivered } from './deps.ts';

export const handler = middy().handler(async (event: unknown) => {
  const undelivered = undeliveredOf(deliveryEventSchema.parse(event));
  if (!undelivered) return;
  await markUndelivered(undelivered);
  log('notice.undelivered', { noticeId: undelivered.noticeId, reason: undelivered.reason });
});
