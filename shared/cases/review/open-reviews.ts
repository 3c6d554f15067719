import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type ReviewItem, reviewItemSchema } from '../../store/items.ts';
import { caseReviewKey, openReviews } from '../../store/keys.ts';
import { rowsOf } from '../../store/register.ts';

/** Open reviews, oldest first. One request for each page of 1 MB. @param most how many; all of them by default */
export const listReviews = async (
  client: DynamoDBDocumentClient,
  table: string,
  most = Number.POSITIVE_INFINITY,
): Promise<ReviewItem[]> => {
  const reviews: ReviewItem[] = [];
  const query = {
    TableName: table,
    IndexName: 'worklist',
    KeyConditionExpression: 'worklistKey = :open',
    ExpressionAttributeValues: { ':open': openReviews },
  };
  for await (const { Items = [] } of paginateQuery({ client }, query)) {
    reviews.push(...Items.map((item) => reviewItemSchema.parse(item)));
    if (reviews.length >= most) break;
  }
  return reviews.slice(0, most);
};

/** Every review of a case, open or answered. Consistent; one request for each page of 1 MB. */
export const readReviews = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
): Promise<ReviewItem[]> => {
  const { PK, SK } = caseReviewKey(caseId, '');
  return (await rowsOf(client, table, PK, SK)).map((row) => reviewItemSchema.parse(row));
};

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
