import { addDays, addMonths, type CivilDate, daysBetween, laterOf } from '../calendar/civil-date.ts';

/** Months of silence that make a refusal (CPCE, art. R153-1). */
const SILENCE_MONTHS = 2;

/**
 * The state of health emergency froze the silences that make decisions: what had not run on 12 March 2020 ran again from the
 * 24 June (ordonnance n° 2020-306, art. 7). Read in part only: whoever shows such a date says that it is to be confirmed.
 */
const FREEZE = { start: '2020-03-12', end: '2020-06-23' } as const;

/** Whether the freeze of 2020 changes the silence that runs from a day. */
export const isFrozen = (from: CivilDate): boolean =>
  from <= FREEZE.end && addMonths(from, SILENCE_MONTHS) >= FREEZE.start;

/**
 * The day on which two months of silence make a refusal. It is counted from day to day and never moved, even from a Sunday or a
 * holiday: art. 642 of the code de procédure civile governs acts of procedure, not the silence of the administration.
 *
 * @example silenceFrom('2025-12-31') // '2026-02-28'
 */
export const silenceFrom = (from: CivilDate): CivilDate => {
  const end = addMonths(from, SILENCE_MONTHS);
  if (!isFrozen(from)) return end;
  const again = addDays(FREEZE.end, 1);
  if (from >= FREEZE.start) return addMonths(again, SILENCE_MONTHS);
  return addDays(again, daysBetween(laterOf(from, FREEZE.start), end));
};
