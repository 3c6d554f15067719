import type { FC } from 'hono/jsx';
import { unreachedCommunes } from '../../../../shared/outbound/coverage.ts';
import type { Directory } from '../../../../shared/outbound/directory.ts';
import type { Body } from '../../../../shared/store/directory.ts';

/** How the bodies of the directory are called. */
export const bodyNames = {
  ccas: { one: 'CCAS', many: 'CCAS' },
  mds: { one: 'MDS', many: 'Maisons départementales des solidarités (MDS)' },
  adil: { one: 'ADIL', many: 'ADIL' },
  bdf: { one: 'Banque de France', many: 'Banque de France' },
  associations: { one: 'association', many: 'Associations d’accompagnement' },
} as const satisfies Record<Body, { one: string; many: string }>;

/** How far a body of the directory can be written to. `all`: communes of the département, where that says it. */
export type Coverage = { kind: Body; reached: number; all: number | undefined };

export const coverageOf = (whole: Directory): Coverage[] => [
  ...(['ccas', 'mds'] as const).map((kind) => {
    const { all, reached } = unreachedCommunes(whole, kind);
    return { kind, reached, all };
  }),
  { kind: 'adil', reached: whole.adil.mail === null ? 0 : 1, all: undefined },
  { kind: 'bdf', reached: whole.bdf.mail === null ? 0 : 1, all: undefined },
  {
    kind: 'associations',
    reached: whole.associations.filter(({ mail }) => mail !== null).length,
    all: undefined,
  },
];

/** Coverage in a sentence: «312 communes sur 507 ont un CCAS joignable». */
export const CoverageLine: FC<{ of: Coverage }> = ({ of: { kind, reached, all } }) => {
  const { one, many } = bodyNames[kind];
  if (all !== undefined)
    return (
      <>
        {reached} {reached < 2 ? 'commune' : 'communes'} sur {all} {reached < 2 ? 'a' : 'ont'}{' '}
        {kind === 'mds' ? 'une' : 'un'} {one} joignable
      </>
    );
  if (kind === 'associations')
    return (
      <>
        {reached} {reached < 2 ? 'association joignable' : 'associations joignables'}
      </>
    );
  return <>{reached === 0 ? `${many} : aucune adresse` : `${many} : joignable`}</>;
};
