import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type ArrondissementCode, arrondissementCodeSchema } from '../../domain/events/household.ts';
import type { ReviewItem } from '../../store/items.ts';
import { caseKey } from '../../store/keys.ts';
import { readMany } from '../../store/read-many.ts';
import { reviewIdOf } from '../filing/case-names.ts';
import { listReviews } from './open-reviews.ts';

/** A question that waits for a person; `caseId`: the case by which they come to it, and where that is. */
export type Waiting = { review: ReviewItem; id: string; caseId: string; commune: string | undefined };

/** The kinds of questions, in the order they are asked: what would merge or silence a case, or keep its alerts waiting, comes first. */
export const questionOrder = [
  'fin',
  'commune',
  'rapprochement',
  'fusion',
  'coherence',
  'terme',
  'audit',
] as const satisfies readonly ReviewItem['reason'][];

/** Where a question is in the list: it keeps its place there when others are answered. */
export const rankOf = ({ review: { reason, openedAt }, id }: Waiting): string =>
  `${questionOrder.indexOf(reason)}|${openedAt}|${id}`;
export const inQuestionOrder = (a: Waiting, b: Waiting): number => (rankOf(a) < rankOf(b) ? -1 : 1);

/** The cases that a question is asked of: whether two are one is asked of both. */
const askedOf = ({ reason, caseId, candidates }: ReviewItem): string[] =>
  reason === 'fusion' ? [caseId, ...candidates] : [caseId];

/** Open reviews of the whole hub that are read at most. */
const MOST_READ = 2000;

const summarySchema = z.object({
  caseId: z.string(),
  arrondissement: z.optional(arrondissementCodeSchema),
  dwelling: z.optional(z.object({ commune: z.optional(z.string()) })),
  erasing: z.optional(z.unknown()),
  mergedInto: z.optional(z.string()),
});
type Summary = z.infer<typeof summarySchema>;

/**
 * What waits for a person in the arrondissements that `reaches` holds for, by kind, the oldest first. A case's arrondissement is read
 * where it is kept, so that a review follows its case; a merge is asked in the arrondissements of both its cases. One request for each page of 1 MB of open reviews, and one for each hundred of
 * their cases.
 *
 * @returns `more`: the hub has more open reviews than were read
 * @throws HubError `TABLE_BUSY` (retryable)
 */
export const readWaiting = async (
  client: DynamoDBDocumentClient,
  table: string,
  reaches: (arrondissement: ArrondissementCode | undefined) => boolean,
): Promise<{ waiting: Waiting[]; more: boolean }> => {
  const reviews = await listReviews(client, table, MOST_READ + 1);
  const read = reviews.slice(0, MOST_READ);
  const summaries = await readSummaries(client, table, read.flatMap(askedOf));
  const waiting = read.flatMap((review): Waiting[] => {
    if (summaries.get(review.caseId)?.mergedInto !== undefined) return [];
    const summary = askedOf(review)
      .flatMap((caseId) => summaries.get(caseId) ?? [])
      .find(({ arrondissement, erasing }) => erasing === undefined && reaches(arrondissement));
    if (!summary) return [];
    const { caseId, dwelling } = summary;
    return [{ review, id: reviewIdOf(review), caseId, commune: dwelling?.commune }];
  });
  return { waiting: waiting.sort(inQuestionOrder), more: reviews.length > MOST_READ };
};

const readSummaries = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseIds: readonly string[],
): Promise<Map<string, Summary>> => {
  const items = await readMany(client, table, caseIds.map(caseKey), {
    expression: 'caseId, arrondissement, dwelling.commune, erasing, mergedInto',
  });
  return new Map(items.map((item) => summarySchema.parse(item)).map((summary) => [summary.caseId, summary]));
};
