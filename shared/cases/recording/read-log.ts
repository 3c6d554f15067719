import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { addDays, type CivilDate, daysBetween } from '../../domain/calendar/civil-date.ts';
import { traceKey } from '../../store/keys.ts';

/** Most days that are searched at once. */
export const LOG_DAYS_MOST = 31;
/** Requests of the table for one page: a search that finds little stops there, and says where to go on from. */
const REQUESTS_MOST = 20;

const readSchema = z.object({
  SK: z.string(),
  at: z.string(),
  by: z.string(),
  command: z.string(),
  cases: z.array(z.string()),
});
/** One read of cases: who, when, by which page or command, which cases. */
export type LoggedRead = Omit<z.infer<typeof readSchema>, 'SK'>;

/** What is looked for: days (both included), and one case or one reader where told. `who`: `readerIdOf` their name. */
export type LogSearch = {
  from: CivilDate;
  to: CivilDate;
  caseId?: string | undefined;
  who?: string | undefined;
};
/** Where to go on from. */
export type LogPlace = { day: CivilDate; sort: string };

/** What pages know a reader by, in place of a name that must be in no address. */
export const readerIdOf = (by: string): string => createHash('sha256').update(by).digest('hex').slice(0, 16);

/**
 * A page of the log of reads, the latest first.
 *
 * @param most rows of a page
 * @param from where the page before ended
 * @returns `next` when there may be more
 * @throws RangeError when the days are none, or more than `LOG_DAYS_MOST`
 */
export const readLog = async (
  client: DynamoDBDocumentClient,
  TableName: string,
  search: LogSearch,
  most: number,
  from?: LogPlace,
): Promise<{ rows: LoggedRead[]; next: LogPlace | undefined }> => {
  const days = daysBetween(search.from, search.to);
  if (days < 0 || days >= LOG_DAYS_MOST) throw new RangeError('the days of a search are out of bounds');
  const rows: LoggedRead[] = [];
  let day = from?.day ?? search.to;
  let start = from && { PK: traceKey(from.day, '').PK, SK: from.sort };
  for (let asked = 0; asked < REQUESTS_MOST && day >= search.from; asked += 1) {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName,
        ScanIndexForward: false,
        KeyConditionExpression: 'PK = :pk',
        FilterExpression: `#action = :read${search.caseId === undefined ? '' : ' AND contains(cases, :case)'}`,
        ExpressionAttributeNames: { '#action': 'action' },
        ExpressionAttributeValues: {
          ':pk': traceKey(day, '').PK,
          ':read': 'lecture',
          ...(search.caseId === undefined ? {} : { ':case': search.caseId }),
        },
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    for (const item of Items) {
      const { SK, ...row } = readSchema.parse(item);
      if (search.who !== undefined && readerIdOf(row.by) !== search.who) continue;
      rows.push(row);
      if (rows.length === most) return { rows, next: { day, sort: SK } };
    }
    const last = z.optional(z.object({ PK: z.string(), SK: z.string() })).parse(LastEvaluatedKey);
    start = last;
    // The last place of a day sorts before all of its traces.
    if (last === undefined) day = addDays(day, -1);
  }
  return { rows, next: day < search.from ? undefined : { day, sort: start?.SK ?? 'TRACE$' } };
};
