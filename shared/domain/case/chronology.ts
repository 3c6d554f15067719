import type { Deadline } from '../delays/deadline.ts';
import { deadlinesOf } from '../delays/deadlines-of.ts';
import type { CaseEvent } from '../events/case-event.ts';
import type { Flag } from '../flags/flag.ts';
import { flagsOf } from '../flags/flags-of.ts';
import type { Mark } from '../procedure/mark.ts';
import { marksOf } from '../procedure/marks-of.ts';
import { type Situation, situationOf } from '../procedure/situation.ts';

/** All that a case's events tell of its procedure: it depends neither on the day nor on the order of arrival. */
export type Chronology = { marks: Mark[]; situation: Situation; deadlines: Deadline[]; flags: Flag[] };

/** @param ordered a case's events that count (`countedIn`), in order, each once (`inOrder`) */
export const chronologyOf = (ordered: readonly CaseEvent[]): Chronology => {
  const facts = { marks: marksOf(ordered), situation: situationOf(ordered) };
  const deadlines = deadlinesOf(facts);
  return { ...facts, deadlines, flags: flagsOf(facts, deadlines) };
};
