import { addDays, type CivilDate, dayBy } from './civil-date.ts';

/** Days on which no expulsion is carried out, both ends included. */
export type Treve = { start: CivilDate; end: CivilDate; source: string };

/** Winters whose end a law or an ordonnance moved. */
const extended: readonly Treve[] = [
  {
    start: '2019-11-01',
    end: '2020-07-10',
    source: 'CPCE, art. L412-6 ; prolongation de 2020 (loi n° 2020-546 du 11 mai 2020)',
  },
  {
    start: '2020-11-01',
    end: '2021-05-31',
    source: 'CPCE, art. L412-6 ; prolongation de 2021 (ordonnance n° 2021-141 du 10 février 2021)',
  },
];

const SOURCE = 'CPCE, art. L412-6';

/** First winter that ends on 31 March (loi n° 2014-366 du 24 mars 2014); the winters before ended on 15 March. */
const ALUR_WINTER = 2014;

/** The trêve hivernale of the winter that begins on 1 November of `year`. */
const treveOfWinter = (year: number): Treve => {
  const start = dayBy(year, 11, 1);
  return (
    extended.find((treve) => treve.start === start) ?? {
      start,
      end: dayBy(year + 1, 3, year < ALUR_WINTER ? 15 : 31),
      source: SOURCE,
    }
  );
};

/** The trêve a date falls in, if it does. */
export const treveOn = (date: CivilDate): Treve | undefined => {
  const year = Number(date.slice(0, 4));
  return [treveOfWinter(year - 1), treveOfWinter(year)].find(
    ({ start, end }) => start <= date && date <= end,
  );
};

/**
 * The date itself, or the day after the trêve it falls in: the first day on which a granted concours can be carried out.
 *
 * @example outOfTreve('2026-12-15') // '2027-04-01'
 */
export const outOfTreve = (date: CivilDate): CivilDate => {
  const treve = treveOn(date);
  return treve ? addDays(treve.end, 1) : date;
};
