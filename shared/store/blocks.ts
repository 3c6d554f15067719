import { BatchGetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import {
  BLOCK_LIMIT,
  type BlockKey,
  type BlockRead,
  blockKeysOf,
  casesToCompare,
} from '../domain/matching/block-keys.ts';
import type { Found } from '../domain/matching/match.ts';
import type { Subject } from '../domain/matching/subject.ts';
import { HubError } from '../errors.ts';
import { ofItem, toItem } from './client.ts';
import { subjectSchema } from './items.ts';
import { blockPartition, caseKey } from './keys.ts';

const entrySchema = z.object({ SK: z.string() });
const summarySchema = z.object({
  caseId: z.string(),
  subject: subjectSchema,
  mergedInto: z.optional(z.string()),
  distinctFrom: z.array(z.string()),
});

/**
 * Reads the cases that may be the message's: all the blocks it falls in, at once, then what matching compares of the cases they
 * hold. Two rounds: at most twelve queries, then one batch. Strongly consistent: a case written a moment ago is seen.
 *
 * @param except the case that already has the message: it is left out
 * @param keys the blocks to read; by default all of the message's
 * @throws HubError `TABLE_BUSY` (retryable)
 */
export const readCandidates = async (
  client: DynamoDBDocumentClient,
  table: string,
  matchingKey: string,
  message: Subject,
  except?: string,
  keys: readonly BlockKey[] = blockKeysOf(message),
): Promise<Found> => {
  const blocks = await Promise.all(keys.map((key) => readBlock(client, table, matchingKey, key)));
  const { cases, truncated } = casesToCompare(message, blocks, except);
  const address = blocks.find(({ kind }) => kind === 'adresse');
  return {
    ...(await readSubjects(client, table, cases)),
    casesAtAddress: address?.cases.length ?? 0,
    truncated,
  };
};

const readBlock = async (
  client: DynamoDBDocumentClient,
  table: string,
  matchingKey: string,
  key: BlockKey,
): Promise<BlockRead<string>> => {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'PK = :block',
      ExpressionAttributeValues: toItem({ ':block': blockPartition(matchingKey, key) }),
      ProjectionExpression: 'SK',
      ConsistentRead: true,
      Limit: BLOCK_LIMIT,
    }),
  );
  const cases = Items.map((item) => entrySchema.parse(ofItem(item)).SK.slice('A#'.length));
  return { kind: key.kind, cases, more: LastEvaluatedKey !== undefined };
};

/**
 * What matching compares of these cases, without those merged into another. One request, of 100 cases at most.
 *
 * @throws HubError `TABLE_BUSY` (retryable)
 */
export const readSubjects = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseIds: readonly string[],
): Promise<{ cases: Map<string, Subject>; distinct: Map<string, string[]> }> => {
  if (caseIds.length === 0) return { cases: new Map(), distinct: new Map() };
  const { Responses, UnprocessedKeys } = await client.send(
    new BatchGetItemCommand({
      RequestItems: {
        [table]: {
          Keys: caseIds.map((caseId) => toItem(caseKey(caseId))),
          ConsistentRead: true,
          ProjectionExpression: 'caseId, subject, mergedInto, distinctFrom',
        },
      },
    }),
  );
  if (UnprocessedKeys?.[table])
    throw new HubError('TABLE_BUSY', 'candidates read throttled', { retryable: true });
  const summaries = (Responses?.[table] ?? [])
    .map((item) => summarySchema.parse(ofItem(item)))
    .filter(({ mergedInto }) => mergedInto === undefined);
  return {
    cases: new Map(summaries.map(({ caseId, subject }) => [caseId, subject])),
    distinct: new Map(summaries.map(({ caseId, distinctFrom }) => [caseId, distinctFrom])),
  };
};
