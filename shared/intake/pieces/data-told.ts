import { type PieceWire, pieceWireSchema } from '../partners/huissier/wire.ts';
import { tolerantParse } from '../tolerant-parse.ts';

/** What a piece's data say, read again from the register as they were when they were filed; undefined where they cannot be. */
export const dataTold = (data: string): PieceWire | undefined => {
  const parsed = tolerantParse(pieceWireSchema, JSON.parse(data));
  return parsed.ok ? parsed.value : undefined;
};
