import { createHash } from 'node:crypto';
import { parisDay } from '../domain/calendar/paris-day.ts';
import { holdOf } from '../domain/case/standing.ts';
import type { EventOf } from '../domain/events/case-event.ts';
import { type Answer, type RecordDeps, readKnownCase, recordEvent } from '../store/record-event.ts';

/**
 * Puts cases under legal hold, or lifts it: an event of each case, with who said it and why. One that is so already is left. Gives the
 * cases that changed.
 *
 * @throws HubError `CASE_UNKNOWN`, `CASE_CHANGED`
 */
export const setHold = async (
  deps: RecordDeps,
  cases: readonly string[],
  { etat, pourquoi }: Pick<EventOf<'gel'>, 'etat'> & { pourquoi: string | undefined },
  answer: Answer,
): Promise<string[]> => {
  const changed: string[] = [];
  for (const caseId of cases) {
    const found = await readKnownCase(deps, caseId);
    if ((holdOf(found.events) !== undefined) === (etat === 'pose')) continue;
    const event: EventOf<'gel'> = {
      id: createHash('sha256').update(`${caseId}|gel|${etat}|${answer.at}`).digest('hex'),
      kind: 'gel',
      etat,
      ...(pourquoi !== undefined && { pourquoi }),
      sender: 'etat',
      reference: answer.by,
      actDate: parisDay(answer.at),
      receivedAt: answer.at,
      dwelling: {},
      household: [],
    };
    await recordEvent(deps, caseId, found, event, answer);
    changed.push(caseId);
  }
  return changed;
};
