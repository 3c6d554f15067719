import { decisionDuTribunal } from '../kinds/acts.ts';
import { formatOfKinds } from '../kinds/kind.ts';
import { type Partner, partnerOf } from '../partner.ts';

const events = formatOfKinds('Décision d’un tribunal, version 1', 'tribunal-meaux', [decisionDuTribunal]);

/** Courts, which may tell the préfet of their decision (charter A4). */
export const tribunal: Partner = partnerOf({
  code: 'tribunal',
  many: true,
  title: 'Tribunaux',
  formats: { 'tribunal.v1': events },
  tables: [{ name: 'evenements', title: 'Décision d’un tribunal', format: events }],
});
