import middy from '@middy/core';
import { log } from '../../shared/log/log.ts';
import { deliveryEventSchema, undeliveredOf } from './delivery-event.ts';
import { markDigestUndelivered, markUndelivered } from './deps.ts';

export const handler = middy().handler(async (event: unknown) => {
  const undelivered = undeliveredOf(deliveryEventSchema.parse(event));
  if (!undelivered) return;
  const { kind, reason, at } = undelivered;
  if (kind === 'digest') {
    const { digestId, day } = undelivered;
    await markDigestUndelivered({ day, digestId, reason, at });
    log('digest.undelivered', { digestId, reason });
    return;
  }
  const { caseId, noticeId } = undelivered;
  await markUndelivered({ caseId, noticeId, reason, at });
  log('notice.undelivered', { noticeId, reason });
});
