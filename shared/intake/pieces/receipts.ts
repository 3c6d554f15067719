import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { receiptKeyOf, receiptOf, receiptText } from '../../outbound/receipts/receipt.ts';
import { receiptPdf } from '../../outbound/receipts/receipt-pdf.ts';
import type { PieceItem } from '../../store/pieces.ts';

/**
 * Writes a registered piece's receipt where its étude reads it, as JSON for programs and PDF for people. A receipt that is
 * already there stays: it was made from the same entry.
 */
export const createWriteReceipt =
  (client: S3Client, Bucket: string) =>
  async (piece: PieceItem): Promise<void> => {
    const receipt = receiptOf(piece);
    if (!receipt) return;
    const put = async (end: string, Body: string | Uint8Array, ContentType: string): Promise<void> => {
      const Key = `${receiptKeyOf(piece.etude, piece.pieceId)}.${end}`;
      try {
        await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType, IfNoneMatch: '*' }));
      } catch (error) {
        if (!(error instanceof Error && error.name === 'PreconditionFailed')) throw error;
      }
    };
    await put('json', receiptText(receipt), 'application/json');
    await put('pdf', await receiptPdf(receipt), 'application/pdf');
  };
