import { createFamily } from '../people/family.ts';
import {
  moved,
  separated,
  successiveTenants,
  towerHomonyms,
  towerStrangers,
  twoTowers,
} from './dwellings.ts';
import { fatherSon, nearSiblings, parentChild, splitCouple, twins, twinsApart } from './persons.ts';
import type { OpeningHazard, Recipe } from './recipe.ts';
import { mistypedReference, recycledReference } from './references.ts';

export const recipes: Readonly<Record<OpeningHazard, Recipe>> = {
  'parent-child': parentChild,
  'father-son': fatherSon,
  'successive-tenants': successiveTenants,
  'tower-homonyms': towerHomonyms,
  'two-towers': twoTowers,
  separated,
  twins,
  'twins-apart': twinsApart,
  moved,
  'recycled-reference': recycledReference,
  'mistyped-reference': mistypedReference,
  'split-couple': splitCouple,
  'near-siblings': nearSiblings,
  'tower-strangers': towerStrangers,
};

/** An ordinary household: one case. */
export const plainHousehold: Recipe = ({ chance, registry, start }) => ({
  dossiers: [registry.open(chance, { family: createFamily(chance), start })],
  households: 1,
});
