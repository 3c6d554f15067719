import { createHash } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CaseEvent } from '../../domain/events/case-event.ts';
import type { Piece } from '../../domain/events/common.ts';
import { createPieceRegister, isFiled } from '../../store/pieces.ts';

/** How an address names an event of a case: an event's id may be as long as its sender wants. */
export const eventNameOf = ({ id }: Pick<CaseEvent, 'id'>): string =>
  createHash('sha256').update(id).digest('hex').slice(0, 24);

/** The event of a case that an address names. */
export const eventNamed = (events: readonly CaseEvent[], name: string): CaseEvent | undefined =>
  events.find((event) => eventNameOf(event) === name);

/** The piece that an act came with, where one did. */
export const pieceIn = (event: CaseEvent): Piece | undefined => ('piece' in event ? event.piece : undefined);

/**
 * The piece to read for an act: the latest file that its étude sent for it, else the one it came with. Two requests at most.
 */
export const pieceOfEvent = async (
  client: DynamoDBDocumentClient,
  table: string,
  event: CaseEvent,
): Promise<Pick<Piece, 'key' | 'versionId'> | undefined> => {
  const own = pieceIn(event);
  if (!own) return undefined;
  // It is only read: how long a piece is kept does not matter here.
  const register = createPieceRegister(client, table, 0);
  const act = await register.act(event.sender, event.id);
  if (!act || act.latest === act.first) return own;
  const latest = await register.get(event.sender, act.latest);
  return latest && isFiled(latest) ? latest : own;
};
