import { type ActTold, actToldSchema } from '../../outbound/exploc/export.ts';
import { pieceSchema } from '../partners/huissier/partner.ts';
import { tolerantParse } from '../tolerant-parse.ts';

/** What a piece's data say, read again from the register as they were filed; undefined where they cannot be read. */
export const dataTold = (data: string): ActTold | undefined => {
  const parsed = tolerantParse(pieceSchema, JSON.parse(data));
  return parsed.ok ? actToldSchema.parse(parsed.value) : undefined;
};
