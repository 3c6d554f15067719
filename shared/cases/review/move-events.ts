import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { agendaOf } from '../../domain/case/agenda.ts';
import { type Case, caseOf } from '../../domain/case/case-of.ts';
import { holdOf } from '../../domain/case/standing.ts';
import { delayKey } from '../../domain/delays/deadline.ts';
import { bookkeepingKinds, type CaseEvent, type EventOf } from '../../domain/events/case-event.ts';
import { liveOf } from '../../domain/lists/row.ts';
import { alertNotices, noticesOf } from '../../domain/notices/notices.ts';
import { saidCommune } from '../../domain/notices/said.ts';
import { HubError } from '../../errors.ts';
import { carriedWrites, readListed } from '../../store/alert-writes.ts';
import type { StateAlert } from '../../store/alerts.ts';
import { type Claims, readCaseToWrite, readClaims, type StoredCase } from '../../store/case-store.ts';
import { jitter, untilQuiet } from '../../store/contention.ts';
import type { ReviewItem } from '../../store/items.ts';
import { eventKey, identityKey } from '../../store/keys.ts';
import { noticeWrite, releaseWrite } from '../../store/notice-writes.ts';
import { answerWrite } from '../../store/review-writes.ts';
import { writeInSteps } from '../../store/steps.ts';
import type { Write } from '../../store/transact.ts';
import { caseWrite, eventWrite } from '../../store/writes.ts';
import { newNames } from '../filing/case-names.ts';
import { blockWrites, claimable, endReviews } from '../filing/case-writes.ts';
import { hash } from '../filing/filing-plans.ts';
import { type Becomes, followWrites } from '../filing/lists-follow.ts';
import type { Answer } from '../recording/record-event.ts';
import { readReviews } from './open-reviews.ts';

export type MoveDeps = { client: DynamoDBDocumentClient; table: string; matchingKey: string };

/** Events that go from one case to another. `to.found` is undefined when they get a case of their own. */
export type Move = {
  from: { caseId: string; found: StoredCase };
  to: { caseId: string; found: StoredCase | undefined };
  eventIds: readonly string[];
  cause: EventOf<'deplacement'>['cause'];
};

export const sameCase = (caseId: string): HubError =>
  new HubError('SAME_CASE', `${caseId} is one case`, { retryable: false });

/**
 * Events moved by one transaction: each takes a deletion, and the transaction holds a hundred writes. The other writes may go in
 * steps.
 */
const MOVED_AT_ONCE = 60;

/**
 * Moves events from one case to another. Both keep a record of the move, and are folded and planned again. The claims and blocks
 * of the events follow; what was asked of a case that has nothing left is closed. The first case's mailbox is told that its alerts about them no longer hold; nothing that the partners
 * sent is notified a second time. A long history goes in several moves, each complete; `settled` is written with the last one, so
 * that when the work is interrupted, answering again resumes it.
 *
 * @throws HubError `SAME_CASE` from a case to itself; `EVENT_UNKNOWN`; `CASE_CHANGED` (retryable) when one of the two changed
 * meanwhile
 */
export const moveEvents = async (
  deps: MoveDeps,
  move: Move,
  answer: Answer,
  settled: readonly Write[] = [],
): Promise<void> => {
  const { client, table } = deps;
  let { from, to } = move;
  if (from.caseId === to.caseId) throw sameCase(to.caseId);
  for (let start = 0; start < Math.max(1, move.eventIds.length); start += MOVED_AT_ONCE) {
    if (start > 0) {
      const [source, target] = [
        await readCaseToWrite(client, table, from.caseId),
        await readCaseToWrite(client, table, to.caseId),
      ];
      if (!source) throw new HubError('CASE_CHANGED', 'a case is gone', { retryable: true });
      from = { ...from, found: source };
      to = { ...to, found: target };
    }
    const eventIds = move.eventIds.slice(start, start + MOVED_AT_ONCE);
    const last = start + MOVED_AT_ONCE >= move.eventIds.length;
    await moveSome(deps, { ...move, from, to, eventIds }, answer, last ? settled : []);
  }
};

const moveSome = async (
  { client, table, matchingKey }: MoveDeps,
  { from, to, eventIds, cause }: Move,
  { by, at }: Answer,
  settled: readonly Write[],
): Promise<void> => {
  const moved = from.found.events.filter(
    ({ id, kind }) => eventIds.includes(id) && !bookkeepingKinds.includes(kind),
  );
  const [first] = moved;
  if (!first || moved.length < eventIds.length)
    throw new HubError('EVENT_UNKNOWN', `events of ${from.caseId} not found`, { retryable: false });
  const owners = await readClaims(client, table, matchingKey, moved.flatMap(claimable));
  const today = parisDay(at);
  const record = (role: 'source' | 'cible', own: string, autre: string): CaseEvent => ({
    id: hash([from.caseId, to.caseId, at, role, ...eventIds].join('|')),
    kind: 'deplacement',
    cause,
    role,
    autre,
    evenements: moved.map(({ id }) => id),
    sender: 'etat',
    reference: own,
    by,
    actDate: today,
    receivedAt: at,
    dwelling: first.dwelling,
    household: [],
  });
  const left = record('source', from.caseId, to.caseId);
  const arrived = record('cible', to.caseId, from.caseId);

  const follows = [...holdFollows(from, to, { by, at }), ...answersFollow(from, to, eventIds)];

  const kept = from.found.events.filter((event) => !moved.includes(event));
  const source = caseOf([...kept, left], today);
  const sourceAgenda = agendaOf(source, from.found.summary.alerted ?? [], today);
  const before = to.found?.events ?? [];
  const target = caseOf([...before, ...moved, arrived, ...follows], today);
  // An alert already sent under the other reference is not sent again: an alert's key does not contain the case.
  const told = [...(to.found?.summary.alerted ?? []), ...(from.found.summary.alerted ?? [])];
  const targetAgenda = agendaOf(target, [...new Set(told)], today);

  const writes: Write[] = [
    ...(await listsFollowBoth(
      client,
      table,
      { caseId: from.caseId, state: source, alerts: sourceAgenda.alerts },
      { caseId: to.caseId, state: target, alerts: targetAgenda.alerts },
      { by, at },
    )),
    ...moved.map(
      (event): Write => ({
        name: 'moved',
        Delete: { TableName: table, Key: eventKey(from.caseId, event.actDate, event.id) },
      }),
    ),
    eventWrite(table, from.caseId, left),
    caseWrite(table, from.caseId, source, sourceAgenda, from.found.summary.version),
    ...[
      ...noticesOf(left, source, from.caseId),
      ...alertNotices(sourceAgenda.alerts, source, from.caseId, 'due'),
    ].map((notice) => noticeWrite(table, from.caseId, notice, { createdAt: at })),
    ...moved.map((event) => ({
      ...eventWrite(table, to.caseId, event, from.found.whys.get(event.id)),
      name: 'arrived',
    })),
    ...[arrived, ...follows].map((event) => eventWrite(table, to.caseId, event)),
    ...newNames(table, matchingKey, to.caseId, to.found, moved, from.found.names),
    caseWrite(table, to.caseId, target, targetAgenda, to.found?.summary.version ?? 0),
    ...alertNotices(targetAgenda.alerts, target, to.caseId, 'due').map((notice) =>
      noticeWrite(table, to.caseId, notice, { createdAt: at }),
    ),
    ...endReviews(table, from.caseId, from.found.summary.aConfirmer ?? [], source, by, at),
    ...endReviews(table, to.caseId, to.found?.summary.aConfirmer ?? [], target, by, at),
    ...releases(table, from, target, by, at),
    ...releases(table, to, target, by, at),
    ...(source.mergedInto === undefined
      ? []
      : closings(table, await readReviews(client, table, from.caseId), settled, by, at)),
    ...claimMoves(table, matchingKey, moved, owners, from.caseId, to.caseId),
    ...blockWrites(table, matchingKey, from.caseId, from.found.events, kept, {
      was: from.found.summary.status,
      is: source.status,
    }),
    ...blockWrites(table, matchingKey, to.caseId, before, [...before, ...moved], {
      was: to.found?.summary.status,
      is: target.status,
    }),
    ...settled,
  ];
  const result = await untilQuiet(async () => {
    const once = await writeInSteps(client, table, writes, to.caseId, today);
    return once.kind === 'contended' ? undefined : once;
  }, jitter);
  if (result.kind === 'refused')
    throw new HubError('CASE_CHANGED', 'a case changed meanwhile: look again', { retryable: true });
};

/**
 * How lists follow the two cases. An alert of the one whose delay is now in the other, which was told nothing of it, goes there, settled or
 * not: nobody loses it. It stays where its delay still runs.
 */
const listsFollowBoth = async (
  client: DynamoDBDocumentClient,
  table: string,
  from: Becomes,
  to: Becomes,
  answer: Answer,
): Promise<Write[]> => {
  const [own, theirs] = await Promise.all([
    readListed(client, table, from.caseId),
    readListed(client, table, to.caseId),
  ]);
  const delayOf = ({ rule, from }: StateAlert): string => delayKey(rule, from);
  const known = new Set([
    ...[...theirs.alerts, ...theirs.done].map(delayOf),
    ...to.alerts.map(({ deadline }) => delayKey(deadline.rule, deadline.from.date)),
  ]);
  const missing = new Set(
    to.state.chronology.deadlines
      .map(({ rule, from }) => delayKey(rule, from.date))
      .filter((delay) => !known.has(delay)),
  );
  const goes = own.alerts.filter((alert) => missing.has(delayOf(alert)));
  const [runsHere, runsThere] = [new Set(liveOf(from.state)), new Set(liveOf(to.state))];
  const leaves = (alert: StateAlert): boolean => goes.includes(alert) && !runsHere.has(delayOf(alert));
  const { arrondissement, dwelling } = to.state;
  const place = { caseId: to.caseId, arrondissement, commune: saidCommune(dwelling) ?? '' };
  return [
    ...goes.flatMap((alert) =>
      carriedWrites(table, alert, { ...place, runs: runsThere.has(delayOf(alert)) }, answer, leaves(alert)),
    ),
    ...followWrites(table, { ...own, alerts: own.alerts.filter((alert) => !leaves(alert)) }, from, answer),
    ...followWrites(table, theirs, to, answer),
  ];
};

/** A legal hold follows the events it holds. */
const holdFollows = ({ caseId, found }: Move['from'], to: Move['to'], { by, at }: Answer): CaseEvent[] => {
  const hold = holdOf(found.events);
  if (!hold || holdOf(to.found?.events ?? [])) return [];
  const id = hash([caseId, to.caseId, at, 'gel'].join('|'));
  return [{ ...hold, id, reference: to.caseId, by, actDate: parisDay(at), receivedAt: at }];
};

/** A person's answer about whether a fact ends its case follows the fact, and so does the undoing of an act. */
const answersFollow = ({ found }: Move['from'], to: Move['to'], eventIds: readonly string[]): CaseEvent[] =>
  found.events.filter(
    (event) =>
      (event.kind === 'confirmationFin' || event.kind === 'acteAnnule') &&
      eventIds.includes(event.evenement) &&
      !to.found?.events.some(({ id }) => id === event.id),
  );

/** Lets what waited for a commune go, once the joined events tell it. */
const releases = (
  table: string,
  { caseId, found }: { caseId: string; found: StoredCase | undefined },
  state: Case,
  by: string,
  at: string,
): Write[] =>
  state.arrondissement === undefined
    ? []
    : [
        ...(found?.waitingNotices ?? []).map((notice) => releaseWrite(table, caseId, notice, state, at)),
        ...(found?.openReviews ?? []).map((review) => answerWrite(table, review, by, at)),
      ];

/** Of a case that has nothing left, nothing is asked any more. What asks of a fact or of a commune closes with what it is about. */
const closings = (
  table: string,
  reviews: readonly ReviewItem[],
  settled: readonly Write[],
  by: string,
  at: string,
): Write[] =>
  reviews
    .filter(({ state, reason }) => state === 'open' && reason !== 'fin' && reason !== 'commune')
    .map((review) => answerWrite(table, review, by, at))
    .filter(({ Update }) => !settled.some((one) => isDeepStrictEqual(one.Update?.Key, Update?.Key)));

/** The identities that the moved events claim now name the other case. Those that a third case owns stay its own. */
const claimMoves = (
  table: string,
  matchingKey: string,
  moved: readonly CaseEvent[],
  owners: Claims,
  from: string,
  to: string,
): Write[] => {
  const keys = new Map(
    moved
      .flatMap(claimable)
      .map((identity) => identityKey(matchingKey, identity))
      .map((key) => [key.PK, key]),
  );
  return [...keys.values()]
    .filter(({ PK }) => owners.get(PK)?.caseId === from)
    .map((key) => ({
      name: 'claimMoved',
      Update: {
        TableName: table,
        Key: key,
        UpdateExpression: 'SET caseId = :to',
        ConditionExpression: 'caseId = :from',
        ExpressionAttributeValues: { ':from': from, ':to': to },
      },
    }));
};
