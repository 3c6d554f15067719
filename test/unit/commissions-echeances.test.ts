import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, daysBetween } from '../../shared/domain/calendar/civil-date.ts';
import { echeancesDe, estTardive } from '../../shared/domain/commissions/echeances.ts';

describe('the days around a session of a commission', () => {
  it.each<[date: string, delaiReponse: number, lettres: string, liste: string, releve: string, why: string]>([
    ['2027-03-18', 15, '2027-02-03', '2027-02-18', '2027-04-02', 'the list, one month before'],
    ['2027-03-31', 15, '2027-02-13', '2027-02-28', '2027-04-15', 'February has no 31st'],
    ['2028-03-30', 15, '2028-02-14', '2028-02-29', '2028-04-14', 'in a leap year'],
    ['2027-01-14', 15, '2026-11-29', '2026-12-14', '2027-01-29', 'over the end of a year'],
    ['2027-03-18', 0, '2027-02-18', '2027-02-18', '2027-04-02', 'no day to answer'],
    ['2027-03-18', 21, '2027-01-28', '2027-02-18', '2027-04-02', 'three weeks to answer'],
    ['2027-06-16', 15, '2027-05-01', '2027-05-16', '2027-07-01', 'not moved: 1 May, and Whit Sunday'],
    ['2027-03-20', 15, '2027-02-05', '2027-02-20', '2027-04-04', 'not moved: a Saturday, and a Sunday'],
  ])('of %s, %i days to answer: letters %s, list %s, relevé %s (%s)', (...told) => {
    const [date, delaiReponse, lettres, liste, releve] = told;
    expect(echeancesDe(date, delaiReponse)).toEqual({ lettres, liste, releve });
  });

  it('leave a tenant all the days to answer before the list, whatever the session', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.nat(60), (day, delaiReponse) => {
        const date = addDays('2026-01-01', day);
        const { lettres, liste, releve } = echeancesDe(date, delaiReponse);
        expect(daysBetween(lettres, liste)).toBe(delaiReponse);
        expect(liste).toBe(addMonths(date, -1));
        expect(daysBetween(date, releve)).toBe(15);
      }),
      { seed: 77, numRuns: 100 },
    );
  });
});

describe('a list', () => {
  it.each([
    ['2027-02-17', '2027-03-18', false, 'before its last day'],
    ['2027-02-18', '2027-03-18', false, 'on its last day'],
    ['2027-02-19', '2027-03-18', true, 'the day after'],
    ['2027-02-28', '2027-03-31', false, 'on the last day of February, for one of 31 March'],
    ['2027-03-01', '2027-03-31', true, 'on 1 March, for one of 31 March'],
    ['2027-03-18', '2027-03-18', true, 'on the day of the session'],
  ])('that goes on %s for a session of %s is late: %s (%s)', (transmise, date, late) => {
    expect(estTardive(transmise, date)).toBe(late);
  });
});
