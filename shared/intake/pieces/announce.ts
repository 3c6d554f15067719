import { parisDay } from '../../domain/calendar/paris-day.ts';
import { canonicalJson, sha256 } from '../../domain/text/canonical.ts';
import type { Issue } from '../../outbound/replies/issue.ts';
import type { Depositor, PieceItem, PieceRegister } from '../../store/pieces.ts';
import { pieceFormat } from '../partners/huissier/partner.ts';
import { readMessage } from '../read-message.ts';

export type AnnounceDeps = { register: Pick<PieceRegister, 'get' | 'record'>; now: () => string };

/** A piece to announce. */
export type Announcing = {
  etude: string;
  /** Its data, JSON. */
  data: string;
  /** The person who deposits it for their étude, where one does. */
  by?: Depositor;
  /** The piece of the same act whose file is bad: the new one is another piece, whatever the day. */
  instead?: string;
};

export type Announced =
  | { kind: 'refused'; errors: Issue[] }
  | { kind: 'awaited'; pieceId: string; key: string; warnings: Issue[] }
  /** It was filed before. */
  | { kind: 'known'; piece: PieceItem; warnings: Issue[] };

/** Where the file of an announced piece is awaited. */
const announcedKeyOf = (etude: string, pieceId: string): string => `${etude}/api/${pieceId}.pdf`;

/** Announces a piece: the same data on the same day are the same piece, whose file may be sent again until it is registered. */
export const announcePiece = async (
  { register, now }: AnnounceDeps,
  { etude, data, by, instead }: Announcing,
): Promise<Announced> => {
  const at = now();
  const reading = readMessage(() => pieceFormat(undefined), { sender: etude, raw: data, receivedAt: at });
  if (reading.kind === 'refusal') return { kind: 'refused', errors: reading.errors };
  const content = [etude, canonicalJson(JSON.parse(data)), ...(instead === undefined ? [] : [instead])];
  const pieceId = `${parisDay(at).replaceAll('-', '')}-${sha256(content.join('\n')).slice(0, 16)}`;
  const key = announcedKeyOf(etude, pieceId);
  const { event, warnings, reference } = reading;
  const entered = await register.record({
    pieceId,
    etude,
    status: 'awaited',
    at,
    data,
    kind: event.kind,
    actDate: event.actDate,
    reference,
    key,
    errors: [],
    warnings,
    ...(by && { by }),
    ...(instead !== undefined && { instead }),
  });
  const known = entered ? undefined : await register.get(etude, pieceId);
  return known ? { kind: 'known', piece: known, warnings } : { kind: 'awaited', pieceId, key, warnings };
};

/** A piece with its present outcome: a person's answer since changes its message's marker, not the register. */
export const currentPiece = async (
  register: Pick<PieceRegister, 'outcomeOf'>,
  piece: PieceItem,
): Promise<PieceItem> => {
  if (piece.status !== 'pending' || piece.messageId === undefined) return piece;
  const marker = await register.outcomeOf(piece.messageId);
  return marker ? { ...piece, status: marker.outcome, caseName: marker.caseName ?? piece.caseName } : piece;
};
