import type { PieceItem } from '../../store/pieces.ts';
import { keptRaw } from '../read-message.ts';
import type { Received } from '../receive.ts';
import type { Read } from './read.ts';

/** What is known before the data are read; of an announced piece, who announced it, and what. */
export type Entry = Pick<
  PieceItem,
  'pieceId' | 'etude' | 'key' | 'versionId' | 'at' | 'by' | 'kind' | 'actDate' | 'instead'
> & {
  source: string;
  receivedAt: string;
};

/** The register's entry of a piece that was filed or refused. */
export const pieceItemOf = (
  entry: Entry,
  { raw, piece }: Pick<Read, 'raw' | 'piece'>,
  received: Received,
): PieceItem => {
  const { reading, outcome, caseId, caseName, errors } = received;
  const event = reading.kind === 'event' ? reading.event : undefined;
  return {
    ...entry,
    status: outcome,
    data: keptRaw(raw),
    kind: event?.kind ?? entry.kind,
    actDate: event?.actDate ?? entry.actDate,
    reference: reading.reference,
    ...(piece && { sha256: piece.sha256, size: piece.size }),
    messageId: reading.messageId,
    caseId,
    caseName,
    errors,
    warnings: reading.kind === 'event' ? reading.warnings : [],
  };
};
