import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Recipient } from '../../domain/delays/rule.ts';
import type { ArrondissementCode } from '../../domain/events/household.ts';
import { saidCommune } from '../../domain/notices/said.ts';
import { arrondissementNames } from '../../domain/territory/arrondissements.ts';
import { resolveDwelling } from '../../domain/territory/resolve.ts';
import { HubError } from '../../errors.ts';
import type { AlertItem, WholeAlert } from '../../store/alerts.ts';
import { caseKey, noticeKey } from '../../store/keys.ts';
import { placeOfAlert } from '../../store/notice-writes.ts';
import { transactAgain, type Write } from '../../store/transact.ts';
import { absent, put } from '../../store/writes.ts';
import { mergeProposal } from '../filing/merge-proposal.ts';
import { type RecordDeps, readKnownCase } from '../recording/record-event.ts';
import { confirmCommune } from '../review/confirm-commune.ts';
import {
  type AlertDeps,
  type Handler,
  handlingOf,
  handlingWrite,
  readStateAlert,
  type StateAlert,
} from './handle-alert.ts';

/** The bodies that an alert out of the State's competence may be for. */
export const competentBodies = ['mds', 'ccas', 'adil', 'secretariatCcapex'] as const satisfies Recipient[];
type CompetentBody = (typeof competentBodies)[number];

/**
 * Why an alert is not the reader's. That a household is not known to a service is no reason: an enquête is owed for all (charter, annex 1,
 * Département and CCAS).
 */
export type NotMine =
  /** The dwelling is elsewhere: in which commune (INSEE). */
  | { reason: 'horsZone'; insee: string }
  | { reason: 'horsCompetence'; body: CompetentBody }
  /** The household has another case. */
  | { reason: 'doublon'; caseId: string };

/** What is not sent on with an alert: where it was, and what was done of it. */
const OWN: readonly string[] = [
  'mailbox',
  'forward',
  'sentAt',
  'sesMessageId',
  'digestId',
  'worklistKey',
  'worklistSort',
  'listKey',
  'listSort',
  'handling',
  'handled',
  'reminded',
  'trace',
];

/** The id of an alert that goes on to somebody: the same alert goes to them once. */
export const idOnTo = (noticeId: string, ...to: readonly string[]): string =>
  createHash('sha256')
    .update([noticeId, ...to].join('|'))
    .digest('hex')
    .slice(0, 24);

/** The write of an alert to somebody else, with one more fact that says why they get it. It is told at once. */
export const onwardWrite = (
  table: string,
  alert: WholeAlert,
  to: { recipient: Recipient; arrondissement: ArrondissementCode; commune?: string; listed: boolean },
  fact: readonly [string, string],
  at: string,
  more: Record<string, unknown> = {},
): Write => {
  const noticeId = idOnTo(alert.noticeId, to.recipient, to.arrondissement, fact[0]);
  return put(
    table,
    'onward',
    {
      ...Object.fromEntries(Object.entries(alert).filter(([name]) => !OWN.includes(name))),
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

const write = async (client: DynamoDBDocumentClient, writes: readonly Write[]): Promise<void> => {
  const { kind } = await transactAgain(client, [...writes]);
  if (kind === 'refused') throw new HubError('ALERT_CHANGED', 'somebody was first', { retryable: false });
};

/** The alerts of a case that its arrondissement is to take, or has taken. */
const openAlerts = async ({ client, table }: RecordDeps, caseId: string): Promise<StateAlert[]> => {
  const found: StateAlert[] = [];
  const query = {
    TableName: table,
    KeyConditionExpression: 'PK = :case AND begins_with(SK, :notice)',
    FilterExpression: 'begins_with(listKey, :alerts)',
    ProjectionExpression: 'noticeId',
    ExpressionAttributeValues: { ':case': caseKey(caseId).PK, ':notice': 'NOTICE#', ':alerts': 'ALERTES#' },
    ConsistentRead: true,
  };
  for await (const { Items = [] } of paginateQuery({ client }, query))
    for (const { noticeId } of Items)
      found.push(await readStateAlert({ client, table }, caseId, String(noticeId)));
  return found;
};

/**
 * Says that an alert is not the reader's, and sends it on: to the arrondissement of the dwelling's true commune, with every other alert of
 * the case; to the body that is competent; or, for a double, to whoever merges cases.
 *
 * @throws HubError `ALERT_UNKNOWN`, `ALERT_CHANGED`; `COMMUNE_UNKNOWN`; `SAME_ARRONDISSEMENT`: the commune is of the arrondissement that
 * the alert is already at; `CASE_UNKNOWN`, `SAME_CASE`: the other case
 */
export const sendOn = async (
  deps: RecordDeps,
  caseId: string,
  noticeId: string,
  why: NotMine,
  who: Handler,
): Promise<{ to: string }> => {
  const alert = await readStateAlert(deps, caseId, noticeId);
  if (alert.listKey === undefined)
    throw new HubError('ALERT_CHANGED', 'it is not there any more', { retryable: false });
  switch (why.reason) {
    case 'horsZone':
      return toArrondissement(deps, alert, why.insee, who);
    case 'horsCompetence': {
      const { arrondissement } = alert;
      const from = `sous-préfecture de ${arrondissementNames[arrondissement]}, hors de sa compétence`;
      await write(deps.client, [
        handlingWrite(
          deps.table,
          alert,
          handlingOf('renvoyee', who, { reason: 'horsCompetence', to: why.body }),
          undefined,
        ),
        onwardWrite(
          deps.table,
          alert,
          { recipient: why.body, arrondissement, listed: false },
          ['Renvoyée par', from],
          who.at,
        ),
      ]);
      return { to: why.body };
    }
    case 'doublon': {
      if (why.caseId === caseId)
        throw new HubError('SAME_CASE', `${caseId} is one case`, { retryable: false });
      await readKnownCase(deps, why.caseId);
      await mergeProposal(deps.client, deps.table, [caseId, why.caseId], who, who.at);
      await write(deps.client, [
        handlingWrite(
          deps.table,
          alert,
          handlingOf('renvoyee', who, { reason: 'doublon', to: why.caseId }),
          undefined,
        ),
      ]);
      return { to: why.caseId };
    }
  }
};

const toArrondissement = async (
  deps: RecordDeps,
  alert: StateAlert,
  insee: string,
  who: Handler,
): Promise<{ to: string }> => {
  const { caseId } = alert;
  const place = resolveDwelling({ insee });
  if (place.kind !== 'resolved')
    throw new HubError('COMMUNE_UNKNOWN', `${insee} is no commune of the département`, { retryable: false });
  const { arrondissement } = place;
  if (arrondissement === alert.arrondissement)
    throw new HubError('SAME_ARRONDISSEMENT', `${insee} is of ${arrondissement}`, { retryable: false });
  const others = await openAlerts(deps, caseId);
  const found = await readKnownCase(deps, caseId);
  const dwelling = { insee: place.insee, commune: place.commune, arrondissement };
  if (found.summary.arrondissement !== arrondissement) await confirmCommune(deps, caseId, dwelling, who);
  const to = { arrondissement, commune: saidCommune(dwelling) ?? '' };
  for (const one of others) await moveAlert(deps, one, to, who);
  return { to: arrondissement };
};

type Elsewhere = { arrondissement: ArrondissementCode; commune: string };

const moveAlert = async (
  { client, table }: AlertDeps,
  alert: StateAlert,
  { arrondissement, commune }: Elsewhere,
  who: Handler,
): Promise<void> => {
  const from = `sous-préfecture de ${arrondissementNames[alert.arrondissement]}, hors zone`;
  await write(client, [
    handlingWrite(
      table,
      alert,
      handlingOf('renvoyee', who, { reason: 'horsZone', to: arrondissement }),
      undefined,
    ),
    onwardWrite(
      table,
      alert,
      { recipient: 'arrondissement', arrondissement, commune, listed: true },
      ['Renvoyée par', from],
      who.at,
    ),
  ]);
};

/**
 * Sends an alert on to the arrondissement where its case's dwelling is now known to be. Nothing when somebody did it meanwhile. Two
 * requests.
 *
 * @param at now, ISO UTC
 */
export const followCase = async (
  deps: AlertDeps,
  { caseId, noticeId }: Pick<AlertItem, 'caseId' | 'noticeId'>,
  to: Elsewhere,
  at: string,
): Promise<void> => {
  try {
    await moveAlert(deps, await readStateAlert(deps, caseId, noticeId), to, { by: 'hub', at });
  } catch (error) {
    if (!(error instanceof HubError) || error.retryable) throw error;
  }
};
