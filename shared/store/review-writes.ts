import type { ReviewItem } from './items.ts';
import { caseReviewKey, openReviews } from './keys.ts';
import type { Write } from './transact.ts';
import { put } from './writes.ts';

export const reviewWrite = (table: string, review: ReviewItem): Write =>
  put(table, 'review', {
    ...caseReviewKey(review.caseId, review.messageId),
    ...review,
    worklistKey: openReviews,
    worklistSort: `${review.openedAt}#${review.messageId}`,
  });

/** What was done to a review: a merge `proposed`, a question `answered`, its sender `asked`, the review `reopened`. */
type Done = 'proposed' | 'answered' | 'asked' | 'reopened';
/** Last part of an update expression: adds to the list of answers that a review keeps for good. Its values come from `answersWith`. */
export const keepAnswer = 'answers = list_append(if_not_exists(answers, :none), :answer)';
export const answersWith = (what: Done, by: string, at: string) => ({
  ':none': [],
  ':answer': [{ what, by, at }],
});

/** Closes a review and takes it off the worklist; fails when it is not open. */
export const answerWrite = (table: string, review: ReviewItem, by: string, answeredAt: string): Write => ({
  name: 'answer',
  Update: {
    TableName: table,
    Key: caseReviewKey(review.caseId, review.messageId),
    UpdateExpression: `SET #state = :answered, answeredBy = :by, answeredAt = :at, ${keepAnswer} REMOVE worklistKey, worklistSort`,
    ConditionExpression: '#state = :open',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':answered': 'answered',
      ':open': 'open',
      ':by': by,
      ':at': answeredAt,
      ...answersWith('answered', by, answeredAt),
    },
  },
});

/** Opens an answered review again; fails when it is not answered. */
export const reopenWrite = (
  table: string,
  { caseId, messageId, openedAt }: ReviewItem,
  by: string,
  at: string,
): Write => ({
  name: 'reopen',
  Update: {
    TableName: table,
    Key: caseReviewKey(caseId, messageId),
    UpdateExpression: `SET #state = :open, worklistKey = :list, worklistSort = :sort, ${keepAnswer} REMOVE answeredBy, answeredAt`,
    ConditionExpression: '#state = :answered',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':answered': 'answered',
      ':open': 'open',
      ':list': openReviews,
      ':sort': `${openedAt}#${messageId}`,
      ...answersWith('reopened', by, at),
    },
  },
});

/** Who proposes a merge from now on, in the place of who did; fails when that was answered, or is another's, meanwhile. */
export const proposedWrite = (
  table: string,
  { caseId, messageId, proposedBy }: ReviewItem,
  { by, person, over }: { by: string; person?: string | undefined; over?: Iterable<string> | undefined },
  at: string,
): Write => ({
  name: 'proposed',
  Update: {
    TableName: table,
    Key: caseReviewKey(caseId, messageId),
    UpdateExpression: `SET proposedBy = :by${person === undefined ? '' : ', proposedPerson = :person'}${over === undefined ? '' : ', proposedOver = :over'}, ${keepAnswer}${person === undefined ? ' REMOVE proposedPerson, proposedOver' : ''}`,
    ConditionExpression: '#state = :open AND proposedBy = :before',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':open': 'open',
      ':before': proposedBy,
      ':by': by,
      ...(person !== undefined && { ':person': person }),
      ...(over !== undefined && { ':over': [...over] }),
      ...answersWith('proposed', by, at),
    },
  },
});
