/** What agents call the partners. An étude, or another sender of a family, is shown by its code. */
const names: Readonly<Record<string, string>> = {
  caf: 'CAF',
  msa: 'MSA',
  bdf: 'Banque de France',
  etat: 'État',
  mds: 'MDS',
  ccas: 'CCAS',
  adil: 'ADIL',
  clpil: 'CLPIL',
  ccapex: 'CCAPEX',
  siao: 'SIAO',
  comed: 'COMED',
  fsl: 'FSL',
};
export const senderName = (sender: string): string => names[sender] ?? sender;
