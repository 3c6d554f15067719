import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CaseEvent } from '../domain/events/case-event.ts';
import { HubError } from '../errors.ts';
import { readCase, readClaims, type StoredCase } from './case-store.ts';
import { caseWrites, claimable } from './case-writes.ts';
import { transact, type Write } from './transact.ts';

export type RecordDeps = { client: DynamoDBDocumentClient; table: string; matchingKey: string };
/** Who says it (`authorOf`), and when (ISO UTC): both are kept with the event. */
export type Answer = { by: string; at: string };

/**
 * The case a person speaks of.
 *
 * @throws HubError `CASE_UNKNOWN`
 */
export const readKnownCase = async (
  { client, table }: Pick<RecordDeps, 'client' | 'table'>,
  caseId: string,
): Promise<StoredCase> => {
  const found = await readCase(client, table, caseId);
  if (!found) throw new HubError('CASE_UNKNOWN', `no case ${caseId}`, { retryable: false });
  return found;
};

/**
 * Adds to a case an event that a person tells, with what it makes due; `settled` is written with it. An event the case
 * has already changes nothing.
 *
 * @param found the case as read; undefined to open it
 * @throws HubError `CASE_CHANGED` (retryable): it changed, or what it settles was settled, meanwhile
 */
export const recordEvent = async (
  { client, table, matchingKey }: RecordDeps,
  caseId: string,
  found: StoredCase | undefined,
  event: CaseEvent,
  answer: Answer,
  settled: readonly Write[] = [],
): Promise<void> => {
  const told = found?.events.some(({ id }) => id === event.id) === true;
  const claims = told ? new Map() : await readClaims(client, table, matchingKey, claimable(event));
  const entry = { caseId, found, events: [event] as const, claims, ...answer };
  const writes = [...(told ? [] : caseWrites(table, matchingKey, entry).writes), ...settled];
  if (writes.length === 0) return;
  const result = await transact(client, writes);
  if (result.kind === 'conflict') {
    throw new HubError('CASE_CHANGED', 'the case changed meanwhile: look again', { retryable: true });
  }
};
