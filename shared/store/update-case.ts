import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { caseKey } from './keys.ts';
import { transactAgain, type Write } from './transact.ts';

/**
 * Sets and removes attributes of a case's summary beside its fold: the next fold to be written overwrites them. `more` is written with it,
 * all or nothing. False when the summary is no longer the version read, or a write of `more` is refused. One request.
 *
 * @throws HubError `TABLE_CONTENDED` (retryable)
 */
export const updateCase = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
  version: number,
  { set, remove }: { set: Record<string, unknown>; remove: readonly string[] },
  more: readonly Write[] = [],
): Promise<boolean> => {
  const names = [...Object.keys(set), ...remove, 'version'];
  const update: Write = {
    name: 'case',
    Update: {
      TableName: table,
      Key: caseKey(caseId),
      UpdateExpression: `SET ${Object.keys(set)
        .map((name) => `#${name} = :${name}`)
        .join(', ')}${remove.length === 0 ? '' : ` REMOVE ${remove.map((name) => `#${name}`).join(', ')}`}`,
      ConditionExpression: '#version = :read',
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
        ':read': version,
      },
    },
  };
  const { kind } = await transactAgain(client, [update, ...more]);
  return kind === 'written';
};
