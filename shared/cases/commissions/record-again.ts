import type { CaseEvent } from '../../domain/events/case-event.ts';
import { codeOf } from '../../errors.ts';
import { type Answer, type RecordDeps, readKnownCase, recordEvent } from '../recording/record-event.ts';

/** Records an event in a case; when somebody else wrote it at that moment, upon what it then is. */
export const recordAgain = async (
  deps: RecordDeps,
  caseId: string,
  event: CaseEvent,
  answer: Answer,
): Promise<void> => {
  for (let tries = 0; ; tries += 1) {
    try {
      return await recordEvent(deps, caseId, await readKnownCase(deps, caseId), event, answer);
    } catch (error) {
      if (codeOf(error) !== 'CASE_CHANGED' || tries === 5) throw error;
    }
  }
};
