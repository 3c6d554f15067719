import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import {
  addDays,
  addMonths,
  dateAloud,
  dateInFrench,
  dayBy,
  dayOf,
  daysBetween,
  earlierOf,
  FIRST_DAY,
  isDay,
  LAST_DAY,
  laterOf,
  weekdayOf,
} from '../../shared/domain/calendar/civil-date.ts';
import { parisDay, parisYear } from '../../shared/domain/calendar/paris-day.ts';
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

describe('a text', () => {
  it.each(['9999-12-31', '0000-01-01', '0001-01-01', '2024-02-29', '2000-02-29', '0004-02-29', '2026-11-28'])(
    '%s is a day',
    (text) => {
      expect([isDay(text), dayOf(text)]).toEqual([true, text]);
      expect(addDays(addDays(text, 0), 0)).toBe(text);
      expect(addMonths(text, 0)).toBe(text);
    },
  );

  it.each([
    '+010002-12-31',
    '-000001-12-31',
    '12026-01-01',
    '2026-02-30',
    '2025-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '2026-01-01\n',
    '٢٠٢٦-٠١-٠١',
    'NaN',
    '',
  ])('«%s» is none, and nothing counts from it', (text) => {
    expect(isDay(text)).toBe(false);
    const told = { code: 'DATE_OUT_OF_RANGE', retryable: false };
    for (const count of [
      () => dayOf(text),
      () => addDays(text, 1),
      () => addMonths(text, 1),
      () => daysBetween(text, '2026-01-01'),
      () => daysBetween('2026-01-01', text),
      () => weekdayOf(text),
    ])
      expect(count).toThrow(expect.objectContaining(told));
  });

  it('is a day where a schema says so, and nowhere else', () => {
    const dated = fc.tuple(fc.nat(10_000), fc.nat(13), fc.nat(32)).map(([year, month, day]) => {
      const two = (n: number): string => String(n).padStart(2, '0');
      return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
    });
    fc.assert(
      fc.property(fc.oneof(dated, fc.string()), (text) => {
        expect(isDay(text)).toBe(z.iso.date().safeParse(text).success);
      }),
      { seed: 77, numRuns: 2_000 },
    );
  });
});

describe('what is counted beyond what can be written', () => {
  it.each([
    ['9999-12-31', 1],
    ['9999-12-31', 36],
    ['9999-01-31', 12],
    ['2026-11-28', 1e6],
    ['2026-11-28', 1e15],
    ['2026-11-28', Number.POSITIVE_INFINITY],
  ])('%s and %f months, or as many times 31 days, is the last day; before, the first', (from, months) => {
    expect(addMonths(from, months)).toBe(LAST_DAY);
    expect(addDays(from, months * 31)).toBe(LAST_DAY);
    expect([addMonths('0001-01-01', -months * 12), addDays('0001-01-01', -months * 366)]).toEqual([
      FIRST_DAY,
      FIRST_DAY,
    ]);
  });

  it('is nothing when it is no number', () => {
    for (const count of [
      () => addDays('2026-11-28', Number.NaN),
      () => addMonths('2026-11-28', Number.NaN),
      () => dayBy(Number.NaN, 1, 1),
    ])
      expect(count).toThrow(RangeError);
  });

  it('is a day all the same, at either end, whatever is added to whatever day', () => {
    const day = fc.integer({ min: 0, max: 3_652_424 }).map((days) => addDays(FIRST_DAY, days));
    const count = fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true }),
      fc.integer({ min: -200_000, max: 200_000 }),
    );
    fc.assert(
      fc.property(day, count, (from, n) => {
        for (const to of [addDays(from, n), addMonths(from, n)]) {
          expect(isDay(to), `${from} ${n}`).toBe(true);
          expect(n >= 0 ? to >= from : to <= from).toBe(true);
        }
      }),
      { seed: 77, numRuns: 2_000 },
    );
  });

  it('ends for working days and the trêve too', () => {
    expect(addWorkingDays('9999-12-30', 50)).toBe(LAST_DAY);
    expect(addWorkingDays('0000-01-10', -50)).toBe(FIRST_DAY);
    expect(isDay(workingDayFrom(LAST_DAY))).toBe(true);
    for (const day of ['9999-12-31', '9999-11-02', '0000-01-15', '0099-12-01'])
      expect(treveOn(day)).toMatchObject({
        start: expect.stringMatching(/^\d{4}-/),
        end: expect.stringMatching(/^\d{4}-/),
      });
    expect(outOfTreve('9999-12-01')).toBe(LAST_DAY);
  });

  it('years under a hundred are those years', () => {
    expect(addMonths('0050-01-31', 1)).toBe('0050-02-28');
    expect(dayBy(50, 3, 1)).toBe('0050-03-01');
  });

  it('has no day in Paris', () => {
    expect(() => parisDay('9999-12-31T23:30:00.000Z')).toThrow(RangeError);
    expect(() => parisDay('+010002-12-31T08:00:00.000Z')).toThrow(RangeError);
  });
});

describe('a civil date', () => {
  const date = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('1999-12-31', days));

  it('is as many days away as are added to it, either way, and a week later is the same weekday', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -800, max: 800 }), (from, days) => {
        expect(daysBetween(from, addDays(from, days))).toBe(days);
        expect(addDays(addDays(from, days), -days)).toBe(from);
        expect(weekdayOf(addDays(from, 7))).toBe(weekdayOf(from));
      }),
    );
  });

  it('is ordered as time is', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 800 }), (from, days) => {
        const to = addDays(from, days);
        expect([earlierOf(from, to), earlierOf(to, from)]).toEqual([from, from]);
        expect([laterOf(from, to), laterOf(to, from)]).toEqual([to, to]);
      }),
    );
  });

  it.each([
    ['2026-03-02', '02/03/2026', 'lundi 2 mars 2026'],
    ['2024-02-29', '29/02/2024', 'jeudi 29 février 2024'],
    ['2026-11-01', '01/11/2026', 'dimanche 1er novembre 2026'],
  ])('%s is written %s and said «%s»', (day, written, said) => {
    expect([dateInFrench(day), dateAloud(day)]).toEqual([written, said]);
  });

  it.each([
    ['2026-01-14T23:30:00.000Z', '2026-01-15', 'winter: an hour ahead'],
    ['2026-01-14T22:59:59.000Z', '2026-01-14', 'winter: a minute before midnight'],
    ['2026-07-14T22:30:00.000Z', '2026-07-15', 'summer: two hours ahead'],
    ['2026-07-14T21:59:59.000Z', '2026-07-14', 'summer: a minute before midnight'],
    ['2025-12-31T23:00:00.000Z', '2026-01-01', 'the new year comes an hour sooner'],
    ['2026-03-28T22:59:59.999Z', '2026-03-28', 'the last hour of winter time’s last evening'],
    ['2026-03-29T21:59:59.999Z', '2026-03-29', 'summer time from that morning'],
    ['2026-03-29T22:00:00.000Z', '2026-03-30', 'summer time'],
    ['2026-10-24T22:00:00.000Z', '2026-10-25', 'summer time’s last night'],
    ['2026-10-25T22:59:59.999Z', '2026-10-25', 'winter time from that morning'],
  ])('at %s it is %s in Paris (%s)', (instant, day) => {
    expect([parisDay(instant), parisYear(instant)]).toEqual([day, Number(day.slice(0, 4))]);
  });

  it('it is in Paris what the tables of the time zones say, and said as the language’s own, but for the first', () => {
    const paris = new Intl.DateTimeFormat('fr-CA', { timeZone: 'Europe/Paris' });
    const said = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeZone: 'UTC' });
    const instants = fc.date({
      min: new Date('1996-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (at) => {
        const instant = at.toISOString();
        expect(parisDay(instant)).toBe(paris.format(at));
        const day = instant.slice(0, 10);
        const spoken = said.format(new Date(`${day}T12:00:00Z`));
        expect(dateAloud(day)).toBe(spoken.replace(/(?<= )1(?= )/, '1er'));
      }),
      { seed: 77, numRuns: 2_000 },
    );
    // Around each change of hour, to the millisecond.
    for (let year = 1996; year < 2100; year++)
      for (const month of ['03', '10'])
        for (let day = 24; day <= 31; day++)
          for (const time of ['21:59:59.999', '22:00:00.000', '22:59:59.999', '23:00:00.000']) {
            const instant = `${year}-${month}-${day}T${time}Z`;
            expect(parisDay(instant), instant).toBe(paris.format(new Date(instant)));
          }
  });

  it('it is no day in Paris when it is no instant', () => {
    expect(() => parisDay('hier')).toThrow(RangeError);
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
      'in %s, Ascension is 14 May 2026 and 9 May 2024, Easter Monday 6 April 2026',
      async (TZ) => {
        process.env.TZ = TZ;
        vi.resetModules();
        const fresh = await import('../../shared/domain/calendar/working-days.ts');
        const holidays = ['2026-05-14', '2024-05-09', '2026-04-06'].map(fresh.holidayOn);
        expect(holidays).toEqual(['Ascension', 'Ascension', 'Lundi de Pâques']);
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

  it.each([
    ['2018-12-01', /^CPCE, art\. L412-6$/],
    ['2020-02-01', /art\. L412-6 .*loi n° 2020-546 du 11 mai 2020/],
    ['2021-02-01', /art\. L412-6 .*ordonnance n° 2021-141 du 10 février 2021/],
  ])('on %s its source is %s', (date, source) => {
    expect(treveOn(date)?.source).toMatch(source);
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
