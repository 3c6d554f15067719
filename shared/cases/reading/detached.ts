import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import { lastMoveOf } from '../../domain/case/standing.ts';
import { bookkeepingKinds, type CaseEvent, type EventOf } from '../../domain/events/case-event.ts';

/** The detachment that brought events to a case, while it is the last thing that moved, and was made today: it can be undone. */
export const detachedToday = (
  events: readonly CaseEvent[],
  today: CivilDate,
): EventOf<'deplacement'> | undefined => {
  const last = lastMoveOf(events);
  return last?.role === 'cible' && last.cause === 'detachement' && last.actDate === today ? last : undefined;
};

/** The events that may leave their case: what partners and persons told, unless it is all that the case has. */
export const detachable = (events: readonly CaseEvent[]): CaseEvent[] => {
  const told = events.filter(({ kind }) => !bookkeepingKinds.includes(kind));
  return told.length > 1 ? told : [];
};
