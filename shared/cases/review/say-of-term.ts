import { parisDay } from '../../domain/calendar/paris-day.ts';
import { keepingOf } from '../../domain/case/standing.ts';
import type { EventOf } from '../../domain/events/case-event.ts';
import { HubError } from '../../errors.ts';
import type { Write } from '../../store/transact.ts';
import { hash } from '../filing/filing-plans.ts';
import { type Answer, type RecordDeps, readKnownCase, recordEvent } from '../recording/record-event.ts';

/**
 * Records what a person decides at a case's term, as an event of the case. A case that was set apart is brought back.
 *
 * @throws HubError `CASE_UNKNOWN`, `CASE_CHANGED`
 */
export const sayOfTerm = async (
  deps: RecordDeps,
  caseId: string,
  etat: 'garde' | 'efface',
  answer: Answer,
  settled: readonly Write[] = [],
): Promise<void> => {
  const found = await readKnownCase(deps, caseId);
  const event: EventOf<'gel'> = {
    id: hash([caseId, 'gel', etat, answer.at].join('|')),
    kind: 'gel',
    etat,
    sender: 'etat',
    reference: answer.by,
    actDate: parisDay(answer.at),
    receivedAt: answer.at,
    dwelling: {},
    household: [],
  };
  await recordEvent(deps, caseId, found, event, answer, settled);
};

/**
 * Brings back, complete, a case that was set apart or that a person let go: its term runs anew.
 *
 * @throws HubError `CASE_UNKNOWN`, `NOT_RETIRED`: it was not retired; `CASE_CHANGED`
 */
export const restoreCase = async (deps: RecordDeps, caseId: string, answer: Answer): Promise<void> => {
  const { summary, events } = await readKnownCase(deps, caseId);
  if (!summary.apart && keepingOf(events)?.etat !== 'efface')
    throw new HubError('NOT_RETIRED', `${caseId} was not retired`, { retryable: false });
  await sayOfTerm(deps, caseId, 'garde', answer);
};
