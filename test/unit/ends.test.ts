import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { ends } from '../../shared/domain/case/ends.ts';
import type { CaseEvent } from '../../shared/domain/events/case-event.ts';
import { anEvent } from '../support/events.ts';

const TODAY = '2026-06-01';
let ids = 0;
const event = (over: Record<string, unknown>): CaseEvent => {
  ids += 1;
  return anEvent({ id: `e-${ids}`, ...over });
};
const signal = event({ dateConstitution: '2026-02-01', suites: ['planDemande', 'fsl'] });
const hearing = event({ kind: 'assignation', sender: 'etude-a', dateAudience: '2026-09-10' });
const request = event({ kind: 'demandeCfp', sender: 'etude-a', actDate: '2026-04-02' });
const known = [signal, hearing, request];

/** One fact of each kind that ends or silences a case, told by a stranger to the case. */
const facts: Record<string, Record<string, unknown>> = {
  departVolontaire: {},
  relogement: {},
  procesVerbal: { nature: 'expulsion' },
  executionCfp: { effectuee: true },
  paiement: { solde: 0 },
  planApurement: { etat: 'signe' },
  protocoleCohesionSociale: { etat: 'signe' },
  nouveauBail: {},
  decision: { issue: 'rejet' },
  caduciteAssignation: {},
  suiteJugement: { etape: 'infirmation' },
  retraitDemandeCfp: {},
  decisionCfp: { issue: 'refus' },
  finPoursuites: { cause: 'renonciation' },
  suspensionExpulsion: { fin: '2027-05-01' },
  surendettement: { etape: 'orientation', suspension: { debut: '2026-05-01', fin: '2028-05-01' } },
  renvoiAudience: { dateAudience: '2030-01-10' },
};
const strangers = (kind: string, more: Record<string, unknown> = {}): CaseEvent =>
  event({ kind, sender: 'etude-z', actDate: '2026-05-04', ...facts[kind], ...more });
const answer = (evenement: string, etat: string, at: string): CaseEvent =>
  event({
    kind: 'confirmationFin',
    sender: 'etat',
    evenement,
    etat,
    actDate: at,
    receivedAt: `${at}T08:00:00.000Z`,
    household: [],
  });
const running = (events: readonly CaseEvent[]) => {
  const { status, stage, chronology, dette, aConfirmer } = caseOf(events, TODAY);
  const { marks, deadlines } = chronology;
  return { status, stage, dette, marks, deadlines, aConfirmer };
};

describe('whoever never acted in a case', () => {
  it('each kind that ends or silences has its fact here', () => {
    expect(ends.map(({ kind }) => kind).sort()).toEqual(Object.keys(facts).sort());
  });

  it.each(Object.keys(facts))(
    'does not end nor silence it by «%s»: all runs on until a person says',
    (kind) => {
      const fact = strangers(kind);
      const { aConfirmer, ...rest } = running([...known, fact]);
      expect(aConfirmer).toEqual([fact.id]);
      const { aConfirmer: none, ...before } = running(known);
      expect(rest).toEqual(before);
      expect(none).toEqual([]);
    },
  );

  it.each(Object.keys(facts))(
    'ends it by «%s» once a person confirmed, not if they set it aside, and it can be undone',
    (kind) => {
      const fact = strangers(kind);
      const confirmed = answer(fact.id, 'confirmee', '2026-05-06');
      const own = { ...fact, sender: 'etude-a' };
      expect(running([...known, fact, confirmed])).toEqual(running([...known, own]));
      const aside = answer(fact.id, 'rejetee', '2026-05-06');
      expect(running([...known, fact, aside])).toEqual(running(known));
      for (const said of [confirmed, aside])
        expect(running([...known, fact, said, answer(fact.id, 'annulee', '2026-05-07')])).toEqual(
          running([...known, fact]),
        );
    },
  );

  it('is no longer new once it told something else of the case, that day or before, and not after the hub had the end', () => {
    const fact = strangers('departVolontaire');
    const act = (actDate: string, receivedAt = '2026-03-02T08:00:00.000Z'): CaseEvent =>
      event({ kind: 'commandementDeQuitterLesLieux', sender: 'etude-z', actDate, receivedAt });
    expect(running([...known, act('2026-04-09'), fact])).toMatchObject({ stage: 'parti', aConfirmer: [] });
    expect(running([...known, fact, act('2026-05-05')])).toMatchObject({ aConfirmer: [fact.id] });
    const other = strangers('procesVerbal');
    expect(running([...known, fact, other]).aConfirmer).toEqual([fact.id, other.id].sort());
  });

  it.each(Object.keys(facts))('does not answer for the person by what it tells after «%s»', (kind) => {
    const fact = strangers(kind);
    const ordinary = event({
      kind: 'miseEnDemeure',
      sender: 'etude-z',
      actDate: '2026-01-05',
      receivedAt: '2026-05-05T08:00:00.000Z',
    });
    expect(running([...known, fact, ordinary]).aConfirmer).toEqual([fact.id]);
    const aside = answer(fact.id, 'rejetee', '2026-05-06');
    const again = strangers(kind, { receivedAt: '2026-05-07T08:00:00.000Z' });
    expect(running([...known, fact, ordinary, aside, again]).aConfirmer).toEqual([again.id]);
    const believed = answer(again.id, 'confirmee', '2026-05-08');
    const third = strangers(kind, { receivedAt: '2026-05-09T08:00:00.000Z' });
    expect(running([...known, fact, ordinary, aside, again, believed, third]).aConfirmer).toEqual([]);
  });

  it('is known once a person confirmed what it said: its next facts count', () => {
    const [fact, next] = [strangers('executionCfp', { effectuee: false }), strangers('procesVerbal')];
    const said = answer(fact.id, 'confirmee', '2026-05-06');
    expect(running([...known, fact, said, next])).toMatchObject({ stage: 'expulse', aConfirmer: [] });
  });

  it('is the State, an agent, or the only one that told anything of the case: it counts', () => {
    for (const sender of ['etat', 'hub'])
      expect(running([...known, strangers('relogement', { sender })])).toMatchObject({
        stage: 'reloge',
        status: 'closed',
        aConfirmer: [],
      });
    const alone = strangers('procesVerbal');
    expect(running([alone])).toMatchObject({ stage: 'expulse', status: 'closed', aConfirmer: [] });
    expect(running([alone, event({ kind: 'decisionCfp', sender: 'etat', issue: 'accord' })])).toMatchObject({
      status: 'closed',
    });
    // Another partner knows the household: the partner that opened the case is a stranger to what the other one tells.
    expect(running([alone, signal])).toMatchObject({ status: 'open', aConfirmer: [alone.id] });
  });

  it('is not the landlord that the others’ acts name', () => {
    const paid = strangers('paiement', { sender: 'bailleur-habitat-exemple' });
    const named = event({
      kind: 'commandementDePayer',
      sender: 'etude-a',
      bailleur: { nom: 'Habitat Exemple' },
    });
    expect(running([...known, paid])).toMatchObject({ aConfirmer: [paid.id] });
    expect(running([...known, paid, named])).toMatchObject({ dette: 0, aConfirmer: [] });
    const itself = strangers('protocoleCohesionSociale', { bailleur: { nom: 'Z' }, sender: 'etude-z' });
    expect(running([...known, named, itself])).toMatchObject({ aConfirmer: [itself.id] });
  });

  it.each<[string, Record<string, unknown>]>([
    ['relogement', { etat: 'effectue' }],
    ['relogement', { etat: 'effectue', voie: 'dalo' }],
    ['suiteJugement', { etape: 'executionProvisoireArretee' }],
    ['finPoursuites', { cause: 'vente' }],
    ['finPoursuites', { cause: 'deces' }],
    ['protocoleCohesionSociale', { etat: 'respecte' }],
    ['planApurement', { etat: 'respecte' }],
  ])('nor does it by «%s» %o', (kind, more) => {
    const fact = strangers(kind, more);
    expect(running([...known, fact])).toEqual({ ...running(known), aConfirmer: [fact.id] });
  });

  it('says what starts something, and that stands', () => {
    for (const [kind, more] of [
      ['decision', { issue: 'resiliation' }],
      ['paiement', { solde: 5_000 }],
      ['procesVerbal', { nature: undefined }],
      ['relogement', { etat: 'assure' }],
      ['planApurement', { etat: 'denonce' }],
      ['protocoleCohesionSociale', { etat: 'denonce' }],
      ['suiteJugement', { etape: 'signification' }],
      ['suiteJugement', { etape: 'appel' }],
      ['suiteJugement', { etape: 'opposition' }],
      ['surendettement', { etape: 'recevabilite', suspension: undefined }],
      ['commandementDePayer', {}],
    ] as const)
      expect(running([...known, strangers(kind, more)]).aConfirmer).toEqual([]);
    const first = strangers('renvoiAudience', { actDate: '2026-05-04' });
    expect(running([signal, first])).toMatchObject({ aConfirmer: [] });
    const admitted = strangers('surendettement', { etape: 'recevabilite' });
    const { marks } = running([...known, admitted]);
    expect(marks.map(({ name }) => name)).toContain('surendettementRecevable');
    expect(marks.map(({ name }) => name)).not.toContain('suspensionExpulsion');
  });

  it('ends nothing in whatever order it all came', () => {
    const senders = ['caf', 'etude-a', 'etude-z', 'etat', 'bailleur-b'];
    const lists = fc
      .array(
        fc.record({
          sender: fc.constantFrom(...senders),
          kind: fc.constantFrom(...Object.keys(facts), 'impaye', 'commandementDePayer', 'demandeCfp'),
          day: fc.integer({ min: 1, max: 4 }),
          said: fc.constantFrom(undefined, 'confirmee', 'rejetee', 'annulee'),
        }),
        { minLength: 1, maxLength: 7 },
      )
      .map((drafts) =>
        drafts.flatMap(({ sender, kind, day, said }, n) => {
          const fact = anEvent({ ...facts[kind], id: `f-${n}`, kind, sender, actDate: `2026-05-0${day}` });
          return said ? [fact, { ...answer(fact.id, said, '2026-05-06'), id: `a-${n}` }] : [fact];
        }),
      );
    fc.assert(
      fc.property(
        lists.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          expect(caseOf([...shuffled, ...list], TODAY)).toEqual(caseOf(list, TODAY));
        },
      ),
    );
  });
});
