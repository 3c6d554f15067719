import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CivilDate } from '../../shared/domain/calendar/civil-date.ts';
import { agendaOf } from '../../shared/domain/case/agenda.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { chronologyOf } from '../../shared/domain/case/chronology.ts';
import type { CaseEvent } from '../../shared/domain/events/case-event.ts';
import { inOrder } from '../../shared/domain/events/compare-events.ts';
import { procedures } from '../support/procedures.ts';

/** The alerts of a watch that runs on these days, in order: day and alert. */
const watched = (events: readonly CaseEvent[], days: readonly CivilDate[]): string[] => {
  let alerted: string[] = [];
  return days.flatMap((day) => {
    const agenda = agendaOf(caseOf(events, day), alerted, day);
    alerted = agenda.alerted;
    return agenda.alerts.map(({ key }) => key);
  });
};
const everyDay = (from: CivilDate, days: number): CivilDate[] =>
  Array.from({ length: days }, (_, index) => addDays(from, index));

describe('the order of arrival', () => {
  it('and repeats change no delay, no flag and no alert', () => {
    fc.assert(
      fc.property(
        procedures.chain((events) =>
          fc.tuple(
            fc.constant(events),
            fc.shuffledSubarray(events, { minLength: events.length }),
            fc.subarray(events),
          ),
        ),
        ([events, shuffled, repeats]) => {
          expect(chronologyOf(inOrder([...repeats, ...shuffled]))).toEqual(chronologyOf(inOrder(events)));
        },
      ),
      { seed: 77, numRuns: 500 },
    );
  });

  it('a message that tells again, later and under another id, changes no delay', () => {
    fc.assert(
      fc.property(procedures, (events) => {
        const again = events.map((event) => ({
          ...event,
          id: `${event.id}-bis`,
          receivedAt: `${addDays(event.receivedAt.slice(0, 10), 90)}T08:00:00.000Z`,
        }));
        const { deadlines, flags } = chronologyOf(inOrder(events));
        expect(chronologyOf(inOrder([...events, ...again]))).toMatchObject({ deadlines, flags });
      }),
      { seed: 77, numRuns: 300 },
    );
  });
});

describe('time', () => {
  const START = '2025-01-01';
  const DAYS = 900;

  it('going forward day by day or by jumps tells the same, each alert once, on its day or later', () => {
    fc.assert(
      fc.property(
        procedures,
        fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 12 }),
        (events, jumps) => {
          const daily = watched(events, everyDay(START, DAYS));
          let day = START;
          const last = addDays(START, DAYS - 1);
          const stops = [...jumps.map((jump) => (day = addDays(day, jump))), last]
            .filter((stop) => stop <= last)
            .sort();
          const jumped = watched(events, stops);
          expect(new Set(daily).size).toBe(daily.length);
          expect(jumped.sort()).toEqual(daily.sort());
        },
      ),
      { seed: 77, numRuns: 30 },
    );
  });

  it('the day a case says it must be looked at next is the first on which something changes', () => {
    fc.assert(
      fc.property(procedures, fc.nat(700), (events, from) => {
        const today = addDays(START, from);
        const now = caseOf(events, today);
        const first = agendaOf(now, [], today);
        const last = first.nextDay ?? addDays(START, DAYS);
        for (let day = addDays(today, 1); day < last; day = addDays(day, 1)) {
          const state = caseOf(events, day);
          expect(agendaOf(state, first.alerted, day).alerts).toEqual([]);
          if (state.routableFrom) expect(state.stage).toBe(now.stage);
        }
      }),
      { seed: 77, numRuns: 30 },
    );
  });

  it('run again for a day that is past, it tells nobody twice', () => {
    fc.assert(
      fc.property(procedures, fc.nat(900), (events, back) => {
        const end = addDays(START, DAYS);
        const { alerted } = agendaOf(caseOf(events, end), [], end);
        const past = addDays(START, back);
        expect(agendaOf(caseOf(events, past), alerted, past).alerts).toEqual([]);
      }),
      { seed: 77, numRuns: 200 },
    );
  });

  it('as messages come in, in any order, an alert is told once', () => {
    fc.assert(
      fc.property(procedures, (events) => {
        const arrivals = [...events].sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
        let alerted: string[] = [];
        const told: string[] = [];
        for (const day of everyDay(START, 700)) {
          const known = arrivals.filter(({ receivedAt }) => receivedAt.slice(0, 10) <= day);
          if (known.length === 0) continue;
          const agenda = agendaOf(caseOf(known, day), alerted, day);
          alerted = agenda.alerted;
          told.push(...agenda.alerts.map(({ key }) => key));
        }
        expect(new Set(told).size).toBe(told.length);
      }),
      { seed: 77, numRuns: 20 },
    );
  });
});
