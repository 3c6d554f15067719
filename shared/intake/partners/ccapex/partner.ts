import { avisCcapex } from '../kinds/commissions.ts';
import { formatOfKinds } from '../kinds/kind.ts';
import { type Partner, partnerOf } from '../partner.ts';

const events = formatOfKinds('Avis de la CCAPEX, version 1', 'ccapex-nord', [avisCcapex]);

/** Secretariats of CCAPEX Nord and Sud. */
export const ccapex: Partner = partnerOf({
  code: 'ccapex',
  many: true,
  title: 'Secrétariats de la CCAPEX, Nord et Sud',
  formats: { 'ccapex.v1': events },
  tables: [{ name: 'evenements', title: 'Avis de la CCAPEX', format: events }],
});
