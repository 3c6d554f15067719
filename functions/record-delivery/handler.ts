import middy from '@middy/core';
import * as z from 'zod/mini';
import { inLog, log } from '../../shared/log/log.ts';
import { measure } from '../../shared/log/measure.ts';
import { readEnv } from '../../shared/read-env.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import {
  createMarkCourrielUndelivered,
  createMarkDemandeUndelivered,
  createMarkDigestUndelivered,
  createMarkUndelivered,
} from '../../shared/store/delivery.ts';
import { createMailboxes } from '../../shared/store/mailboxes.ts';
import { type DeliveryEvent, deliveryEventSchema, fateOf, undeliveredOf } from './delivery-event.ts';

const env = readEnv(z.object({ TABLE_NAME: z.string().check(z.minLength(1)) }));

const client = createDocumentClient();

const markUndelivered = createMarkUndelivered(client, env.TABLE_NAME);
const mailboxes = createMailboxes(client, env.TABLE_NAME);
const markCourrielUndelivered = createMarkCourrielUndelivered(client, env.TABLE_NAME);
const markDemandeUndelivered = createMarkDemandeUndelivered(client, env.TABLE_NAME);
const markDigestUndelivered = createMarkDigestUndelivered(client, env.TABLE_NAME);

export const handler = middy().handler((input: unknown) => {
  const event = deliveryEventSchema.parse(input);
  return inLog({ trace: event.detail.mail.tags.trace?.[0] }, () => record(event));
});

const record = async (event: DeliveryEvent): Promise<void> => {
  const fate = fateOf(event);
  if (fate) await mailboxes.record(fate);
  if (event.detail.eventType === 'Delivery') return;
  const undelivered = undeliveredOf(event);
  if (!undelivered) return log('mail.delayed');
  const { kind, reason, at } = undelivered;
  if (kind === 'courriel') {
    const { id, commission, date } = undelivered;
    await markCourrielUndelivered({ id, commission, date, reason, at });
    return measure('courriel.undelivered', { id, commission, reason }, { Undelivered: 1 });
  }
  if (kind === 'demande') {
    const { annee, etape, partenaire } = undelivered;
    await markDemandeUndelivered({ annee, etape, partenaire, reason, at });
    return measure('demande.undelivered', { annee, etape, partenaire, reason }, { Undelivered: 1 });
  }
  if (kind === 'digest') {
    const { digestId, day } = undelivered;
    await markDigestUndelivered({ day, digestId, reason, at });
    return measure('digest.undelivered', { digestId, reason }, { Undelivered: 1 });
  }
  const { caseId, noticeId } = undelivered;
  await markUndelivered({ caseId, noticeId, reason, at });
  measure('notice.undelivered', { noticeId, caseId, reason }, { Undelivered: 1 });
};
