import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import { agendaOf } from '../../domain/case/agenda.ts';
import { caseOf } from '../../domain/case/case-of.ts';
import { type AlertNotice, alertNotices } from '../../domain/notices/notices.ts';
import { goesByItself, type Term, termKey, termOf } from '../../domain/retention/term.ts';
import { HubError } from '../../errors.ts';
import { traceOfWatch } from '../../log/trace-id.ts';
import { readCaseToWrite } from '../../store/case-store.ts';
import { type Pause, untilQuiet } from '../../store/contention.ts';
import type { ReviewItem } from '../../store/items.ts';
import { dueKey } from '../../store/keys.ts';
import { gatheredWrite, noticeWrite } from '../../store/notice-writes.ts';
import { reviewWrite } from '../../store/review-writes.ts';
import { writeInSteps } from '../../store/steps.ts';
import type { Write } from '../../store/transact.ts';
import { caseWrite } from '../../store/writes.ts';
import { endReviews } from '../filing/case-writes.ts';
import { listsFollow } from '../filing/lists-follow.ts';

const dueItemSchema = z.object({ PK: z.string() });
const PAGE = 500;

/** A page of cases, and where the next one starts. */
export type DuePage = { caseIds: string[]; next: Record<string, unknown> | undefined };

/**
 * The cases of one partition of the index whose day has come, earliest first; no other case is read. One request for each page.
 *
 * @param day Europe/Paris; cases left by earlier days are read too
 */
export const readDueCases = async (
  client: DynamoDBDocumentClient,
  table: string,
  shard: number,
  day: string,
  from?: DuePage['next'],
): Promise<DuePage> => {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'deadlines',
      KeyConditionExpression: 'dueKey = :shard AND dueSort < :after',
      // '$' sorts just after '#', which ends the day in the sort key.
      ExpressionAttributeValues: { ':shard': dueKey(shard), ':after': `${day}$` },
      Limit: PAGE,
      ExclusiveStartKey: from,
    }),
  );
  return {
    caseIds: Items.map((item) => dueItemSchema.parse(item).PK.slice('CASE#'.length)),
    next: LastEvaluatedKey,
  };
};

export type WatchDeps = {
  client: DynamoDBDocumentClient;
  table: string;
  /** The mailbox of a notice; undefined when no address is known. `owed`: it is a partner's, and a letter will tell the household. */
  mailboxOf: (notice: AlertNotice) => { mailbox: string; forward: string[]; owed?: boolean } | undefined;
  /**
   * Orders a case whose term has come to be set apart or, once it has been apart long enough, erased. It stays in the index
   * meanwhile: the watch orders it again each day.
   */
  retire: (caseId: string) => Promise<void>;
  pause: Pause;
};

/**
 * Watches a case as of a day. First finishes what another writer left. Once a case that ended has been kept long enough, orders
 * it retired; at the term of an open one, asks a person. Otherwise writes the alerts that have come due, gathered, and the next
 * day to look at it, in one transaction or in steps. Gives how many notices it wrote. Two requests, a third when lists follow the case
 * (`listsFollow`), and as many more each time another writer was first.
 *
 * @param at now, ISO UTC
 * @param mayRetire called for each case to be retired: too many in one day is not for the hub to decide
 * @throws HubError `CASE_UNKNOWN`; `TABLE_CONTENDED` (retryable)
 */
export const createWatchCase =
  ({ client, table, mailboxOf, retire, pause }: WatchDeps) =>
  (caseId: string, day: CivilDate, at: string, mayRetire: () => boolean = () => true): Promise<number> =>
    untilQuiet(async () => {
      const found = await readCaseToWrite(client, table, caseId);
      if (!found) throw new HubError('CASE_UNKNOWN', `no case ${caseId}`, { retryable: false });
      const { apart, erasing, alerted = [] } = found.summary;
      const begun = erasing !== undefined || found.events.length === 0;
      if (begun || apart) {
        if (begun || (apart && apart.until <= day)) await retire(caseId);
        return 0;
      }
      const state = caseOf(found.events, day);
      const term = termOf(state);
      const come = term && term.day <= day ? term : undefined;
      if (come && goesByItself(come)) {
        if (mayRetire()) await retire(caseId);
        return 0;
      }
      const asked = come && !alerted.includes(termKey(come)) ? [come] : [];
      const agenda = agendaOf(state, [...alerted, ...asked.map(termKey)], day);
      const notices = alertNotices(agenda.alerts, state, caseId, 'gathered');
      const cause = { createdAt: at, trace: traceOfWatch(day) };
      const writes = notices.map((notice): Write => {
        const found = mailboxOf(notice);
        return found
          ? gatheredWrite(table, caseId, notice, { owed: false, ...found }, cause)
          : noticeWrite(table, caseId, { ...notice, status: 'due' }, cause);
      });
      const all = [
        caseWrite(table, caseId, state, agenda, found.summary.version),
        ...asked.map((one) => reviewWrite(table, termReview(caseId, one, at))),
        ...endReviews(table, caseId, found.summary.aConfirmer ?? [], state, 'hub', at),
        ...(await listsFollow(
          client,
          table,
          found.summary,
          { caseId, state, alerts: agenda.alerts },
          { by: 'hub', at },
        )),
        ...writes,
      ];
      const result = await writeInSteps(client, table, all, caseId, day);
      // Refused or contended, the case is read again.
      return result.kind === 'written' ? notices.length : undefined;
    }, pause);

/** «This open case has come to its term: keep it, or let it go?» */
const termReview = (caseId: string, { day }: Term, openedAt: string): ReviewItem => ({
  entity: 'REVIEW',
  messageId: `terme-${caseId}-${day}`,
  reason: 'terme',
  state: 'open',
  openedAt,
  caseId,
  candidates: [],
});
