import { randomBytes } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type ApiMessage, apiMessageBody } from '../../shared/intake/api-intake.ts';
import { type ReceiptTold, receiptBody } from '../../shared/intake/pieces/receipt-told.ts';
import { createUploads } from '../../shared/intake/upload-form.ts';
import { limits } from '../../shared/limits.ts';
import { createReadReport, createReportsOf } from '../../shared/outbound/reports/read-reports.ts';
import { createPartnerRegistry } from '../../shared/store/partners.ts';
import { createPieceRegister } from '../../shared/store/pieces.ts';
import { createSentRegister } from '../../shared/store/sent.ts';

/** Seconds that a person has to choose a file: as long as a session may stay unused. */
const UPLOAD_SECONDS = 1800;

/** Where deposits go. */
export type DepositPlaces = {
  client: DynamoDBDocumentClient;
  table: string;
  s3: S3Client;
  piecesBucket: string;
  dropBucket: string;
  piecesQueue: string;
  messagesQueue: string;
  /** Days for which a piece, and the record of a message, are kept. */
  pieceDays: number;
  messageDays: number;
  send: (queueUrl: string, json: string) => Promise<void>;
};

/** What the pages of deposits reach. */
export const createDepositDeps = (of: DepositPlaces) => {
  const { client, table, s3, send } = of;
  const lifeSeconds = UPLOAD_SECONDS;
  return {
    register: createPieceRegister(client, table, of.pieceDays),
    sent: createSentRegister(client, table, of.messageDays),
    partner: createPartnerRegistry(client, table).get,
    pieceUpload: createUploads(s3, of.piecesBucket, {
      maxBytes: limits.pieceBytes,
      type: 'application/pdf',
      lifeSeconds,
    }),
    fileUpload: createUploads(s3, of.dropBucket, { maxBytes: limits.fileBytes, lifeSeconds }),
    readReport: createReadReport(s3, of.dropBucket),
    reportsOf: createReportsOf(s3, of.dropBucket),
    send: (message: ApiMessage) => send(of.messagesQueue, apiMessageBody(message)),
    tellReceipt: (told: ReceiptTold) => send(of.piecesQueue, receiptBody(told)),
    /** An id that nobody guesses, 32 hex digits. */
    newId: () => randomBytes(16).toString('hex'),
  };
};
export type DepositDeps = ReturnType<typeof createDepositDeps>;
