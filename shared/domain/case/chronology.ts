import type { Deadline } from '../delays/deadline.ts';
import { deadlinesOf } from '../delays/deadlines-of.ts';
import type { CaseEvent } from '../events/case-event.ts';
import type { Flag } from '../flags/flag.ts';
import { flagsOf } from '../flags/flags-of.ts';
import { compareMarks, type Mark } from '../procedure/mark.ts';
import { marksOf } from '../procedure/marks-of.ts';
import type { Situation } from '../procedure/situation.ts';
import { marksOfPeriodes } from '../responsabilite/marks.ts';
import { type Periode, periodesOf } from '../responsabilite/periodes.ts';
import { currentOf, type Episode, episodesOf } from './episodes.ts';

/** All that a case's events tell of its current episode: it depends neither on the day nor on the order of arrival. */
export type Chronology = {
  /** The episodes that ended, before the current one. */
  earlier: Episode[];
  marks: Mark[];
  situation: Situation;
  /** The State's liability, a period for each demande de CFP. */
  periodes: Periode[];
  deadlines: Deadline[];
  flags: Flag[];
};

/** @param ordered a case's events that count (`countedIn`), in order, each once (`inOrder`) */
export const chronologyOf = (ordered: readonly CaseEvent[]): Chronology => {
  const all = marksOf(ordered);
  const episodes = episodesOf(ordered, all);
  const { events, situation } = currentOf(episodes);
  const end = episodes.at(-2)?.end;
  const again = episodes.at(-1)?.events[0]?.actDate ?? '';
  const facts = { marks: episodes.length === 1 ? all : marksOf(events), situation };
  const periodes = periodesOf(facts.marks);
  const marks = [...facts.marks, ...marksOfPeriodes(periodes)].sort(compareMarks);
  const deadlines = deadlinesOf({ ...facts, marks });
  return {
    ...facts,
    earlier: episodes.slice(0, -1),
    periodes,
    deadlines,
    flags: flagsOf(
      facts,
      deadlines,
      end && { left: ['parti', 'reloge', 'expulse'].includes(end.stage), on: end.on, again },
    ),
  };
};
