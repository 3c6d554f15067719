import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Reasons } from '../domain/matching/match.ts';
import type { ReviewItem } from './items.ts';
import { schemaVersion } from './items.ts';
import { caseReviewKey, openReviews } from './keys.ts';

/** The proposal's id is the pair's, whoever proposes it: made twice, it is one. */
export const mergeIdOf = ([a, b]: readonly [string, string]): string => `fusion-${[a, b].sort().join('-')}`;

/**
 * Proposes that two cases are one: a person other than the one who proposes answers. One request. What was answered once, the hub
 * does not ask again; a person may.
 */
export const mergeProposal = async (
  client: DynamoDBDocumentClient,
  table: string,
  pair: readonly [string, string],
  proposedBy: string,
  openedAt: string,
  reasons?: Reasons,
): Promise<void> => {
  const [a, b] = pair;
  const [caseId, other] = a < b ? [a, b] : [b, a];
  const review: ReviewItem = {
    entity: 'REVIEW',
    messageId: mergeIdOf(pair),
    reason: 'fusion',
    state: 'open',
    openedAt,
    caseId,
    candidates: [other],
    ...(reasons && { reasons: [reasons] }),
    proposedBy,
  };
  try {
    await client.send(
      new PutCommand({
        TableName: table,
        Item: {
          schemaVersion,
          ...caseReviewKey(caseId, review.messageId),
          ...review,
          worklistKey: openReviews,
          worklistSort: `${openedAt}#${review.messageId}`,
        },
        ...(proposedBy === 'hub'
          ? { ConditionExpression: 'attribute_not_exists(PK)' }
          : {
              ConditionExpression: 'attribute_not_exists(PK) OR #state = :answered',
              ExpressionAttributeNames: { '#state': 'state' },
              ExpressionAttributeValues: { ':answered': 'answered' },
            }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
