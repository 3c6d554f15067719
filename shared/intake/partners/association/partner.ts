import { suiteDecision } from '../kinds/commissions.ts';
import { formatOfKinds } from '../kinds/kind.ts';
import { accompagnement, intervention, suiteOrientation } from '../kinds/social.ts';
import { type Partner, partnerOf } from '../partner.ts';

const events = formatOfKinds('Événements d’une association, version 1', 'association-exemple', [
  accompagnement('asll', 'avdl', 'masp'),
  intervention,
  suiteDecision,
  suiteOrientation('association', 'adil'),
]);

/** Associations that support households or act for them (charter A1). The ADIL, which has a format of its own, may still send by this one. */
export const association: Partner = partnerOf({
  code: 'association',
  many: true,
  title: 'Associations, UDAF, CGL, Familles Rurales',
  formats: { 'association.v1': events },
  tables: [{ name: 'evenements', title: 'Événements d’une association', format: events }],
});
