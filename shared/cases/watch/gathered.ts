import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isDay } from '../../domain/calendar/civil-date.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { traceOfWatch } from '../../log/trace-id.ts';
import { type DigestItem, type GatheredNotice, gatheredNoticeSchema } from '../../store/items.ts';
import { gatheredNotices } from '../../store/keys.ts';
import { digestWrite, letGoName, letGoWrite } from '../../store/notice-writes.ts';
import { transactAgain } from '../../store/transact.ts';

/** Gathered notices of the same day and mailbox. */
export type GatheredGroup = { day: string; mailbox: string; notices: GatheredNotice[] };

/** Most rows of one digest: it is written with its notices in one transaction, of 100 items at most. */
const ROWS = 99;

/**
 * Gathered notices up to a day, in groups of one day and mailbox, urgent first. One request for each page of 1 MB, one mailbox in
 * memory at a time.
 */
export async function* readGathered(
  client: DynamoDBDocumentClient,
  table: string,
  day: string,
): AsyncGenerator<GatheredGroup> {
  let group: GatheredGroup | undefined;
  let from: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'worklist',
        KeyConditionExpression: 'worklistKey = :gathered AND worklistSort < :after',
        ExpressionAttributeValues: { ':gathered': gatheredNotices, ':after': `${day}$` },
        ExclusiveStartKey: from,
      }),
    );
    for (const item of Items) {
      const parsed = gatheredNoticeSchema.safeParse(item);
      // The index is a moment late: a notice that has gone meanwhile is skipped.
      if (!parsed.success) continue;
      const notice = parsed.data;
      if (group && (group.day !== notice.day || group.mailbox !== notice.mailbox)) {
        yield group;
        group = undefined;
      }
      group ??= { day: notice.day, mailbox: notice.mailbox, notices: [] };
      group.notices.push(notice);
    }
    from = LastEvaluatedKey;
  } while (from);
  if (group) yield group;
}

/**
 * How many notices of a group were let go one by one, and how many digests were written. What another run let go meanwhile is not
 * counted.
 */
export type Closing = { single: number; digests: number };

/**
 * Lets a mailbox's notices go: one by one up to `digestAbove`, else in digests of at most 99 rows. Each step is one transaction
 * and skips what an interrupted run already did: nothing is sent twice, and a notice that had gone does not hold the others back.
 *
 * @param at now, ISO UTC
 * @throws HubError `TABLE_CONTENDED` (retryable)
 */
export const createCloseGroup =
  (client: DynamoDBDocumentClient, table: string, digestAbove: number) =>
  async ({ day: gathered, mailbox, notices }: GatheredGroup, at: string): Promise<Closing> => {
    // A notice gathered by an earlier version may have a day that does not exist: it goes with today's.
    const day = isDay(gathered) ? gathered : parisDay(at);
    const closing: Closing = { single: 0, digests: 0 };
    if (notices.length <= digestAbove) {
      for (const notice of notices) {
        const { kind } = await transactAgain(client, [letGoWrite(table, notice, { status: 'due' })]);
        if (kind === 'written') closing.single += 1;
      }
      return closing;
    }
    const parts = Math.ceil(notices.length / ROWS);
    for (let part = 1; part <= parts; part++) {
      let own = notices.slice((part - 1) * ROWS, part * ROWS);
      while (own.length > 0) {
        const digest = digestOf(day, mailbox, own, part, parts);
        const result = await transactAgain(client, [
          digestWrite(table, digest, { createdAt: at, trace: traceOfWatch(digest.day) }),
          ...own.map((notice) =>
            letGoWrite(table, notice, { status: 'digested', digestId: digest.digestId }),
          ),
        ]);
        if (result.kind === 'written') closing.digests += 1;
        const gone = new Set(result.kind === 'refused' ? result.failed.map(({ name }) => name) : []);
        own = own.filter(
          ({ noticeId }) => gone.size > 0 && !gone.has('digest') && !gone.has(letGoName(noticeId)),
        );
      }
    }
    return closing;
  };

const digestOf = (
  day: string,
  mailbox: string,
  notices: readonly GatheredNotice[],
  part: number,
  parts: number,
): DigestItem => ({
  entity: 'DIGEST',
  digestId: createHash('sha256')
    .update([day, mailbox, ...notices.map(({ noticeId }) => noticeId)].join('|'))
    .digest('hex')
    .slice(0, 24),
  day,
  mailbox,
  part,
  parts,
  status: 'due',
  rows: notices.map(rowOf),
});

const rowOf = (notice: GatheredNotice): DigestItem['rows'][number] => {
  const { noticeId, caseId, commune, template, title, due, urgent, calendar, forward } = notice;
  return { noticeId, caseId, commune, template, title, due, urgent, calendar, forward };
};
