import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ArrondissementCode } from '../../domain/events/household.ts';
import type { Reasons } from '../../domain/matching/match.ts';
import type { ReviewItem } from '../../store/items.ts';
import { schemaVersion } from '../../store/items.ts';
import { caseReviewKey, openReviews } from '../../store/keys.ts';
import { answersWith, keepAnswer } from '../../store/review-writes.ts';

/** The id of a merge proposal. It depends on the pair only, whoever proposes it: proposed twice, it is one. */
export const mergeIdOf = ([a, b]: readonly [string, string]): string => `fusion-${[a, b].sort().join('-')}`;

/** `person`: the id of who signed in to propose it; `over`: the arrondissements that they review. */
export type Proposer = {
  by: string;
  person?: string | undefined;
  over?: ReadonlySet<ArrondissementCode> | undefined;
};

/**
 * Proposes to merge two cases. A person other than the one who proposes must answer. One request. The hub never proposes again
 * what was answered once; a person may.
 */
export const mergeProposal = async (
  client: DynamoDBDocumentClient,
  table: string,
  pair: readonly [string, string],
  { by: proposedBy, person, over }: Proposer,
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
    ...(person !== undefined && { proposedPerson: person }),
    ...(over !== undefined && { proposedOver: [...over] }),
  };
  const item = {
    schemaVersion,
    ...review,
    worklistKey: openReviews,
    worklistSort: `${openedAt}#${review.messageId}`,
  };
  const names = Object.keys(item);
  try {
    // The earlier answers are kept.
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: caseReviewKey(caseId, review.messageId),
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}, ${keepAnswer} REMOVE answeredBy, answeredAt${person === undefined ? ', proposedPerson' : ''}${over === undefined ? ', proposedOver' : ''}`,
        ConditionExpression:
          proposedBy === 'hub'
            ? 'attribute_not_exists(PK)'
            : 'attribute_not_exists(PK) OR #state = :answered',
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(Object.entries(item).map(([name, value]) => [`:${name}`, value])),
          ...(proposedBy !== 'hub' && { ':answered': 'answered' }),
          ...answersWith('proposed', proposedBy, openedAt),
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
