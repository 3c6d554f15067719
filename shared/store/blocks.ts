import { QueryCommand } from '@aws-sdk/client-dynamodb';
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
import { ofItem, toItem } from './client.ts';
import { subjectSchema } from './items.ts';
import { blockPartition, caseKey } from './keys.ts';
import { readMany } from './read-many.ts';

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
 * What matching compares of these cases, without those merged into another. One request for each hundred.
 *
 * @throws HubError `TABLE_BUSY` (retryable)
 */
export const readSubjects = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseIds: readonly string[],
): Promise<{ cases: Map<string, Subject>; distinct: Map<string, string[]> }> => {
  const items = await readMany(client, table, caseIds.map(caseKey), {
    expression: 'caseId, subject, mergedInto, distinctFrom',
  });
  const summaries = items
    .map((item) => summarySchema.parse(item))
    .filter(({ mergedInto }) => mergedInto === undefined);
  return {
    cases: new Map(summaries.map(({ caseId, subject }) => [caseId, subject])),
    distinct: new Map(summaries.map(({ caseId, distinctFrom }) => [caseId, distinctFrom])),
  };
};
