import { formatOfKinds } from '../kinds/kind.ts';
import { hebergement } from '../kinds/social.ts';
import { type Partner, partnerOf } from '../partner.ts';

const events = formatOfKinds('Événements du SIAO, version 1', 'siao', [hebergement]);

/** The integrated reception and orientation service. */
export const siao: Partner = partnerOf({
  code: 'siao',
  many: false,
  title: 'SIAO/115',
  formats: { 'siao.v1': events },
  tables: [{ name: 'evenements', title: 'Événements du SIAO', format: events }],
});
