import { saisineCcapex } from '../kinds/debt.ts';
import { formatOfKinds } from '../kinds/kind.ts';
import { aideFsl } from '../kinds/social.ts';
import { type Partner, partnerOf } from '../partner.ts';

const events = formatOfKinds('Événements du FSL, version 1', 'fsl', [aideFsl, saisineCcapex]);

/** The Département's fonds de solidarité logement (charter A1 Département; loi n° 90-449, art. 7-2). */
export const fsl: Partner = partnerOf({
  code: 'fsl',
  many: false,
  title: 'Fonds de solidarité logement (FSL)',
  formats: { 'fsl.v1': events },
  tables: [{ name: 'evenements', title: 'Événements du FSL', format: events }],
});
