import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import { traceOfWatch } from '../../log/trace-id.ts';
import {
  type DigestItem,
  type DigestItemRow,
  type GatheredNotice,
  gatheredNoticeSchema,
} from '../../store/items.ts';
import { gatheredNotices } from '../../store/keys.ts';
import { digestWrite, letGoName, letGoWrite } from '../../store/notice-writes.ts';
import { transactAgain } from '../../store/transact.ts';

/** What waits for a mailbox's summary. */
export type GatheredGroup = { mailbox: string; notices: GatheredNotice[] };

/** Most rows of one digest: it is written with its notices in one transaction, of 100 items at most. */
const ROWS = 99;

/** What waits, mailbox by mailbox. One request for each page of 1 MB, one mailbox in memory at a time. */
export async function* readGathered(
  client: DynamoDBDocumentClient,
  table: string,
): AsyncGenerator<GatheredGroup> {
  let group: GatheredGroup | undefined;
  let from: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'worklist',
        KeyConditionExpression: 'worklistKey = :gathered',
        ExpressionAttributeValues: { ':gathered': gatheredNotices },
        ExclusiveStartKey: from,
      }),
    );
    for (const item of Items) {
      const parsed = gatheredNoticeSchema.safeParse(item);
      // The index is a moment late: a notice that has gone meanwhile is skipped.
      if (!parsed.success) continue;
      const notice = parsed.data;
      if (group && group.mailbox !== notice.mailbox) {
        yield group;
        group = undefined;
      }
      group ??= { mailbox: notice.mailbox, notices: [] };
      group.notices.push(notice);
    }
    from = LastEvaluatedKey;
  } while (from);
  if (group) yield group;
}

/** The day of a run, and whether all that waits goes, or only what can wait no longer. */
export type Morning = { day: CivilDate; all?: boolean };

/**
 * How many notices of a group were let go one by one, and how many digests were written. What another run let go meanwhile is not
 * counted.
 */
export type Closing = { single: number; digests: number };

/**
 * Lets go, on a morning, what waited for a mailbox: all about the cases of which something is urgent, in a mail of its own; the
 * rest, once one of it can wait no longer, as the summary. A mailbox that wants each notice as it comes gets each. Each step is one transaction and skips what an
 * interrupted run already did: nothing is sent twice, and a notice that had gone does not hold the others back.
 *
 * @param atOnce mailboxes that want each notice as it comes
 * @throws HubError `TABLE_CONTENDED` (retryable)
 */
export const createCloseGroup =
  (client: DynamoDBDocumentClient, table: string, atOnce: readonly string[]) =>
  /** @param at now, ISO UTC */
  async (
    { mailbox, notices }: GatheredGroup,
    { day, all = false }: Morning,
    at: string,
  ): Promise<Closing> => {
    const urgentCases = new Set(notices.flatMap(({ urgent, caseId }) => (urgent ? [caseId] : [])));
    const urgent = notices.filter(({ caseId }) => urgentCases.has(caseId));
    const others = notices.filter(({ caseId }) => !urgentCases.has(caseId));
    const closing: Closing = { single: 0, digests: 0 };
    const single = atOnce.includes(mailbox);
    const goes = all || single || others.some(({ sendBy }) => sendBy <= day);
    for (const mail of [urgent, goes ? others : []]) {
      if (single || mail.length === 1) closing.single += await oneByOne(client, table, mail);
      else closing.digests += await together(client, table, { mailbox, notices: mail }, day, at);
    }
    return closing;
  };

const oneByOne = async (
  client: DynamoDBDocumentClient,
  table: string,
  notices: readonly GatheredNotice[],
): Promise<number> => {
  let single = 0;
  for (const notice of notices) {
    const { kind } = await transactAgain(client, [letGoWrite(table, notice, { status: 'due' })]);
    if (kind === 'written') single += 1;
  }
  return single;
};

const together = async (
  client: DynamoDBDocumentClient,
  table: string,
  { mailbox, notices }: GatheredGroup,
  day: CivilDate,
  at: string,
): Promise<number> => {
  let digests = 0;
  const parts = Math.ceil(notices.length / ROWS);
  for (let part = 1; part <= parts; part++) {
    let own = notices.slice((part - 1) * ROWS, part * ROWS);
    while (own.length > 0) {
      const digest = digestOf(day, mailbox, own, part, parts);
      const result = await transactAgain(client, [
        digestWrite(table, digest, { createdAt: at, trace: traceOfWatch(digest.day) }),
        ...own.map((notice) =>
          letGoWrite(table, notice, { status: 'digested', digestId: digest.digestId, day: digest.day }),
        ),
      ]);
      if (result.kind === 'written') digests += 1;
      const gone = new Set(result.kind === 'refused' ? result.failed.map(({ name }) => name) : []);
      own = own.filter(
        ({ noticeId }) => gone.size > 0 && !gone.has('digest') && !gone.has(letGoName(noticeId)),
      );
    }
  }
  return digests;
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

const rowOf = ({ entity: _e, status: _s, sendBy: _b, mailbox: _m, ...row }: GatheredNotice): DigestItemRow =>
  row;
