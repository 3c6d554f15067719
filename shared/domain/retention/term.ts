import { addMonths, type CivilDate, laterOf } from '../calendar/civil-date.ts';
import type { Deadline } from '../delays/deadline.ts';
import { has, type Mark } from '../procedure/mark.ts';
import type { Stage } from '../procedure/stage.ts';
import { caseLines, type Ending } from './table.ts';

/** Until when a case is kept, and from when that is counted. `said`: a person let it go, open as it is. */
export type Term = { ending: Ending; from: CivilDate; day: CivilDate; said?: true };

/** What is asked of a case to say until when it is kept. */
export type Kept = {
  stage: Stage;
  stageSince: CivilDate | undefined;
  status: 'open' | 'closed' | 'review';
  mergedInto: string | undefined;
  gel: object | undefined;
  keeping: { etat: 'garde' | 'efface'; on: CivilDate } | undefined;
  lastNews: CivilDate;
  chronology: { marks: readonly Mark[]; deadlines: readonly Deadline[] };
};

/** How a case ended, as far as keeping it goes. */
const endingOf = ({ stage, status, mergedInto, chronology }: Kept): Ending => {
  if (mergedInto !== undefined) return 'vide';
  if (status !== 'closed') return 'sansSuite';
  if (has(chronology.marks, 'demandeCfp', 'cfpRefuse', 'cfpAccorde', 'cfpSursis')) return 'concoursDemande';
  switch (stage) {
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
 * The day on which a case has been kept long enough; undefined under legal hold. A case that is open has one too: three years
 * after the last of its news and of its delays. What a person kept is kept anew from that day. What a delay puts beyond what can be
 * written is never.
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

/** Whether a case goes of itself on its term: it ended, by a rule that names its end, or a person let it go. */
export const goesByItself = ({ ending, said }: Term): boolean =>
  said === true || caseLines[ending].atTerm === 'efface';

/** Tells the question asked about an open case's term from that of another term: it is asked once. */
export const termKey = ({ day }: Term): string => `terme|${day}`;
