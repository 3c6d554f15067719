import { describe, expect, it } from 'vitest';
import { agendaOf } from '../../shared/domain/case/agenda.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { alertNotices } from '../../shared/domain/notices/notices.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

const named = (today: string, ...drafts: Draft[]): [day: string, name: string][] =>
  agendaOf(caseOf(eventsOf(...drafts), today), [], today).alerts.map(({ day, name }) => [day, name]);

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
    const [alert] = agendaOf(state, [], '2026-03-02').alerts;
    expect(alert?.name).toBe('orientationMenage');
    const notices = alert ? alertNotices(alert, state, '77-2026-000001', 'due') : [];
    expect(notices.map(({ recipient }) => recipient)).toEqual(['secretariatCcapex', 'adil', 'mds', 'ccas']);
    expect(new Set(notices.map(({ noticeId }) => noticeId)).size).toBe(4);
  });

  it('the enquête sociale is asked at the assignation with the day it is due, 30 days before the hearing', () => {
    const events = eventsOf({ kind: 'assignation', actDate: '2026-05-04', dateAudience: '2026-07-09' });
    const state = caseOf(events, '2026-05-04');
    const asked = agendaOf(state, [], '2026-05-04').alerts.find(({ name }) => name === 'enqueteDemandee');
    expect(asked?.answerBy).toBe('2026-06-09');
    const [notice] = asked ? alertNotices(asked, state, '77-2026-000001', 'due') : [];
    expect(notice).toMatchObject({
      facts: { 'À rendre avant le': '09/06/2026' },
      calendar: { date: '2026-06-09' },
    });
  });

  it('an enquête that was given before the assignation leaves no day to answer by', () => {
    const given: Draft = {
      kind: 'enqueteSociale',
      actDate: '2026-04-24',
      moment: 'assignation',
      etat: 'rendue',
    };
    const events = eventsOf(given, {
      kind: 'assignation',
      actDate: '2026-05-04',
      dateAudience: '2026-07-09',
    });
    const asked = agendaOf(caseOf(events, '2026-05-04'), [], '2026-05-04').alerts;
    expect(asked.find(({ name }) => name === 'enqueteDemandee')).toMatchObject({
      serves: undefined,
      answerBy: undefined,
    });
  });

  it('it is asked a second time at the réquisition', () => {
    expect(named('2026-08-31', cfp('2026-08-31'))).toContainEqual([
      '2026-08-31',
      'enqueteRequisitionDemandee',
    ]);
  });
});
