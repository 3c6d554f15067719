import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createPieceRegister } from '../../shared/store/pieces.ts';
import { env } from './env.ts';
import { createOperations } from './operations.ts';
import { createUploads } from './uploads.ts';

const etudes = new Map(
  Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(env.CLIENTS))).map(([etude, client]) => [
    client,
    etude,
  ]),
);

/** The étude a client of the token issuer stands for. */
export const etudeOf = (clientId: string): string | undefined => etudes.get(clientId);

export const operations = createOperations({
  register: createPieceRegister(createDocumentClient(), env.TABLE_NAME, env.PIECE_DAYS),
  uploadFor: createUploads(new S3Client({}), env.PIECES_BUCKET),
  // Loaded with the first receipt: the PDF writer is most of this function's code.
  receiptPdf: async (receipt) =>
    (await import('../../shared/outbound/receipts/receipt-pdf.ts')).receiptPdf(receipt),
  now: () => new Date().toISOString(),
});
