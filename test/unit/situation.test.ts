import { describe, expect, it } from 'vitest';
import type { Motif } from '../../shared/domain/events/common.ts';
import { inOrder } from '../../shared/domain/events/compare-events.ts';
import { marksOf } from '../../shared/domain/procedure/marks-of.ts';
import { inSurendettement, type Situation, situationOf } from '../../shared/domain/procedure/situation.ts';
import { endOf, rankOf, stages, titleOf } from '../../shared/domain/procedure/stage.ts';
import { standingAt } from '../../shared/domain/procedure/stage-at.ts';
import { leaves, transitions } from '../../shared/domain/procedure/transitions.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

const d = (kind: string, actDate: string, over: object = {}): Draft => ({ kind, actDate, ...over });
const situation = (...drafts: Draft[]): Situation => situationOf(inOrder(eventsOf(...drafts)));

describe('the motif', () => {
  it.each([
    ['impaye', 'impaye'],
    ['saisineOrganisme', 'impaye'],
    ['commandementDePayer', 'impaye'],
    ['miseEnDemeure', 'troubleDeJouissance'],
    ['jugementDivorce', 'divorce'],
    ['adjudication', 'adjudication'],
    ['assignation', undefined],
  ])('of %s alone is %s', (kind, motif) => {
    expect(situation(d(kind, '2026-01-05'))).toMatchObject({ motif, otherMotifs: [] });
  });

  it('is the one that the earliest act states, before what any kind implies; the others are kept apart, sorted', () => {
    const told = situation(
      d('miseEnDemeure', '2026-01-05'),
      d('commandementDePayer', '2026-01-06'),
      d('assignation', '2026-02-02', { motif: 'congeVente' }),
      d('assignation', '2026-03-02', { motif: 'adjudication' }),
    );
    expect(told.motif).toBe('congeVente');
    expect(told.otherMotifs).toEqual(['adjudication', 'impaye', 'troubleDeJouissance']);
  });

  it('is the one implied first when none is stated', () => {
    const told = situation(d('miseEnDemeure', '2026-01-05'), d('impaye', '2026-01-06'));
    expect([told.motif, told.otherMotifs]).toEqual(['troubleDeJouissance', ['impaye']]);
  });
});

describe('what is asked of a case', () => {
  it('is nothing where nothing was told', () => {
    expect(situation(d('relogement', '2026-01-05'))).toEqual({
      motif: undefined,
      otherMotifs: [],
      parc: undefined,
      bailleur: { nom: undefined, nature: undefined },
      etude: undefined,
      loyer: undefined,
      dette: undefined,
      impayeDepuis: undefined,
      accompagnants: [],
    });
  });

  it('is the last thing said of each, and what is silent changes nothing', () => {
    const told = situation(
      d('impaye', '2026-01-05', {
        parc: 'prive',
        loyer: 60_000,
        dette: 1,
        impayeDepuis: '2025-10',
        bailleur: { nom: 'Avant', nature: 'sciFamiliale' },
      }),
      d('impaye', '2026-02-05', { parc: 'social', loyer: 70_000, dette: 2, impayeDepuis: '2025-11' }),
      d('assignation', '2026-03-02', { sender: 'etude-b', bailleur: { nom: 'Après' } }),
      d('departVolontaire', '2026-04-02', { sender: 'huissier' }),
    );
    expect(told).toMatchObject({
      parc: 'social',
      bailleur: { nom: 'Après', nature: 'sciFamiliale' },
      etude: 'etude-b',
      loyer: 70_000,
      dette: 2,
      impayeDepuis: '2025-11',
    });
  });

  it.each([
    ['what an act claims', d('assignation', '2026-02-02', { dette: 100 }), 100],
    ['what is left once paid', d('paiement', '2026-02-02', { montant: 7, solde: 50 }), 50],
    ['nothing left', d('paiement', '2026-02-02', { solde: 0 }), 0],
    ['a payment without balance', d('paiement', '2026-02-02', { montant: 7 }), 500],
    [
      'what is declared in surendettement',
      d('surendettement', '2026-02-02', { etape: 'depot', detteLocative: 80 }),
      80,
    ],
    ['a deposit that declares none', d('surendettement', '2026-02-02', { etape: 'depot' }), 500],
  ])('the debt is the last told: %s', (_, last, dette) => {
    expect(situation(d('impaye', '2026-01-05', { dette: 500 }), last).dette).toBe(dette);
  });
});

describe('who accompanies the household', () => {
  const mesure = (name: string, etat: string, sender: string, day: string) =>
    d('accompagnement', `2026-02-${day}`, { mesure: name, etat, sender });

  it.each<[string, Draft[], string[]]>([
    ['one has ASLL open', [mesure('asll', 'ouverte', 'mds', '02')], ['mds']],
    [
      'two have one each, in alphabetical order',
      [mesure('asll', 'ouverte', 'mds', '02'), mesure('avdl', 'ouverte', 'ccas', '03')],
      ['ccas', 'mds'],
    ],
    [
      'one has both, and is named once',
      [mesure('asll', 'ouverte', 'mds', '02'), mesure('avdl', 'ouverte', 'mds', '03')],
      ['mds'],
    ],
    [
      'what closed no longer counts',
      [mesure('asll', 'ouverte', 'mds', '02'), mesure('asll', 'close', 'mds', '03')],
      [],
    ],
    [
      'one closed, the other open',
      [
        mesure('asll', 'ouverte', 'mds', '02'),
        mesure('avdl', 'ouverte', 'ccas', '03'),
        mesure('asll', 'close', 'mds', '04'),
      ],
      ['ccas'],
    ],
    ['MASP is of another matter', [mesure('masp', 'ouverte', 'mds', '02')], []],
  ])('%s', (_, drafts, bodies) => {
    expect(situation(...drafts).accompagnants).toEqual(bodies);
  });
});

describe('surendettement', () => {
  const step = (etape: string, actDate: string): Draft => d('surendettement', actDate, { etape });
  it.each<[string, Draft[], boolean]>([
    ['nothing told', [], false],
    ['filed that day', [step('depot', '2026-02-02')], true],
    ['filed the day after', [step('depot', '2026-02-03')], false],
    ['admitted', [step('recevabilite', '2026-01-02')], true],
    ['not admitted', [step('depot', '2026-01-02'), step('irrecevabilite', '2026-01-20')], false],
    ['closed after', [step('depot', '2026-01-02'), step('cloture', '2026-02-03')], true],
    ['closed, and filed again', [step('cloture', '2026-01-02'), step('depot', '2026-01-20')], true],
  ])('%s: open on 2 February, %3$s', (_, drafts, open) => {
    expect(inSurendettement(marksOf(eventsOf(...drafts)), '2026-02-02')).toBe(open);
  });
});

describe('a stage', () => {
  it('closes the case for good when the household has left, until a later fact after a payment or a rejection', () => {
    const ends = stages.flatMap(({ name }) => (endOf(name) ? [[name, endOf(name)]] : []));
    expect(ends).toEqual([
      ['demandeRejetee', 'reprend'],
      ['detteSoldee', 'reprend'],
      ['nouveauBail', 'reprend'],
      ['finPoursuites', 'reprend'],
      ['reloge', 'definitive'],
      ['parti', 'definitive'],
      ['expulse', 'definitive'],
    ]);
  });

  it('has a title of its own, and a rank that never goes back along the table', () => {
    const ranks = stages.map(({ name }) => rankOf(name));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(stages.map(({ name }) => titleOf(name))).size).toBe(stages.length);
    expect(titleOf('cfpSursis')).toBe('Concours accordé, sursis');
  });

  it('shares its rank with its alternatives only', () => {
    const shared = Object.values(Object.groupBy(stages, ({ rank }) => String(rank))).flatMap((rows) =>
      rows && rows.length > 1 ? [rows.map(({ name }) => name)] : [],
    );
    expect(shared).toEqual([
      ['impaye', 'miseEnDemeure', 'conge', 'jugementDivorce'],
      ['delaiDePaiement', 'demandeRejetee'],
      ['expulsionOrdonnee', 'adjudication'],
      ['refusImplicite', 'cfpRefuse', 'cfpSursis', 'cfpAccorde'],
      ['detteSoldee', 'nouveauBail', 'finPoursuites', 'reloge', 'parti', 'expulse'],
    ]);
  });
});

describe('a transition', () => {
  const leaving = (mark: string): string[] =>
    stages
      .filter(({ name }) => transitions.some((one) => one.mark === mark && leaves(one, name)))
      .map(({ name }) => name);
  const upTo = (last: string): string[] => {
    const rank = stages.find(({ name }) => name === last)?.rank ?? -1;
    return stages.filter((stage) => stage.rank <= rank).map(({ name }) => name);
  };

  it.each([
    ['commandementDePayer', upTo('commandementDePayer')],
    ['decision', upTo('decision')],
    ['demandeCfp', upTo('cfpNonExecute')],
    ['refusImplicite', upTo('demandeCfp')],
    ['cfpRefuse', upTo('cfpNonExecute')],
    ['cfpSursis', upTo('cfpNonExecute')],
    ['cfpAccorde', upTo('cfpNonExecute')],
    ['detteSoldee', upTo('delaiDePaiement')],
    ['expulse', upTo('expulse')],
  ])('%s leaves these stages only', (mark, from) => {
    expect(leaving(mark)).toEqual(from);
  });

  it('is of its motifs only, or of any while none is known', () => {
    const paid = marksOf(eventsOf(d('paiement', '2026-02-02', { solde: 0 })));
    expect(standingAt(paid, only('impaye'), '2026-03-01').stage).toBe('detteSoldee');
    expect(standingAt(paid, only(undefined), '2026-03-01').stage).toBe('detteSoldee');
    expect(standingAt(paid, only('congeVente'), '2026-03-01').stage).toBe('signale');
    const both = { motif: 'impaye', otherMotifs: ['congeVente'] } as const;
    expect(standingAt(paid, { ...both, otherMotifs: [...both.otherMotifs] }, '2026-03-01').stage).toBe(
      'signale',
    );
  });
});

/** The motifs of a case that has one, or none known. */
function only(motif: Motif | undefined) {
  return { motif, otherMotifs: [] };
}

describe('where a case stands', () => {
  const at = (today: string, ...drafts: Draft[]) =>
    standingAt(marksOf(eventsOf(...drafts)), only('impaye'), today);
  const [impaye, again] = [d('impaye', '2026-01-05'), d('impaye', '2026-02-05')];

  it('is since the fact that first took it there', () => {
    expect(at('2026-03-01')).toEqual({ stage: 'signale', since: undefined });
    expect(at('2026-03-01', impaye, again)).toEqual({ stage: 'impaye', since: '2026-01-05' });
  });

  it('counts a fact from its own day on', () => {
    expect(at('2026-01-04', impaye).stage).toBe('signale');
    expect(at('2026-01-05', impaye).stage).toBe('impaye');
  });

  it('goes on after a payment with what was told since, not with what was told that day', () => {
    const paid = d('paiement', '2026-02-05', { solde: 0 });
    const hearing = (actDate: string) => d('assignation', actDate, { dateAudience: '2026-04-01' });
    expect(at('2026-03-01', impaye, paid).stage).toBe('detteSoldee');
    expect(at('2026-05-01', impaye, paid, hearing('2026-02-05')).stage).toBe('detteSoldee');
    expect(at('2026-05-01', impaye, paid, hearing('2026-02-06'))).toEqual({
      stage: 'audience',
      since: '2026-04-01',
    });
  });

  it('does not depend on the order of the facts given', () => {
    const marks = marksOf(eventsOf(impaye, d('assignation', '2026-02-05'), d('decision', '2026-03-05')));
    expect(standingAt([...marks].reverse(), only('impaye'), '2026-04-01')).toEqual(
      standingAt(marks, only('impaye'), '2026-04-01'),
    );
  });
});
