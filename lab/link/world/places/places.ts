import type { Chance } from '../../../../cli/demo/random.ts';
import { byWeight } from '../chance.ts';
import type { Commune, Dwelling } from '../model.ts';
import { elsewhere, streetNames } from '../names/streets.ts';
import { loadCommunes } from './communes.ts';
import { type Building, createQuarter, doorKey, letFlat, type Quarter } from './quarter.ts';

/** Gives dwellings, each to one household only. */
export type Places = {
  /** A house or a flat, in a commune drawn by its population, or in the one asked for. */
  dwelling: (chance: Chance, within?: Commune) => Dwelling;
  /** Dwellings of one tower. */
  tower: (chance: Chance, count: number) => Dwelling[];
  /** Where someone lived before: outside the département four times in ten; may be anyone's dwelling. */
  former: (chance: Chance) => Dwelling;
};

const suffixOf = ({ percent }: Chance): Dwelling['suffix'] =>
  percent(5) ? (percent(80) ? 'bis' : 'ter') : '';

/** A place that is not registered: only its name matters. */
const away = (chance: Chance): Dwelling => {
  const { postcode, commune } = chance.pick(elsewhere);
  return {
    commune: { name: commune, postcodes: [postcode], population: 0, formerNames: [] },
    postcode,
    number: chance.between(1, 140),
    suffix: suffixOf(chance),
    way: chance.pick(['rue', 'rue', 'avenue', 'boulevard']),
    street: chance.pick(streetNames),
    social: false,
  };
};

const house = (chance: Chance, commune: Commune, quarter: Quarter): Dwelling => {
  // Where the streets are full, numbers go on, as on a country road.
  for (let tries = 0; ; tries += 1) {
    const place = quarter.streets(chance);
    const number = chance.between(1, 99 + tries * 2);
    const suffix = suffixOf(chance);
    const key = doorKey({ ...place, number, suffix });
    if (quarter.houses.has(key)) continue;
    quarter.houses.add(key);
    return { commune, ...place, number, suffix, social: false };
  }
};

export const createPlaces = (seed: number): Places => {
  const communes = loadCommunes();
  const drawCommune = byWeight(communes, ({ population }) => Math.max(population, 20));
  const withTowers = communes.filter(({ population }) => population > 2_500);
  const drawTowerCommune = byWeight(withTowers, ({ population }) => population);
  const quarters = new Map<Commune, Quarter>();
  const quarterOf = (commune: Commune): Quarter => {
    const known = quarters.get(commune) ?? createQuarter(seed, commune);
    quarters.set(commune, known);
    return known;
  };
  const tryBuilding = (chance: Chance, buildings: readonly Building[]): Dwelling | undefined =>
    buildings.length === 0 ? undefined : letFlat(chance, chance.pick(buildings));

  const dwelling = (chance: Chance, within?: Commune): Dwelling => {
    const commune = within ?? drawCommune(chance);
    const quarter = quarterOf(commune);
    const kind = chance.random() * 100;
    const buildings = kind < 40 ? quarter.towers : kind < 66 ? quarter.blocks : [];
    return tryBuilding(chance, buildings) ?? house(chance, commune, quarter);
  };

  const tower = (chance: Chance, count: number): Dwelling[] => {
    for (let tries = 0; tries < 200; tries += 1) {
      const { towers } = quarterOf(drawTowerCommune(chance));
      const found = towers.length === 0 ? undefined : chance.pick(towers);
      if (!found || found.flats - found.taken.size < count) continue;
      return Array.from({ length: count }, () => letFlat(chance, found)).filter((flat) => flat !== undefined);
    }
    throw new RangeError('no tower has room left: fewer households, or a lower rate of tower hazards');
  };

  const former = (chance: Chance): Dwelling => {
    if (chance.percent(40)) return away(chance);
    const commune = drawCommune(chance);
    const { way, street, postcode } = quarterOf(commune).streets(chance);
    const number = chance.between(1, 110);
    return { commune, way, street, postcode, number, suffix: suffixOf(chance), social: false };
  };

  return { dwelling, tower, former };
};
