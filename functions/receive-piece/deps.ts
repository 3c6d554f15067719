import { S3Client } from '@aws-sdk/client-s3';
import { openPdf } from '../../shared/intake/pieces/check-pdf.ts';
import { createObjects } from '../../shared/intake/pieces/objects.ts';
import { createOpenings } from '../../shared/intake/pieces/openings.ts';
import { createWriteReceipt } from '../../shared/intake/pieces/receipts.ts';
import { createReceivePiece } from '../../shared/intake/pieces/receive-piece.ts';
import { readKeys } from '../../shared/intake/read-keys.ts';
import { createSendRecheck } from '../../shared/intake/send-recheck.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createPieceRegister } from '../../shared/store/pieces.ts';
import { createUploads } from '../../shared/store/uploads.ts';
import { env } from './env.ts';

const s3 = new S3Client({});
const client = createDocumentClient();
const register = createPieceRegister(client, env.TABLE_NAME, env.PIECE_DAYS);
const uploads = createUploads(client, env.TABLE_NAME);
const objects = createObjects(s3, env.PIECES_BUCKET, env.QUARANTINE_BUCKET);
const now = (): string => new Date().toISOString();

export const openings = createOpenings({ read: objects.read, openPdf, uploads, now });

export const receivePiece = createReceivePiece({
  ...createReceiveDeps(client, { ...env, ...(await readKeys(env)) }),
  ...objects,
  announced: register.get,
  register,
  uploads,
  openings,
  writeReceipt: createWriteReceipt(s3, env.DROP_BUCKET),
  lookAgain: createSendRecheck(env.PIECES_QUEUE_URL),
  now,
  waitSeconds: env.PIECE_WAIT_SECONDS,
});
