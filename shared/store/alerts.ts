import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type ArrondissementCode, arrondissementCodeSchema } from '../domain/events/household.ts';
import { newsList, noticeKey } from './keys.ts';
import { type Range, readSlice, type Slice } from './lists.ts';

/** What an agent did of an alert, and when (ISO UTC). */
export const handlingSchema = z.object({
  state: z.enum(['prise', 'rendue', 'faite', 'renvoyee']),
  by: z.string(),
  /** Id of that person (`personIdOf`). */
  person: z.optional(z.string()),
  at: z.iso.datetime(),
  /** Why it was sent on, and whom to: an arrondissement or a body, in words. */
  reason: z.optional(z.string()),
  to: z.optional(z.string()),
});
export type Handling = z.infer<typeof handlingSchema>;

const listed = {
  caseId: z.string(),
  noticeId: z.string(),
  template: z.string(),
  commune: z.string(),
  createdAt: z.optional(z.string()),
  /** Its place in the list. */
  listSort: z.optional(z.string()),
};

/** An alert to an arrondissement, as lists have it. */
const alertSchema = z.object({
  ...listed,
  rule: z.string(),
  /** The day of the fact that its delay runs from. */
  from: z.string(),
  day: z.string(),
  due: z.optional(z.string()),
  answerBy: z.optional(z.string()),
  urgent: z.boolean(),
  handling: z.optional(handlingSchema),
  /** Whom its silence was told to, the last. */
  reminded: z.optional(z.enum(['arrondissement', 'secretariatCcapex'])),
  /** Since when it is to take again, ISO UTC, where somebody gave it back. */
  waitsSince: z.optional(z.string()),
});
export type AlertItem = z.infer<typeof alertSchema>;

/** What a partner told of a case, as lists have it. */
const newsSchema = z.object({ ...listed, actDate: z.string(), sender: z.string() });
export type NewsItem = z.infer<typeof newsSchema>;

/** An alert whole: what lists have, and what was sent. */
const wholeAlertSchema = z.looseObject({
  ...alertSchema.shape,
  listKey: z.optional(z.string()),
  /** When its delay was settled, ISO UTC: it is in no list as long as this is so. */
  settledAt: z.optional(z.string()),
  about: z.literal('alerte'),
  recipient: z.string(),
  arrondissement: z.optional(arrondissementCodeSchema),
  title: z.string(),
  explanation: z.array(z.string()),
  source: z.string(),
  status: z.string(),
  mailbox: z.optional(z.string()),
  sentAt: z.optional(z.string()),
  facts: z.array(z.tuple([z.string(), z.string()])),
  /** What was done of it, the earliest first. */
  handled: z._default(z.array(handlingSchema), []),
});
export type WholeAlert = z.infer<typeof wholeAlertSchema>;

/** An alert to an arrondissement. */
export const stateAlertSchema = z.looseObject({
  ...wholeAlertSchema.shape,
  arrondissement: arrondissementCodeSchema,
});
export type StateAlert = z.infer<typeof stateAlertSchema>;

/** A part of a list of alerts or of news, and where the next begins. */
export type Part<T> = { items: T[]; next: Slice['next'] };

const partOf = <T>(schema: z.ZodMiniType<T>, { items, next }: Slice): Part<T> => ({
  items: items.flatMap((item) => schema.safeParse(item).data ?? []),
  next,
});

/** Alerts to an arrondissement, in the order of their places (`alert-places.ts`). One request. */
export const readAlerts = async (
  client: DynamoDBDocumentClient,
  table: string,
  range: Range,
  limit: number,
  next?: Slice['next'],
): Promise<Part<AlertItem>> => partOf(alertSchema, await readSlice(client, table, range, { limit, next }));

/** What partners told since an instant (ISO UTC), the latest first. One request. */
export const readNews = async (
  client: DynamoDBDocumentClient,
  table: string,
  arrondissement: ArrondissementCode,
  since: string,
  limit: number,
  next?: Slice['next'],
): Promise<Part<NewsItem>> =>
  partOf(
    newsSchema,
    await readSlice(
      client,
      table,
      { index: 'lists', key: newsList(arrondissement), from: since, backwards: true },
      { limit, next },
    ),
  );

/** An alert of a case. Undefined when the case has no such alert. One request. */
export const readAlert = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
  noticeId: string,
): Promise<WholeAlert | undefined> => {
  const { Item } = await client.send(
    new GetCommand({ TableName: table, Key: noticeKey(caseId, noticeId), ConsistentRead: true }),
  );
  return wholeAlertSchema.safeParse(Item).data;
};
