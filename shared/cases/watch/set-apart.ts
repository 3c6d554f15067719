import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import { HubError } from '../../errors.ts';
import { readListed, settledWrite } from '../../store/alert-writes.ts';
import type { CaseItem, Order } from '../../store/items.ts';
import { dueOf } from '../../store/keys.ts';
import { updateCase } from '../../store/update-case.ts';
import { PLACES } from '../../store/writes.ts';

/**
 * Sets a case apart: it is kept complete, off the worklist, and comes due on the day it is to be erased. Anything that writes its
 * fold meanwhile (news, a person's answer, a hold) brings it back as it was, with the alerts that it leaves the lists with. Two requests.
 *
 * @throws HubError `CASE_CHANGED` (retryable): something came since it was read
 */
export const setApart = async (
  client: DynamoDBDocumentClient,
  table: string,
  { caseId, version }: Pick<CaseItem, 'caseId' | 'version'>,
  order: Order,
  until: CivilDate,
): Promise<void> => {
  const set = { apart: { ...order, until }, version: version + 1, ...dueOf(caseId, until) };
  const { alerts } = await readListed(client, table, caseId);
  const leave = alerts
    .filter(({ listKey }) => listKey !== undefined)
    .map((alert) => settledWrite(table, alert, order.at));
  if (!(await updateCase(client, table, caseId, version, { set, remove: PLACES }, leave)))
    throw new HubError('CASE_CHANGED', 'the case changed while it was set apart', { retryable: true });
};
