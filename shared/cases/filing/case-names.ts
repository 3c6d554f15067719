import { createHash, createHmac } from 'node:crypto';
import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { bookkeepingKinds, type CaseEvent } from '../../domain/events/case-event.ts';
import { spokenIn, spokenOf } from '../../domain/reference/spoken.ts';
import { HubError } from '../../errors.ts';
import type { StoredCase } from '../../store/case-store.ts';
import type { ReviewItem } from '../../store/items.ts';
import { caseKey, namesOfCases } from '../../store/keys.ts';
import type { Write } from '../../store/transact.ts';
import { nameWrite } from '../../store/writes.ts';

/**
 * What one sender, and no other, calls a case. The name reveals neither who else knows the case nor how many cases there are
 * (ADR 49). Once stored, the stored name counts; computed again with the same key, it is the same.
 *
 * @param matchingKey the hub's secret
 */
export const caseNameOf = (matchingKey: string, sender: string, caseId: string): string =>
  spokenOf(createHmac('sha256', matchingKey).update(`nom|${sender}|${caseId}`).digest());

/** What a sender calls a case: the stored name, else the one it will get when it is filed there. */
export const nameFor = (
  matchingKey: string,
  sender: string,
  caseId: string,
  found: Pick<StoredCase, 'names'> | undefined,
): string => found?.names.get(sender) ?? caseNameOf(matchingKey, sender, caseId);

/**
 * Names a case for the senders that its new events bring to it, and for no other.
 *
 * @param carried what they called the case that the events come from: they go on calling it so
 */
export const newNames = (
  table: string,
  matchingKey: string,
  caseId: string,
  found: Pick<StoredCase, 'names'> | undefined,
  events: readonly CaseEvent[],
  carried: ReadonlyMap<string, string> = new Map(),
): Write[] =>
  [...new Set(events.filter(({ kind }) => !bookkeepingKinds.includes(kind)).map(({ sender }) => sender))]
    .filter((sender) => !found?.names.has(sender))
    .map((sender) =>
      nameWrite(table, caseId, sender, carried.get(sender) ?? caseNameOf(matchingKey, sender, caseId)),
    );

const namedSchema = z.object({ caseId: z.string(), sender: z.string() });
/** A case that bears a name, and the sender who calls it so. */
type Named = z.infer<typeof namedSchema>;

/** The cases that bear a name: one, and those that its events have left since. One request, on an index that is a moment late. */
const readNamed = async (client: DynamoDBDocumentClient, table: string, name: string): Promise<Named[]> => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'worklist',
      KeyConditionExpression: 'worklistKey = :name',
      ExpressionAttributeValues: { ':name': namesOfCases(name) },
    }),
  );
  return Items.map((item) => namedSchema.parse(item));
};

/**
 * The case that somebody names, by the hub's reference or by what one sender calls it. When several bear the name, as after a
 * merge, it is the one that still has the sender's messages.
 *
 * @throws HubError `NAME_WRONG` where the check letter does not match; `NAME_UNKNOWN`
 */
export const resolveCase = async (
  client: DynamoDBDocumentClient,
  table: string,
  asked: string,
): Promise<string> => {
  if (/^\d{2,3}-\d{4}-\d+$/.test(asked.trim())) return asked.trim();
  const name = spokenIn(asked);
  if (name === undefined)
    throw new HubError('NAME_WRONG', `${asked}: neither a reference nor a name`, { retryable: false });
  const named = await readNamed(client, table, name);
  const [first] = named;
  if (!first) throw new HubError('NAME_UNKNOWN', `no case is called ${name}`, { retryable: false });
  for (const one of named) if (await stillHas(client, table, one)) return one.caseId;
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: caseKey(first.caseId) }));
  return mergedSchema.safeParse(Item).data?.mergedInto ?? first.caseId;
};

const mergedSchema = z.object({ mergedInto: z.string() });

const eventSchema = z.object({ event: z.object({ sender: z.string() }) });

/** Whether a case still has events of the sender's. */
const stillHas = async (
  client: DynamoDBDocumentClient,
  table: string,
  { caseId, sender }: Named,
): Promise<boolean> => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'PK = :case AND begins_with(SK, :event)',
      ExpressionAttributeValues: { ':case': caseKey(caseId).PK, ':event': 'EVENT#' },
    }),
  );
  return Items.some((item) => eventSchema.safeParse(item).data?.event.sender === sender);
};

/**
 * What an agent types to answer a review: short, and plain whatever the message's id is. For a merge, it is the references of its
 * two cases.
 */
export const reviewIdOf = ({ reason, messageId }: Pick<ReviewItem, 'reason' | 'messageId'>): string =>
  reason === 'fusion' ? messageId : spokenOf(createHash('sha256').update(messageId).digest());
