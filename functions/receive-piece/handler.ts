import { GuardDutyClient } from '@aws-sdk/client-guardduty';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { receiverEnv } from '../../shared/intake/env.ts';
import { openPdf } from '../../shared/intake/pieces/check-pdf.ts';
import { createObjects } from '../../shared/intake/pieces/objects.ts';
import { createOpenings } from '../../shared/intake/pieces/openings.ts';
import { receiptToldIn } from '../../shared/intake/pieces/receipt-told.ts';
import { createWriteReceipt } from '../../shared/intake/pieces/receipts.ts';
import { createReceivePiece } from '../../shared/intake/pieces/receive-piece.ts';
import { createReceiveReceipt } from '../../shared/intake/pieces/reception.ts';
import { readKeys } from '../../shared/intake/read-keys.ts';
import { uploadsOf } from '../../shared/intake/s3-upload.ts';
import { createSendRecheck } from '../../shared/intake/send-recheck.ts';
import { sqsIntake } from '../../shared/intake/sqs-intake.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { readEnv } from '../../shared/read-env.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createPieceRegister } from '../../shared/store/pieces.ts';
import { createUploads } from '../../shared/store/uploads.ts';

const env = readEnv(
  z.object({
    ...receiverEnv,
    PIECES_BUCKET: z.string().check(z.minLength(1)),
    QUARANTINE_BUCKET: z.string().check(z.minLength(1)),
    /** Bucket where the études read their receipts. */
    DROP_BUCKET: z.string().check(z.minLength(1)),
    PIECE_DAYS: z.coerce.number().check(z.int(), z.positive()),
    PIECES_QUEUE_URL: z.string().check(z.minLength(1)),
    /** How long a piece waits for its data, or data for their piece, in seconds. */
    PIECE_WAIT_SECONDS: z.coerce.number().check(z.int(), z.positive()),
  }),
);

const s3 = new S3Client({});
const client = createDocumentClient();
const register = createPieceRegister(client, env.TABLE_NAME, env.PIECE_DAYS);
const uploads = createUploads(client, env.TABLE_NAME);
const objects = createObjects(s3, new GuardDutyClient({}), env.PIECES_BUCKET, env.QUARANTINE_BUCKET);
const now = (): string => new Date().toISOString();

const openings = createOpenings({ read: objects.read, openPdf, uploads, now });

const receiveDeps = createReceiveDeps(client, { ...env, ...(await readKeys(env)) });
const receiveReceipt = createReceiveReceipt({ ...receiveDeps, register });
const receivePiece = createReceivePiece({
  ...receiveDeps,
  ...objects,
  announced: register.get,
  register,
  uploads,
  openings,
  writeReceipt: createWriteReceipt(s3, env.DROP_BUCKET),
  recheck: createSendRecheck(env.PIECES_QUEUE_URL),
  now,
  waitSeconds: env.PIECE_WAIT_SECONDS,
});

export const handler = sqsIntake(({ body }) => {
  const receipt = receiptToldIn(body);
  return receipt ? receiveReceipt(receipt) : Promise.all(uploadsOf(body).map(receivePiece));
}).before(openings.begin);
