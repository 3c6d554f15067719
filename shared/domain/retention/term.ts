import { addMonths, type CivilDate, laterOf } from '../calendar/civil-date.ts';
import type { Case } from '../case/case-of.ts';
import { has } from '../procedure/mark.ts';
import { caseLines, type Outcome } from './table.ts';

/** Until when a case is kept: it is dropped on `day`. */
export type Term = { outcome: Outcome; from: CivilDate; day: CivilDate };

/** How a case ended, as far as keeping it goes. */
const outcomeOf = ({ stage, status, mergedInto, chronology }: Case): Outcome => {
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
    default:
      return 'sansSuite';
  }
};

/**
 * The day on which a case has been kept long enough; undefined under legal hold. A case that is open has one too: three years
 * after the last of its news and of its delays.
 */
export const termOf = (state: Case): Term | undefined => {
  if (state.gel) return undefined;
  const outcome = outcomeOf(state);
  const { deadlines, marks } = state.chronology;
  const ahead =
    outcome === 'sansSuite' ? [...deadlines.map(({ due }) => due), ...marks.map(({ date }) => date)] : [];
  const from = [state.stageSince, ...ahead]
    .flatMap((day) => day ?? [])
    .reduce<CivilDate>(laterOf, state.lastNews);
  return { outcome, from, day: addMonths(from, caseLines[outcome].length.value) };
};
