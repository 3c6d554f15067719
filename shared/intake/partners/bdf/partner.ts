import { type Partner, partnerOf } from '../partner.ts';
import { surendettementFormat } from './format.ts';

/** Banque de France, secretariat of the commission de surendettement. */
export const bdf: Partner = partnerOf({
  code: 'bdf',
  many: false,
  title: 'Banque de France',
  formats: { 'surendettement.v1': surendettementFormat },
  tables: [{ name: 'surendettement', title: 'Avis de surendettement', format: surendettementFormat }],
});
