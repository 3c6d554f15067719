import { finPoursuites, suiteJugement } from '../kinds/acts.ts';
import { formatOfKinds } from '../kinds/kind.ts';
import { demandeEnqueteSociale } from '../kinds/social.ts';
import {
  avisSuspension,
  decisionCfp,
  indemnisation,
  receptionPrefet,
  recoursDalo,
  relogement,
  suspensionExpulsion,
  transmissionDsf,
} from '../kinds/state.ts';
import { type Partner, partnerOf } from '../partner.ts';

const events = formatOfKinds('Décisions et actes de l’État, version 1', 'etat', [
  decisionCfp,
  suspensionExpulsion,
  avisSuspension,
  demandeEnqueteSociale,
  transmissionDsf,
  relogement,
  indemnisation,
  recoursDalo,
  suiteJugement,
  finPoursuites,
  receptionPrefet,
]);

/** DDCS, sous-préfectures, préfecture. */
export const etat: Partner = partnerOf({
  code: 'etat',
  many: false,
  title: 'Services de l’État',
  formats: { 'etat.v1': events },
  tables: [{ name: 'evenements', title: 'Décisions et actes de l’État', format: events }],
});
