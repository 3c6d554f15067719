import { saisineCcapex } from '../kinds/debt.ts';
import { formatOfKinds } from '../kinds/kind.ts';
import { recoursDalo } from '../kinds/state.ts';
import { type Partner, partnerOf } from '../partner.ts';

const events = formatOfKinds('Événements de la commission de médiation, version 1', 'comed', [
  recoursDalo,
  saisineCcapex,
]);

/** The commission de médiation: each claim for a threat of eviction is told to the CCAPEX (loi n° 90-449, art. 7-2; charter A1 État). */
export const comed: Partner = partnerOf({
  code: 'comed',
  many: false,
  title: 'Commission de médiation (COMED)',
  formats: { 'comed.v1': events },
  tables: [{ name: 'evenements', title: 'Événements de la commission de médiation', format: events }],
});
