const personColumns = (n: 1 | 2 | 3) =>
  [
    `p${n}_nom_naissance`,
    `p${n}_nom_usage`,
    `p${n}_prenoms`,
    `p${n}_date_naissance`,
    `p${n}_lieu_naissance`,
  ] as const;

/** Columns of `records.csv`. `dossier` and `hazard` are for the judge: matching must not read them. */
export const columns = [
  'rec_id',
  'dossier',
  'source',
  'kind',
  'act_date',
  'arrival',
  'hazard',
  ...personColumns(1),
  ...personColumns(2),
  ...personColumns(3),
  'insee',
  'postcode',
  'commune',
  'street',
  'complement',
  'reference',
  'allocataire',
  'numero_bdf',
  'bailleur',
  'reference_bail',
  'tenancy_end',
] as const;

type Column = (typeof columns)[number];
export type WorldRecord = Record<Column, string>;

export const personOf = (n: 1 | 2 | 3) => {
  const [nomNaissance, nomUsage, prenoms, dateNaissance, lieuNaissance] = personColumns(n);
  return { nomNaissance, nomUsage, prenoms, dateNaissance, lieuNaissance };
};

/** Written beside the records: what each column is, for whoever reads them. */
export const columnMap = {
  id: 'rec_id',
  truth: { column: 'dossier' },
  source: 'source',
  order: 'arrival',
  date: 'act_date',
  kind: 'kind',
  hazard: 'hazard',
  persons: [personOf(1), personOf(2), personOf(3)],
  address: {
    insee: 'insee',
    postcode: 'postcode',
    commune: 'commune',
    street: 'street',
    complement: 'complement',
  },
  identifiers: [
    { kind: 'reference', column: 'reference', scope: 'source' },
    { kind: 'allocataire', column: 'allocataire', scope: 'source' },
    { kind: 'bdf', column: 'numero_bdf' },
    { kind: 'bail', column: 'reference_bail', scope: 'bailleur' },
  ],
  bailleur: 'bailleur',
} as const;

/** A record with every column empty. */
export const emptyRecord = (): WorldRecord => ({
  rec_id: '',
  dossier: '',
  source: '',
  kind: '',
  act_date: '',
  arrival: '',
  hazard: '',
  p1_nom_naissance: '',
  p1_nom_usage: '',
  p1_prenoms: '',
  p1_date_naissance: '',
  p1_lieu_naissance: '',
  p2_nom_naissance: '',
  p2_nom_usage: '',
  p2_prenoms: '',
  p2_date_naissance: '',
  p2_lieu_naissance: '',
  p3_nom_naissance: '',
  p3_nom_usage: '',
  p3_prenoms: '',
  p3_date_naissance: '',
  p3_lieu_naissance: '',
  insee: '',
  postcode: '',
  commune: '',
  street: '',
  complement: '',
  reference: '',
  allocataire: '',
  numero_bdf: '',
  bailleur: '',
  reference_bail: '',
  tenancy_end: '',
});
