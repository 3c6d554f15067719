import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { routes } from '../../shared/api/routes.ts';
import type { Send } from '../../shared/aws/queues.ts';
import { receiptBody } from '../../shared/intake/pieces/receipt-told.ts';
import { readEnv } from '../../shared/read-env.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createPieceRegister } from '../../shared/store/pieces.ts';
import { answering } from './answering.ts';
import { createOperations } from './operations.ts';
import { createUploads } from './uploads.ts';

const env = readEnv(
  z.object({
    TABLE_NAME: z.string().check(z.minLength(1)),
    PIECES_QUEUE_URL: z.string().check(z.minLength(1)),
    PIECES_BUCKET: z.string().check(z.minLength(1)),
    PIECE_DAYS: z.coerce.number().check(z.int(), z.positive()),
    /** JSON: étude's code → client id. */
    CLIENTS: z.string().check(z.minLength(2)),
  }),
);

const etudes = new Map(
  Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(env.CLIENTS))).map(([etude, client]) => [
    client,
    etude,
  ]),
);

/** The étude of a client of the token issuer. */
const etudeOf = (clientId: string): string | undefined => etudes.get(clientId);

let send: Send | undefined;
const operations = createOperations({
  register: createPieceRegister(createDocumentClient(), env.TABLE_NAME, env.PIECE_DAYS),
  uploadFor: createUploads(new S3Client({}), env.PIECES_BUCKET),
  // Loaded with the first that needs it, as the writer of PDF.
  tellReceipt: async (told) => {
    send ??= (await import('../../shared/aws/queues.ts')).createSend();
    await send(env.PIECES_QUEUE_URL, receiptBody(told));
  },
  // Loaded with the first receipt: the PDF writer is most of this function's code.
  receiptPdf: async (receipt) =>
    (await import('../../shared/outbound/receipts/receipt-pdf.ts')).receiptPdf(receipt),
  now: () => new Date().toISOString(),
});

/** The HTTP API: the gateway has checked the token and its scope, and chosen the route. */
export const handler = answering(routes, operations, etudeOf);
