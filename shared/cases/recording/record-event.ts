import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import type { CaseEvent } from '../../domain/events/case-event.ts';
import { HubError } from '../../errors.ts';
import { itemBytes } from '../../limits.ts';
import { readCaseToWrite, readClaims, type StoredCase } from '../../store/case-store.ts';
import { jitter, untilQuiet } from '../../store/contention.ts';
import { writeInSteps } from '../../store/steps.ts';
import type { Write } from '../../store/transact.ts';
import { caseWrites, claimable } from '../filing/case-writes.ts';

export type RecordDeps = { client: DynamoDBDocumentClient; table: string; matchingKey: string };
/** Who says it (`authorOf`), and when (ISO UTC): both are kept with the event. `person`: the id of who signed in to say it. */
export type Answer = { by: string; at: string; person?: string | undefined };

/**
 * Reads the case that a person names.
 *
 * @throws HubError `CASE_UNKNOWN`: it does not exist, or its erasure has begun
 */
export const readKnownCase = async (
  { client, table }: Pick<RecordDeps, 'client' | 'table'>,
  caseId: string,
): Promise<StoredCase> => {
  const found = await readCaseToWrite(client, table, caseId);
  if (!found || found.summary.erasing)
    throw new HubError('CASE_UNKNOWN', `no case ${caseId}`, { retryable: false });
  return found;
};

/** Most bytes of an event that a person tells: no schema bounds its fields where it comes in. */
const MOST_BYTES = 16 * 1024;

/**
 * Adds to a case an event that a person tells, with what it makes due; `settled` is written in the same transaction. An event
 * that the case already has changes nothing.
 *
 * @param found the case as read; undefined to open it
 * @throws HubError `TEXT_TOO_LONG`; `CASE_CHANGED` (retryable): it changed, or what it settles was settled, meanwhile;
 * `TABLE_CONTENDED` (retryable)
 */
export const recordEvent = async (
  deps: RecordDeps,
  caseId: string,
  found: StoredCase | undefined,
  event: CaseEvent,
  answer: Answer,
  settled: readonly Write[] = [],
): Promise<void> => {
  if (itemBytes(event) > MOST_BYTES)
    throw new HubError('TEXT_TOO_LONG', `${MOST_BYTES} bytes at most`, { retryable: false });
  const { client, table, matchingKey } = deps;
  const told = found?.events.some(({ id }) => id === event.id) === true;
  const claims = told ? new Map() : await readClaims(client, table, matchingKey, claimable(event));
  const entry = { caseId, found, events: [event] as const, claims, ...answer };
  const writes = [...(told ? [] : await caseWrites(deps, entry)), ...settled];
  if (writes.length === 0) return;
  const today = parisDay(answer.at);
  const result = await untilQuiet(async () => {
    const once = await writeInSteps(client, table, writes, caseId, today);
    return once.kind === 'contended' ? undefined : once;
  }, jitter);
  if (result.kind === 'refused') {
    throw new HubError('CASE_CHANGED', 'the case changed meanwhile: look again', { retryable: true });
  }
};
