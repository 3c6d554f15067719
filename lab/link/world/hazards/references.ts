import type { PartnerKind } from '../model.ts';
import { createFamily } from '../people/family.ts';
import type { Recipe } from './recipe.ts';

/** The étude knows both households. */
const withEtude: readonly PartnerKind[] = ['etude', 'body'];

export const recycledReference: Recipe = ({ chance, registry, start }) => {
  const tags = ['recycled-reference'] as const;
  const first = registry.open(chance, { family: createFamily(chance), start, partners: withEtude, tags });
  const second = registry.open(chance, {
    family: createFamily(chance),
    start: start + chance.between(400, 900),
    partners: withEtude,
    etude: first.etude,
    etudeReference: first.etudeReference,
    tags,
  });
  return { dossiers: [first, second], households: 2 };
};

export const mistypedReference: Recipe = ({ chance, registry, start }) => {
  const tags = ['mistyped-reference'] as const;
  const first = registry.open(chance, { family: createFamily(chance), start, partners: withEtude, tags });
  const second = registry.open(chance, {
    family: createFamily(chance),
    start: start + chance.between(0, 120),
    partners: withEtude,
    etude: first.etude,
    borrowedReference: first.etudeReference,
    tags,
  });
  return { dossiers: [first, second], households: 2 };
};
