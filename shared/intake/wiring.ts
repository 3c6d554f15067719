import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createFileEvent } from '../cases/filing/file-event.ts';
import { createLookBack } from '../cases/filing/look-again.ts';
import { createDeclareMessage } from '../cases/indicateurs/declarer.ts';
import { traceOfMessage } from '../log/trace-id.ts';
import { jitter } from '../store/contention.ts';
import { createRecordArrival, createRecordMessage } from '../store/messages.ts';
import { createReferences } from '../store/references.ts';
import { isCanary } from './canary.ts';
import type { ReceiveDeps } from './receive.ts';

/** The dependencies of a receiver: the stores and functions by which it files messages. */
export const createReceiveDeps = (
  client: DynamoDBDocumentClient,
  env: {
    TABLE_NAME: string;
    MATCHING_KEY: string;
    /** Without it, no message is a canary. */
    CANARY_KEY?: string;
    DEPARTEMENT: string;
    MESSAGE_TTL_DAYS: number;
  },
): ReceiveDeps => ({
  messageDays: env.MESSAGE_TTL_DAYS,
  lookBack: createLookBack({ client, table: env.TABLE_NAME, matchingKey: env.MATCHING_KEY }),
  isCanary: (incoming) => env.CANARY_KEY !== undefined && isCanary(env.CANARY_KEY, incoming),
  traceOf: (messageId) => traceOfMessage(env.MATCHING_KEY, messageId),
  fileEvent: createFileEvent({
    client,
    table: env.TABLE_NAME,
    matchingKey: env.MATCHING_KEY,
    nextReference: createReferences(client, env.TABLE_NAME, env.DEPARTEMENT),
    pause: jitter,
  }),
  declare: createDeclareMessage({ client, table: env.TABLE_NAME, pause: jitter }),
  recordMessage: createRecordMessage(client, env.TABLE_NAME),
  recordArrival: createRecordArrival(client, env.TABLE_NAME),
});
