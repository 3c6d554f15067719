import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { createSendByName } from '../../shared/aws/queues.ts';
import { createAside } from '../../shared/outbound/stream/aside.ts';
import { asideEnv } from '../../shared/outbound/stream/aside-env.ts';
import { streamConsumer } from '../../shared/outbound/stream/stream-consumer.ts';
import { readEnv } from '../../shared/read-env.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createUnread } from '../../shared/store/unread.ts';
import { createReply, replyItemSchema } from './send-reply.ts';

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
const unread = createUnread(createDocumentClient(), env.TABLE_NAME);

const reply = createReply({
  archive: async (Key, Body) => {
    await s3.send(
      new PutObjectCommand({ Bucket: env.RAW_BUCKET, Key, Body, ContentType: 'application/json' }),
    );
  },
  send: (partner, json) => sendByName(`${env.REPLIES_QUEUE_PREFIX}${partner}`, json),
  leave: ({ sender, messageId, expiresAt }) =>
    unread.add(sender, messageId, new Date().toISOString(), expiresAt),
});

const aside = createAside(env);

export const handler = streamConsumer(replyItemSchema, reply, aside);
