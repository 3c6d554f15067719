import { suiteDecision } from '../kinds/commissions.ts';
import { formatOfKinds } from '../kinds/kind.ts';
import { accompagnement, aideFsl, enqueteSociale, intervention, suiteOrientation } from '../kinds/social.ts';
import { type Partner, partnerOf } from '../partner.ts';

const kinds = [enqueteSociale, aideFsl, accompagnement('asll', 'masp'), intervention, suiteDecision] as const;
const mdsEvents = formatOfKinds('Événements d’une MDS, version 1', 'mds-meaux', [
  ...kinds,
  suiteOrientation('mds'),
]);
const ccasEvents = formatOfKinds('Événements d’un CCAS, version 1', 'ccas-meaux', [
  ...kinds,
  suiteOrientation('ccas'),
]);

/** Maisons départementales des solidarités. */
export const mds: Partner = partnerOf({
  code: 'mds',
  many: true,
  title: 'Maisons départementales des solidarités',
  formats: { 'mds.v1': mdsEvents },
  tables: [{ name: 'evenements', title: 'Événements de la MDS', format: mdsEvents }],
});

/** Centres communaux et intercommunaux d'action sociale. */
export const ccas: Partner = partnerOf({
  code: 'ccas',
  many: true,
  title: 'Centres communaux d’action sociale',
  formats: { 'ccas.v1': ccasEvents },
  tables: [{ name: 'evenements', title: 'Événements du CCAS', format: ccasEvents }],
});
