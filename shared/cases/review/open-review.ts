import { HubError } from '../../errors.ts';
import type { ReviewItem } from '../../store/items.ts';
import type { RecordDeps } from '../recording/record-event.ts';
import { listReviews, readReviews } from './open-reviews.ts';
import { isCalled } from './reopen.ts';

/** A review, by its id in its case: read where it lies, and consistently. */
export type ReviewRef = { caseId: string; id: string };
/** A review, as somebody names it: by its id alone it is looked for among all those that are open. */
export type Asked = string | ReviewRef;

/**
 * @param reasons the kinds of review that the answer fits: on another it would move, or leave waiting, what nobody asked about
 * @throws HubError `REVIEW_UNKNOWN` when no open review bears this id; `REVIEW_OTHERWISE` when it asks something else
 */
export const openReview = async (
  { client, table }: Pick<RecordDeps, 'client' | 'table'>,
  asked: Asked,
  reasons: readonly ReviewItem['reason'][],
): Promise<ReviewItem> => {
  const id = typeof asked === 'string' ? asked : asked.id;
  const among =
    typeof asked === 'string'
      ? await listReviews(client, table)
      : await readReviews(client, table, asked.caseId);
  const found = among.find((review) => review.state === 'open' && isCalled(review, id));
  if (!found) throw new HubError('REVIEW_UNKNOWN', `no open review ${id}`, { retryable: false });
  if (!reasons.includes(found.reason))
    throw new HubError('REVIEW_OTHERWISE', `${id} asks of ${found.reason}`, { retryable: false });
  return found;
};
