import { avisCcapex, decisionCcapex, inscriptionCcapex, suiteDecision } from '../kinds/commissions.ts';
import { formatOfKinds } from '../kinds/kind.ts';
import { suiteOrientation } from '../kinds/social.ts';
import { type Partner, partnerOf } from '../partner.ts';

const sender = 'ccapex-nord';
const events = formatOfKinds('Avis et décisions de la CCAPEX, version 1', sender, [
  avisCcapex,
  decisionCcapex,
  inscriptionCcapex,
  suiteDecision,
  suiteOrientation('adil', 'mds', 'ccas', 'association'),
]);
const avis = formatOfKinds('Avis de la CCAPEX, version 1', sender, [avisCcapex]);

/** Secretariats of CCAPEX Nord and Sud, which send the letters that orient households and hear what became of them. */
export const ccapex: Partner = partnerOf({
  code: 'ccapex',
  many: true,
  title: 'Secrétariats de la CCAPEX, Nord et Sud',
  formats: { 'ccapex.v1': events },
  tables: [
    { name: 'evenements', title: 'Avis, décisions et orientations de la CCAPEX', format: events },
    { name: 'avis', title: 'Avis de la CCAPEX', format: avis, former: true },
  ],
});
