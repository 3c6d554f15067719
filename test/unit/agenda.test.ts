import { describe, expect, it } from 'vitest';
import { type Agenda, agendaOf } from '../../shared/domain/case/agenda.ts';
import { type Case, caseOf } from '../../shared/domain/case/case-of.ts';
import { dwellingOf } from '../../shared/domain/case/dwelling-of.ts';
import { householdOf } from '../../shared/domain/case/household-of.ts';
import {
  broughtBy,
  distinctOf,
  emptiedInto,
  inForce,
  isProvisional,
} from '../../shared/domain/case/standing.ts';
import type { CaseEvent } from '../../shared/domain/events/case-event.ts';
import { anEvent } from '../support/events.ts';
import { cfpInOrder, type Draft, eventsOf } from '../support/procedures.ts';

const d = (kind: string, actDate: string, over: object = {}): Draft => ({ kind, actDate, ...over });
const cfp = cfpInOrder('2026-08-31');
const doubt = d('rapprochement', '2026-09-01', { etat: 'douteux', dossiers: ['B'], sender: 'hub' });

describe('what a case has to tell on a day', () => {
  const agenda = (today: string, alerted: string[], ...drafts: Draft[]): Agenda =>
    agendaOf(caseOf(eventsOf(...drafts), today), alerted, today);
  const names = ({ alerts }: Agenda): string[] => alerts.map(({ name }) => name);

  it('is each alert whose day has come, on that day and not before', () => {
    expect(names(agenda('2026-09-30', [], ...cfp))).not.toContain('cfpDansTrenteJours');
    expect(names(agenda('2026-10-01', [], ...cfp))).toContain('cfpDansTrenteJours');
  });

  it('is nothing of what was told, which it keeps in the order it was told', () => {
    const first = agenda('2026-10-01', ['before'], ...cfp);
    expect(first.alerted[0]).toBe('before');
    expect(first.alerted).toHaveLength(1 + first.alerts.length);
    const again = agenda('2026-10-02', first.alerted, ...cfp);
    expect([again.alerts, again.alerted]).toEqual([[], first.alerted]);
  });

  it('is to be looked at again on the next day that changes something', () => {
    expect(agenda('2026-08-31', [], ...cfp).nextDay).toBe('2026-10-01');
    expect(agenda('2026-10-01', [], ...cfp).nextDay).toBe('2026-10-16');
    // The State is liable from that day, and each month is told.
    expect(agenda('2026-11-01', [], ...cfp).nextDay).toBe('2026-11-30');
    // Lists show the nearest delay: once it has passed, they show another.
    expect(agenda('2026-10-31', [], ...cfp).nextDay).toBe('2026-11-01');
    // Then comes its term, three years after its last delay.
    const claimed = d('indemnisation', '2026-08-31', { etat: 'demandee' });
    expect(agenda('2026-11-01', [], claimed).nextDay).toBe('2029-10-31');
    // The silence becomes a refusal, and a hearing is held: neither has an alert.
    const told = agenda('2026-12-31', [], ...cfp).alerted;
    expect(agenda('2026-10-24', told, ...cfp).nextDay).toBe('2026-10-31');
    const hearing = d('assignation', '2026-08-31', { dateAudience: '2026-12-10' });
    const all = agenda('2027-12-31', [], hearing).alerted;
    expect(agenda('2026-12-08', all, hearing).nextDay).toBe('2026-12-10');
  });

  it('is nothing after it closed, but its term', () => {
    const hearing = d('assignation', '2026-08-31', { dateAudience: '2026-12-10' });
    const closed = agenda('2026-09-02', [], hearing, d('departVolontaire', '2026-09-01'));
    expect([closed.alerts, closed.nextDay]).toEqual([[], '2029-09-01']);
  });

  it('is nothing but its term while nobody can route it, and keeps what was told', () => {
    const unknown = d('demandeCfp', '2026-08-31', { dwelling: { postcode: '77130' } });
    expect(agenda('2026-12-01', ['before'], unknown)).toEqual({
      alerts: [],
      alerted: ['before'],
      nextDay: '2029-10-31',
    });
  });

  it('is not to be looked at until it is routed, but on the day something more of it counts and at its term', () => {
    const unknown = d('demandeCfp', '2026-08-31', { dwelling: { postcode: '77130' } });
    expect(agenda('2026-09-01', [], unknown).nextDay).toBe('2029-10-31');
    const nowhere = d('communeConfirmee', '2026-09-01', { dwelling: { postcode: '77130' } });
    const silence = agenda('2026-10-01', [], ...cfp, nowhere);
    expect(silence).toEqual({ alerts: [], alerted: [], nextDay: '2026-10-31' });
    // The State's liability runs: the new year has days of its own.
    expect(agenda('2026-12-01', [], ...cfp, nowhere).nextDay).toBe('2027-01-01');
  });

  it('is, while the case may be another’s, the reminder and what commits the State, which goes to its mailbox alone', () => {
    const doubtful = agenda('2026-12-01', [], ...cfp, doubt);
    expect(names(doubtful).toSorted()).toEqual([
      'cfpDansSeptJours',
      'cfpDansTrenteJours',
      'cfpRefusImplicite',
      'rapprochementATrancher',
      'rapprochementRappel',
      'responsabiliteDure',
      'responsabiliteEngagee',
    ]);
    const told = doubtful.alerts.filter(({ deadline }) => deadline.commitsState);
    expect(told.map(({ to }) => to)).toEqual(told.map(() => ['arrondissement']));
    const answer = d('rapprochement', '2026-09-02', { etat: 'confirme', dossiers: ['B'], sender: 'etat' });
    expect(names(agenda('2026-10-01', [], ...cfp, doubt, answer))).toContain('cfpDansTrenteJours');
  });
});

describe('the dwelling of a case', () => {
  const meaux = { insee: '77284', commune: 'Meaux', arrondissement: '771' };
  const at = (...dwellings: object[]) =>
    dwellingOf(dwellings.map((dwelling, n) => anEvent({ id: `m-${n}`, dwelling })));

  it.each([
    [
      'the earliest that names the commune',
      [{ arrondissement: '772' }, meaux, { ...meaux, insee: '77288' }],
      meaux,
    ],
    ['a commune without arrondissement is not sure', [{ insee: '77288' }, meaux], meaux],
    [
      'else the earliest with an arrondissement',
      [{ postcode: '77130' }, { arrondissement: '772' }],
      { arrondissement: '772' },
    ],
    ['else the first told', [{ postcode: '77130' }, { postcode: '77000' }], { postcode: '77130' }],
  ])('%s', (_, told, expected) => {
    expect(at(...told)).toEqual(expected);
  });

  it('has the street of the earliest that tells one, if the one chosen has none', () => {
    const street = { street: '1 rue X', complement: 'bât B' };
    expect(at({ postcode: '77100' }, street, meaux)).toEqual({ ...meaux, ...street });
    expect(at({ street: '9 rue Y' }, { ...meaux, ...street })).toEqual({ ...meaux, ...street });
  });

  it('is what a person last answered, before all', () => {
    const answer = (id: string, insee: string) =>
      anEvent({ id, kind: 'communeConfirmee', dwelling: { insee, arrondissement: '773' } });
    const events = [anEvent({ dwelling: meaux }), answer('a', '77305'), answer('b', '77379')];
    expect(dwellingOf(events)).toEqual({ insee: '77379', arrondissement: '773' });
  });
});

describe('the household of a case', () => {
  const of = (...people: object[]) =>
    householdOf(people.map((person, n) => anEvent({ id: `m-${n}`, household: [person] })));
  const camille = { nomNaissance: 'Exemple', prenoms: ['Camille'], dateNaissance: '1984-05-17' };

  it('has each person once, however the name is written, as first told and with what was added', () => {
    expect(of(camille, { ...camille, nomNaissance: 'EXEMPLE', lieuNaissance: 'Meaux' })).toEqual([
      { ...camille, lieuNaissance: 'Meaux' },
    ]);
  });

  it.each([
    ['another name', { ...camille, nomNaissance: 'Autre' }],
    ['another first name', { ...camille, prenoms: ['Dominique'] }],
    ['another birth date', { ...camille, dateNaissance: '1985-05-17' }],
    ['no birth date', { nomNaissance: 'Exemple', prenoms: ['Camille'] }],
  ])('tells apart %s', (_, other) => {
    expect(of(camille, other)).toHaveLength(2);
  });

  it('goes by the used name where no other is known, and the first of the first names', () => {
    expect(
      of(
        { nomUsage: 'Exemple', prenoms: ['Camille'] },
        { nomNaissance: 'Exemple', prenoms: ['Camille', 'Léa'] },
      ),
    ).toHaveLength(1);
    expect(of({ nomNaissance: 'Née', nomUsage: 'Exemple' }, { nomNaissance: 'Exemple' })).toHaveLength(2);
  });

  it('is in alphabetical order', () => {
    const names = of({ nomNaissance: 'Zoé' }, { nomNaissance: 'Abel' }, { nomNaissance: 'Martin' });
    expect(names.map(({ nomNaissance }) => nomNaissance)).toEqual(['Abel', 'Martin', 'Zoé']);
  });
});

describe('a case', () => {
  const on = (today: string, ...drafts: Draft[]): Case => caseOf(eventsOf(...drafts), today);

  it('says who knows it, what is owed, since when, and how many things were told', () => {
    const state = on(
      '2026-06-01',
      d('impaye', '2026-01-05', {
        dette: 100,
        receivedAt: '2026-01-09T08:00:00.000Z',
        dwelling: { postcode: '77130' },
      }),
      d('surendettement', '2026-02-02', { etape: 'depot', numeroBdf: '1' }),
      d('surendettement', '2026-02-20', { etape: 'recevabilite', detteLocative: 90 }),
      d('communeConfirmee', '2026-02-21', { sender: 'etat', reference: 'R' }),
    );
    expect(state).toMatchObject({
      stage: 'impaye',
      stageSince: '2026-01-05',
      status: 'open',
      arrondissement: '771',
      routableFrom: '2026-02-02',
      references: ['bdf:IMP-1', 'caf:IMP-1', 'etat:R'],
      dette: 90,
      surendettement: 'recevabilite',
      firstActDate: '2026-01-05',
      lastActDate: '2026-02-21',
      eventCount: 3,
      provisional: false,
      mergedInto: undefined,
      distinctFrom: [],
    });
  });

  it('could be routed from the day on which it was first known where, whatever the acts’ dates', () => {
    const state = on(
      '2026-06-01',
      d('impaye', '2026-01-05', { receivedAt: '2026-03-09T08:00:00.000Z' }),
      d('assignation', '2026-02-02', { receivedAt: '2026-02-03T08:00:00.000Z' }),
    );
    expect(state.routableFrom).toBe('2026-02-03');
  });

  it('has for next the nearest last day that is not past, of what is not to be done at once', () => {
    const next = (today: string, ...drafts: Draft[]) => on(today, ...drafts).nextDue;
    const hearing = d('assignation', '2026-08-31', { dateAudience: '2026-10-01' });
    const asked = d('demandeEnqueteSociale', '2026-08-31', { moment: 'assignation' });
    const due = { rule: 'entretienDiagnostic', due: '2026-09-21' };
    expect(next('2026-09-01', ...cfp, hearing, asked)).toEqual({
      rule: 'enqueteAvantAudience',
      due: '2026-09-01',
    });
    expect(next('2026-09-02', ...cfp, hearing, asked)).toEqual(due);
    expect(next('2026-09-21', ...cfp, hearing, asked)).toEqual(due);
    expect(next('2026-10-31', ...cfp)?.due).toBe('2026-10-31');
    expect(next('2026-11-01', ...cfp)).toBeUndefined();
    expect(next('2026-08-31', d('commandementDeQuitterLesLieux', '2026-08-31'))).toBeUndefined();
  });

  it('that closed for good says so to matching, since when; one that may go on does not', () => {
    expect(on('2026-10-01', ...cfp, d('departVolontaire', '2026-09-02')).subject.endedOn).toBe('2026-09-02');
    const paid = on('2026-10-01', d('impaye', '2026-01-05'), d('paiement', '2026-02-02', { solde: 0 }));
    expect(paid.status).toBe('closed');
    expect(paid.subject).not.toHaveProperty('endedOn');
  });

  it('in which nothing is left is closed, and says where it went', () => {
    const gone = d('deplacement', '2026-09-02', {
      cause: 'fusion',
      role: 'source',
      autre: 'B',
      evenements: ['x'],
      sender: 'etat',
    });
    expect(on('2026-10-01', gone)).toMatchObject({ status: 'closed', mergedInto: 'B', eventCount: 0 });
    expect(on('2026-10-01', ...cfp, gone)).toMatchObject({
      status: 'open',
      mergedInto: undefined,
      eventCount: 2,
    });
  });
});

describe('what was said of a case', () => {
  const said = (kind: string, id: string, minute: string, over: object): CaseEvent =>
    anEvent({ id, kind, sender: 'etat', receivedAt: `2026-03-04T09:${minute}:00.000Z`, ...over });
  const move = (id: string, minute: string, role: string, over: object = {}) =>
    said('deplacement', id, minute, { cause: 'fusion', role, autre: 'B', evenements: ['x'], ...over });
  const answer = (id: string, minute: string, etat: string, ...dossiers: string[]) =>
    said('rapprochement', id, minute, { etat, dossiers });

  it('is taken in the order it was said, and by id at one instant, whatever the acts’ dates', () => {
    const [first, last] = [
      move('b', '01', 'source', { autre: 'B', actDate: '2026-03-09' }),
      move('a', '02', 'source', { autre: 'C', actDate: '2026-03-01' }),
    ];
    expect([emptiedInto([first, last]), emptiedInto([last, first])]).toEqual(['C', 'C']);
    const [x, y] = [move('x', '01', 'source', { autre: 'X' }), move('y', '01', 'source', { autre: 'Y' })];
    expect([emptiedInto([x, y]), emptiedInto([y, x])]).toEqual(['Y', 'Y']);
  });

  it('says by which move an event came, the last one', () => {
    const [went, came, again] = [
      move('a', '01', 'source'),
      move('b', '02', 'cible'),
      move('c', '03', 'cible', { autre: 'C' }),
    ];
    expect(broughtBy([went, came, again], 'x')?.id).toBe('c');
    expect(broughtBy([went, came], 'x')?.id).toBe('b');
    expect(broughtBy([went], 'x')).toBeUndefined();
    expect(broughtBy([came], 'y')).toBeUndefined();
  });

  it('and undone is as if never said, with its undoing', () => {
    const ids = (...events: CaseEvent[]) => inForce(events).map(({ id }) => id);
    const [doubtful, yes, no] = [
      answer('d', '00', 'douteux', 'B', 'C'),
      answer('y', '01', 'confirme', 'B', 'C'),
      answer('n', '02', 'annule', 'C', 'B'),
    ];
    expect(ids(doubtful, yes, no)).toEqual(['d']);
    expect(ids(doubtful, no)).toEqual(['d']);
    expect(ids(doubtful, yes, answer('z', '02', 'annule', 'B'))).toEqual(['d', 'y']);
    expect(ids(move('m', '01', 'cible'), move('u', '02', 'source', { cause: 'annulation' }))).toEqual([]);
    expect(
      ids(move('m', '01', 'cible'), move('u', '02', 'source', { cause: 'annulation', autre: 'C' })),
    ).toEqual(['m']);
    expect(
      ids(yes, answer('y2', '02', 'confirme', 'B', 'C'), answer('n2', '03', 'annule', 'B', 'C')),
    ).toEqual(['y']);
  });

  it('makes other households of the cases it says are distinct only', () => {
    expect(distinctOf([answer('d', '00', 'douteux', 'B'), answer('y', '01', 'confirme', 'B')])).toEqual([]);
    expect(distinctOf([answer('y', '01', 'distinct', 'B', 'C'), answer('z', '02', 'distinct', 'C')])).toEqual(
      ['B', 'C'],
    );
  });

  it('is in doubt until it is answered or left', () => {
    const open = answer('d', '00', 'douteux', 'B', 'C');
    expect(isProvisional([])).toBe(false);
    expect(isProvisional([open])).toBe(true);
    expect(isProvisional([open, answer('y', '01', 'distinct', 'C', 'B')])).toBe(false);
    expect(isProvisional([open, move('m', '01', 'source')])).toBe(false);
    expect(isProvisional([open, move('m', '01', 'cible')])).toBe(true);
    expect(isProvisional([answer('y', '01', 'confirme', 'B')])).toBe(false);
  });
});
