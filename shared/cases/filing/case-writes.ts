import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { agendaOf } from '../../domain/case/agenda.ts';
import { type Case, caseOf } from '../../domain/case/case-of.ts';
import { bookkeepingKinds, type CaseEvent } from '../../domain/events/case-event.ts';
import { type BlockKey, blockKeysOf } from '../../domain/matching/block-keys.ts';
import { foyersOf, type Identity, identitiesOf } from '../../domain/matching/identity.ts';
import { subjectOf } from '../../domain/matching/subject.ts';
import { alertNotices, noticesOf } from '../../domain/notices/notices.ts';
import type { Claims, StoredCase } from '../../store/case-store.ts';
import type { ReviewItem, Why } from '../../store/items.ts';
import { blockKey, identityKey } from '../../store/keys.ts';
import { noticeWrite, releaseWrite } from '../../store/notice-writes.ts';
import { answerWrite, reviewWrite } from '../../store/review-writes.ts';
import type { Write } from '../../store/transact.ts';
import { blockWrite, caseWrite, claimWrite, eventWrite, unblockWrite } from '../../store/writes.ts';
import { nameFor, newNames } from './case-names.ts';
import { listsFollow } from './lists-follow.ts';

type WriteDeps = { client: DynamoDBDocumentClient; table: string; matchingKey: string };

/** An event to file in a case, whoever brings it: a partner's message or a person's answer. */
export type Entry = {
  caseId: string;
  /** The case as read; undefined to open it. */
  found: StoredCase | undefined;
  /** The event, then what the hub itself says of the case with it. */
  events: readonly [CaseEvent, ...CaseEvent[]];
  /** Who already owns the events' identities: what another case owns stays its own. */
  claims: Claims;
  /** The person who says it, or `hub`, and when (ISO UTC). Both are kept with the reviews that the event settles. */
  by: string;
  at: string;
  /** The id of the person who signed in to say it. */
  person?: string | undefined;
  /** Names the message in logs and mails. */
  trace?: string | undefined;
  /** Why the first event is in this case. */
  why?: Why | undefined;
};

/**
 * All the writes of a case that takes an event: the event, the summary (on condition that its version is still the one read), new
 * claims, its blocks, the event's notices and the alerts it makes due. While the commune is in doubt, one review is open. Once it
 * is known, the notices that waited for it go, and the reviews about it close. One request when lists have something of the case that
 * changes (`listsFollow`); else none.
 */
export const caseWrites = async (
  { client, table, matchingKey }: WriteDeps,
  { caseId, found, events, claims, by, at, person, trace, why }: Entry,
): Promise<Write[]> => {
  const today = parisDay(at);
  const cause = { createdAt: at, trace };
  const before = found?.events ?? [];
  const state = caseOf([...before, ...events], today);
  const agenda = agendaOf(state, found?.summary.alerted ?? [], today);
  const known = state.arrondissement !== undefined;
  const waits = known
    ? [
        ...(found?.waitingNotices ?? []).map((notice) => releaseWrite(table, caseId, notice, state, at)),
        ...(found?.openReviews ?? []).map((review) => answerWrite(table, review, by, at)),
      ]
    : (found?.openReviews ?? []).length > 0
      ? []
      : [communeReview(table, caseId, `commune-${events[0].id}`, at)];
  const becomes = { caseId, state, alerts: agenda.alerts };
  return [
    ...events.map((event, n) => eventWrite(table, caseId, event, n === 0 ? why : undefined)),
    caseWrite(table, caseId, state, agenda, found?.summary.version ?? 0),
    ...newNames(table, matchingKey, caseId, found, events),
    ...unclaimed(matchingKey, events.flatMap(claimable), claims).map((key) => claimWrite(table, key, caseId)),
    ...blockWrites(table, matchingKey, caseId, before, [...before, ...events], {
      was: found?.summary.status,
      is: state.status,
    }),
    ...events
      .flatMap((event) => noticesOf(event, state, caseId, nameFor(matchingKey, event.sender, caseId, found)))
      .map((notice) => noticeWrite(table, caseId, notice, cause)),
    ...alertNotices(agenda.alerts, state, caseId, 'due').map((notice) =>
      noticeWrite(table, caseId, notice, cause),
    ),
    ...(await listsFollow(client, table, found?.summary, becomes, { by, at, person })),
    ...waits,
    ...endReviews(table, caseId, found?.summary.aConfirmer ?? [], state, by, at),
  ];
};

/** Names the review of a fact that would end or silence a case. */
const endReviewId = (eventId: string): string => `fin-${eventId}`;

/**
 * Opens a review for each fact that would end or silence a case and whose sender is new to it. Closes those no longer needed: a
 * person answered, the fact went, or others name its sender as the landlord.
 *
 * @param asked events whose review was open before
 */
export const endReviews = (
  table: string,
  caseId: string,
  asked: readonly string[],
  { aConfirmer }: Pick<Case, 'aConfirmer'>,
  by: string,
  at: string,
): Write[] => {
  const reviewOf = (eventId: string): ReviewItem => ({
    entity: 'REVIEW',
    messageId: endReviewId(eventId),
    reason: 'fin',
    state: 'open',
    openedAt: at,
    caseId,
    candidates: [],
    events: [eventId],
  });
  return [
    ...aConfirmer.filter((id) => !asked.includes(id)).map((id) => reviewWrite(table, reviewOf(id))),
    ...asked.filter((id) => !aConfirmer.includes(id)).map((id) => answerWrite(table, reviewOf(id), by, at)),
  ];
};

/** All that an event may claim for its case. */
export const claimable = (event: CaseEvent): Identity[] => {
  const subject = subjectOf(event);
  return [...identitiesOf(subject), ...foyersOf(subject)];
};

const keysOf = (events: readonly CaseEvent[]): Map<string, BlockKey> =>
  new Map(
    events
      .filter(({ kind }) => !bookkeepingKinds.includes(kind))
      .flatMap((event) => blockKeysOf(subjectOf(event)))
      .map((key) => [`${key.kind}|${key.value}`, key]),
  );

/** The blocks that an event adds to its case. */
export const newBlocks = (before: readonly CaseEvent[], event: CaseEvent): BlockKey[] => {
  const known = keysOf(before);
  return [...keysOf([event])].filter(([name]) => !known.has(name)).map(([, key]) => key);
};

/**
 * Puts a case in the blocks of its events, and takes it out of those where none falls any more. When the case closes or opens
 * again, it moves within all its blocks.
 */
export const blockWrites = (
  table: string,
  matchingKey: string,
  caseId: string,
  before: readonly CaseEvent[],
  after: readonly CaseEvent[],
  { was, is }: { was: Case['status'] | undefined; is: Case['status'] },
): Write[] => {
  const open = is !== 'closed';
  const wasOpen = was === undefined ? open : was !== 'closed';
  const [old, own] = [keysOf(before), keysOf(after)];
  const moves = wasOpen !== open;
  return [
    ...[...own]
      .filter(([name]) => moves || !old.has(name))
      .map(([, key]) => blockWrite(table, blockKey(matchingKey, key, open, caseId), caseId)),
    ...[...old]
      .filter(([name]) => moves || !own.has(name))
      .map(([, key]) => unblockWrite(table, blockKey(matchingKey, key, wasOpen, caseId))),
  ];
};

const unclaimed = (matchingKey: string, identities: readonly Identity[], claims: Claims) =>
  [
    ...new Map(
      identities.map((identity) => identityKey(matchingKey, identity)).map((key) => [key.PK, key]),
    ).values(),
  ].filter(({ PK }) => !claims.has(PK));

const communeReview = (table: string, caseId: string, messageId: string, openedAt: string): Write =>
  reviewWrite(table, {
    entity: 'REVIEW',
    messageId,
    reason: 'commune',
    state: 'open',
    openedAt,
    caseId,
    candidates: [],
  });
