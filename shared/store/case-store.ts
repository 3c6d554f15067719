import { type AttributeValue, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CaseEvent } from '../domain/events/case-event.ts';
import type { Identity } from '../domain/matching/identity.ts';
import { ofItem, toItem } from './client.ts';
import {
  type CaseItem,
  caseItemSchema,
  claimItemSchema,
  eventItemSchema,
  nameItemSchema,
  noticeItemSchema,
  type ReviewItem,
  reviewItemSchema,
  type WaitingNotice,
  type Why,
} from './items.ts';
import { caseKey, identityKey } from './keys.ts';
import { readMany } from './read-many.ts';
import { finishSteps } from './steps.ts';

/** A case as stored: its summary, its events, and what waits for an answer about it. */
export type StoredCase = {
  summary: CaseItem;
  events: CaseEvent[];
  /** Sender → what it calls the case. */
  names: ReadonlyMap<string, string>;
  /** Event's id → why it is there, where that was kept with it. */
  whys: ReadonlyMap<string, Why>;
  waitingNotices: WaitingNotice[];
  /** Open reviews about its commune. */
  openReviews: ReviewItem[];
  /** Its notices and reviews as they lie in the table, where they were read with it. */
  beside?: readonly StoredItem[];
};
/** An item as it lies in the table: its reader parses it. */
type StoredItem = Readonly<Record<string, unknown>>;

/** The case that owns an identity, and whether the identity still names it. */
export type Claim = { caseId: string; disputed: boolean };
/** Identity key value → who owns it. */
export type Claims = Map<string, Claim>;

/**
 * Reads who owns these identities. Strongly consistent; one request for each hundred.
 *
 * @throws HubError `TABLE_BUSY` (retryable)
 */
export const readClaims = async (
  client: DynamoDBDocumentClient,
  table: string,
  matchingKey: string,
  identities: readonly Identity[],
): Promise<Claims> => {
  const keys = identities.map((identity) => identityKey(matchingKey, identity));
  const items = await readMany(client, table, keys);
  return new Map(
    items
      .map((item) => claimItemSchema.parse(item))
      .map(({ PK, caseId, disputed = false }) => [PK, { caseId, disputed }]),
  );
};

/**
 * Reads a case, its summary and events: strongly consistent, one request for each page of 1 MB. Its notices and reviews come
 * after them in the partition, and are read (one more request) only while the commune is in doubt: nothing waits otherwise.
 * Undefined when there is no such case.
 */
export const readCase = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
): Promise<StoredCase | undefined> => {
  const found = caseIn(await queryCase(client, table, caseId, 'AND SK < :waiting'));
  if (found === undefined || found.summary.arrondissement !== undefined) return found;
  return withBeside(found, await queryCase(client, table, caseId, 'AND SK >= :waiting'));
};

/** Entities that make a case, and what is read of them. */
const ENTITIES: readonly string[] = ['CASE', 'ALIAS', 'EVENT'];
const ATTRIBUTES = [
  ...new Set([caseItemSchema, nameItemSchema, eventItemSchema].flatMap(({ shape }) => Object.keys(shape))),
];

/**
 * Reads a case with all that lies beside it: strongly consistent, one request for each page of 1 MB. Undefined when there is no such
 * case.
 *
 * @param attributes those to read of what lies beside
 */
export const readWholeCase = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
  attributes: readonly string[],
): Promise<StoredCase | undefined> => {
  const items = await queryCase(client, table, caseId, '', [...new Set([...ATTRIBUTES, ...attributes])]);
  const isOwn = ({ entity }: StoredItem): boolean => ENTITIES.includes(String(entity));
  const found = caseIn(items.filter(isOwn));
  return (
    found &&
    withBeside(
      found,
      items.filter((item) => !isOwn(item)),
    )
  );
};

const caseIn = (items: readonly StoredItem[]): StoredCase | undefined => {
  const events: CaseEvent[] = [];
  const whys = new Map<string, Why>();
  const names = new Map<string, string>();
  let summary: CaseItem | undefined;
  for (const item of items) {
    if (item.entity === 'CASE') summary = caseItemSchema.parse(item);
    else if (item.entity === 'ALIAS') {
      const { sender, name } = nameItemSchema.parse(item);
      names.set(sender, name);
    } else {
      const { event, why } = eventItemSchema.parse(item);
      events.push(event);
      if (why) whys.set(event.id, why);
    }
  }
  return summary && { summary, events, names, whys, waitingNotices: [], openReviews: [] };
};

const withBeside = (found: StoredCase, beside: readonly StoredItem[]): StoredCase => ({
  ...found,
  waitingNotices: beside
    .filter(({ entity }) => entity === 'NOTICE')
    .map((item) => noticeItemSchema.parse(item))
    .filter(({ status }) => status === 'waiting'),
  openReviews: beside
    .filter(({ entity }) => entity === 'REVIEW')
    .map((item) => reviewItemSchema.parse(item))
    .filter(({ state, reason }) => state === 'open' && reason === 'commune'),
  beside,
});

/**
 * A case's notices and reviews, as they lie in the table: none read twice. One request for each page of 1 MB.
 *
 * @param attributes those to read of each
 */
export const readBesideCase = async (
  client: DynamoDBDocumentClient,
  table: string,
  { summary, beside }: Pick<StoredCase, 'summary' | 'beside'>,
  attributes: readonly string[],
): Promise<readonly StoredItem[]> =>
  beside ?? (await queryCase(client, table, summary.caseId, 'AND SK >= :waiting', attributes));

/**
 * Reads a case in order to write it: what an earlier writer left half done is finished first, and the case is read again.
 *
 * @throws HubError `TABLE_CONTENDED` (retryable)
 */
export const readCaseToWrite = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
): Promise<StoredCase | undefined> => {
  const found = await readCase(client, table, caseId);
  if (found?.summary.left === undefined) return found;
  await finishSteps(client, table, found.summary.left);
  return readCase(client, table, caseId);
};

/** `ALIAS#…`, `CASE` and `EVENT#…` sort before `NOTICE#…` and `REVIEW#…`. */
const FIRST_WAITING = 'NOTICE#';

const queryCase = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
  range: 'AND SK < :waiting' | 'AND SK >= :waiting' | '',
  attributes: readonly string[] = [],
): Promise<Record<string, unknown>[]> => {
  const items: Record<string, unknown>[] = [];
  let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: `PK = :case ${range}`,
        ExpressionAttributeValues: toItem({
          ':case': caseKey(caseId).PK,
          ...(range !== '' && { ':waiting': FIRST_WAITING }),
        }),
        ConsistentRead: true,
        ExclusiveStartKey,
        ...(attributes.length > 0 && {
          ProjectionExpression: attributes.map((_, n) => `#a${n}`).join(', '),
          ExpressionAttributeNames: Object.fromEntries(attributes.map((name, n) => [`#a${n}`, name])),
        }),
      }),
    );
    items.push(...Items.map(ofItem));
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
};
