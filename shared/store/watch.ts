import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { caseOf } from '../domain/case/case-of.ts';
import { planOf } from '../domain/case/plan.ts';
import { termOf } from '../domain/retention/term.ts';
import { type AlertNotice, alertNotices } from '../domain/routing/notices.ts';
import { HubError } from '../errors.ts';
import { traceOfWatch } from '../log/trace-id.ts';
import { readCase } from './case-store.ts';
import { endReviews } from './case-writes.ts';
import { type Pause, untilQuiet } from './contention.ts';
import { dueKey } from './keys.ts';
import { transact, type Write } from './transact.ts';
import { caseWrite, heldWrite, noticeWrite } from './writes.ts';

const dueItemSchema = z.object({ PK: z.string() });
const PAGE = 500;

/** A page of cases, and where the next one starts. */
export type DuePage = { caseIds: string[]; next: Record<string, unknown> | undefined };

/**
 * Cases of one partition of the index whose day has come, nearest first: only these are read. One request a page.
 *
 * @param day Europe/Paris; what an earlier day left is read too
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
  /** Where a notice goes; undefined when nobody's address is known. */
  routeOf: (notice: AlertNotice) => { mailbox: string; forward: string[] } | undefined;
  /** Has a case dropped whose term has come. It stays in the index until it is gone: each day asks again. */
  drop: (caseId: string) => Promise<void>;
  pause: Pause;
};

/**
 * Looks at a case as of a day: orders it dropped once it has been kept long enough; else writes the alerts that have come due, held, and the next day to look at it, in one
 * transaction. Gives how many notices it wrote. Two requests, and two more each time another writer was first.
 *
 * @param at now, ISO UTC
 * @throws HubError `TABLE_CONTENDED` (retryable)
 */
export const createWatchCase =
  ({ client, table, routeOf, drop, pause }: WatchDeps) =>
  (caseId: string, day: string, at: string): Promise<number> =>
    untilQuiet(async () => {
      const found = await readCase(client, table, caseId);
      if (!found) throw new HubError('CASE_UNKNOWN', `no case ${caseId}`, { retryable: false });
      const state = found.events.length > 0 ? caseOf(found.events, day) : undefined;
      const term = state && termOf(state);
      // Without an event, its erasure was begun.
      if (!state || (term && term.day <= day)) {
        await drop(caseId);
        return 0;
      }
      const plan = planOf(state, found.summary.alerted ?? [], day);
      const notices = plan.alerts.flatMap((alert) => alertNotices(alert, state, caseId, 'held'));
      const cause = { createdAt: at, trace: traceOfWatch(day) };
      const writes = notices.map((notice): Write => {
        const route = routeOf(notice);
        return route
          ? heldWrite(table, caseId, notice, route, cause)
          : noticeWrite(table, caseId, { ...notice, status: 'due' }, cause);
      });
      const result = await transact(client, [
        caseWrite(table, caseId, state, plan, found.summary.version),
        ...endReviews(table, caseId, found.summary.aConfirmer ?? [], state, 'hub', at),
        ...writes,
      ]);
      // Refused or contended, the case is read again.
      return result.kind === 'written' ? notices.length : undefined;
    }, pause);
