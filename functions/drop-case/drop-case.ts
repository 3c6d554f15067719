import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { termOf } from '../../shared/domain/retention/term.ts';
import { type EraseDeps, eraseCase } from '../../shared/erasure/erase-case.ts';
import { log } from '../../shared/log/log.ts';
import { readCaseToWrite } from '../../shared/store/case-store.ts';

export type DropDeps = EraseDeps & { now: () => string };

/**
 * Drops a case whose term has come, everywhere. It is judged again here: reopened or put under hold since the order, it stays.
 *
 * @throws HubError `CASE_CHANGED` (retryable): a message came meanwhile
 */
export const createDropCase =
  (deps: DropDeps) =>
  async (caseId: string): Promise<void> => {
    const at = deps.now();
    const found = await readCaseToWrite(deps.client, deps.table, caseId);
    // Its summary without an event, or neither: an erasure was begun, and goes on.
    if (found && found.events.length > 0) {
      const term = termOf(caseOf(found.events, parisDay(at)));
      if (!term || term.day > parisDay(at)) return log('case.stays', { caseId });
    }
    const erased = await eraseCase(deps, caseId, { by: 'hub', at, cause: 'terme' });
    log(erased ? 'case.dropped' : 'case.gone', { caseId, ...erased });
  };
