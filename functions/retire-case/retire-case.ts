import * as z from 'zod/mini';
import { type EraseDeps, eraseCase } from '../../shared/cases/rights/erase-case.ts';
import { setApart } from '../../shared/cases/watch/set-apart.ts';
import { addDays } from '../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { goesByItself, termOf } from '../../shared/domain/retention/term.ts';
import { log } from '../../shared/log/log.ts';
import { readCaseToWrite, type StoredCase } from '../../shared/store/case-store.ts';

export type RetireDeps = EraseDeps & {
  /** Days between the setting apart of a case and its erasure. */
  apartDays: number;
  now: () => string;
};

/**
 * Retires a case whose term has come, in two steps. It is first set apart, complete; some days later, if nothing brought it back,
 * it is erased everywhere. The case is judged again here: one that was reopened or put under hold since the order stays.
 *
 * @throws HubError `CASE_CHANGED` (retryable): a message came meanwhile
 */
export const createRetireCase =
  (deps: RetireDeps) =>
  async (caseId: string): Promise<void> => {
    const at = deps.now();
    const found = await readCaseToWrite(deps.client, deps.table, caseId);
    if (found && !isDue(found, parisDay(at))) return takeApart(deps, found, at);
    // Either it has been set apart long enough, or its erasure has begun, whoever ordered it, and is resumed.
    const erased = await eraseCase(deps, caseId, {
      by: found?.summary.apart?.by ?? 'hub',
      at,
      cause: 'terme',
    });
    log(erased ? 'case.retired' : 'case.gone', { caseId, ...erased });
  };

const isDue = ({ summary: { apart, erasing }, events }: StoredCase, today: string): boolean =>
  erasing !== undefined || events.length === 0 || (apart !== undefined && apart.until <= today);

const takeApart = async (
  { client, table, apartDays }: RetireDeps,
  { summary, events }: StoredCase,
  at: string,
): Promise<void> => {
  const { caseId } = summary;
  const today = parisDay(at);
  const state = caseOf(events, today);
  const term = termOf(state);
  if (summary.apart || !term || !goesByItself(term) || term.day > today) return log('case.stays', { caseId });
  const by = (term.said && state.keeping?.by) || 'hub';
  const until = addDays(today, apartDays);
  await setApart(client, table, summary, { by, at, cause: 'terme' }, until);
  log('case.apart', { caseId, until });
};

const orderSchema = z.object({ caseId: z.string().check(z.minLength(1)) });

/**
 * The case that an order of the watch names.
 *
 * @throws ZodError when the message is not an order: only the watch writes to the queue
 */
export const orderOf = (body: string): string => orderSchema.parse(JSON.parse(body)).caseId;
