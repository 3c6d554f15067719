import type { Chance } from '../../../../cli/demo/random.ts';
import { byWeight, type Draw, zipf } from '../chance.ts';
import { type Origin, type OriginName, origins } from '../names/origins.ts';
import { drawTailSurname } from './tail-surname.ts';

/** Share of persons, out of a hundred, whose surname is one of the common ones of their origin. */
const COMMON = 62;

export const drawOrigin: Draw<Origin> = byWeight(origins, ({ share }) => share);

const byName = new Map(origins.map((origin) => [origin.name, origin]));
export const originOf = (name: OriginName): Origin => {
  const origin = byName.get(name);
  if (!origin) throw new RangeError(name);
  return origin;
};

const commonSurnames = new Map(origins.map(({ name, surnames }) => [name, byWeight(surnames, zipf(0.8, 6))]));

export const drawSurname = (chance: Chance, { name, tail }: Origin): string => {
  const common = commonSurnames.get(name);
  if (common && chance.percent(COMMON)) return common(chance);
  return drawTailSurname(chance, tail, name);
};

const firstNameDraws = new Map(
  origins.flatMap(({ name, firstNames }) =>
    (['F', 'M'] as const).map((sex) => [
      `${name}/${sex}`,
      firstNames[sex].map(({ from, names }) => ({ from, draw: byWeight(names, zipf(0.7, 2)) })),
    ]),
  ),
);

/** One first name, as given around a year to a child of an origin. */
const drawFirstName = (chance: Chance, origin: OriginName, sex: 'F' | 'M', year: number): string => {
  const periods = firstNameDraws.get(`${origin}/${sex}`) ?? [];
  // Fashions overlap: one birth in four takes a name of ten to twenty years before.
  const felt = chance.percent(25) ? year - chance.between(10, 20) : year;
  const period = periods.findLast(({ from }) => from <= felt) ?? periods[0];
  if (!period) throw new RangeError(origin);
  return period.draw(chance);
};

/** All the first names of a person, the usual one first. */
export const drawFirstNames = (
  chance: Chance,
  origin: Origin,
  sex: 'F' | 'M',
  year: number,
  first?: string,
): string[] => {
  const custom = chance.percent(origin.frenchNamed) ? 'french' : origin.name;
  const french = custom === 'french' || custom === 'overseas';
  const wanted = chance.percent(french ? 65 : 18) ? (chance.percent(french ? 40 : 10) ? 3 : 2) : 1;
  const names = [first ?? drawFirstName(chance, custom, sex, year)];
  for (let tries = 0; names.length < wanted && tries < 10; tries += 1) {
    // Second names are a grandparent's: older.
    const other = drawFirstName(chance, custom, sex, year - chance.between(15, 50));
    if (!names.includes(other)) names.push(other);
  }
  return names;
};
