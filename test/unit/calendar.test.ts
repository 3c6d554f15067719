import { afterEach, describe, expect, it, vi } from 'vitest';
import { addMonths, daysBetween } from '../../shared/domain/calendar/civil-date.ts';
import { outOfTreve, treveOn } from '../../shared/domain/calendar/treve.ts';
import {
  addWorkingDays,
  holidayOn,
  isWorkingDay,
  workingDayFrom,
} from '../../shared/domain/calendar/working-days.ts';

describe('months (CPC, art. 641): the same day of the month, else its last', () => {
  it.each([
    ['2023-12-31', 2, '2024-02-29'],
    ['2024-12-31', 2, '2025-02-28'],
    ['2024-12-30', 2, '2025-02-28'],
    ['2024-12-28', 2, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-08-31', 2, '2026-10-31'],
    ['2026-08-31', 1, '2026-09-30'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
  ])('%s and %i months give %s', (from, months, expected) => {
    expect(addMonths(from, months)).toBe(expected);
  });

  it('days are counted over the changes of hour', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
  });
});

describe('public holidays', () => {
  // Ascension Thursdays as the calendars print them.
  it.each([
    '2018-05-10',
    '2019-05-30',
    '2020-05-21',
    '2021-05-13',
    '2022-05-26',
    '2023-05-18',
    '2024-05-09',
    '2025-05-29',
    '2026-05-14',
    '2027-05-06',
    '2028-05-25',
    '2029-05-10',
    '2030-05-30',
  ])('%s is Ascension', (date) => {
    expect(holidayOn(date)).toBe('Ascension');
  });

  it.each([
    ['2026-01-01', 'Jour de l’an'],
    ['2026-04-06', 'lundi de Pâques'],
    ['2026-05-01', 'fête du Travail'],
    ['2026-05-08', 'victoire de 1945'],
    ['2026-05-25', 'lundi de Pentecôte'],
    ['2026-07-14', 'fête nationale'],
    ['2026-08-15', 'Assomption'],
    ['2026-11-01', 'Toussaint'],
    ['2026-11-11', 'Armistice'],
    ['2026-12-25', 'Noël'],
  ])('%s is not worked: %s', (date) => {
    expect(holidayOn(date)).toBeDefined();
    expect(isWorkingDay(date)).toBe(false);
  });

  it('Good Friday and 26 December are worked: they are holidays of Alsace-Moselle only', () => {
    expect(isWorkingDay('2026-04-03')).toBe(true);
    expect(isWorkingDay('2025-12-26')).toBe(true);
  });

  describe('wherever the process runs', () => {
    const zone = process.env.TZ;
    afterEach(() => {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    });
    it.each(['UTC', 'Europe/Paris', 'Pacific/Auckland', 'America/Santiago', 'Pacific/Kiritimati'])(
      'in %s, Ascension 2026 is 14 May and Easter Monday 6 April',
      async (TZ) => {
        process.env.TZ = TZ;
        vi.resetModules();
        const fresh = await import('../../shared/domain/calendar/working-days.ts');
        expect([fresh.holidayOn('2026-05-14'), fresh.holidayOn('2026-04-06')]).toEqual([
          'Ascension',
          'Lundi de Pâques',
        ]);
      },
    );
  });
});

describe('working days', () => {
  it.each([
    ['2026-05-14', '2026-05-15', 'a Thursday holiday runs to Friday'],
    ['2024-11-01', '2024-11-04', 'a Friday holiday runs over the weekend'],
    ['2026-04-04', '2026-04-07', 'the Saturday before Easter runs to Tuesday'],
    ['2026-05-13', '2026-05-13', 'a worked day stays'],
  ])('%s runs to %s: %s', (date, expected) => {
    expect(workingDayFrom(date)).toBe(expected);
  });

  it.each([
    ['2025-05-05', 15, '2025-05-27'],
    ['2026-05-18', -5, '2026-05-07'],
    ['2026-12-24', 1, '2026-12-28'],
    ['2026-06-12', 0, '2026-06-12'],
  ])('%s and %i jours ouvrés give %s', (from, count, expected) => {
    expect(addWorkingDays(from, count)).toBe(expected);
  });
});

describe('the trêve hivernale', () => {
  it.each([
    ['2018-10-31', undefined],
    ['2018-11-01', '2019-03-31'],
    ['2019-03-31', '2019-03-31'],
    ['2019-04-01', undefined],
    ['2020-04-01', '2020-07-10'],
    ['2020-07-10', '2020-07-10'],
    ['2020-07-11', undefined],
    ['2021-05-31', '2021-05-31'],
    ['2021-06-01', undefined],
    ['2022-04-01', undefined],
    ['2026-12-25', '2027-03-31'],
  ])('on %s it lasts until %s', (date, end) => {
    expect(treveOn(date)?.end).toBe(end);
  });

  it('what is granted in it is carried out from 1 April, in 2020 from 11 July, in 2021 from 1 June', () => {
    expect(['2026-11-10', '2020-02-01', '2021-03-01', '2026-06-10'].map(outOfTreve)).toEqual([
      '2027-04-01',
      '2020-07-11',
      '2021-06-01',
      '2026-06-10',
    ]);
  });
});
