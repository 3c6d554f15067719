import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Recipient } from '../domain/delays/rule.ts';
import type { ArrondissementCode } from '../domain/events/household.ts';
import { arrondissementNames } from '../domain/territory/arrondissements.ts';
import { placeOfAlert } from './alert-places.ts';
import { type Handling, type StateAlert, stateAlertSchema, type WholeAlert } from './alerts.ts';
import { type AlertState, caseKey, type Key, lettersOwed, newsList, noticeKey } from './keys.ts';
import type { Write } from './transact.ts';
import { absent, put } from './writes.ts';

/**
 * The write by which something is done of an alert. It fails when the alert is in another list than it was read in: somebody was first.
 *
 * @param list the list that it is in afterwards; none: nothing more is asked
 */
export const handlingWrite = (
  table: string,
  alert: StateAlert,
  handling: Handling,
  list: AlertState | undefined,
): Write => {
  const { caseId, noticeId, listKey, arrondissement } = alert;
  const back = handling.state === 'rendue';
  const place = list && placeOfAlert(arrondissement, alert, list === 'prise' ? handling : undefined);
  const sets = [
    'handled = list_append(if_not_exists(handled, :none), :one)',
    // Given back, it waits anew: its silence is counted from then.
    back ? 'waitsSince = :at' : 'handling = :handling',
    ...(place === undefined ? [] : ['listKey = :list', 'listSort = :sort']),
  ];
  const removes = [
    ...(back ? ['handling', 'reminded'] : []),
    ...(place === undefined ? ['listKey', 'listSort'] : []),
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
        ...(place !== undefined && { ':list': place.listKey, ':sort': place.listSort }),
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
 * The writes by which an alert goes with its events to another case: there it is to take, or taken by whom it was, or settled as it was. It
 * is not told again.
 *
 * @param to the case, where its dwelling is, and whether the alert's delay runs there
 * @param leaves whether it leaves its own case: its delay may run in both
 */
export const carriedWrites = (
  table: string,
  alert: StateAlert,
  to: { caseId: string; arrondissement: ArrondissementCode | undefined; commune: string; runs: boolean },
  { by, at }: { by: string; at: string },
  leaves: boolean,
): Write[] => {
  const noticeId = idOnTo(alert.noticeId, to.caseId, at);
  const taken = alert.handling?.state === 'prise' && alert.arrondissement === to.arrondissement;
  return [
    ...(leaves
      ? [goneWrite(table, alert, { state: 'renvoyee', by, at, reason: 'dossier', to: to.caseId })]
      : []),
    put(
      table,
      'carried',
      {
        ...without(alert, [...OWN.filter((name) => !taken || name !== 'handling'), 'caseId']),
        ...noticeKey(to.caseId, noticeId),
        entity: 'NOTICE',
        noticeId,
        caseId: to.caseId,
        arrondissement: to.arrondissement ?? alert.arrondissement,
        commune: to.commune,
        // It was told under the other reference.
        status: 'carried',
        createdAt: at,
        ...(to.arrondissement === undefined || !to.runs
          ? { settledAt: at }
          : placeOfAlert(to.arrondissement, { ...alert, noticeId }, taken ? alert.handling : undefined)),
      },
      absent,
    ),
  ];
};

/** What lists have of a case. */
export type Listed = {
  /** Alerts that its arrondissement is to take, or has taken; and those whose delay is settled, as long as it is. */
  alerts: StateAlert[];
  /** Alerts that somebody said were done. */
  done: StateAlert[];
  /** What partners told of it, and in which list that is. */
  news: { noticeId: string; listKey?: string | undefined }[];
};

const newsSchema = z.object({
  about: z.literal('evenement'),
  noticeId: z.string(),
  listKey: z.optional(z.string()),
});

/** Reads what lists have of a case. Consistent; one request for each page of 1 MB. */
export const readListed = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
): Promise<Listed> => {
  const listed: Listed = { alerts: [], done: [], news: [] };
  const query = {
    TableName: table,
    KeyConditionExpression: 'PK = :case AND begins_with(SK, :notice)',
    // What awaits a letter went to a partner: it is in a list of its own, and follows no delay.
    FilterExpression:
      '(attribute_exists(listSort) OR attribute_exists(settledAt) OR handling.#state = :done) AND NOT begins_with(listKey, :owed)',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':case': caseKey(caseId).PK,
      ':notice': 'NOTICE#',
      ':done': 'faite',
      ':owed': lettersOwed(''),
    },
    ConsistentRead: true,
  };
  for await (const { Items = [] } of paginateQuery({ client }, query))
    for (const item of Items) {
      const [news, alert] = [newsSchema.safeParse(item).data, stateAlertSchema.safeParse(item).data];
      if (news) listed.news.push(news);
      if (alert)
        (alert.listKey === undefined && alert.settledAt === undefined ? listed.done : listed.alerts).push(
          alert,
        );
    }
  return listed;
};

/*
 * The writes by which lists follow a case. What they do is done once, whenever it is: each fails where a person was first.
 */

const listedWrite = (
  table: string,
  key: Key,
  update: string,
  condition: string,
  values?: Record<string, unknown>,
): Write => ({
  name: 'listed',
  Update: {
    TableName: table,
    Key: key,
    UpdateExpression: update,
    ConditionExpression: condition,
    ...(values && { ExpressionAttributeValues: values }),
  },
});

type Named = Pick<StateAlert, 'caseId' | 'noticeId'>;

/** An alert whose delay is settled leaves its list: it comes back there if that is undone. @param at when it is, ISO UTC */
export const settledWrite = (table: string, { caseId, noticeId }: Named, at: string): Write =>
  listedWrite(
    table,
    noticeKey(caseId, noticeId),
    'SET settledAt = :at REMOVE listKey, listSort',
    'attribute_exists(listKey)',
    { ':at': at },
  );

/** A settled alert whose delay runs again is where it was. */
export const runsAgainWrite = (table: string, alert: StateAlert): Write => {
  const { listKey, listSort } = placeOfAlert(alert.arrondissement, alert, alert.handling);
  return listedWrite(
    table,
    noticeKey(alert.caseId, alert.noticeId),
    'SET listKey = :list, listSort = :sort REMOVE settledAt',
    'attribute_exists(settledAt)',
    { ':list': listKey, ':sort': listSort },
  );
};

/** An alert that a later one of the same delay takes the place of is in no list any more. */
export const replacedWrite = (table: string, { caseId, noticeId }: Named): Write =>
  listedWrite(
    table,
    noticeKey(caseId, noticeId),
    'REMOVE listKey, listSort, settledAt',
    'attribute_exists(PK)',
  );

/** What a partner told is news where its case is: another arrondissement; or in no list, where that is not known. */
export const newsWrite = (
  table: string,
  { caseId, noticeId }: Named,
  arrondissement: ArrondissementCode | undefined,
): Write =>
  arrondissement === undefined
    ? listedWrite(table, noticeKey(caseId, noticeId), 'REMOVE listKey', 'attribute_exists(PK)')
    : listedWrite(table, noticeKey(caseId, noticeId), 'SET listKey = :list', 'attribute_exists(listSort)', {
        ':list': newsList(arrondissement),
      });

/** An alert is sent on: it leaves its list, and does not come back. The one that goes on is decided with it. */
const goneWrite = (table: string, { caseId, noticeId }: Named, handling: Handling): Write => ({
  ...listedWrite(
    table,
    noticeKey(caseId, noticeId),
    'SET handled = list_append(if_not_exists(handled, :none), :one), handling = :handling REMOVE listKey, listSort, settledAt',
    'attribute_exists(listKey) OR attribute_exists(settledAt)',
    { ':none': [], ':one': [handling], ':handling': handling },
  ),
  name: 'gone',
});

/** The writes by which an alert goes where its case's dwelling is now known to be, which is told why. */
export const movedWrites = (
  table: string,
  alert: StateAlert,
  { arrondissement, commune }: { arrondissement: ArrondissementCode; commune: string },
  handling: Handling,
): Write[] => {
  const from = `sous-préfecture de ${arrondissementNames[alert.arrondissement]}, hors zone`;
  return [
    goneWrite(table, alert, handling),
    onwardWrite(
      table,
      alert,
      { recipient: 'arrondissement', arrondissement, commune, listed: true },
      ['Renvoyée par', from],
      handling.at,
    ),
  ];
};
