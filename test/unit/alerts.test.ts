import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CivilDate } from '../../shared/domain/calendar/civil-date.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { chronologyOf } from '../../shared/domain/case/chronology.ts';
import { planOf } from '../../shared/domain/case/plan.ts';
import type { CaseEvent } from '../../shared/domain/events/case-event.ts';
import { inOrder } from '../../shared/domain/events/compare-events.ts';
import { alertNotices } from '../../shared/domain/routing/notices.ts';
import { type Draft, eventsOf, procedures } from '../support/procedures.ts';

/** What a watch that looks on these days tells, in order: day and alert. */
const watched = (events: readonly CaseEvent[], days: readonly CivilDate[]): string[] => {
  let alerted: string[] = [];
  return days.flatMap((day) => {
    const plan = planOf(caseOf(events, day), alerted, day);
    alerted = plan.alerted;
    return plan.alerts.map(({ key }) => key);
  });
};
const everyDay = (from: CivilDate, days: number): CivilDate[] =>
  Array.from({ length: days }, (_, index) => addDays(from, index));

const named = (today: string, ...drafts: Draft[]): [day: string, name: string][] =>
  planOf(caseOf(eventsOf(...drafts), today), [], today).alerts.map(({ day, name }) => [day, name]);

const cfp = (actDate: string, receivedOn = actDate): Draft => ({
  kind: 'demandeCfp',
  actDate,
  receivedAt: `${receivedOn}T08:00:00.000Z`,
});
const decided: Draft = { kind: 'decisionCfp', actDate: '2026-09-20', issue: 'refus' };
const ofCfp = (alerts: [string, string][]) => alerts.filter(([, name]) => name.startsWith('cfp'));

describe('the alerts of a demande de CFP', () => {
  it('come at J-30, J-7 and the day the State becomes liable', () => {
    expect(ofCfp(named('2026-12-01', cfp('2026-08-31')))).toEqual([
      ['2026-10-01', 'cfpDansTrenteJours'],
      ['2026-10-24', 'cfpDansSeptJours'],
      ['2026-10-31', 'cfpRefusImplicite'],
    ]);
  });

  it('of which the hub learnt late, start at once with the last one whose day is past', () => {
    expect(ofCfp(named('2026-12-01', cfp('2026-08-31', '2026-10-27')))).toEqual([
      ['2026-10-27', 'cfpDansSeptJours'],
      ['2026-10-31', 'cfpRefusImplicite'],
    ]);
  });

  it('are not sent once the préfet has decided, even when a day was missed', () => {
    expect(ofCfp(named('2026-10-02', cfp('2026-08-31'), decided))).toEqual([]);
  });

  it('wait for the commune, and start with the last one past when it is known', () => {
    const unknown = { dwelling: { postcode: '77130' } };
    const waiting = { ...cfp('2026-08-31'), ...unknown };
    expect(named('2026-10-30', waiting)).toEqual([]);
    const answer: Draft = { kind: 'communeConfirmee', actDate: '2026-10-26' };
    expect(ofCfp(named('2026-10-30', waiting, answer))).toEqual([['2026-10-26', 'cfpDansSeptJours']]);
  });
});

describe('what is asked at once', () => {
  it('the household is oriented at the commandement de payer, by the CCAPEX secretariat, to ADIL, MDS and CCAS', () => {
    const events = eventsOf({ kind: 'commandementDePayer', actDate: '2026-03-02' });
    const state = caseOf(events, '2026-03-02');
    const [alert] = planOf(state, [], '2026-03-02').alerts;
    expect(alert?.name).toBe('orientationMenage');
    const notices = alert ? alertNotices(alert, state, '77-2026-000001', 'due') : [];
    expect(notices.map(({ recipient }) => recipient)).toEqual(['secretariatCcapex', 'adil', 'mds', 'ccas']);
    expect(new Set(notices.map(({ noticeId }) => noticeId)).size).toBe(4);
  });

  it('the enquête sociale is asked at the assignation with the day it is due, 30 days before the hearing', () => {
    const events = eventsOf({ kind: 'assignation', actDate: '2026-05-04', dateAudience: '2026-07-09' });
    const state = caseOf(events, '2026-05-04');
    const asked = planOf(state, [], '2026-05-04').alerts.find(({ name }) => name === 'enqueteDemandee');
    expect(asked?.answerBy).toBe('2026-06-09');
    const [notice] = asked ? alertNotices(asked, state, '77-2026-000001', 'due') : [];
    expect(notice).toMatchObject({
      facts: { 'À rendre avant le': '09/06/2026' },
      calendar: { date: '2026-06-09' },
    });
  });

  it('it is asked a second time at the réquisition', () => {
    expect(named('2026-08-31', cfp('2026-08-31'))).toContainEqual([
      '2026-08-31',
      'enqueteRequisitionDemandee',
    ]);
  });
});

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
          const stops = [...jumps.map((jump) => (day = addDays(day, jump))), addDays(START, DAYS - 1)].sort();
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
        const first = planOf(caseOf(events, today), [], today);
        const last = first.nextDay ?? addDays(START, DAYS);
        for (let day = addDays(today, 1); day < last; day = addDays(day, 1)) {
          const state = caseOf(events, day);
          expect(planOf(state, first.alerted, day).alerts).toEqual([]);
          if (state.routableFrom) expect(state.stage).toBe(caseOf(events, today).stage);
        }
      }),
      { seed: 77, numRuns: 30 },
    );
  });

  it('run again for a day that is past, it tells nobody twice', () => {
    fc.assert(
      fc.property(procedures, fc.nat(900), (events, back) => {
        const end = addDays(START, DAYS);
        const { alerted } = planOf(caseOf(events, end), [], end);
        const past = addDays(START, back);
        expect(planOf(caseOf(events, past), alerted, past).alerts).toEqual([]);
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
          const plan = planOf(caseOf(known, day), alerted, day);
          alerted = plan.alerted;
          told.push(...plan.alerts.map(({ key }) => key));
        }
        expect(new Set(told).size).toBe(told.length);
      }),
      { seed: 77, numRuns: 20 },
    );
  });
});
