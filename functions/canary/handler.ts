import * as z from 'zod/mini';
import { createSendByName } from '../../shared/aws/queues.ts';
import { readSecret } from '../../shared/aws/read-secret.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { API_INTAKE, apiMessageBody } from '../../shared/intake/api-intake.ts';
import { canaryMessage } from '../../shared/intake/canary.ts';
import { secretArn } from '../../shared/intake/env.ts';
import { sqsIntake } from '../../shared/intake/sqs-intake.ts';
import { readEnv } from '../../shared/read-env.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createPartnerRegistry, hasIntake, maySend } from '../../shared/store/partners.ts';
import { createCanary } from './canary.ts';

const env = readEnv(
  z.object({
    CANARY_KEY_SECRET: secretArn,
    TABLE_NAME: z.string().check(z.minLength(1)),
    /** An intake's name is this prefix, the partner and `-intake`. */
    INTAKE_PREFIX: z.string().check(z.minLength(1)),
  }),
);

const now = () => new Date().toISOString();
const sendByName = createSendByName();
const registry = createPartnerRegistry(createDocumentClient(), env.TABLE_NAME);
const canaryKey = await readSecret(env.CANARY_KEY_SECRET);

const canary = createCanary({
  intakes: async () => [
    API_INTAKE,
    ...(await registry.all())
      .filter((one) => hasIntake(one) && maySend(one, parisDay(now())))
      .map(({ code }) => code),
  ],
  send: async (partner, at) => {
    const intake = `${env.INTAKE_PREFIX}${partner}-intake`;
    const raw = canaryMessage(canaryKey, partner, at);
    const body = partner === API_INTAKE ? apiMessageBody({ sender: partner, raw, receivedAt: at }) : raw;
    return sendByName(intake, body);
  },
  now,
});

export const handler = sqsIntake(({ body }) => canary(body));
