import type { CaseEvent } from '../../domain/events/case-event.ts';
import { codeOf } from '../../errors.ts';
import { type Answer, type RecordDeps, readKnownCase, recordEvent } from '../recording/record-event.ts';

/**
 * Tells a case something; when somebody else wrote it at that moment, upon what it then is. A household may have had its case erased: what a
 * session does goes on without it.
 *
 * @returns whether the case is there
 */
export const toCase = async (tell: () => Promise<void>): Promise<boolean> => {
  for (let tries = 0; ; tries += 1) {
    try {
      await tell();
      return true;
    } catch (error) {
      const code = codeOf(error);
      if (code === 'CASE_UNKNOWN') return false;
      if (code !== 'CASE_CHANGED' || tries === 5) throw error;
    }
  }
};

/** Records an event in a case, as `toCase` does. */
export const recordAgain = (
  deps: RecordDeps,
  caseId: string,
  event: CaseEvent,
  answer: Answer,
): Promise<boolean> =>
  toCase(async () => recordEvent(deps, caseId, await readKnownCase(deps, caseId), event, answer));
