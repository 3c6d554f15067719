import * as z from 'zod/mini';
import { receiverEnv } from '../../shared/intake/env.ts';
import { bdf } from '../../shared/intake/partners/bdf/partner.ts';
import { readKeys } from '../../shared/intake/read-keys.ts';
import { createReceive } from '../../shared/intake/receive.ts';
import { incomingOf, sqsIntake } from '../../shared/intake/sqs-intake.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { readEnv } from '../../shared/read-env.ts';
import { createDocumentClient } from '../../shared/store/client.ts';

const env = readEnv(z.object(receiverEnv));

const receive = createReceive(
  createReceiveDeps(createDocumentClient(), { ...env, ...(await readKeys(env)) }),
  bdf.formatFor,
);
const now = (): string => new Date().toISOString();

export const handler = sqsIntake((record) => receive(incomingOf(record, now())));
