import { type AttributeValue, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { CaseRow } from '../domain/lists/row.ts';
import { ofItem, toItem } from './client.ts';
import { caseRowSchema } from './items.ts';

/** A case in a list. `at` is its place: where a page that follows it begins. */
export type ListedCase = { caseId: string; row: CaseRow; at: string };

/** Conditions on rows, as DynamoDB writes them. */
export type RowFilter = { expression: string; values: Readonly<Record<string, unknown>> };

/** A partition of an index of lists, and which of its places are read. */
export type Range = {
  index: 'lists' | 'engaged' | 'worklist';
  key: string;
  /** Places from this one on, and before that one. */
  from?: string | undefined;
  before?: string | undefined;
  /** The last place first. */
  backwards?: boolean | undefined;
  filter?: RowFilter | undefined;
};

const listedSchema = z.object({ caseId: z.string(), row: caseRowSchema });

/** Attributes by which an index is keyed. */
const keysOf = {
  lists: ['listKey', 'listSort'],
  engaged: ['engagedKey', 'engagedSort'],
  worklist: ['worklistKey', 'worklistSort'],
} as const;

/** One request of a query: items, and where the next begins. */
export type Slice = {
  items: Record<string, unknown>[];
  /** How many were read to find them. */
  read: number;
  next: Record<string, AttributeValue> | undefined;
};

const query = (table: string, { index, key, from, before, backwards = false, filter }: Range) => {
  const [hash, range] = keysOf[index];
  const conditions = [
    `${hash} = :key`,
    ...(from !== undefined && before !== undefined
      ? [`${range} BETWEEN :from AND :before`]
      : from !== undefined
        ? [`${range} >= :from`]
        : before !== undefined
          ? [`${range} < :before`]
          : []),
  ];
  return {
    TableName: table,
    IndexName: index,
    KeyConditionExpression: conditions.join(' AND '),
    ...(filter && {
      FilterExpression: filter.expression,
      ExpressionAttributeNames: { '#row': 'row' },
    }),
    ExpressionAttributeValues: toItem({ ':key': key, ':from': from, ':before': before, ...filter?.values }),
    ScanIndexForward: !backwards,
  };
};

/** Reads a part of a list: one request. @param limit items read at most; else a megabyte */
export const readSlice = async (
  client: DynamoDBDocumentClient,
  table: string,
  range: Range,
  { limit, next }: { limit?: number | undefined; next?: Slice['next'] } = {},
): Promise<Slice> => {
  const {
    Items = [],
    ScannedCount = 0,
    LastEvaluatedKey,
  } = await client.send(new QueryCommand({ ...query(table, range), Limit: limit, ExclusiveStartKey: next }));
  return { items: Items.map(ofItem), read: ScannedCount, next: LastEvaluatedKey };
};

/** Counts a part of a list: one request, which gives no item. */
export const countSlice = async (
  client: DynamoDBDocumentClient,
  table: string,
  range: Range,
  next?: Slice['next'],
): Promise<{ count: number; next: Slice['next'] }> => {
  const { Count = 0, LastEvaluatedKey } = await client.send(
    new QueryCommand({ ...query(table, range), Select: 'COUNT', ExclusiveStartKey: next }),
  );
  return { count: Count, next: LastEvaluatedKey };
};

/** The cases of a slice. One written before lists had rows is left out. */
export const casesIn = ({ items }: Slice, index: Range['index']): ListedCase[] =>
  items.flatMap((item) => {
    const { success, data } = listedSchema.safeParse(item);
    return success ? [{ ...data, at: String(item[keysOf[index][1]]) }] : [];
  });

/** The key of a case's place: what a page that follows it starts after. */
export const placeKey = (range: Range, at: string): Record<string, AttributeValue> => {
  const [hash, sort] = keysOf[range.index];
  const caseId = at.slice(at.indexOf('#') + 1);
  return toItem({ [hash]: range.key, [sort]: at, PK: `CASE#${caseId}`, SK: 'CASE' });
};

/**
 * The key of an alert's place (`sort@case`), as an address gives it: where the next page of alerts begins. Undefined when it is none.
 *
 * @example placeKeyOf({ index: 'lists', key: 'ALERTES#773#recue' }, 'A#2026-12-06#ab12@77-2026-000123')
 */
export const placeKeyOf = (
  { key }: Range,
  place: string | undefined,
): Record<string, AttributeValue> | undefined => {
  const [, at, noticeId, caseId] =
    /^((?:[0-9a-f]{24}#)?[ABC]#\d{4}-\d\d-\d\d#([0-9a-f]{24}))@([\dAB-]{1,20})$/.exec(place ?? '') ?? [];
  return at === undefined
    ? undefined
    : toItem({ listKey: key, listSort: at, PK: `CASE#${caseId}`, SK: `NOTICE#${noticeId}` });
};

/** A place as an address gives it, for `placeKeyOf`. */
export const placeText = (next: Record<string, AttributeValue>): string =>
  `${next.listSort?.S}@${next.PK?.S?.slice('CASE#'.length)}`;
