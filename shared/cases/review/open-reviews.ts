import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { openReviews } from '../../store/keys.ts';

/** How many reviews wait for a person. One request for each page of 1 MB. */
export const countOpenReviews = async (client: DynamoDBDocumentClient, table: string): Promise<number> => {
  let count = 0;
  const query = {
    TableName: table,
    IndexName: 'worklist',
    Select: 'COUNT' as const,
    KeyConditionExpression: 'worklistKey = :open',
    ExpressionAttributeValues: { ':open': openReviews },
  };
  for await (const { Count = 0 } of paginateQuery({ client }, query)) count += Count;
  return count;
};
