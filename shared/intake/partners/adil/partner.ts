import { suiteDecision } from '../kinds/commissions.ts';
import { formatOfKinds } from '../kinds/kind.ts';
import { intervention, suiteOrientation } from '../kinds/social.ts';
import { type Partner, partnerOf } from '../partner.ts';

const events = formatOfKinds('Événements de l’ADIL, version 1', 'adil', [
  intervention,
  suiteOrientation('adil'),
  suiteDecision,
]);

/** The agence départementale d'information sur le logement: what becomes of households that are oriented to it (charter A1 ADIL). */
export const adil: Partner = partnerOf({
  code: 'adil',
  many: false,
  title: 'Agence départementale d’information sur le logement (ADIL)',
  formats: { 'adil.v1': events },
  tables: [{ name: 'evenements', title: 'Événements de l’ADIL', format: events }],
});
