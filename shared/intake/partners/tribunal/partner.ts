import { caduciteAssignation, decisionDuTribunal, suiteJugement } from '../kinds/acts.ts';
import { formatOfKinds } from '../kinds/kind.ts';
import { type Partner, partnerOf } from '../partner.ts';

const sender = 'tribunal-meaux';
const events = formatOfKinds('Événements d’un tribunal, version 1', sender, [
  decisionDuTribunal,
  caduciteAssignation,
  suiteJugement,
]);
const decisions = formatOfKinds('Décision d’un tribunal, version 1', sender, [decisionDuTribunal]);

/** Courts, which may tell the préfet of their decision and of what becomes of it (charter A4). */
export const tribunal: Partner = partnerOf({
  code: 'tribunal',
  many: true,
  title: 'Tribunaux',
  formats: { 'tribunal.v1': events },
  tables: [
    { name: 'evenements', title: 'Événements d’un tribunal', format: events },
    { name: 'decisions', title: 'Décision d’un tribunal', format: decisions, former: true },
  ],
});
