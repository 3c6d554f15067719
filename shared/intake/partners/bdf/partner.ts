import * as z from 'zod/mini';
import { formatOfKind } from '../kinds/kind.ts';
import { surendettement } from '../kinds/surendettement.ts';
import { type Partner, partnerOf } from '../partner.ts';

export const surendettementFormat = formatOfKind(
  'Avis de surendettement Banque de France, version 1',
  'bdf',
  surendettement,
  { sender: z.literal('bdf').check(z.describe('Banque de France')) },
);

/** Banque de France, secretariat of the commission de surendettement. */
export const bdf: Partner = partnerOf({
  code: 'bdf',
  many: false,
  title: 'Banque de France',
  formats: { 'surendettement.v1': surendettementFormat },
  tables: [{ name: 'surendettement', title: 'Avis de surendettement', format: surendettementFormat }],
});
