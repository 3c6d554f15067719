import type { Chance } from '../../../../cli/demo/random.ts';
import type { Registry } from '../dossiers.ts';
import type { Dossier, Person } from '../model.ts';
import type { HabitName, HazardName } from '../options.ts';
import { drawOrigin, originOf } from '../people/names.ts';
import { createPerson } from '../people/person.ts';
import type { Places } from '../places/places.ts';

type Setting = { chance: Chance; places: Places; registry: Registry; start: number };

/** Cases opened together, and how many households they count for. */
export type Situation = { dossiers: Dossier[]; households: number; atLeast?: number };
export type Recipe = (setting: Setting) => Situation;

/** Hazards that open cases of their own; the former address and the habits are a partner's instead. */
export type OpeningHazard = Exclude<HazardName, 'old-address' | HabitName>;

export const yearOf = ({ birth }: Person): number => Number(birth.slice(0, 4));

/** A parent and a child of one sex, one surname and one usual first name. */
export const namesakes = (chance: Chance, sex?: 'M'): { parent: Person; child: Person } => {
  const origin = drawOrigin(chance);
  const parent = createPerson(chance, { origin, year: chance.between(1945, 1975), ...(sex ? { sex } : {}) });
  const child = createPerson(chance, {
    origin,
    sex: parent.sex,
    surname: parent.surname,
    year: Math.min(2004, yearOf(parent) + chance.between(20, 36)),
    ...(parent.firstNames[0] === undefined ? {} : { first: parent.firstNames[0] }),
  });
  return { parent, child };
};

/** Unrelated persons of one surname, and of one first name where it is asked. */
export const homonyms = (chance: Chance, count: number, alike: boolean): Person[] => {
  const model = createPerson(chance);
  const origin = originOf(model.origin);
  const others = Array.from({ length: count - 1 }, () =>
    createPerson(chance, {
      origin,
      surname: model.surname,
      ...(alike ? { sex: model.sex } : {}),
      ...(alike && model.firstNames[0] !== undefined ? { first: model.firstNames[0] } : {}),
    }),
  );
  return [model, ...others];
};
