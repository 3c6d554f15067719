import { addMonths, type CivilDate, laterOf } from '../calendar/civil-date.ts';
import type { Deadline } from '../delays/deadline.ts';
import type { CaseEvent } from '../events/case-event.ts';
import { has, type Mark } from '../procedure/mark.ts';
import { marksOf } from '../procedure/marks-of.ts';
import type { Stage } from '../procedure/stage.ts';
import { caseLines, type Ending } from './table.ts';

/** Until when a case is kept, and the day that is counted from. `said`: a person let the case go while it was open. */
export type Term = { ending: Ending; from: CivilDate; day: CivilDate; said?: true };

/** What must be known of a case to tell until when it is kept. */
export type Kept = {
  stage: Stage;
  stageSince: CivilDate | undefined;
  status: 'open' | 'closed' | 'review';
  mergedInto: string | undefined;
  gel: object | undefined;
  keeping: { etat: 'garde' | 'efface'; on: CivilDate } | undefined;
  lastNews: CivilDate;
  chronology: {
    marks: readonly Mark[];
    deadlines: readonly Deadline[];
    earlier: readonly { events: readonly CaseEvent[] }[];
  };
};

/** How a case ended, for the table of lengths. */
const endingOf = ({ stage, status, mergedInto, chronology }: Kept): Ending => {
  if (mergedInto !== undefined) return 'vide';
  if (status !== 'closed') return 'sansSuite';
  // Of an earlier episode too: the State may be asked to pay for it.
  const marks = [chronology.marks, ...chronology.earlier.map(({ events }) => marksOf(events))].flat();
  if (has(marks, 'demandeCfp', 'cfpRefuse', 'cfpAccorde', 'cfpSursis')) return 'concoursDemande';
  switch (stage) {
    // The lease goes on, or another begins.
    case 'nouveauBail':
      return 'detteSoldee';
    case 'detteSoldee':
    case 'demandeRejetee':
    case 'reloge':
    case 'parti':
    case 'expulse':
      return stage;
    // Stryker disable next-line ConditionalExpression: for the types: a case is closed at one of the five ends
    default:
      // Stryker disable next-line StringLiteral: for the types: a case is closed at one of the five ends
      return 'sansSuite';
  }
};

/**
 * The day on which a case has been kept long enough; undefined under legal hold. An open case has one too, three years after the
 * last of its news and of its delays. When a person decided to keep it, the term is counted from that day at the earliest. A term
 * beyond what can be written (`LAST_DAY`) never comes.
 */
export const termOf = (state: Kept): Term | undefined => {
  if (state.gel) return undefined;
  const ending = endingOf(state);
  const { keeping, lastNews } = state;
  if (keeping?.etat === 'efface' && ending === 'sansSuite' && lastNews < keeping.on)
    return { ending, from: keeping.on, day: keeping.on, said: true };
  const { deadlines, marks } = state.chronology;
  const ahead =
    // Stryker disable next-line ArrowFunction: on today’s rules, the only facts to come are hearings, and a delay ends on their day
    ending === 'sansSuite' ? [...deadlines.map(({ due }) => due), ...marks.map(({ date }) => date)] : [];
  const from = [state.stageSince, keeping?.on, ...ahead]
    .flatMap((day) => day ?? [])
    .reduce<CivilDate>(laterOf, lastNews);
  return { ending, from, day: addMonths(from, caseLines[ending].length.value) };
};

/** Whether a case goes by itself at its term: it ended in a way for which the table has a term, or a person let it go. */
export const goesByItself = ({ ending, said }: Term): boolean =>
  said === true || caseLines[ending].atTerm === 'efface';

/** Identifies the question about an open case's term: the same term is asked about once. */
export const termKey = ({ day }: Term): string => `terme|${day}`;
