import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ArrondissementCode } from '../../domain/events/household.ts';
import { HubError } from '../../errors.ts';
import { type AlertItem, type Handling, readAlert, type WholeAlert } from '../../store/alerts.ts';
import { alertsList, noticeKey } from '../../store/keys.ts';
import type { Write } from '../../store/transact.ts';
import type { Answer } from '../recording/record-event.ts';

export type AlertDeps = { client: DynamoDBDocumentClient; table: string };

/** The person who handles an alert, with their id, and when. */
export type Handler = Answer & { person?: string | undefined };

/** An alert to an arrondissement. */
export type StateAlert = WholeAlert & { arrondissement: ArrondissementCode };

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

/**
 * The write by which something is done of an alert. It fails when the alert is in another list than it was read in: somebody was first.
 *
 * @param list the list that it is in afterwards; none: nothing more is asked
 */
export const handlingWrite = (
  table: string,
  { caseId, noticeId, listKey, arrondissement }: StateAlert,
  handling: Handling,
  list: 'recue' | 'prise' | undefined,
): Write => {
  const back = handling.state === 'rendue';
  const sets = [
    'handled = list_append(if_not_exists(handled, :none), :one)',
    ...(back ? [] : ['handling = :handling']),
    ...(list === undefined ? [] : ['listKey = :list']),
  ];
  const removes = [...(back ? ['handling'] : []), ...(list === undefined ? ['listKey', 'listSort'] : [])];
  return {
    name: 'alert',
    Update: {
      TableName: table,
      Key: noticeKey(caseId, noticeId),
      UpdateExpression: `SET ${sets.join(', ')}${removes.length > 0 ? ` REMOVE ${removes.join(', ')}` : ''}`,
      ConditionExpression: 'listKey = :read',
      ExpressionAttributeValues: {
        ':none': [],
        ':one': [handling],
        ':read': listKey ?? 'none',
        ...(!back && { ':handling': handling }),
        ...(list !== undefined && { ':list': alertsList(arrondissement, list) }),
      },
    },
  };
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
  from: readonly ('recue' | 'prise')[],
  to: 'recue' | 'prise' | undefined,
): Promise<void> => {
  const alert = await readStateAlert(deps, caseId, noticeId);
  const isThere = from.some((list) => alert.listKey === alertsList(alert.arrondissement, list));
  if (!isThere) throw new HubError('ALERT_CHANGED', 'it is not there any more', { retryable: false });
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

/** Takes off the lists an alert whose delay was settled meanwhile. Nothing when it left them already. One request. */
export const closeAlert = async (
  { client, table }: AlertDeps,
  { caseId, noticeId }: Pick<AlertItem, 'caseId' | 'noticeId'>,
  settledAt: string,
): Promise<void> => {
  try {
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: noticeKey(caseId, noticeId),
        UpdateExpression: 'SET settledAt = :at REMOVE listKey, listSort',
        ConditionExpression: 'attribute_exists(listKey)',
        ExpressionAttributeValues: { ':at': settledAt },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
