import { addDays } from '../calendar/civil-date.ts';
import type { Habilitation } from './habilitation.ts';

/** Days after which a right that nobody has confirmed is to be reviewed: twice a year. */
export const REVIEW_DAYS = 183;
/** Days before its end from which a right is said to end soon. */
const ENDING_DAYS = 30;

/**
 * How a right stands on a day. `toReview`: in force, and neither given nor confirmed for half a year. It still gives all it gave: a review
 * that is late must not stop anybody's work.
 */
export type Standing = 'toCome' | 'inForce' | 'toReview' | 'ending' | 'ended';

/** @param today Europe/Paris */
export const standingOf = ({ from, to, confirmed }: Habilitation, today: string): Standing => {
  if (to !== undefined && to <= today) return 'ended';
  if (today < from) return 'toCome';
  if (addDays(confirmed?.on ?? from, REVIEW_DAYS) <= today) return 'toReview';
  return to !== undefined && to <= addDays(today, ENDING_DAYS) ? 'ending' : 'inForce';
};

/** Whether a right was given by the person who has it. */
export const isOwnGift = ({ byPerson }: Habilitation, person: string): boolean => byPerson === person;
