import { describe, expect, it } from 'vitest';
import { agendaOf } from '../../shared/domain/case/agenda.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { alertNotices } from '../../shared/domain/notices/notices.ts';
import { cqlLongAgo, type Draft, eventsOf } from '../support/procedures.ts';

const MEAUX = { insee: '77284', commune: 'Meaux', arrondissement: '771' };
const named = (today: string, ...drafts: Draft[]): [day: string, name: string][] =>
  agendaOf(caseOf(eventsOf(...drafts), today), [], today).alerts.map(({ day, name }) => [day, name]);
/** The same, of a case whose commandement de quitter les lieux the préfet has had for long. */
const seized = (today: string, ...drafts: Draft[]) =>
  named(today, { ...cqlLongAgo, dwelling: drafts[0]?.dwelling ?? MEAUX }, ...drafts);

const cfp = (actDate: string, receivedOn = actDate): Draft => ({
  kind: 'demandeCfp',
  actDate,
  receivedAt: `${receivedOn}T08:00:00.000Z`,
});
const decided: Draft = { kind: 'decisionCfp', actDate: '2026-09-20', issue: 'refus' };
const ofCfp = (alerts: [string, string][]) => alerts.filter(([, name]) => name.startsWith('cfp'));

describe('the alerts of a demande de CFP', () => {
  it('come at J-30, J-7 and the day on which silence refuses', () => {
    expect(ofCfp(seized('2026-12-01', cfp('2026-08-31')))).toEqual([
      ['2026-10-01', 'cfpDansTrenteJours'],
      ['2026-10-24', 'cfpDansSeptJours'],
      ['2026-10-31', 'cfpRefusImplicite'],
    ]);
  });

  it('are urgent from J-7 on', () => {
    const today = '2026-12-01';
    const state = caseOf(eventsOf({ ...cqlLongAgo, dwelling: MEAUX }, cfp('2026-08-31')), today);
    const told = agendaOf(state, [], today).alerts.filter(({ name }) => name.startsWith('cfp'));
    expect(told.map(({ name, urgent }) => [name, urgent])).toEqual([
      ['cfpDansTrenteJours', false],
      ['cfpDansSeptJours', true],
      ['cfpRefusImplicite', true],
    ]);
  });

  it('of which the hub learnt late, start at once with the last one whose day is past', () => {
    expect(ofCfp(seized('2026-12-01', cfp('2026-08-31', '2026-10-27')))).toEqual([
      ['2026-10-27', 'cfpDansSeptJours'],
      ['2026-10-31', 'cfpRefusImplicite'],
    ]);
  });

  it('are not sent once the préfet has decided, even when a day was missed', () => {
    expect(ofCfp(seized('2026-10-02', cfp('2026-08-31'), decided))).toEqual([]);
  });

  it('wait for the commune, and start with the last one past when it is known', () => {
    const unknown = { dwelling: { postcode: '77130' } };
    const waiting = { ...cfp('2026-08-31'), ...unknown };
    expect(seized('2026-10-30', waiting)).toEqual([]);
    const answer: Draft = { kind: 'communeConfirmee', actDate: '2026-10-26' };
    expect(ofCfp(seized('2026-10-30', waiting, answer))).toEqual([['2026-10-26', 'cfpDansSeptJours']]);
  });
});

describe('the alerts of the State’s liability', () => {
  const ofState = (alerts: [string, string][]) =>
    alerts.filter(([, name]) => name.startsWith('responsabilite'));

  it('come on its first day, and each month that follows', () => {
    // Asked 31 August, refused 31 October, the eve of the trêve: liable that day. The refusal’s own alerts came before.
    expect(ofState(seized('2027-01-01', cfp('2026-08-31')))).toEqual([
      ['2026-10-31', 'responsabiliteEngagee'],
      ['2026-11-30', 'responsabiliteDure'],
      ['2026-12-31', 'responsabiliteDure'],
    ]);
  });

  it('are not those of the refusal, when it comes in the trêve, and then come at J-15 too', () => {
    // Asked 10 September, refused 10 November, liable from 1 April.
    const asked = cfp('2026-09-10');
    expect(ofCfp(seized('2026-11-10', asked)).at(-1)).toEqual(['2026-11-10', 'cfpRefusImplicite']);
    expect(ofState(seized('2027-03-16', asked))).toEqual([]);
    expect(ofState(seized('2027-04-01', asked))).toEqual([
      ['2027-03-17', 'responsabiliteProche'],
      ['2027-04-01', 'responsabiliteEngagee'],
    ]);
  });

  it('stop with it', () => {
    const sold: Draft = { kind: 'finPoursuites', actDate: '2026-11-16', cause: 'vente' };
    expect(ofState(seized('2027-01-01', cfp('2026-08-31'), sold))).toEqual([]);
  });
});

describe('the alerts of a demande whose commandement the préfet is not known to have', () => {
  it('ask for it at once, and again at J-7 of the silence that would run if he had it; none tells of a refusal', () => {
    const alerts = named('2027-01-01', cfp('2026-08-31'));
    expect(alerts.filter(([, name]) => name.startsWith('receptionCommandement'))).toEqual([
      ['2026-08-31', 'receptionCommandementAVerifier'],
      ['2026-10-24', 'receptionCommandementRappel'],
    ]);
    expect(ofCfp(alerts)).toEqual([]);
  });
});

describe('the alerts of a hearing', () => {
  it('ask for the diagnostic a day before its last day, whose count is not settled', () => {
    // Five jours ouvrés before Tuesday 16 February 2027: the 9th.
    const assigned: Draft = { kind: 'assignation', actDate: '2026-12-01', dateAudience: '2027-02-16' };
    expect(named('2027-02-07', assigned).map(([, name]) => name)).not.toContain('diagnosticManquant');
    expect(named('2027-02-08', assigned)).toContainEqual(['2027-02-08', 'diagnosticManquant']);
  });

  it('say after six weeks that nobody told its day', () => {
    const assigned: Draft = { kind: 'assignation', actDate: '2026-05-04' };
    expect(named('2026-06-14', assigned).map(([, name]) => name)).not.toContain('audienceInconnue');
    expect(named('2026-06-15', assigned)).toContainEqual(['2026-06-15', 'audienceInconnue']);
  });
});

describe('what is asked at once', () => {
  it('the household is oriented at the commandement de payer, by the CCAPEX secretariat, to ADIL, MDS and CCAS', () => {
    const events = eventsOf({ kind: 'commandementDePayer', actDate: '2026-03-02' });
    const state = caseOf(events, '2026-03-02');
    const [alert] = agendaOf(state, [], '2026-03-02').alerts;
    expect(alert?.name).toBe('orientationMenage');
    const notices = alert ? alertNotices([alert], state, '77-2026-000001', 'due') : [];
    expect(notices.map(({ recipient }) => recipient)).toEqual(['secretariatCcapex', 'adil', 'mds', 'ccas']);
    expect(new Set(notices.map(({ noticeId }) => noticeId)).size).toBe(4);
  });

  it('the enquête sociale is asked at the assignation with the day it is due, 30 days before the hearing', () => {
    const events = eventsOf({ kind: 'assignation', actDate: '2026-05-04', dateAudience: '2026-07-09' });
    const state = caseOf(events, '2026-05-04');
    const asked = agendaOf(state, [], '2026-05-04').alerts.find(({ name }) => name === 'enqueteDemandee');
    expect(asked?.answerBy).toBe('2026-06-09');
    const [notice] = asked ? alertNotices([asked], state, '77-2026-000001', 'due') : [];
    expect(notice).toMatchObject({
      facts: { 'À rendre au plus tard le': '09/06/2026' },
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
