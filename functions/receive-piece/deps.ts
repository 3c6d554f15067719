import { S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { recheckBody } from '../../shared/intake/s3-upload.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { env } from './env.ts';
import { createObjects } from './objects.ts';
import { createReceivePiece } from './receive-piece.ts';

const sqs = new SQSClient({});

export const receivePiece = createReceivePiece({
  ...createReceiveDeps(createDocumentClient(), env),
  ...createObjects(new S3Client({}), env.PIECES_BUCKET),
  lookAgain: async (upload, seconds) => {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: env.PIECES_QUEUE_URL,
        MessageBody: recheckBody(upload),
        DelaySeconds: seconds,
      }),
    );
  },
  now: () => new Date().toISOString(),
  waitSeconds: env.PIECE_WAIT_SECONDS,
});
