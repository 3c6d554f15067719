import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { delayKey } from '../../domain/delays/deadline.ts';
import { HubError } from '../../errors.ts';
import { placeOfAlert } from '../../store/alert-places.ts';
import { handlingWrite, readListed } from '../../store/alert-writes.ts';
import { type Handling, readAlert, type StateAlert } from '../../store/alerts.ts';
import { type CaseItem, caseItemSchema } from '../../store/items.ts';
import { type AlertState, alertsList, caseKey, noticeKey } from '../../store/keys.ts';
import type { Write } from '../../store/transact.ts';
import { updateCase } from '../../store/update-case.ts';
import type { Answer } from '../recording/record-event.ts';

export type AlertDeps = { client: DynamoDBDocumentClient; table: string };

/** The person who handles an alert, with their id, and when. */
export type Handler = Answer & { person?: string | undefined };

/**
 * Reads an alert of a case to an arrondissement, whatever was done of it.
 *
 * @throws HubError `ALERT_UNKNOWN`
 */
export const readStateAlert = async (
  { client, table }: AlertDeps,
  caseId: string,
  noticeId: string,
): Promise<StateAlert> => {
  const alert = await readAlert(client, table, caseId, noticeId);
  if (alert?.recipient !== 'arrondissement' || alert.arrondissement === undefined)
    throw new HubError('ALERT_UNKNOWN', `no alert ${noticeId} in ${caseId}`, { retryable: false });
  return { ...alert, arrondissement: alert.arrondissement };
};

const readSummary = async ({ client, table }: AlertDeps, caseId: string): Promise<CaseItem | undefined> => {
  const { Item } = await client.send(
    new GetCommand({ TableName: table, Key: caseKey(caseId), ConsistentRead: true }),
  );
  return caseItemSchema.safeParse(Item).data;
};

/** What a person did, as it is kept. */
export const handlingOf = (
  state: Handling['state'],
  { by, at, person }: Handler,
  more: Pick<Handling, 'reason' | 'to'> = {},
): Handling => ({ state, by, at, ...(person !== undefined && { person }), ...more });

const handle = async (
  deps: AlertDeps,
  caseId: string,
  noticeId: string,
  handling: Handling,
  from: readonly AlertState[],
  to: AlertState | undefined,
): Promise<void> => {
  const alert = await readStateAlert(deps, caseId, noticeId);
  if (!from.some((list) => alert.listKey === alertsList(alert.arrondissement, list)))
    throw new HubError('ALERT_CHANGED', 'it asks for nothing any more', { retryable: false });
  const { Update } = handlingWrite(deps.table, alert, handling, to);
  if (!Update) return;
  try {
    await deps.client.send(new UpdateCommand(Update));
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException)
      throw new HubError('ALERT_CHANGED', 'somebody was first', { retryable: false });
    throw error;
  }
};

/**
 * Takes an alert: the others see who has it.
 *
 * @throws HubError `ALERT_UNKNOWN`; `ALERT_CHANGED`: somebody was first, or its delay was settled
 */
export const takeAlert = (deps: AlertDeps, caseId: string, noticeId: string, who: Handler): Promise<void> =>
  handle(deps, caseId, noticeId, handlingOf('prise', who), ['recue'], 'prise');

/** Says that what an alert asks is done. @throws HubError `ALERT_UNKNOWN`, `ALERT_CHANGED` */
export const finishAlert = (deps: AlertDeps, caseId: string, noticeId: string, who: Handler): Promise<void> =>
  handle(deps, caseId, noticeId, handlingOf('faite', who), ['recue', 'prise'], undefined);

/** Gives a taken alert back: it is to take again. @throws HubError `ALERT_UNKNOWN`, `ALERT_CHANGED` */
export const giveBackAlert = (
  deps: AlertDeps,
  caseId: string,
  noticeId: string,
  who: Handler,
): Promise<void> => handle(deps, caseId, noticeId, handlingOf('rendue', who), ['prise'], 'recue');

/**
 * Opens again an alert that somebody said was done: it is to take. What was done stays in its history. Four requests.
 *
 * @throws HubError `ALERT_UNKNOWN`; `ALERT_CHANGED`: it is not done, its delay was settled, a later one took its place, or its case is
 * elsewhere or just changed
 */
export const reopenAlert = async (
  deps: AlertDeps,
  caseId: string,
  noticeId: string,
  who: Handler,
): Promise<void> => {
  const alert = await readStateAlert(deps, caseId, noticeId);
  const { listKey, listSort } = placeOfAlert(alert.arrondissement, alert);
  const [summary, { alerts }] = [
    await readSummary(deps, caseId),
    await readListed(deps.client, deps.table, caseId),
  ];
  const delay = delayKey(alert.rule, alert.from);
  const isReplaced = alerts.some(({ rule, from }) => delayKey(rule, from) === delay);
  const asks =
    summary?.live?.includes(delay) === true &&
    summary.arrondissement === alert.arrondissement &&
    summary.left === undefined &&
    summary.apart === undefined;
  if (!asks || isReplaced)
    throw new HubError('ALERT_CHANGED', 'it asks for nothing any more', { retryable: false });
  const opened: Write = {
    name: 'alert',
    Update: {
      TableName: deps.table,
      Key: noticeKey(caseId, noticeId),
      UpdateExpression:
        'SET handled = list_append(if_not_exists(handled, :none), :one), waitsSince = :at, listKey = :list, listSort = :sort REMOVE handling, reminded',
      ConditionExpression: 'attribute_not_exists(listKey) AND handling.#state = :done',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':none': [],
        ':one': [handlingOf('rendue', who)],
        ':at': who.at,
        ':list': listKey,
        ':sort': listSort,
        ':done': 'faite',
      },
    },
  };
  // Whoever settles its delay meanwhile reads again what lists have of the case.
  const next = { set: { version: summary.version + 1 }, remove: [] };
  if (!(await updateCase(deps.client, deps.table, caseId, summary.version, next, [opened])))
    throw new HubError('ALERT_CHANGED', 'it is not done, or its case changed', { retryable: false });
};
