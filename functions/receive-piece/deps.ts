import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { isExplocKind } from '../../shared/exploc/act.ts';
import { readKeys } from '../../shared/intake/read-keys.ts';
import { createSendRecheck } from '../../shared/intake/send-recheck.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { receiptOf } from '../../shared/receipts/receipt.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createPieceRegister, type PieceItem } from '../../shared/store/pieces.ts';
import { env } from './env.ts';
import { createObjects } from './objects.ts';
import { createReceivePiece } from './receive-piece.ts';

const s3 = new S3Client({});
const client = createDocumentClient();
const register = createPieceRegister(client, env.TABLE_NAME, env.PIECE_DAYS);

/** Writes a filed piece's receipt, for programs and for people, where its étude reads it. */
const writeReceipt = async (piece: PieceItem, key: string): Promise<void> => {
  const receipt = receiptOf(piece);
  if (!receipt) return;
  // Loaded with the first piece: the PDF writer is most of this function's code.
  const { receiptPdf } = await import('../../shared/receipts/receipt-pdf.ts');
  const put = (name: string, Body: string | Uint8Array, ContentType: string) =>
    s3.send(new PutObjectCommand({ Bucket: env.DROP_BUCKET, Key: name, Body, ContentType }));
  await put(`${key}.json`, `${JSON.stringify(receipt, null, 2)}\n`, 'application/json');
  await put(`${key}.pdf`, await receiptPdf(receipt), 'application/pdf');
};

export const receivePiece = createReceivePiece({
  ...createReceiveDeps(client, { ...env, ...(await readKeys(env)) }),
  ...createObjects(s3, env.PIECES_BUCKET, env.QUARANTINE_BUCKET),
  announced: register.get,
  register: {
    known: register.get,
    // The receipt first: an entry says that it is there.
    enter: async (piece, receipt) => {
      await writeReceipt(piece, receipt);
      await register.record(piece, isExplocKind(piece.kind));
    },
  },
  lookAgain: createSendRecheck(env.PIECES_QUEUE_URL),
  now: () => new Date().toISOString(),
  waitSeconds: env.PIECE_WAIT_SECONDS,
});
