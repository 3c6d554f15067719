import { HubError } from '../../errors.ts';
import { readCaseToWrite, type StoredCase } from '../../store/case-store.ts';
import type { DiagnosticDeps } from './deps.ts';

/** Merges that are followed: a case that was emptied into another, itself emptied since. */
const MOST_MERGES = 5;

/**
 * The case that an enquiry is about now: the one it was asked for or, once that was merged into another, the other. What was written of the
 * enquiry stays under the first reference, by which its body knows it.
 *
 * @throws HubError `CASE_UNKNOWN`: it does not exist, or is being erased
 */
export const currentCase = async (
  { client, table }: Pick<DiagnosticDeps, 'client' | 'table'>,
  caseId: string,
): Promise<StoredCase> => {
  let id = caseId;
  for (let merges = 0; merges <= MOST_MERGES; merges += 1) {
    const found = await readCaseToWrite(client, table, id);
    if (!found || found.summary.erasing) break;
    if (found.summary.mergedInto === undefined) return found;
    id = found.summary.mergedInto;
  }
  throw new HubError('CASE_UNKNOWN', `no case ${caseId}`, { retryable: false });
};
