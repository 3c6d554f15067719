import type { ZodMiniType } from 'zod/mini';
import {
  depositSchema,
  explocPageSchema,
  fileAnnouncedSchema,
  fileStatusSchema,
  piecePageSchema,
  pieceStatusSchema,
  problemSchema,
  takenSchema,
  unreadPageSchema,
} from '../../shared/api/schemas.ts';
import { partners } from '../../shared/intake/partners/all.ts';
import { formatsOf } from '../../shared/intake/partners/partner.ts';
import { explocReceiptBody } from '../../shared/intake/pieces/exploc.ts';
import { receiptSchema } from '../../shared/outbound/receipts/receipt.ts';
import { decisionAideSchema } from '../../shared/outbound/replies/decision-aide.ts';
import { replySchema } from '../../shared/outbound/replies/reply.ts';
import { reportSchema } from '../../shared/outbound/reports/report.ts';

/** A published form, by its published name: partners write it (`input`) or read it (`output`). */
export type Contract = { name: string; io: 'input' | 'output'; schema: ZodMiniType<unknown> };

/** Every form that this version publishes, once each. */
export const contracts: readonly Contract[] = [
  ...new Map(
    partners
      .flatMap((partner) => Object.entries(formatsOf(partner)))
      .map(([name, { schema }]): [string, Contract] => [name, { name, io: 'input', schema }]),
  ).values(),
  { name: 'reply.v1', io: 'output', schema: replySchema },
  { name: 'decision-aide.v1', io: 'output', schema: decisionAideSchema },
  { name: 'rapport-fichier.v1', io: 'output', schema: reportSchema },
  { name: 'accuse.v1', io: 'output', schema: receiptSchema },
  { name: 'depot.v1', io: 'output', schema: depositSchema },
  { name: 'etat-piece.v1', io: 'output', schema: pieceStatusSchema },
  { name: 'liste-pieces.v1', io: 'output', schema: piecePageSchema },
  { name: 'exploc.v1', io: 'output', schema: explocPageSchema },
  { name: 'recepisse-exploc.v1', io: 'input', schema: explocReceiptBody },
  { name: 'message-recu.v1', io: 'output', schema: takenSchema },
  { name: 'reponses.v1', io: 'output', schema: unreadPageSchema },
  { name: 'depot-fichier.v1', io: 'output', schema: fileAnnouncedSchema },
  { name: 'etat-fichier.v1', io: 'output', schema: fileStatusSchema },
  { name: 'probleme.v1', io: 'output', schema: problemSchema },
];
