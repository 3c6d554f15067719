import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readCase, type StoredCase } from '../../store/case-store.ts';

/** Merges are followed this far. */
const MOST_MERGES = 5;

/** The case that has a case's events now: itself, or what it was merged into, from one to the next. Undefined when it was erased. */
export const readCurrentCase = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
): Promise<StoredCase | undefined> => {
  let found = await readCase(client, table, caseId);
  for (let n = 0; n < MOST_MERGES && found?.summary.mergedInto !== undefined; n += 1)
    found = await readCase(client, table, found.summary.mergedInto);
  return found?.summary.erasing === undefined ? found : undefined;
};
