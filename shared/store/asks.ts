import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { schemaVersion } from './items.ts';
import { asksKey } from './keys.ts';

/** Seconds for which a count is kept: it says nothing once its hour is over. */
const COUNT_SECONDS = 7_200;

/**
 * Counts one question of a person in this hour of the clock. Gives false when they have asked `most` already: nothing is counted then. One request.
 *
 * @param person its id, never a name
 * @param at now, ISO UTC
 */
export const countAsk = async (
  client: DynamoDBDocumentClient,
  table: string,
  person: string,
  at: string,
  most: number,
): Promise<boolean> => {
  try {
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: asksKey(person, at.slice(0, 13)),
        UpdateExpression: 'SET entity = :entity, schemaVersion = :version, expiresAt = :end ADD asked :one',
        ConditionExpression: 'attribute_not_exists(asked) OR asked < :most',
        ExpressionAttributeValues: {
          ':entity': 'ASKS',
          ':version': schemaVersion,
          ':end': Math.floor(Date.parse(at) / 1000) + COUNT_SECONDS,
          ':one': 1,
          ':most': most,
        },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
