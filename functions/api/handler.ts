import { randomBytes } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { routes } from '../../shared/api/routes.ts';
import { createLazySend } from '../../shared/aws/lazy-send.ts';
import { apiMessageBody } from '../../shared/intake/api-intake.ts';
import { receiptBody } from '../../shared/intake/pieces/receipt-told.ts';
import { createUploads } from '../../shared/intake/upload-form.ts';
import { limits } from '../../shared/limits.ts';
import { receiptPdf } from '../../shared/outbound/receipts/receipt-pdf.ts';
import { createReportsOf } from '../../shared/outbound/reports/read-reports.ts';
import { readEnv } from '../../shared/read-env.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createTokenStore } from '../../shared/store/partners.ts';
import { createPieceRegister } from '../../shared/store/pieces.ts';
import { createUnread } from '../../shared/store/unread.ts';
import { answering } from './answering.ts';
import { createCallerOf } from './caller.ts';
import { createMessageOperations } from './messages.ts';
import { createPieceOperations } from './pieces.ts';

const env = readEnv(
  z.object({
    TABLE_NAME: z.string().check(z.minLength(1)),
    PIECES_QUEUE_URL: z.string().check(z.minLength(1)),
    MESSAGES_QUEUE_URL: z.string().check(z.minLength(1)),
    PIECES_BUCKET: z.string().check(z.minLength(1)),
    DROP_BUCKET: z.string().check(z.minLength(1)),
    PIECE_DAYS: z.coerce.number().check(z.int(), z.positive()),
  }),
);

const client = createDocumentClient();
const s3 = new S3Client({});
const send = createLazySend();
const now = () => new Date().toISOString();

const pieces = createPieceOperations({
  register: createPieceRegister(client, env.TABLE_NAME, env.PIECE_DAYS),
  uploadFor: createUploads(s3, env.PIECES_BUCKET, { maxBytes: limits.pieceBytes, type: 'application/pdf' }),
  tellReceipt: (told) => send(env.PIECES_QUEUE_URL, receiptBody(told)),
  receiptPdf,
  now,
});
const messages = createMessageOperations({
  send: (message) => send(env.MESSAGES_QUEUE_URL, apiMessageBody(message)),
  unread: createUnread(client, env.TABLE_NAME),
  uploadFor: createUploads(s3, env.DROP_BUCKET, { maxBytes: limits.fileBytes }),
  reportsOf: createReportsOf(s3, env.DROP_BUCKET),
  newId: () => randomBytes(16).toString('hex'),
  now,
});

const callerOf = createCallerOf({ store: createTokenStore(client, env.TABLE_NAME), now });

/** The HTTP API: the gateway has chosen the route. */
export const handler = answering(routes, { ...pieces, ...messages }, callerOf);
