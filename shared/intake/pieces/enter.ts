import { HubError } from '../../errors.ts';
import { log } from '../../log/log.ts';
import { isExplocKind } from '../../outbound/exploc/export.ts';
import { receiptKeyOf } from '../../outbound/receipts/receipt.ts';
import { type Issue, issueCodes } from '../../outbound/replies/issue.ts';
import { isFiled, type PieceItem, type PieceRegister } from '../../store/pieces.ts';
import type { Uploads } from '../../store/uploads.ts';
import { pieceFormat } from '../partners/huissier/partner.ts';
import { readMessage } from '../read-message.ts';
import { createTellBeside, type ReceiveDeps, type Received } from '../receive.ts';
import { announcedIdOf } from './piece-id.ts';
import type { Read } from './read.ts';
import { type Entry, pieceItemOf } from './register.ts';

export type EnterDeps = ReceiveDeps & {
  register: Pick<PieceRegister, 'get' | 'act' | 'record'>;
  uploads: Pick<Uploads, 'repeat'>;
  /** Writes a registered piece's receipt where its étude reads it, unless it is already there. */
  writeReceipt: (piece: PieceItem) => Promise<void>;
};

const ATTEMPTS = 5;

/**
 * Enters a piece in its étude's register; then, by what the register says only, writes its receipt and tells which piece it
 * replaces. An act is one, by its data: the same file of the act again is a repeat; another file is a new piece that says which
 * one it replaces.
 */
export const createEnter = (deps: EnterDeps) => {
  const { register } = deps;
  const tellBeside = createTellBeside(deps);

  const enter = async (
    entry: Entry,
    read: Pick<Read, 'raw' | 'piece'>,
    received: Received,
  ): Promise<void> => {
    const piece = pieceItemOf(entry, read, received);
    const { etude, pieceId } = piece;
    const { messageId } = received.reading;
    if (!isFiled(piece)) {
      if (received.repeated) await repeat(entry, messageId);
      await register.record(piece);
      return;
    }
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const before = await register.act(etude, messageId);
      if (before?.sha256 === piece.sha256 && announcedIdOf(piece.key) !== pieceId) {
        if (received.repeated && before?.latest !== pieceId) await repeat(entry, messageId);
        return;
      }
      const whole = before ? { ...piece, replaces: before.latest } : piece;
      if (await register.record(whole, isExplocKind(piece.kind) && !before, { before })) {
        if (before) log('piece.replaces', { etude });
        await finish(whole);
        return;
      }
      const met = await register.get(etude, pieceId);
      if (met && isFiled(met)) {
        await finish(met);
        return;
      }
    }
    throw new HubError('ACT_CONTENDED', `no entry in ${ATTEMPTS} attempts`, { retryable: true });
  };

  /** Answers again what was answered before, once for each time it is sent. */
  const repeat = ({ etude, source, receivedAt }: Entry, messageId: string): Promise<void> =>
    deps.uploads.repeat(etude, source, messageId, receivedAt);

  /** Does what follows the registration of a piece, whether this run registered it or an earlier run that died just after. */
  const finish = async (piece: PieceItem): Promise<void> => {
    if (!isFiled(piece)) return;
    if (piece.replaces !== undefined) await tell(piece, piece.replaces);
    await deps.writeReceipt(piece);
  };

  const tell = async (piece: PieceItem, replaces: string): Promise<void> => {
    const { etude, pieceId, data, receivedAt = piece.at, source, status, caseId, caseName } = piece;
    const incoming = {
      sender: etude,
      raw: data,
      receivedAt,
      receipt: receiptKeyOf(etude, pieceId),
      ...(source && { source }),
    };
    const reading = readMessage(() => pieceFormat(undefined), incoming);
    if (reading.kind !== 'event' || status === 'awaited') return;
    await tellBeside(incoming, reading, {
      id: pieceId,
      outcome: status,
      caseId,
      caseName,
      warning: replaced(replaces),
    });
  };

  return { enter, finish };
};

const replaced = (earlier: string): Issue => ({
  code: issueCodes.remplacee,
  path: '',
  expected: 'un seul fichier par acte ; pour un autre acte, d’autres données',
  message: `Ce fichier remplace la pièce n° ${earlier}, enregistrée pour les mêmes données : l’acte reste un seul.`,
});
