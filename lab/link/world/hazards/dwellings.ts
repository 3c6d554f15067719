import { createCouple, createFamily } from '../people/family.ts';
import { createPerson } from '../people/person.ts';
import { homonyms, type Recipe } from './recipe.ts';

/** Another household, in the same dwelling, months after the first one left. */
export const successiveTenants: Recipe = ({ chance, registry, start }) => {
  const tags = ['successive-tenants'] as const;
  const end = start + chance.between(150, 450);
  const first = registry.open(chance, { family: createFamily(chance), start, end, tags });
  const second = registry.open(chance, {
    family: createFamily(chance),
    start: end + chance.between(60, 500),
    dwelling: first.dwelling,
    ...(chance.percent(90) ? { landlord: first.landlord } : {}),
    // The landlord keeps its étude.
    ...(chance.percent(60) ? { etude: first.etude } : {}),
    tags,
  });
  return { dossiers: [first, second], households: 2 };
};

export const towerHomonyms: Recipe = ({ chance, places, registry, start }) => {
  const count = chance.percent(25) ? 3 : 2;
  const flats = places.tower(chance, count);
  const dossiers = homonyms(chance, flats.length, chance.percent(15)).map((head, n) => {
    const dwelling = flats[n];
    return registry.open(chance, {
      family: createFamily(chance, head),
      start: start + n * chance.between(0, 300),
      ...(dwelling ? { dwelling } : {}),
      tags: ['tower-homonyms'],
    });
  });
  return { dossiers, households: dossiers.length };
};

/** Neighbours who have nothing but the tower in common. */
export const towerStrangers: Recipe = ({ chance, places, registry, start }) => {
  const dossiers = places.tower(chance, 3).map((dwelling, n) =>
    registry.open(chance, {
      family: createFamily(chance),
      start: start + n * chance.between(0, 300),
      dwelling,
      tags: ['tower-strangers'],
    }),
  );
  return { dossiers, households: dossiers.length };
};

export const twoTowers: Recipe = ({ chance, places, registry, start }) => {
  const dossiers = homonyms(chance, 2, true).flatMap((head, n) =>
    places.tower(chance, 1).map((dwelling) =>
      registry.open(chance, {
        family: createFamily(chance, head),
        start: start + n * chance.between(0, 400),
        dwelling,
        tags: ['two-towers'],
      }),
    ),
  );
  return { dossiers, households: 2 };
};

/** A couple's case; then the spouse who left falls into arrears alone, elsewhere. */
export const separated: Recipe = ({ chance, places, registry, start }) => {
  const tags = ['separated'] as const;
  const family = createCouple(chance, createPerson(chance));
  const shared = registry.open(chance, { family, start, tags });
  const leaver = chance.between(0, 1);
  const person = family.persons[leaver];
  if (!person) throw new RangeError('a couple is two');
  // The file at CAF or MSA follows the person who opened it: a leaver who did keeps its number.
  const carries = shared.allocataire.person === leaver && chance.percent(75);
  const alone = registry.open(chance, {
    family: { persons: [person], couple: false },
    start: start + chance.between(180, 700),
    dwelling: places.dwelling(chance, chance.percent(45) ? shared.dwelling.commune : undefined),
    former: shared.dwelling,
    body: shared.body,
    ...(carries ? { allocataire: { person: 0, number: shared.allocataire.number } } : {}),
    tags,
  });
  return { dossiers: [shared, alone], households: 2 };
};

/** The same persons under a new lease: the number at CAF or MSA stays, the rest is new. */
export const moved: Recipe = ({ chance, places, registry, start }) => {
  const tags = ['moved'] as const;
  const end = start + chance.between(250, 700);
  const first = registry.open(chance, { family: createFamily(chance), start, end, tags });
  const sameLandlord = chance.percent(30);
  const second = registry.open(chance, {
    family: first.family,
    start: end + chance.between(60, 500),
    dwelling: places.dwelling(chance, chance.percent(50) ? first.dwelling.commune : undefined),
    former: first.dwelling,
    ...(sameLandlord ? { landlord: first.landlord } : {}),
    ...(chance.percent(40) ? { etude: first.etude } : {}),
    body: first.body,
    allocataire: first.allocataire,
    // One plan may cover the debts of both leases.
    ...(chance.percent(40) ? { bdf: first.bdf } : {}),
    tags,
  });
  return { dossiers: [first, second], households: 1 };
};
