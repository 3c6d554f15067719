import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { createSendByName } from '../../shared/aws/queues.ts';
import { createAside } from '../../shared/outbound/stream/aside.ts';
import { asideEnv } from '../../shared/outbound/stream/aside-env.ts';
import { streamConsumer } from '../../shared/outbound/stream/stream-consumer.ts';
import { createTellQueue } from '../../shared/outbound/stream/tell-queue.ts';
import { readEnv } from '../../shared/read-env.ts';
import { decisionAideItemSchema } from '../../shared/store/decision-aide.ts';
import type { UnreadReplies } from '../../shared/store/unread.ts';
import { createSendDecision } from './send-decision.ts';
import { createReply, replyItemSchema } from './send-reply.ts';
import { sourceOfMessage } from './source.ts';

const env = readEnv(
  z.object({
    ...asideEnv,
    RAW_BUCKET: z.string().check(z.minLength(1)),
    /** Beginning of the name of a replies queue; the partner's code follows. */
    REPLIES_QUEUE_PREFIX: z.string().check(z.minLength(1)),
  }),
);

const s3 = new S3Client({});
const sendByName = createSendByName();
let loaded: Promise<UnreadReplies> | undefined;
/** Loaded with the first partner that has no queue: the table's document client takes ten milliseconds to load. */
const unread = (): Promise<UnreadReplies> => {
  loaded ??= Promise.all([
    import('../../shared/store/client.ts'),
    import('../../shared/store/unread.ts'),
  ]).then(([{ createDocumentClient }, { createUnread }]) =>
    createUnread(createDocumentClient(), env.TABLE_NAME),
  );
  return loaded;
};

const reply = createReply({
  archive: async (Key, Body) => {
    await s3.send(
      new PutObjectCommand({ Bucket: env.RAW_BUCKET, Key, Body, ContentType: 'application/json' }),
    );
  },
  send: (partner, json) => sendByName(`${env.REPLIES_QUEUE_PREFIX}${partner}`, json),
  leave: async ({ sender, messageId, expiresAt }) =>
    (await unread()).add(sender, messageId, new Date().toISOString(), expiresAt),
});

const sendDecision = createSendDecision({
  send: (partner, json) => sendByName(`${env.REPLIES_QUEUE_PREFIX}${partner}`, json),
  mark: async (decision, outcome) => {
    const [{ createDocumentClient }, { createMarkDecision }] = await Promise.all([
      import('../../shared/store/client.ts'),
      import('../../shared/store/mark-decision.ts'),
    ]);
    return createMarkDecision(createDocumentClient(), env.TABLE_NAME)(decision, outcome);
  },
  now: () => new Date().toISOString(),
});

const aside = createAside(env);

export const handler = streamConsumer(
  z.discriminatedUnion('entity', [replyItemSchema, decisionAideItemSchema]),
  async (item, again) => {
    if (item.entity === 'DECISION_AIDE') {
      await sendDecision(item);
      return [];
    }
    // A row of a file is answered in the file's report.
    if (item.replyBy === 'queue') await reply(item, again);
    return sourceOfMessage(item);
  },
  aside,
  createTellQueue(env),
);
