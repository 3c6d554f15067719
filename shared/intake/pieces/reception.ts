import * as z from 'zod/mini';
import { log } from '../../log/log.ts';
import { isFiled, type PieceRegister } from '../../store/pieces.ts';
import { pieceFormat } from '../partners/huissier/partner.ts';
import { receptionPrefet } from '../partners/kinds/state.ts';
import { readMessage, type WireFormat } from '../read-message.ts';
import { createReceive, type ReceiveDeps } from '../receive.ts';
import { wireFields } from '../wire.ts';
import { isReceived, type ReceiptTold } from './receipt-told.ts';

/** Our own message: an étude's word that the préfet received its act. */
const receptionFormat: WireFormat = {
  schema: z.strictObject({ ...wireFields, ...receptionPrefet.fields, annulee: z.optional(z.boolean()) }),
  asked: () => [],
  normalise: (wire, base) => ({ ...wire, ...base, kind: receptionPrefet.kind }),
};

/**
 * Files in the act's case that the préfet received it on the day of EXPLOC's receipt, or that this receipt was taken back. The
 * étude is answered as for any message.
 */
export const createReceiveReceipt = (deps: ReceiveDeps & { register: Pick<PieceRegister, 'get'> }) => {
  const receive = createReceive(deps, () => receptionFormat);
  return async ({ etude, pieceId, date, at }: ReceiptTold): Promise<void> => {
    const piece = await deps.register.get(etude, pieceId);
    if (!piece || !isFiled(piece) || !isReceived(piece.kind)) return log('receipt.noAct', { etude });
    const incoming = { sender: etude, receivedAt: at };
    const act = readMessage(() => pieceFormat(undefined), { ...incoming, raw: piece.data });
    if (act.kind === 'refusal') return log('receipt.noAct', { etude });
    const { dwelling, household } = wireOf(piece.data);
    const messageId = `recepisse-${pieceId}-${at}`;
    const raw = JSON.stringify({
      version: '1',
      messageId,
      sender: etude,
      reference: act.event.reference,
      acte: act.event.kind,
      dateActe: act.event.actDate,
      actDate: date ?? act.event.actDate,
      ...(date === null && { annulee: true }),
      dwelling,
      household,
    });
    await receive({ ...incoming, raw, source: messageId });
  };
};

/** Who and where, as the étude wrote it in the act's data. */
const wireOf = (data: string) =>
  z.object({ dwelling: z.unknown(), household: z.unknown() }).parse(JSON.parse(data));
