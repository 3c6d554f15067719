import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ReviewItem } from '../../store/items.ts';
import { mergeIdOf } from '../filing/merge-proposal.ts';
import { readReviews } from './open-reviews.ts';
import { isCalled } from './reopen.ts';

const MERGE = mergeIdOf(['', '']).slice(0, -1);

/**
 * A review of a case, open or answered, by its id. Whether two cases are one is asked of both, and kept with the older. One request, or
 * two for the younger.
 */
export const readReview = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
  id: string,
): Promise<ReviewItem | undefined> => {
  const own = (await readReviews(client, table, caseId)).find((one) => isCalled(one, id));
  if (own || !id.startsWith(MERGE)) return own;
  const older = id.slice(MERGE.length, -caseId.length - 1);
  return older === '' || mergeIdOf([older, caseId]) !== id
    ? undefined
    : (await readReviews(client, table, older)).find((one) => isCalled(one, id));
};
