import * as z from 'zod/mini';
import { createSendByName } from '../../shared/aws/queues.ts';
import { readSecret } from '../../shared/aws/read-secret.ts';
import { HubError } from '../../shared/errors.ts';
import { canaryMessage } from '../../shared/intake/canary.ts';
import { secretArn } from '../../shared/intake/env.ts';
import { sqsIntake } from '../../shared/intake/sqs-intake.ts';
import { jsonVariable, readEnv } from '../../shared/read-env.ts';
import { createCanary } from './canary.ts';

const env = readEnv(
  z.object({
    CANARY_KEY_SECRET: secretArn,
    /** Partners whose intakes get a canary; an intake's name is the prefix, the partner and `-intake`. */
    CANARY_PARTNERS: jsonVariable(z.array(z.string())),
    INTAKE_PREFIX: z.string().check(z.minLength(1)),
  }),
);

const sendByName = createSendByName();
const canaryKey = await readSecret(env.CANARY_KEY_SECRET);

const canary = createCanary({
  partners: env.CANARY_PARTNERS,
  send: async (partner, at) => {
    const intake = `${env.INTAKE_PREFIX}${partner}-intake`;
    if (!(await sendByName(intake, canaryMessage(canaryKey, partner, at))))
      throw new HubError('NO_INTAKE', `no queue of ${partner}`, { retryable: true });
  },
  now: () => new Date().toISOString(),
});

export const handler = sqsIntake(({ body }) => canary(body));
