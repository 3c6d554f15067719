import { decisionClpil, suiteDecision } from '../kinds/commissions.ts';
import { retraitClpil } from '../kinds/debt.ts';
import { formatOfKinds } from '../kinds/kind.ts';
import { type Partner, partnerOf } from '../partner.ts';

const events = formatOfKinds('Relevé de décisions d’une CLPIL, version 1', 'clpil-meaux', [
  decisionClpil,
  suiteDecision,
  retraitClpil,
]);

/** Secretariats of the local commissions, which send their relevé de décisions. */
export const clpil: Partner = partnerOf({
  code: 'clpil',
  many: true,
  title: 'Secrétariats des commissions locales (CLPIL)',
  formats: { 'clpil.v1': events },
  tables: [{ name: 'evenements', title: 'Relevé de décisions d’une CLPIL', format: events }],
});
