import { finPoursuites, nouveauBail } from '../kinds/acts.ts';
import { suiteDecision } from '../kinds/commissions.ts';
import {
  echeance,
  impaye,
  inscriptionClpil,
  paiement,
  planApurement,
  protocoleCohesionSociale,
  retraitClpil,
  saisineCcapex,
  saisineOrganisme,
} from '../kinds/debt.ts';
import { formatOfKinds } from '../kinds/kind.ts';
import { type Partner, partnerOf } from '../partner.ts';

const sender = 'bailleur-habitat-exemple';
const events = formatOfKinds('Événements d’un bailleur, version 1', sender, [
  impaye,
  saisineOrganisme,
  saisineCcapex,
  planApurement,
  protocoleCohesionSociale,
  paiement,
  echeance,
  inscriptionClpil,
  retraitClpil,
  suiteDecision,
  finPoursuites,
  nouveauBail,
]);
const clpil = formatOfKinds('Liste d’une commission locale, version 1', sender, [inscriptionClpil]);

/** Landlords, social (AORIF) and private (FNAIM, SNPI); their lists for CLPIL are a table of their own (charter A6, art. 4). */
export const bailleur: Partner = partnerOf({
  code: 'bailleur',
  many: true,
  title: 'Bailleurs sociaux et privés',
  formats: { 'bailleur.v1': events },
  tables: [
    { name: 'clpil', title: 'Liste des situations pour une commission locale (CLPIL)', format: clpil },
    { name: 'evenements', title: 'Événements du bailleur', format: events },
  ],
});
