import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CivilDate } from '../domain/calendar/civil-date.ts';
import type { DecisionAide } from './decision-aide.ts';
import { decisionAideKey } from './keys.ts';

/** Says what became of a decision that was due, for the answerer, which may change nothing else. One that is no longer due is left. One request. */
export const createMarkDecision =
  (client: DynamoDBDocumentClient, TableName: string) =>
  async (
    { commission, decideeLe, id }: Pick<DecisionAide, 'commission' | 'decideeLe' | 'id'>,
    outcome: { status: 'remise'; notifieeLe: CivilDate } | { status: 'sansFile' },
  ): Promise<void> => {
    const given = Object.entries(outcome);
    await client
      .send(
        new UpdateCommand({
          TableName,
          Key: decisionAideKey(commission, decideeLe, id),
          UpdateExpression: `SET ${given.map(([name]) => `#${name} = :${name}`).join(', ')}`,
          ConditionExpression: '#status = :due',
          ExpressionAttributeNames: Object.fromEntries(given.map(([name]) => [`#${name}`, name])),
          ExpressionAttributeValues: {
            ...Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
            ':due': 'due',
          },
        }),
      )
      .catch((error: unknown) => {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      });
  };
