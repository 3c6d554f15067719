import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clore, contribuer, decider, marqueDe } from '../../shared/cases/commissions/decisions.ts';
import { transmettre } from '../../shared/cases/commissions/envois.ts';
import { retirerMenage } from '../../shared/cases/commissions/retrait.ts';
import type { DecisionIssue } from '../../shared/domain/commissions/issues.ts';
import { inscrites, type Situation } from '../../shared/domain/commissions/seance.ts';
import { type Clpil, CODE, startClpil } from '../support/clpil.ts';
import { aSituation } from '../support/commissions.ts';

/*
 * Several persons at the same instant. Each round, what they do starts together, and the table says in which order it is kept; nothing is lost, and
 * whoever came second is told.
 */
const ROUNDS = 12;
const listed = {
  habitat: { transmiseLe: '2027-02-10', lot: 1 },
  foyers: { transmiseLe: '2027-02-10', lot: 1 },
};
const household = (n: number, over: Record<string, unknown> = {}): Situation =>
  aSituation({
    id: `${n}`.padStart(24, 'a'),
    reference: `H-${n}`,
    household: [{ nomNaissance: `Nom${n}`, prenoms: ['Ana'], dateNaissance: '1984-03-12' }],
    dwelling: { insee: '77284', street: `${n} rue Bossuet` },
    ...over,
  });
const support: DecisionIssue = { issue: 'accompagnement', organisme: 'mds' };
const plan: DecisionIssue = { issue: 'planApurement', organisme: 'bailleur' };
const decision = (...issues: DecisionIssue[]) => ({ issues, recommandations: [], note: '' });

let clpil: Clpil;
let day = 0;
/** A session of its own for a round, held, with these households. */
const session = async (situations: readonly Situation[], etat: 'ouverte' | 'prevue' = 'ouverte') => {
  day += 1;
  const date = new Date(Date.UTC(2027, 2, 18 + day)).toISOString().slice(0, 10);
  await clpil.plan(date);
  await clpil.put(situations, { etat, ...(etat === 'ouverte' && { listes: listed }) }, date);
  return { date, en: await clpil.en(date) };
};
const at = (by: string) => ({ by, at: clpil.portal.clock.now });

beforeAll(async () => {
  clpil = await startClpil();
});
afterAll(() => clpil?.stop());

describe('two secretaries at the same instant', () => {
  it('decide of two households: both are kept', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [one, two] = [household(1), household(2)];
      const { date, en } = await session([one, two]);
      const done = await Promise.all([
        decider(clpil.deps, en, one.id, decision(support), '', at('Léa')),
        decider(clpil.deps, en, two.id, decision(plan), '', at('Sam')),
      ]);
      expect(done.map(({ kind }) => kind)).toEqual(['fait', 'fait']);
      const kept = new Map((await clpil.situations(date)).map(({ id, issues }) => [id, issues]));
      expect([kept.get(one.id), kept.get(two.id)]).toEqual([[support], [plan]]);
    }
  });

  it('decide of the same household: the first is kept, the second is told by whom and what, and may confirm its own', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = household(1);
      const { date, en } = await session([one]);
      const [lea, sam] = await Promise.all([
        decider(clpil.deps, en, one.id, decision(support), '', at('Léa')),
        decider(clpil.deps, en, one.id, decision(plan), '', at('Sam')),
      ]);
      const [first, second, issue, told] =
        lea.kind === 'fait' ? [lea, sam, support, 'Léa'] : [sam, lea, plan, 'Sam'];
      expect([first.kind, second.kind]).toEqual(['fait', 'autre']);
      if (second.kind !== 'autre') throw new Error(second.kind);
      expect([second.situation.issues, second.situation.decidee?.by]).toEqual([[issue], told]);
      expect((await clpil.situations(date))[0]?.issues).toEqual([issue]);
      const mine = issue === support ? plan : support;
      const again = await decider(
        clpil.deps,
        en,
        one.id,
        decision(mine),
        marqueDe(second.situation),
        at('x'),
      );
      expect(again.kind).toBe('fait');
      expect((await clpil.situations(date))[0]?.issues).toEqual([mine]);
    }
  });

  it('decide the same of the same household: neither is told that the other was first', async () => {
    const one = household(1);
    const { en } = await session([one]);
    const done = await Promise.all([
      decider(clpil.deps, en, one.id, decision(support), '', at('Léa')),
      decider(clpil.deps, en, one.id, decision(support), '', at('Sam')),
    ]);
    expect(done.map(({ kind }) => kind)).toEqual(['fait', 'fait']);
  });

  it('are told so by the page, which has replaced nothing', async () => {
    const one = household(1);
    const { date } = await session([one]);
    const path = `/commissions/${CODE}/seances/${date}/situations/${one.id}`;
    const [lea, sam] = [await clpil.as('secretariat'), await clpil.as('secretariat2')];
    for (const who of [lea, sam])
      await who.post(`/commissions/${CODE}/seances/${date}/confidentialite`, { lu: 'oui' });
    const fields = { faire: 'decider', vue: '' };
    const answers = await Promise.all([
      lea.post(path, { ...fields, issues: 'accompagnement|mds' }),
      sam.post(path, { ...fields, issues: 'planApurement|bailleur' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422]);
    const told = answers.find(({ status }) => status === 422)?.html ?? '';
    expect(told).toMatch(/(Léa Morin|Sam Petit) vient de décider : /);
    const [kept] = await clpil.situations(date);
    expect(kept?.issues).toHaveLength(1);
  });

  it('close a session while the other decides: what is closed is what was decided', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = household(1, { issues: [support], decidee: at('Léa') });
      const { date, en } = await session([one]);
      const [closed, decided] = await Promise.all([
        clore(clpil.deps, en, at('Léa')),
        decider(clpil.deps, en, one.id, decision(plan), marqueDe(one), at('Sam')),
      ]);
      const [kept] = await clpil.situations(date);
      const { etat } = await clpil.seanceAt(date);
      // Either it was decided before the closing, or it was refused: nobody is told «done» after it.
      if (decided.kind === 'fait') expect(kept?.issues).toEqual([plan]);
      else {
        expect([closed.kind, etat, decided.kind]).toEqual(['fait', 'close', 'refus']);
        expect(kept?.issues).toEqual([support]);
      }
      const late = await decider(
        clpil.deps,
        en,
        one.id,
        decision(support, plan),
        marqueDe(kept ?? one),
        at('x'),
      );
      if (etat === 'close')
        expect(late).toMatchObject({ kind: 'refus', refus: { code: 'SEANCE_NON_OUVERTE' } });
    }
  });
});

describe('several members at the same instant', () => {
  it('say what they know of a household while it is decided: all of it is kept', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = household(1);
      const { date, en } = await session([one]);
      const done = await Promise.all([
        contribuer(clpil.deps, en, one.id, 'mds', { connu: true, texte: 'suivie' }, at('Karim')),
        contribuer(clpil.deps, en, one.id, 'ccas', { connu: false, texte: '' }, at('Inès')),
        decider(clpil.deps, en, one.id, decision(support), '', at('Léa')),
      ]);
      expect(done.map(({ kind }) => kind)).toEqual(['fait', 'fait', 'fait']);
      const [kept] = await clpil.situations(date);
      expect(kept).toMatchObject({
        contributions: { mds: { connu: true, texte: 'suivie' }, ccas: { connu: false, texte: '' } },
        issues: [support],
      });
    }
  });

  it('say it by their pages', async () => {
    const one = household(1);
    const { date } = await session([one]);
    const path = `/commissions/${CODE}/seances/${date}/situations/${one.id}`;
    const [mds, ccas] = [await clpil.as('mds'), await clpil.as('ccas')];
    const answers = await Promise.all([
      mds.post(path, { faire: 'contribuer', connu: 'oui', texte: 'MDS dit' }),
      ccas.post(path, { faire: 'contribuer', connu: 'oui', texte: 'CCAS dit' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    const [kept] = await clpil.situations(date);
    expect([kept?.contributions.mds?.texte, kept?.contributions.ccas?.texte]).toEqual([
      'MDS dit',
      'CCAS dit',
    ]);
  });

  it('bring nothing back of a household that withdraws at that moment', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = household(100 + round, {
        household: [
          {
            nomNaissance: `Retrait${round}`,
            prenoms: ['Zoé'],
            dateNaissance: `1960-02-${10 + (round % 18)}`,
          },
        ],
      });
      const { date, en } = await session([one]);
      const [left] = await Promise.all([
        retirerMenage(clpil.deps, en, one.id, at('Nadia')),
        contribuer(clpil.deps, en, one.id, 'mds', { connu: true, texte: 'Parolix' }, at('Karim')),
        decider(clpil.deps, en, one.id, decision(support), '', at('Léa')),
      ]);
      if (left.kind === 'change') {
        const again = await retirerMenage(clpil.deps, en, one.id, at('Nadia'));
        expect(again.kind).toBe('fait');
      } else expect(left.kind).toBe('fait');
      expect(JSON.stringify(await clpil.situations(date))).not.toMatch(/Retrait|Zoé|Parolix|Bossuet/);
    }
  });
});

describe('two landlords at the same instant', () => {
  const dire = async (_: string, { id }: Situation) => `message-${id}`;
  const proposals = (bailleur: string, many: number): Situation[] =>
    Array.from({ length: many }, (_, n) =>
      household(n, {
        id: `${bailleur === 'habitat' ? 'a' : 'b'}${String(n).padStart(23, '0')}`,
        bailleur,
        household: [{ nomNaissance: `${bailleur}${n}`, prenoms: ['Ana'] }],
        dwelling: { insee: '77284', street: `${n} rue ${bailleur === 'habitat' ? 'Bossuet' : 'Doumer'}` },
        etat: 'proposee',
        inscriteLe: undefined,
        lot: undefined,
      }),
    );
  const member = (id: string) => {
    const found = clpil.commission.membres.find((one) => one.id === id);
    if (!found) throw new Error(id);
    return found;
  };
  // 95 households fill a transaction: the list's own lines, and what says that it went, are then in two.
  it.each([2, 94, 95, 190])(
    'transmit their lists of %i: each is listed whole, or told that it was not, and is on asking again',
    async (many) => {
      for (let round = 0; round < (many < 90 ? ROUNDS : 2); round += 1) {
        day += 1;
        const { date, en } = await session([], 'prevue');
        for (const bailleur of ['habitat', 'foyers']) {
          const all = proposals(bailleur, many);
          for (let start = 0; start < all.length; start += 60)
            await clpil.put(all.slice(start, start + 60), {}, date);
        }
        const seance = await clpil.seanceAt(date);
        const done = await Promise.all(
          ['habitat', 'foyers'].map((id) =>
            transmettre(clpil.deps, { ...en, seance }, member(id), dire, at(id)),
          ),
        );
        expect(done.map(({ kind }) => kind).toSorted()).toEqual(['change', 'fait']);
        const first = inscrites(await clpil.situations(date), await clpil.seanceAt(date));
        expect(first).toHaveLength(many);
        for (const [n, { kind }] of done.entries())
          if (kind === 'change') {
            const again = await transmettre(
              clpil.deps,
              await clpil.en(date),
              member(['habitat', 'foyers'][n] ?? ''),
              dire,
              at('x'),
            );
            expect(again).toMatchObject({ kind: 'fait' });
          }
        const whole = inscrites(await clpil.situations(date), await clpil.seanceAt(date));
        expect(whole).toHaveLength(2 * many);
      }
    },
  );
});
