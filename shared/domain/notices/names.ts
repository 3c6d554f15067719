import type { CivilDate } from '../calendar/civil-date.ts';

/** What an institution is called from a day on; the first name has no first day. */
type Names = readonly { from?: CivilDate; name: string }[];

const names = {
  /** Ordonnance n° 2016-728 du 2 juin 2016, in force on 1 July 2022. */
  officier: [{ name: 'huissier de justice' }, { from: '2022-07-01', name: 'commissaire de justice' }],
  /** Loi n° 2019-222 du 23 mars 2019, in force on 1 January 2020. */
  juge: [
    { name: 'juge du tribunal d’instance' },
    { from: '2020-01-01', name: 'juge des contentieux de la protection' },
  ],
  /** Décret n° 2020-1545 du 9 décembre 2020, in force on 1 April 2021. */
  service: [{ name: 'DDCS' }, { from: '2021-04-01', name: 'DDETS' }],
} as const satisfies Record<string, Names>;

/**
 * What an institution was called on the day of an act.
 *
 * @example nameAt('officier', '2022-06-30') // 'huissier de justice'
 */
export const nameAt = (what: keyof typeof names, day: CivilDate): string => {
  const all: Names = names[what];
  return all.findLast(({ from }) => from === undefined || from <= day)?.name ?? '';
};
