import { formatOfKinds } from '../kinds/kind.ts';
import { aideActionLogement } from '../kinds/social.ts';
import { type Partner, partnerOf } from '../partner.ts';

const events = formatOfKinds('Événements d’Action Logement, version 1', 'action-logement', [
  aideActionLogement,
]);

/** LOCA-PASS, VISALE, prêt allègement. */
export const actionLogement: Partner = partnerOf({
  code: 'action-logement',
  many: false,
  title: 'Action Logement',
  formats: { 'action-logement.v1': events },
  tables: [{ name: 'evenements', title: 'Événements d’Action Logement', format: events }],
});
