import type { Chance } from '../../../../cli/demo/random.ts';
import type { Person } from '../model.ts';
import { nearPairs } from '../names/near-pairs.ts';
import { createCouple, createFamily } from '../people/family.ts';
import { drawOrigin, originOf } from '../people/names.ts';
import { createPerson } from '../people/person.ts';
import { namesakes, type Recipe, yearOf } from './recipe.ts';

/**
 * Two children of one family with near first names.
 *
 * @param apart years between them, 0 for twins
 */
const siblings = (chance: Chance, apart: number): [Person, Person] => {
  const family = drawOrigin(chance);
  const fitting = nearPairs.filter(({ origins }) => origins.includes(family.name));
  const { pair, origins } = chance.pick(fitting.length > 0 ? fitting : nearPairs);
  const origin = origins.includes(family.name) ? family : originOf(chance.pick(origins));
  const [left, right] = chance.percent(50) ? pair : ([pair[1], pair[0]] as const);
  const elder = createPerson(chance, {
    origin,
    sex: left.sex,
    first: left.name,
    year: chance.between(1955, 1999),
  });
  const younger = createPerson(chance, {
    origin,
    sex: right.sex,
    first: right.name,
    surname: elder.surname,
    birthPlace: elder.birthPlace,
    ...(apart === 0 ? { birth: elder.birth } : { year: yearOf(elder) + apart }),
  });
  return [elder, younger];
};

export const twins: Recipe = ({ chance, registry, start }) => {
  const family = { persons: siblings(chance, 0), couple: false };
  return { dossiers: [registry.open(chance, { family, start, tags: ['twins'] })], households: 1 };
};

export const twinsApart: Recipe = ({ chance, places, registry, start }) => {
  const near = chance.percent(40) ? places.tower(chance, 2) : [];
  const dossiers = siblings(chance, 0).map((twin, n) => {
    const dwelling = near[n] ?? places.dwelling(chance);
    return registry.open(chance, {
      family: createFamily(chance, twin),
      start: start + n * chance.between(0, 300),
      dwelling,
      tags: ['twins-apart'],
    });
  });
  return { dossiers, households: 2 };
};

export const nearSiblings: Recipe = ({ chance, places, registry, start }) => {
  const flats = places.tower(chance, 2);
  const dossiers = siblings(chance, chance.between(1, 5)).map((sibling, n) => {
    const dwelling = flats[n];
    return registry.open(chance, {
      family: createFamily(chance, sibling),
      start: start + n * chance.between(0, 400),
      ...(dwelling ? { dwelling } : {}),
      tags: ['near-siblings'],
    });
  });
  return { dossiers, households: 2 };
};

export const parentChild: Recipe = ({ chance, places, registry, start }) => {
  const { parent, child } = namesakes(chance);
  const near = chance.percent(25) ? places.tower(chance, 2) : [];
  const first = near[0] ?? places.dwelling(chance);
  const second = near[1] ?? places.dwelling(chance, chance.percent(55) ? first.commune : undefined);
  const later = chance.between(0, 500);
  const tags = ['parent-child'] as const;
  return {
    dossiers: [
      registry.open(chance, { family: createFamily(chance, parent), start, dwelling: first, tags }),
      registry.open(chance, {
        family: createFamily(chance, child),
        start: start + later,
        dwelling: second,
        tags,
      }),
    ],
    households: 2,
  };
};

/** One address, two leases: a house let in two parts that nothing distinguishes, or two flats of one building. */
export const fatherSon: Recipe = ({ chance, places, registry, start }) => {
  const { parent, child } = namesakes(chance, 'M');
  const parted = chance.percent(55);
  const [first, second] = parted ? [] : places.tower(chance, 2);
  const { flat: _, ...house } = places.dwelling(chance);
  const dwelling = first ?? house;
  const father = registry.open(chance, {
    family: createFamily(chance, parent),
    start,
    dwelling,
    tags: ['father-son'],
  });
  const son = registry.open(chance, {
    family: createFamily(chance, child),
    start: start + chance.between(0, 500),
    dwelling: second ?? dwelling,
    landlord: father.landlord,
    tags: ['father-son'],
  });
  return { dossiers: [father, son], households: 2 };
};

/** Neither took the other's name, and each partner knows one of the two. */
export const splitCouple: Recipe = ({ chance, registry, start }) => {
  const family = createCouple(chance, createPerson(chance), 'none');
  const dossier = registry.open(chance, {
    family,
    start,
    partners: chance.percent(50) ? ['etude', 'body'] : ['etude', 'body', 'bailleur'],
    tags: ['split-couple'],
  });
  return { dossiers: [dossier], households: 1, atLeast: 2 };
};
