import { createHash } from 'node:crypto';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import type { CaseEvent } from '../../domain/events/case-event.ts';
import { type Answer, type RecordDeps, readKnownCase, recordEvent } from '../recording/record-event.ts';

/**
 * Records in which commune a case's dwelling is: an event of the case, which lets its waiting notices go.
 *
 * @throws HubError `CASE_UNKNOWN`, `CASE_CHANGED`
 */
export const confirmCommune = async (
  deps: RecordDeps,
  caseId: string,
  dwelling: CaseEvent['dwelling'],
  answer: Answer,
): Promise<void> => {
  const found = await readKnownCase(deps, caseId);
  const id = createHash('sha256').update(`${caseId}|${dwelling.insee}|${answer.at}`).digest('hex');
  const event: CaseEvent = {
    id,
    kind: 'communeConfirmee',
    sender: 'etat',
    reference: caseId,
    by: answer.by,
    actDate: parisDay(answer.at),
    receivedAt: answer.at,
    dwelling,
    household: [],
  };
  await recordEvent(deps, caseId, found, event, answer);
};
