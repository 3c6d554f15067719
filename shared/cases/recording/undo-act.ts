import { parisDay } from '../../domain/calendar/paris-day.ts';
import { caseOf } from '../../domain/case/case-of.ts';
import { notUndone, undoableOn } from '../../domain/case/standing.ts';
import type { CaseEvent, EventOf } from '../../domain/events/case-event.ts';
import { undoneWith } from '../../domain/notices/consequences.ts';
import { canonicalJson, sha256 } from '../../domain/text/canonical.ts';
import { HubError } from '../../errors.ts';
import type { StoredCase } from '../../store/case-store.ts';
import { type Answer, type RecordDeps, readKnownCase, recordEvent } from './record-event.ts';

/** The undoing of an act has one id, so that undoing twice changes nothing. */
const undoingIdOf = (eventId: string): string => sha256(canonicalJson(['acteAnnule', eventId]));

/**
 * The id of an act that is recorded again: its own, or, once it was undone, another that is the same for all who record it again.
 */
export const idAgain = (id: string, events: StoredCase['events']): string =>
  events.some((event) => event.kind === 'acteAnnule' && event.evenement === id)
    ? idAgain(sha256(canonicalJson(['consigneAnouveau', id])), events)
    : id;

/**
 * Undoes an act that a person recorded the same civil day (Europe/Paris): the case becomes what it would be without it, and those
 * who were told of the act are told that it was undone. An act already undone stays so.
 *
 * @param found the case as read
 * @throws HubError `ACT_UNKNOWN`: the case has no such act of a person's; `UNDO_TOO_LATE`: it was recorded on an earlier day;
 * `CASE_CHANGED`, `TABLE_CONTENDED` (retryable)
 */
export const undoAct = async (
  deps: RecordDeps,
  found: StoredCase,
  eventId: string,
  answer: Answer,
): Promise<void> => {
  const { summary, events } = found;
  const today = parisDay(answer.at);
  const act = events.find(({ id }) => id === eventId);
  if (!act || act.by === undefined)
    throw new HubError('ACT_UNKNOWN', `no act ${eventId}`, { retryable: false });
  if (!notUndone(events).includes(act)) return;
  if (!undoableOn(events, today).includes(act))
    throw new HubError('UNDO_TOO_LATE', 'an act is undone the day it was recorded', { retryable: false });
  await recordEvent(deps, summary.caseId, found, undoingOf(found, act, 'etat', answer), answer);
};

const undoingOf = (
  { summary, events }: StoredCase,
  act: CaseEvent,
  sender: string,
  answer: Answer,
): EventOf<'acteAnnule'> => {
  const today = parisDay(answer.at);
  const without = events.filter(({ id }) => id !== act.id);
  return {
    kind: 'acteAnnule',
    id: undoingIdOf(act.id),
    evenement: act.id,
    acte: act.kind,
    ...undoneWith(act, caseOf(events, today), caseOf(without, today), {
      today,
      alerted: summary.alerted ?? [],
    }),
    sender,
    reference: summary.caseId,
    by: answer.by,
    actDate: act.actDate,
    receivedAt: answer.at,
    dwelling: act.dwelling,
    household: [],
  };
};

/**
 * Takes back what a commission told a case, whenever that was: the session that decided it was opened again. What is not there any more, or was
 * taken back already, is left.
 *
 * @throws HubError `CASE_UNKNOWN`; `CASE_CHANGED`, `TABLE_CONTENDED` (retryable)
 */
export const takeBackAct = async (
  deps: RecordDeps,
  caseId: string,
  eventId: string,
  answer: Answer,
): Promise<void> => {
  const found = await readKnownCase(deps, caseId);
  const act = found.events.find(({ id }) => id === eventId);
  if (!act || act.by === undefined || !notUndone(found.events).includes(act)) return;
  await recordEvent(deps, caseId, found, undoingOf(found, act, act.sender, answer), answer);
};
