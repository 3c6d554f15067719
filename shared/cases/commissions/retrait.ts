import { type CivilDate, dateInFrench } from '../../domain/calendar/civil-date.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { memesTraits, sujetDe, traitsUtiles } from '../../domain/commissions/menages.ts';
import { effacee, type Seance, type Situation } from '../../domain/commissions/seance.ts';
import { canonicalJson, sha256 } from '../../domain/text/canonical.ts';
import { idOfText, type Retrait, traitsOf } from '../../store/commissions.ts';
import type { Answer } from '../recording/record-event.ts';
import { caseOfMessages } from './cases-of.ts';
import { type CommissionDeps, changeOf, type EnSeance, type Issue, refus } from './deps.ts';
import { recordAgain } from './record-again.ts';

/** The fingerprints of the households that withdrew from a commission, and did not agree again since. */
export const retires = (retraits: readonly Retrait[]): ((traits: readonly string[]) => boolean) => {
  const standing = retraits
    .filter(({ accord, at }) => accord === undefined || accord.at < at)
    .map(({ traits }) => new Set(traits));
  return (traits) => standing.some((other) => memesTraits(traits, other));
};

/** Tells the household's case that it does not want to be examined, where one of what sessions hold of it knows that case. Gives the cases. */
const direLeRetrait = async (
  deps: CommissionDeps,
  { commission, seance }: EnSeance,
  id: string,
  situations: readonly Situation[],
  answer: Answer,
): Promise<string[]> => {
  const told = new Set<string>();
  const actDate = parisDay(answer.at);
  for (const situation of situations) {
    // One row may be in several sessions: each is asked by itself.
    const caseId = (await caseOfMessages(deps, [situation])).get(situation.id);
    if (caseId === undefined || told.has(caseId)) continue;
    told.add(caseId);
    await recordAgain(
      deps,
      caseId,
      {
        kind: 'retraitClpil',
        id: sha256(canonicalJson(['retraitClpil', commission.code, seance.date, id, caseId, actDate])),
        sender: commission.code,
        reference: caseId,
        by: answer.by,
        actDate,
        receivedAt: answer.at,
        dwelling: situation.dwelling,
        household: [],
        commission: commission.code,
      },
      answer,
    );
  }
  return [...told];
};

/** Tells a case that had learnt a withdrawal that the household agrees again. */
const direLAccord = async (
  deps: CommissionDeps,
  code: string,
  caseId: string,
  le: CivilDate,
  answer: Answer,
): Promise<void> => {
  await recordAgain(
    deps,
    caseId,
    {
      kind: 'retraitClpil',
      id: sha256(canonicalJson(['accordClpil', code, caseId, le])),
      sender: code,
      reference: caseId,
      by: answer.by,
      actDate: le,
      receivedAt: answer.at,
      dwelling: {},
      household: [],
      commission: code,
      accordEcrit: true,
    },
    answer,
  );
};

/**
 * The household withdrew: it is on no list of this commission from now on, whatever the landlord and the session. What named it is erased in
 * every session that is kept; fingerprints alone remain, by which a later row is recognised. Its case learns it first, by what any session knows of it.
 */
export const retirerMenage = async (
  deps: CommissionDeps,
  { commission, seance }: EnSeance,
  id: string,
  answer: Answer,
): Promise<Issue<{ seances: CivilDate[] }>> => {
  const { store, matchingKey } = deps;
  const found = await store.situation(commission.code, seance.date, id);
  if (!found || found.etat === 'retiree')
    return refus('SITUATION_INCONNUE', 'Ce ménage n’est pas, ou n’est plus, sur cette liste.');
  const subject = sujetDe(found);
  const traits = traitsOf(matchingKey, traitsUtiles(subject));
  const isSame = (one: Situation): boolean =>
    one.etat !== 'retiree' &&
    (one.id === id ||
      (one.caseId !== undefined && one.caseId === found.caseId) ||
      memesTraits(traitsOf(matchingKey, traitsUtiles(sujetDe(one))), new Set(traits)));
  const changed: CivilDate[] = [];
  const seances = await store.seances(commission.code);
  // The session of the request last: as long as it says nothing of a withdrawal, asking again does the rest.
  const ordered = [...seances.filter(({ date }) => date !== seance.date), seance];
  const held: { one: Seance; same: Situation[] }[] = [];
  for (const one of ordered)
    held.push({ one, same: (await store.situations(commission.code, one.date)).filter(isSame) });
  const cases = await direLeRetrait(
    deps,
    { commission, seance },
    id,
    held.flatMap(({ same }) => same),
    answer,
  );
  const retraitId = idOfText(`${commission.code}|${traits.toSorted().join('|')}`);
  // What an interrupted withdrawal erased is found no more: what it wrote down of it is kept.
  const before = (await store.retraits(commission.code)).find((one) => one.id === retraitId);
  const retrait: Retrait = {
    id: retraitId,
    traits,
    at: answer.at,
    by: answer.by,
    bailleurs: [
      ...new Set([
        ...(before?.bailleurs ?? []),
        ...held.flatMap(({ same }) => same.map(({ bailleur }) => bailleur)),
      ]),
    ],
    cases: [...new Set([...(before?.cases ?? []), ...cases])],
  };
  for (const { one, same } of held) {
    if (same.length === 0) continue;
    const failed = await store.change(
      one,
      { situations: same.map(effacee), also: [store.retraitWrite(commission.code, retrait)] },
      { ...changeOf(answer), what: 'un ménage s’est retiré' },
    );
    if (failed.length > 0) return { kind: 'change' };
    changed.push(one.date);
  }
  return { kind: 'fait', seances: changed };
};

/** Who notes a written agreement, and its day. */
export type Accord = { bailleur: string | undefined; le: CivilDate };

/**
 * A household that had withdrawn agrees again, in writing: it may be listed, and the cases that had learnt its withdrawal learn it. A landlord notes
 * it of who it had listed; of who another had, the secretariat does, and the landlord is told no more of it than of a household that nobody knows.
 *
 * @param bailleur the landlord that notes it; undefined for the secretariat
 * @param le the day of its letter
 */
export const accorder = async (
  deps: CommissionDeps,
  { commission, seance }: EnSeance,
  menage: Pick<Situation, 'household' | 'dwelling'>,
  { bailleur, le }: Accord,
  answer: Answer,
): Promise<Issue> => {
  const { store, matchingKey } = deps;
  const traits = traitsOf(matchingKey, traitsUtiles(sujetDe(menage)));
  const same = (await store.retraits(commission.code)).filter(
    (one) =>
      memesTraits(traits, new Set(one.traits)) &&
      (bailleur === undefined || one.bailleurs.includes(bailleur)),
  );
  if (same.length === 0)
    return refus(
      'MENAGE_NON_RETIRE',
      bailleur === undefined
        ? 'Ce ménage ne s’est pas retiré de cette commission.'
        : 'Aucun de vos ménages qui se sont retirés n’est celui-ci. D’un ménage qu’un autre bailleur avait présenté, le secrétariat note l’accord.',
    );
  if (le > parisDay(answer.at)) return refus('DATE_FUTURE', `Le ${dateInFrench(le)} n’est pas venu.`);
  for (const caseId of new Set(same.flatMap((one) => one.cases)))
    await direLAccord(deps, commission.code, caseId, le, answer);
  const failed = await store.change(
    seance,
    {
      also: same.map((one) =>
        store.retraitWrite(commission.code, { ...one, accord: { at: answer.at, by: answer.by, le } }),
      ),
    },
    { ...changeOf(answer), what: 'accord écrit d’un ménage qui s’était retiré' },
  );
  return failed.length > 0 ? { kind: 'change' } : { kind: 'fait' };
};
