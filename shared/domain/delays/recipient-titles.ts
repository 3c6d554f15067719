import type { Recipient } from './rule.ts';

/** Whom an alert is for, in French. */
export const recipientTitles: Record<Recipient, string> = {
  arrondissement: 'État (arrondissement)',
  ccapex: 'CCAPEX',
  secretariatCcapex: 'secrétariat CCAPEX Nord ou Sud',
  adil: 'ADIL',
  mds: 'MDS',
  association: 'association',
  ccas: 'CCAS',
  bailleur: 'bailleur',
  huissier: 'commissaire de justice',
  bdf: 'Banque de France',
  clpil: 'secrétariat de la CLPIL',
};
