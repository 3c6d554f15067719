import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { caseKey } from './keys.ts';

/**
 * Sets and removes attributes of a case's summary beside its fold: the next fold to be written overwrites them. False when the
 * summary is no longer the version read. One request.
 */
export const updateCase = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
  version: number,
  { set, remove }: { set: Record<string, unknown>; remove: readonly string[] },
): Promise<boolean> => {
  const names = [...Object.keys(set), ...remove, 'version'];
  try {
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: caseKey(caseId),
        UpdateExpression: `SET ${Object.keys(set)
          .map((name) => `#${name} = :${name}`)
          .join(', ')} REMOVE ${remove.map((name) => `#${name}`).join(', ')}`,
        ConditionExpression: '#version = :read',
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
          ':read': version,
        },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
