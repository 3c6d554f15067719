import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Case, caseOf } from '../domain/case/case-of.ts';
import type { CaseEvent } from '../domain/events/case-event.ts';
import { attach } from '../domain/matching/attach.ts';
import { identitiesOf } from '../domain/matching/identity.ts';
import { noticesOf } from '../domain/routing/notices.ts';
import { HubError } from '../errors.ts';
import { readCase, readClaims, type StoredCase } from './case-store.ts';
import { type MessageItem, messageItemSchema, type Outcome, type ReviewItem } from './items.ts';
import { identityKey } from './keys.ts';
import { transact, type Write } from './transact.ts';
import {
  answerWrite,
  caseWrite,
  claimWrite,
  eventWrite,
  type MessageRecord,
  messageWrite,
  noticeWrite,
  releaseWrite,
  reviewWrite,
} from './writes.ts';

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
      const result = await transact(deps.client, plan.writes);
      if (result.kind === 'written') return { kind: 'filed', outcome: plan.outcome, caseId: plan.caseId };
      const met = result.failed.find(({ name, item }) => name === 'message' && item !== undefined);
      if (met) return { kind: 'known', message: messageItemSchema.parse(met.item) };
      await deps.pause(attempt);
    }
    throw new HubError('CASE_CONTENDED', `no write in ${ATTEMPTS} attempts`, { retryable: true });
  };

type Plan = { outcome: Outcome; caseId: string | undefined; writes: Write[] };

const planOf = async (deps: FilingDeps, event: CaseEvent, arrival: Arrival): Promise<Plan> => {
  const { client, table, matchingKey } = deps;
  const identities = identitiesOf(event);
  const claims = await readClaims(client, table, matchingKey, identities);
  const attachment = attach([...claims.values()]);
  if (attachment.kind === 'doubt') return doubtPlan(table, event, arrival, 'identity', attachment.candidates);
  const found = attachment.kind === 'attach' ? await readCase(client, table, attachment.caseId) : undefined;
  if (found && elsewhere(found, event)) {
    return doubtPlan(table, event, arrival, 'dwelling', [found.summary.caseId]);
  }
  const year = Number(arrival.receivedAt.slice(0, 4));
  const caseId = found?.summary.caseId ?? (await deps.nextReference(year));
  const keys = identities
    .map((identity) => identityKey(matchingKey, identity))
    .filter(({ PK }) => !claims.has(PK));
  return casePlan(
    table,
    caseId,
    found,
    event,
    arrival,
    keys.map((key) => claimWrite(table, key, caseId)),
  );
};

/** One case is one dwelling: the household known by this identity now lives in another commune. */
const elsewhere = (found: StoredCase, event: CaseEvent): boolean => {
  const { insee } = caseOf(found.events).dwelling;
  return insee !== undefined && event.dwelling.insee !== undefined && insee !== event.dwelling.insee;
};

const casePlan = (
  table: string,
  caseId: string,
  found: StoredCase | undefined,
  event: CaseEvent,
  arrival: Arrival,
  claims: Write[],
): Plan => {
  const state = caseOf([...(found?.events ?? []), event]);
  const unresolved = state.arrondissement === undefined;
  const outcome: Outcome = unresolved ? 'pending' : 'accepted';
  const { replyFor, ...record } = arrival;
  const reply = replyFor(outcome, caseId, unresolved ? 'commune' : undefined);
  const writes = [
    messageWrite(table, { ...record, outcome, caseId, reply }),
    eventWrite(table, caseId, event),
    caseWrite(table, caseId, state, found?.summary.version ?? 0),
    ...claims,
    ...noticesOf(event, state).map((notice) => noticeWrite(table, caseId, notice, arrival.receivedAt)),
    ...(unresolved
      ? [communeReview(table, caseId, arrival)]
      : settledWrites(table, caseId, found, state, arrival)),
  ];
  return { outcome, caseId, writes };
};

const communeReview = (table: string, caseId: string, { messageId, receivedAt }: Arrival): Write =>
  reviewWrite(table, {
    entity: 'REVIEW',
    messageId,
    reason: 'commune',
    state: 'open',
    openedAt: receivedAt,
    caseId,
    candidates: [],
  });

/** A case whose arrondissement is known lets go what waited for it. */
const settledWrites = (
  table: string,
  caseId: string,
  found: StoredCase | undefined,
  state: Case,
  arrival: Arrival,
): Write[] =>
  found
    ? [
        ...found.waitingNotices.map((noticeId) => releaseWrite(table, caseId, noticeId, state)),
        ...found.openReviews.map((review) => answerWrite(table, review, arrival.sender, arrival.receivedAt)),
      ]
    : [];

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
