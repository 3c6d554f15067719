import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agendaOf } from '../../shared/domain/case/agenda.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { notUndone, undoableOn } from '../../shared/domain/case/standing.ts';
import type { CaseEvent } from '../../shared/domain/events/case-event.ts';
import { consequencesOf, undoneWith } from '../../shared/domain/notices/consequences.ts';
import { type RecordedKind, recordedKinds } from '../../shared/intake/partners/etat/recorded.ts';
import { anEvent } from '../support/events.ts';
import { cfpInOrder, type Draft, eventsOf, procedures } from '../support/procedures.ts';

/** The fields of an act of each kind, one that changes most. */
const acts: Record<RecordedKind, object> = {
  decisionCfp: { issue: 'accord' },
  receptionPrefet: { acte: 'demandeCfp' },
  decision: { issue: 'resiliation' },
  suspensionExpulsion: {},
  avisSuspension: { sens: 'favorable' },
  relogement: {},
  indemnisation: { etat: 'demandee' },
  transmissionDsf: {},
  demandeEnqueteSociale: { moment: 'requisition' },
  enqueteSociale: { moment: 'requisition', etat: 'rendue' },
  protocoleCohesionSociale: { etat: 'signe' },
  planApurement: { etat: 'signe' },
  paiement: { solde: 0 },
  echeance: { date: '2026-01-05', etat: 'manquee' },
  saisineCcapex: { dette: 100 },
  saisineOrganisme: {},
  inscriptionClpil: { dateCommission: '2026-04-28' },
  decisionClpil: { dateCommission: '2026-04-28', issues: ['renvoiCcapex'] },
  suiteDecision: { decisionDu: '2026-03-12', mesure: 'accompagnement', etat: 'faite' },
  retraitClpil: {},
  avisCcapex: { nature: 'avis', recommandations: ['relogement'] },
  aideFsl: { etat: 'demandee' },
  accompagnement: { mesure: 'asll', etat: 'ouverte' },
  intervention: { nature: 'visite' },
  hebergement: { etat: 'demande' },
  aideActionLogement: { dispositif: 'visale', etat: 'miseEnJeu' },
  departVolontaire: {},
  renvoiAudience: { dateAudience: '2026-09-01' },
  executionCfp: { effectuee: false },
  caduciteAssignation: {},
  suiteJugement: { etape: 'signification' },
  retraitDemandeCfp: {},
  finPoursuites: { cause: 'vente' },
  nouveauBail: {},
  recoursDalo: { voie: 'dalo', etat: 'depose' },
  suiteOrientation: { organisme: 'adil', etat: 'joint' },
  decisionCcapex: { aide: 'suspension', notifieeLe: '2027-02-01' },
};
const AT = '2026-03-16T09:00:00.000Z';
const DAY = '2026-03-16';
const act = (kind: RecordedKind, over: object = {}): CaseEvent =>
  anEvent({
    id: 'act',
    kind,
    sender: 'etat',
    by: 'Anne Renard',
    actDate: DAY,
    receivedAt: AT,
    household: [],
    ...acts[kind],
    ...over,
  });
const undoing = (alertes: readonly string[] = [], over: object = {}): CaseEvent =>
  anEvent({
    id: 'undoing',
    kind: 'acteAnnule',
    evenement: 'act',
    acte: 'relogement',
    prevenus: [],
    alertes,
    sender: 'etat',
    by: 'Rose Petit',
    actDate: DAY,
    receivedAt: '2026-03-16T10:00:00.000Z',
    household: [],
    ...over,
  });

describe('an act recorded, then undone', () => {
  it.each(recordedKinds)('leaves the case as it was: %s', (kind) => {
    fc.assert(
      fc.property(procedures, fc.boolean(), (events, first) => {
        const both = [act(kind), undoing()];
        const after = caseOf(first ? [...both, ...events] : [...events, ...both], DAY);
        expect(after).toEqual(caseOf(events, DAY));
        expect(agendaOf(after, [], DAY)).toEqual(agendaOf(caseOf(events, DAY), [], DAY));
      }),
      { numRuns: 15 },
    );
  });

  it('leaves other acts, of the same day and kind too', () => {
    const other = act('relogement', { id: 'other', etat: 'assure' });
    expect(notUndone([act('relogement'), other, undoing()])).toEqual([other]);
  });

  it('is told of to those who were told of it, and its alerts come again if it is recorded again', () => {
    const events = eventsOf({ kind: 'impaye', actDate: '2025-06-02', parc: 'social' });
    const judged = act('decision');
    const without = caseOf(events, DAY);
    const withAct = caseOf([...events, judged], DAY);
    const first = agendaOf(withAct, agendaOf(without, [], DAY).alerted, DAY);
    expect(first.alerts.map(({ name }) => name)).toEqual(['protocoleAEtudier']);
    const known = { today: DAY, alerted: first.alerted };
    const { prevenus, alertes } = undoneWith(judged, withAct, without, known);
    expect(alertes).toEqual(first.alerts.map(({ key }) => key));
    expect(prevenus).toEqual(['bailleur', 'arrondissement']);
    // Nobody was told of what had not been planned.
    expect(undoneWith(judged, withAct, without, { today: DAY, alerted: [] })).toEqual({
      prevenus: [],
      alertes: [],
    });
    const again = act('decision', { id: 'again' });
    const second = agendaOf(caseOf([...events, judged, undoing(alertes), again], DAY), first.alerted, DAY);
    expect(second.alerts.map(({ name }) => name)).toEqual(first.alerts.map(({ name }) => name));
    const told = second.alerts.map(({ key }) => key);
    expect(told.filter((key) => first.alerted.includes(key))).toEqual([]);
    const third = act('decision', { id: 'third' });
    const all = [
      ...events,
      judged,
      undoing(alertes),
      again,
      undoing(told, { id: 'undoing 2', evenement: 'again' }),
      third,
    ];
    expect(agendaOf(caseOf(all, DAY), second.alerted, DAY).alerts.map(({ name }) => name)).toEqual(
      first.alerts.map(({ name }) => name),
    );
  });
});

describe('an act that may be undone', () => {
  it.each<[string, CaseEvent[], string[]]>([
    ['was recorded by a person that day', [act('relogement')], ['act']],
    ['not the day before', [act('relogement', { receivedAt: '2026-03-15T22:59:00.000Z' })], []],
    [
      'a day begins at midnight in Paris',
      [act('relogement', { receivedAt: '2026-03-15T23:00:00.000Z' })],
      ['act'],
    ],
    ['not what a partner sent', [act('relogement', { sender: 'mds', by: undefined })], []],
    ['nor what a system of the State’s did', [act('relogement', { by: undefined })], []],
    ['nor what was undone, or undoes', [act('relogement'), undoing()], []],
    [
      'nor an answer of review',
      [anEvent({ kind: 'gel', etat: 'pose', sender: 'etat', by: 'A B', receivedAt: AT })],
      [],
    ],
    [
      'the last recorded comes first',
      [act('relogement'), act('nouveauBail', { id: 'later', receivedAt: '2026-03-16T09:30:00.000Z' })],
      ['later', 'act'],
    ],
  ])('%s', (_, events, ids) => {
    expect(undoableOn(events, DAY).map(({ id }) => id)).toEqual(ids);
  });
});

describe('what will follow of an act', () => {
  const follow = (event: CaseEvent, ...drafts: Draft[]) => {
    const events = eventsOf(...drafts);
    const before = caseOf(events, DAY);
    return consequencesOf(event, before, caseOf([...events, event], DAY), {
      today: DAY,
      alerted: agendaOf(before, [], DAY).alerted,
    });
  };
  const rules = (list: readonly { rule: string }[]): string[] => list.map(({ rule }) => rule).sort();

  it('is what it closes and opens, the stage, and who is told', () => {
    const said = follow(
      act('decisionCfp', { motifEcart: 'autre', avisDu: '2026-03-02' }),
      ...cfpInOrder('2026-02-02'),
    );
    expect(said.stage).toEqual({ before: 'demandeCfp', after: 'cfpAccorde' });
    expect(said.status).toBeUndefined();
    expect(rules(said.closed)).toContain('decisionCfp');
    expect(rules(said.opened)).toContain('compteRenduCfp');
    expect(said.told).toEqual(['ccapex']);
  });

  it('is a liability that ends', () => {
    const said = follow(act('decisionCfp'), ...cfpInOrder('2025-06-02'));
    expect(said.responsabilite).toMatchObject({
      before: { etat: 'enCours' },
      after: { etat: 'close', fin: DAY },
    });
  });

  it('is another date for what goes on', () => {
    const hearing = { kind: 'assignation', actDate: '2026-02-02', dateAudience: '2026-05-28' };
    const said = follow(act('suspensionExpulsion', { fin: '2027-03-16' }), hearing, {
      kind: 'suspensionExpulsion',
      actDate: DAY,
      fin: '2026-09-16',
    });
    expect(said.moved.concat(said.opened.map((after) => ({ before: after, after })))).not.toEqual([]);
  });

  it('is a case that closes, whose delays run no more', () => {
    const said = follow(act('departVolontaire'), ...cfpInOrder('2026-02-02'));
    expect(said.status).toEqual({ before: 'open', after: 'closed' });
    expect(rules(said.closed)).toContain('decisionCfp');
    expect(said.opened).toEqual([]);
  });

  it('is not what the case had to tell anyway', () => {
    const events = eventsOf(
      { kind: 'impaye', actDate: '2025-06-02', parc: 'social' },
      { kind: 'decision', issue: 'resiliation', actDate: '2026-03-13' },
    );
    const visit = act('intervention');
    const before = caseOf(events, DAY);
    expect(agendaOf(before, [], DAY).alerts).not.toEqual([]);
    expect(
      consequencesOf(visit, before, caseOf([...events, visit], DAY), { today: DAY, alerted: [] }).alerts,
    ).toEqual([]);
  });

  it('is nothing, for what moves nothing', () => {
    expect(follow(act('intervention'), ...cfpInOrder('2026-02-02'))).toEqual({
      stage: undefined,
      status: undefined,
      closed: [],
      opened: [],
      moved: [],
      responsabilite: undefined,
      told: [],
      alerts: [],
    });
  });
});
