import type { CivilDate } from '../calendar/civil-date.ts';
import type { Motif } from '../events/common.ts';
import { compareMarks, type Mark } from './mark.ts';
import { endOf, type Stage } from './stage.ts';
import { leaves, transitions } from './transitions.ts';

const byMark = new Map(transitions.map((transition) => [transition.mark, transition]));

/** The stage of a case, and since when. */
export type Standing = { stage: Stage; since: CivilDate | undefined };

/**
 * Follows the facts dated up to `today` through the procedure, in the order of their dates. A procedure that ended by a
 * payment or a rejection goes on with the next fact; one whose household has left does not.
 */
export const standingAt = (marks: readonly Mark[], motif: Motif | undefined, today: CivilDate): Standing => {
  let standing: Standing = { stage: 'signale', since: undefined };
  for (const mark of [...marks].sort(compareMarks)) {
    if (mark.date > today) continue;
    const transition = byMark.get(mark.name);
    if (!transition) continue;
    if (transition.motifs && motif && !transition.motifs.includes(motif)) continue;
    const end = endOf(standing.stage);
    if (end === 'definitive') continue;
    if (transition.to === standing.stage) continue;
    // Stryker disable next-line StringLiteral: for the types: what stands before ?? is there by then
    const moves = end ? mark.toldOn > (standing.since ?? '') : leaves(transition, standing.stage);
    if (moves) standing = { stage: transition.to, since: mark.date };
  }
  return standing;
};
