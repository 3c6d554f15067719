import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import type { ArrondissementCode } from '../../domain/events/household.ts';
import { engagedKey } from '../../store/keys.ts';
import { casesIn, type ListedCase, readSlice } from '../../store/lists.ts';

/** The cases of an arrondissement for which the State answers, or will: before their refusal, and after it. */
export type Engaged = {
  /** The nearest refusal by silence first. */
  pending: ListedCase[];
  /** The earliest refusal first: what has cost longest. */
  refused: ListedCase[];
  /** Whether there are more than were read. */
  more: boolean;
};

/** Two requests, of a megabyte at most: some three thousand cases each. @param today Europe/Paris */
export const readEngaged = async (
  client: DynamoDBDocumentClient,
  table: string,
  arrondissement: ArrondissementCode,
  today: CivilDate,
): Promise<Engaged> => {
  const range = { index: 'engaged', key: engagedKey(arrondissement) } as const;
  const [pending, refused] = await Promise.all([
    readSlice(client, table, { ...range, from: today }),
    readSlice(client, table, { ...range, before: today }),
  ]);
  return {
    pending: casesIn(pending, 'engaged'),
    refused: casesIn(refused, 'engaged'),
    more: pending.next !== undefined || refused.next !== undefined,
  };
};
