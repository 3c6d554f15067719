import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parisYear } from '../domain/calendar/paris-day.ts';
import { dwellingOf } from '../domain/case/dwelling-of.ts';
import type { CaseEvent } from '../domain/events/case-event.ts';
import { inOrder } from '../domain/events/compare-events.ts';
import { attach } from '../domain/matching/attach.ts';
import { identitiesOf } from '../domain/matching/identity.ts';
import { HubError } from '../errors.ts';
import { readCase, readClaims, type StoredCase } from './case-store.ts';
import { caseWrites } from './case-writes.ts';
import { type MessageItem, messageItemSchema, type Outcome, type ReviewItem } from './items.ts';
import { transact, type Write } from './transact.ts';
import { type MessageRecord, messageWrite, reviewWrite } from './writes.ts';

/** What became of a message: filed now, or already known from an earlier arrival. */
export type Filing =
  | { kind: 'filed'; outcome: Outcome; caseId: string | undefined }
  | { kind: 'known'; message: MessageItem };

export type FilingDeps = {
  client: DynamoDBDocumentClient;
  table: string;
  matchingKey: string;
  nextReference: (year: number) => Promise<string>;
  /** Waits between attempts; the argument is the attempt, from 1. */
  pause: (attempt: number) => Promise<void>;
};

/** The message that brought the event, and the reply it gets once its end is known. */
export type Arrival = Omit<MessageRecord, 'outcome' | 'caseId' | 'reply'> & {
  replyFor: (
    outcome: Outcome,
    caseId: string | undefined,
    reason: ReviewItem['reason'] | undefined,
  ) => string;
};

const ATTEMPTS = 6;

/**
 * Files an event in its case, in one transaction: marker, event, summary, claims, notices, review. Three requests
 * when an identity hits, two when none does. Two writers of one case, or two messages that would each open it,
 * meet on the version or on a claim; the loser reads again and folds again.
 *
 * @throws HubError `CASE_CONTENDED` (retryable) when every attempt met another writer
 */
export const createFileEvent =
  (deps: FilingDeps) =>
  async (event: CaseEvent, arrival: Arrival): Promise<Filing> => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const plan = await planOf(deps, event, arrival);
      if ('kind' in plan) return plan;
      const result = await transact(deps.client, plan.writes);
      if (result.kind === 'written') return { kind: 'filed', outcome: plan.outcome, caseId: plan.caseId };
      const met = result.failed.find(({ name, item }) => name === 'message' && item !== undefined);
      if (met) return { kind: 'known', message: messageItemSchema.parse(met.item) };
      await deps.pause(attempt);
    }
    throw new HubError('CASE_CONTENDED', `no write in ${ATTEMPTS} attempts`, { retryable: true });
  };

type Plan = { outcome: Outcome; caseId: string | undefined; writes: Write[] };

const planOf = async (deps: FilingDeps, event: CaseEvent, arrival: Arrival): Promise<Plan | Filing> => {
  const { client, table, matchingKey } = deps;
  const claims = await readClaims(client, table, matchingKey, identitiesOf(event));
  const attachment = attach([...claims.values()]);
  if (attachment.kind === 'doubt') return doubtPlan(table, event, arrival, 'identity', attachment.candidates);
  const found = attachment.kind === 'attach' ? await readCase(client, table, attachment.caseId) : undefined;
  const earlier = found?.events.find(({ id }) => id === event.id);
  if (found && earlier) return repeatPlan(table, found, earlier, event, arrival);
  if (found && elsewhere(found, event)) {
    return doubtPlan(table, event, arrival, 'dwelling', [found.summary.caseId]);
  }
  const caseId = found?.summary.caseId ?? (await deps.nextReference(parisYear(arrival.receivedAt)));
  const { sender: by, receivedAt: at } = arrival;
  const { state, writes } = caseWrites(table, matchingKey, { caseId, found, event, claims, by, at });
  const { marker, outcome } = markerOf(table, arrival, caseId, state.arrondissement !== undefined);
  return { outcome, caseId, writes: [marker, ...writes] };
};

/** One case is one dwelling: the household known by this identity now lives in another commune. */
const elsewhere = (found: StoredCase, event: CaseEvent): boolean => {
  const { insee } = dwellingOf(inOrder(found.events));
  return insee !== undefined && event.dwelling.insee !== undefined && insee !== event.dwelling.insee;
};

const markerOf = (table: string, arrival: Arrival, caseId: string, certain: boolean) => {
  const { replyFor, ...record } = arrival;
  const outcome: Outcome = certain ? 'accepted' : 'pending';
  const reply = replyFor(outcome, caseId, certain ? undefined : 'commune');
  return { outcome, marker: messageWrite(table, { ...record, outcome, caseId, reply }) };
};

/**
 * The event is in its case already. Either its marker is still there, and the transaction meets it; or the table's TTL
 * has dropped it, and it is written anew, so that this arrival is answered. An id that comes back with another content
 * is met like a marker of other content.
 */
const repeatPlan = (
  table: string,
  { summary }: StoredCase,
  earlier: CaseEvent,
  event: CaseEvent,
  arrival: Arrival,
): Plan | Filing => {
  const { caseId, arrondissement } = summary;
  const { marker, outcome } = markerOf(table, arrival, caseId, arrondissement !== undefined);
  if (sameFact(earlier, event)) return { outcome, caseId, writes: [marker] };
  const { messageId, sender } = arrival;
  return {
    kind: 'known',
    message: { entity: 'MESSAGE', messageId, sender, contentHash: '', outcome, caseId },
  };
};

/** Equal but for when they came and where the raw form is. Through JSON, since the table keeps no absent field. */
const sameFact = (a: CaseEvent, b: CaseEvent): boolean => {
  const fact = ({ receivedAt: _, rawKey: __, ...rest }: CaseEvent): unknown =>
    JSON.parse(JSON.stringify(rest));
  return isDeepStrictEqual(fact(a), fact(b));
};

const doubtPlan = (
  table: string,
  event: CaseEvent,
  arrival: Arrival,
  reason: 'identity' | 'dwelling',
  candidates: string[],
): Plan => {
  const { replyFor, ...record } = arrival;
  const reply = replyFor('pending', undefined, reason);
  const review: ReviewItem = {
    entity: 'REVIEW',
    messageId: arrival.messageId,
    reason,
    state: 'open',
    openedAt: arrival.receivedAt,
    candidates,
    event,
  };
  return {
    outcome: 'pending',
    caseId: undefined,
    writes: [messageWrite(table, { ...record, outcome: 'pending', reply }), reviewWrite(table, review)],
  };
};
