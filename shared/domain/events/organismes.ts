/**
 * The bodies that sit in a commission or carry out what it decides, as readers call them (charter §V.1, annexes 1 and 6; loi n° 90-449,
 * art. 7-2).
 */
export const organismes = {
  commune: 'Commune',
  ccas: 'CCAS',
  mds: 'MDS',
  departement: 'Département',
  etat: 'État',
  bailleur: 'Bailleur',
  asll: 'Association chargée de l’ASLL',
  adil: 'ADIL',
  caf: 'CAF',
  msa: 'MSA',
  bdf: 'Banque de France',
  fsl: 'FSL',
  actionLogement: 'Action Logement',
  huissier: 'Commissaires de justice',
  siao: 'SIAO',
  comed: 'COMED',
  udaf: 'UDAF',
  association: 'Association',
  conciliation: 'Commission départementale de conciliation',
  ccapex: 'CCAPEX',
} as const;
export type Organisme = keyof typeof organismes;
export const organismeCodes: readonly Organisme[] = Object.keys(organismes).filter(
  (code): code is Organisme => Object.hasOwn(organismes, code),
);
