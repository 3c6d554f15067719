import * as z from 'zod/mini';
import { actesRecus } from '../../domain/events/measures.ts';

/** What an étude told of EXPLOC's receipt of an act: it has a day, or was taken back (`null`); and when it said so, ISO UTC. */
const receiptToldSchema = z.object({
  etude: z.string(),
  pieceId: z.string(),
  date: z.nullable(z.iso.date()),
  at: z.iso.datetime(),
});
export type ReceiptTold = z.infer<typeof receiptToldSchema>;
const bodySchema = z.object({ recepisse: receiptToldSchema });

export const receiptBody = (recepisse: ReceiptTold): string => JSON.stringify({ recepisse });

/** What a message of the pieces' queue tells of a receipt; undefined when it is about an upload. */
export const receiptToldIn = (body: string): ReceiptTold | undefined =>
  bodySchema.safeParse(JSON.parse(body)).data?.recepisse;

/** Whether the day on which the préfet receives this kind of act counts. */
export const isReceived = (kind: string | undefined): boolean => actesRecus.some((one) => one === kind);
