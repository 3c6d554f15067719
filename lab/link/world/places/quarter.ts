import type { Chance } from '../../../../cli/demo/random.ts';
import { byWeight, type Draw, fork, zipf } from '../chance.ts';
import type { Commune, Dwelling, Flat } from '../model.ts';
import { estates, streetNames, ways } from '../names/streets.ts';

/** A shared building at one number: its flats are let one after another. */
export type Building = Pick<
  Dwelling,
  'commune' | 'postcode' | 'number' | 'suffix' | 'way' | 'street' | 'social'
> & {
  flats: number;
  /** Flats on one landing. */
  landing: number;
  letters: number;
  stairs: number;
  /** `floor`: flat 302 is on the third floor; `run`: flats are numbered through. */
  numbering: 'floor' | 'run' | 'none';
  estate?: string;
  taken: Set<number>;
};

type Way = { way: string; street: string; postcode: string };

/** The streets and buildings of one commune. */
export type Quarter = { streets: Draw<Way>; towers: Building[]; blocks: Building[]; houses: Set<string> };

const drawWay = byWeight(ways, ({ share }) => share);
const drawStreet = byWeight(streetNames, zipf(0.6, 4));

const streetsOf = (chance: Chance, { population, postcodes }: Commune): Way[] => {
  const wanted = Math.max(4, Math.min(420, Math.round(population / 75)));
  const found = new Map<string, Way>();
  for (let tries = 0; found.size < wanted && tries < wanted * 8; tries += 1) {
    const way = drawWay(chance).name;
    const street = drawStreet(chance);
    found.set(`${way} ${street}`, { way, street, postcode: chance.pick(postcodes) });
  }
  return [...found.values()];
};

const buildingAt = (
  { between, percent, pick }: Chance,
  commune: Commune,
  place: Way,
  size: 'tower' | 'block',
): Building => {
  const tower = size === 'tower';
  const flats = tower ? between(20, 120) : between(4, 12);
  const letters = tower && percent(55) ? between(2, 5) : 1;
  return {
    commune,
    ...place,
    number: between(1, 90),
    suffix: '',
    social: percent(tower ? 82 : 30),
    flats,
    // Eighteen floors at most.
    landing: tower ? Math.max(between(3, 6), Math.ceil(flats / letters / 18)) : 2,
    letters,
    stairs: tower && percent(40) ? between(2, 3) : 1,
    numbering: tower ? (percent(50) ? 'floor' : 'run') : percent(55) ? 'run' : 'none',
    ...(tower && percent(35) ? { estate: pick(estates) } : {}),
    taken: new Set(),
  };
};

/** Distinguishes one door from another within a commune. */
export const doorKey = ({
  number,
  suffix,
  way,
  street,
}: Pick<Dwelling, 'number' | 'suffix' | 'way' | 'street'>): string => `${number}${suffix} ${way} ${street}`;

/** Draws the streets and buildings of a commune, once for each world. */
export const createQuarter = (seed: number, commune: Commune): Quarter => {
  const chance = fork(seed, `quarter/${commune.insee ?? commune.name}`);
  const all = streetsOf(chance, commune);
  const { population } = commune;
  const towers = population > 5_000 ? Math.round(population / 1_100) : population > 2_500 ? 1 : 0;
  const houses = new Set<string>();
  // One building for each number, and no house at that number.
  const build = (count: number, size: 'tower' | 'block'): Building[] =>
    Array.from({ length: count }, () => buildingAt(chance, commune, chance.pick(all), size)).filter(
      (building) => {
        const free = !houses.has(doorKey(building));
        houses.add(doorKey(building));
        return free;
      },
    );
  return {
    streets: byWeight(all, zipf(0.5, 5)),
    towers: build(towers, 'tower'),
    blocks: build(Math.round(population / 90), 'block'),
    houses,
  };
};

/** What is written on the door of the `n`-th flat. */
const doorOf = ({ flats, landing, letters, stairs, numbering, estate }: Building, n: number): Flat => {
  const inBuilding = Math.ceil(flats / letters);
  const building = Math.floor(n / inBuilding);
  const rank = n % inBuilding;
  const floor = Math.floor(rank / landing);
  const numbers = { floor: String(floor * 100 + (rank % landing) + 1), run: String(n + 1), none: undefined };
  const flat = numbers[numbering];
  return {
    floor,
    ...(letters > 1 ? { building: String.fromCharCode(65 + building) } : {}),
    ...(stairs > 1 ? { stairs: String(1 + (rank % stairs)) } : {}),
    ...(flat === undefined ? { flat: rank % 2 === 0 ? 'gauche' : 'droite' } : { flat }),
    ...(estate === undefined ? {} : { estate }),
  };
};

/** A flat that nobody in this world has had yet, if one is left. */
export const letFlat = (chance: Chance, building: Building): Dwelling | undefined => {
  const { flats, taken } = building;
  if (taken.size >= flats) return undefined;
  let n = chance.between(0, flats - 1);
  while (taken.has(n)) n = (n + 1) % flats;
  taken.add(n);
  const { commune, postcode, number, suffix, way, street, social } = building;
  return { commune, postcode, number, suffix, way, street, social, flat: doorOf(building, n) };
};
