import type { Chance } from '../../../../cli/demo/random.ts';
import type { Person } from '../model.ts';
import { frenchPlaces, type Origin } from '../names/origins.ts';
import { drawFirstNames, drawOrigin, drawSurname } from './names.ts';

const two = (n: number): string => String(n).padStart(2, '0');

/** @param lastDay of the year, for persons whose registry had no day */
const drawBirth = ({ between, percent }: Chance, year: number, dayUnknown: number): string => {
  if (percent(dayUnknown)) return `${year}-${percent(75) ? '01-01' : '12-31'}`;
  const month = between(1, 12);
  return `${year}-${two(month)}-${two(between(1, new Date(Date.UTC(year, month, 0)).getUTCDate()))}`;
};

/** Year of birth of someone who signed a lease: from 19 to 85, most between 28 and 55. */
const drawYear = ({ between, random }: Chance): number =>
  2004 - Math.floor(((random() + random() + random()) / 3) ** 1.25 * 68) + between(-3, 2);

export type Wanted = Partial<Omit<Person, 'origin'>> & { origin?: Origin; year?: number; first?: string };

/** A person; what is not asked for is drawn. */
export const createPerson = (chance: Chance, wanted: Wanted = {}): Person => {
  const origin = wanted.origin ?? drawOrigin(chance);
  const sex = wanted.sex ?? (chance.percent(52) ? 'F' : 'M');
  const year = wanted.year ?? drawYear(chance);
  const abroad = chance.percent(origin.born.away);
  return {
    sex,
    origin: origin.name,
    surname: wanted.surname ?? drawSurname(chance, origin),
    ...(wanted.usage === undefined ? {} : { usage: wanted.usage }),
    firstNames: wanted.firstNames ?? drawFirstNames(chance, origin, sex, year, wanted.first),
    birth: wanted.birth ?? drawBirth(chance, year, abroad ? origin.dayUnknown : 0),
    birthPlace: wanted.birthPlace ?? chance.pick(abroad ? origin.born.places : frenchPlaces),
  };
};
