import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { recordedIdOf } from '../../shared/domain/reference/message-id.ts';
import { messageKey } from '../../shared/store/keys.ts';

const markerSchema = z.object({
  entity: z.literal('MESSAGE'),
  messageId: z.string(),
  trace: z.string().optional(),
  sender: z.string(),
  outcome: z.string(),
  caseId: z.string().optional(),
  receivedAt: z.string(),
  arrivals: z.number(),
});
const noticeSchema = z.object({
  entity: z.literal('NOTICE'),
  noticeId: z.string(),
  trace: z.string().optional(),
  caseId: z.string(),
  recipient: z.string(),
  template: z.string(),
  status: z.string(),
  createdAt: z.string(),
  sentAt: z.string().optional(),
  sesMessageId: z.string().optional(),
  digestId: z.string().optional(),
  undeliveredAt: z.string().optional(),
  undeliveredReason: z.string().optional(),
});
const eventSchema = z.object({ entity: z.literal('EVENT'), event: z.object({ id: z.string() }) });
type Marker = z.infer<typeof markerSchema>;
export type TracedNotice = z.infer<typeof noticeSchema>;

/** What the table holds about the way of one message through the hub, or of all the messages of a case. */
export type TableWay = { markers: Marker[]; notices: TracedNotice[]; traces: string[] };

const readMarker = async (
  client: DynamoDBDocumentClient,
  table: string,
  messageId: string,
): Promise<Marker | undefined> => {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: messageKey(messageId) }));
  return markerSchema.safeParse(Item).data;
};

const readCaseItems = async (client: DynamoDBDocumentClient, table: string, caseId: string) => {
  const items: unknown[] = [];
  const query = {
    TableName: table,
    KeyConditionExpression: 'PK = :case',
    ExpressionAttributeValues: { ':case': `CASE#${caseId}` },
  };
  for await (const { Items = [] } of paginateQuery({ client }, query)) items.push(...Items);
  return items;
};

const noticesIn = (items: readonly unknown[]): TracedNotice[] =>
  items.flatMap((item) => noticeSchema.safeParse(item).data ?? []);

/**
 * The way of one message, given its sender and the sender's own id (`caf:CAF77-2026-0004512`), or the id it is recorded under.
 * `undefined` when the table holds no marker of it.
 */
export const wayOfMessage = async (
  client: DynamoDBDocumentClient,
  table: string,
  asked: string,
): Promise<TableWay | undefined> => {
  const marker = await readMarker(client, table, recordedIdOf(asked));
  if (!marker) return undefined;
  const items = marker.caseId === undefined ? [] : await readCaseItems(client, table, marker.caseId);
  const notices = noticesIn(items).filter(({ trace }) => trace !== undefined && trace === marker.trace);
  return { markers: [marker], notices, traces: marker.trace === undefined ? [] : [marker.trace] };
};

/** The way of every message of a case, with the notices that the watch wrote about it. A marker is there only until its TTL ends. */
export const wayOfCase = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
): Promise<TableWay> => {
  const items = await readCaseItems(client, table, caseId);
  const ids = items.flatMap((item) => eventSchema.safeParse(item).data?.event.id ?? []);
  const found = await Promise.all(ids.map((id) => readMarker(client, table, id)));
  const markers = found.flatMap((marker) => marker ?? []);
  const notices = noticesIn(items);
  const traces = [...markers, ...notices].flatMap(({ trace }) => trace ?? []);
  return { markers, notices, traces: [...new Set(traces)] };
};
