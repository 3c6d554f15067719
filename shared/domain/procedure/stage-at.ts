import type { CivilDate } from '../calendar/civil-date.ts';
import type { Motif } from '../events/common.ts';
import { compareMarks, type Mark } from './mark.ts';
import type { Situation } from './situation.ts';
import { endOf, type Stage } from './stage.ts';
import { leaves, transitions } from './transitions.ts';

const byMark = new Map(transitions.map((transition) => [transition.mark, transition]));

/** The stage of a case, and since when. */
export type Standing = { stage: Stage; since: CivilDate | undefined };

/**
 * Follows the facts dated up to `today` through the procedure, in the order of their dates. A procedure that ended by a
 * payment or a rejection goes on with the next fact; one whose household has left does not.
 */
export const standingAt = (marks: readonly Mark[], motifs: Motifs, today: CivilDate): Standing =>
  standingsOf(
    marks.filter(({ date }) => date <= today),
    motifs,
  ).at(-1) ?? { stage: 'signale', since: undefined };

/** The motifs of a case: the first that was told, and the others. */
type Motifs = Pick<Situation, 'motif' | 'otherMotifs'>;

/** Whether a step of some motifs is one of this case: it has them, and, for an end, no other. */
const applies = (
  own: readonly Motif[] | undefined,
  { motif, otherMotifs }: Motifs,
  ends: boolean,
): boolean => {
  if (own === undefined || motif === undefined) return true;
  const all = [motif, ...otherMotifs];
  return ends ? all.every((one) => own.includes(one)) : all.some((one) => own.includes(one));
};

/** Every stage that the facts lead through, in order. */
const standingsOf = (marks: readonly Mark[], motifs: Motifs): Standing[] => {
  const standings: Standing[] = [];
  let standing: Standing = { stage: 'signale', since: undefined };
  for (const mark of [...marks].sort(compareMarks)) {
    const transition = byMark.get(mark.name);
    if (!transition) continue;
    if (!applies(transition.motifs, motifs, endOf(transition.to) !== undefined)) continue;
    const end = endOf(standing.stage);
    if (end === 'definitive') continue;
    if (transition.to === standing.stage) continue;
    // Stryker disable next-line StringLiteral: for the types: what stands before ?? is there by then
    const moves = end ? mark.toldOn > (standing.since ?? '') : leaves(transition, standing.stage);
    if (!moves) continue;
    standing = { stage: transition.to, since: mark.date };
    standings.push(standing);
  }
  return standings;
};
