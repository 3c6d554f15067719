import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Recipient } from '../domain/delays/rule.ts';
import type { ArrondissementCode } from '../domain/events/household.ts';
import { type Handling, type StateAlert, stateAlertSchema, type WholeAlert } from './alerts.ts';
import { type AlertState, alertsList, caseKey, noticeKey } from './keys.ts';
import { placeOfAlert } from './notice-writes.ts';
import type { Write } from './transact.ts';
import { absent, put } from './writes.ts';

/**
 * The write by which something is done of an alert. It fails when the alert is in another list than it was read in: somebody was first.
 *
 * @param list the list that it is in afterwards; none: nothing more is asked
 */
export const handlingWrite = (
  table: string,
  { caseId, noticeId, listKey, arrondissement }: StateAlert,
  handling: Handling,
  list: AlertState | undefined,
): Write => {
  const back = handling.state === 'rendue';
  const sets = [
    'handled = list_append(if_not_exists(handled, :none), :one)',
    // Given back, it waits anew: its silence is counted from then.
    back ? 'waitsSince = :at' : 'handling = :handling',
    ...(list === undefined ? [] : ['listKey = :list']),
  ];
  const removes = [
    ...(back ? ['handling', 'reminded'] : []),
    ...(list === undefined ? ['listKey', 'listSort'] : []),
  ];
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
        ...(back ? { ':at': handling.at } : { ':handling': handling }),
        ...(list !== undefined && { ':list': alertsList(arrondissement, list) }),
      },
    },
  };
};

/** What is not sent on with an alert: where it was, what became of its mail, and what was done of it. */
const OWN: readonly string[] = [
  'mailbox',
  'forward',
  'sentAt',
  'sendBy',
  'sesMessageId',
  'digestId',
  'digestDay',
  'undeliveredAt',
  'undeliveredReason',
  'unaddressedAt',
  'worklistKey',
  'worklistSort',
  'listKey',
  'listSort',
  'handling',
  'handled',
  'reminded',
  'waitsSince',
  'settledAt',
  'trace',
];

/** The id of an alert that goes on to somebody: the same alert goes to them once. */
export const idOnTo = (noticeId: string, ...to: readonly string[]): string =>
  createHash('sha256')
    .update([noticeId, ...to].join('|'))
    .digest('hex')
    .slice(0, 24);

/** Whom an alert goes on to. */
export type Onward = {
  recipient: Recipient;
  arrondissement: ArrondissementCode;
  commune?: string;
  /** Whether it is an alert to take there. */
  listed: boolean;
};

const without = (alert: WholeAlert, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(alert).filter(([name]) => !names.includes(name)));

/** The write of an alert to somebody else, with one more fact that says why they get it. It is told at once. */
export const onwardWrite = (
  table: string,
  alert: WholeAlert,
  to: Onward,
  fact: readonly [string, string],
  at: string,
  more: Record<string, unknown> = {},
): Write => {
  const noticeId = idOnTo(alert.noticeId, to.recipient, to.arrondissement, fact[0]);
  return put(
    table,
    'onward',
    {
      ...without(alert, OWN),
      ...noticeKey(alert.caseId, noticeId),
      entity: 'NOTICE',
      noticeId,
      recipient: to.recipient,
      recipients: [to.recipient],
      arrondissement: to.arrondissement,
      commune: to.commune ?? alert.commune,
      status: 'due',
      createdAt: at,
      facts: [...alert.facts, fact],
      ...(to.listed && placeOfAlert(to.arrondissement, { ...alert, noticeId })),
      ...more,
    },
    absent,
  );
};

/**
 * The writes by which an alert goes with its events to another case: it is to take there, or taken by whom it was. It is not told again.
 *
 * @param to the case, and where its dwelling is
 */
export const carriedWrites = (
  table: string,
  alert: StateAlert,
  to: { caseId: string; arrondissement: ArrondissementCode; commune: string },
  { by, at }: { by: string; at: string },
): Write[] => {
  const noticeId = idOnTo(alert.noticeId, to.caseId, at);
  const taken = alert.handling?.state === 'prise' && alert.arrondissement === to.arrondissement;
  return [
    handlingWrite(table, alert, { state: 'renvoyee', by, at, reason: 'dossier', to: to.caseId }, undefined),
    put(
      table,
      'carried',
      {
        ...without(alert, [...OWN.filter((name) => !taken || name !== 'handling'), 'caseId']),
        ...noticeKey(to.caseId, noticeId),
        entity: 'NOTICE',
        noticeId,
        caseId: to.caseId,
        arrondissement: to.arrondissement,
        commune: to.commune,
        // It was told under the other reference.
        status: 'carried',
        createdAt: at,
        ...placeOfAlert(to.arrondissement, { ...alert, noticeId }),
        ...(taken && { listKey: alertsList(to.arrondissement, 'prise') }),
      },
      absent,
    ),
  ];
};

/** The alerts of a case that its arrondissement is to take, or has taken. Consistent; one request for each page of 1 MB. */
export const readOpenAlerts = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
): Promise<StateAlert[]> => {
  const found: StateAlert[] = [];
  const query = {
    TableName: table,
    KeyConditionExpression: 'PK = :case AND begins_with(SK, :notice)',
    FilterExpression: 'begins_with(listKey, :alerts)',
    ExpressionAttributeValues: { ':case': caseKey(caseId).PK, ':notice': 'NOTICE#', ':alerts': 'ALERTES#' },
    ConsistentRead: true,
  };
  for await (const { Items = [] } of paginateQuery({ client }, query))
    found.push(...Items.flatMap((item) => stateAlertSchema.safeParse(item).data ?? []));
  return found;
};
