import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { EtapeDemande } from '../domain/indicateurs/demandes.ts';
import {
  courrielKey,
  demandeKey,
  digestKey,
  gatheredNotices,
  gatheredSort,
  type Key,
  noticeKey,
  owedPlace,
} from './keys.ts';

export type Sent = {
  caseId: string;
  noticeId: string;
  mailbox: string;
  /** The arrondissement whose letter tells the household of it, where it went to a partner. */
  letterOf?: string | undefined;
  sesMessageId: string;
  sentAt: string;
};
/** A digest that was sent, and to which mailbox. */
export type DigestSent = {
  day: string;
  digestId: string;
  mailbox: string;
  sesMessageId: string;
  sentAt: string;
};
export type DigestUndelivered = { day: string; digestId: string; reason: string; at: string };
export type Undelivered = { caseId: string; noticeId: string; reason: string; at: string };

/** Changes the status of an item that is `due`. Another status stays: a bounce may have been recorded first. One request. */
const leaveDue = async (
  client: DynamoDBDocumentClient,
  table: string,
  key: Key,
  status: string,
  values: Record<string, string | readonly string[]>,
): Promise<void> => {
  const names = Object.keys(values);
  try {
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: key,
        UpdateExpression: `SET ${['#status = :status', ...names.map((name) => `#${name} = :${name}`)].join(', ')}`,
        ConditionExpression: '#status = :due',
        // Some are words that DynamoDB reserves.
        ExpressionAttributeNames: {
          '#status': 'status',
          ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
        },
        ExpressionAttributeValues: {
          ':status': status,
          ':due': 'due',
          ...Object.fromEntries(names.map((name) => [`:${name}`, values[name]])),
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

/** Marks a notice sent. */
export const createMarkSent =
  (client: DynamoDBDocumentClient, table: string) =>
  ({ caseId, noticeId, letterOf, ...sent }: Sent): Promise<void> =>
    leaveDue(client, table, noticeKey(caseId, noticeId), 'sent', {
      ...sent,
      ...(letterOf !== undefined && owedPlace(letterOf, sent.sentAt, noticeId)),
    });

/** A mail about a session that was sent. */
export type CourrielSent = {
  commission: string;
  date: string;
  id: string;
  sesMessageId: string;
  sentAt: string;
};

/** Marks a mail about a session sent. */
export const createMarkCourrielSent =
  (client: DynamoDBDocumentClient, table: string) =>
  ({ commission, date, id, ...sent }: CourrielSent): Promise<void> =>
    leaveDue(client, table, courrielKey(commission, date, id), 'sent', sent);

/** A mail that asks for figures, and that was sent. */
export type DemandeSent = {
  annee: number;
  etape: EtapeDemande;
  partenaire: string;
  sesMessageId: string;
  sentAt: string;
};

/** Marks a mail that asks for figures sent. */
export const createMarkDemandeSent =
  (client: DynamoDBDocumentClient, table: string) =>
  ({ annee, etape, partenaire, ...sent }: DemandeSent): Promise<void> =>
    leaveDue(client, table, demandeKey(annee, etape, partenaire), 'sent', sent);

/** A notice that is to wait for its mailbox's summary. */
export type Gathered = {
  caseId: string;
  noticeId: string;
  mailbox: string;
  forward: readonly string[];
  /** The arrondissement whose letter will tell the household of it, where it goes to a partner; and since when, ISO UTC. */
  letterOf?: { arrondissement: string; at: string } | undefined;
};

/** Makes a notice that is due wait for its mailbox's summary. */
export const createGather =
  (client: DynamoDBDocumentClient, table: string) =>
  ({ caseId, noticeId, mailbox, forward, letterOf }: Gathered): Promise<void> =>
    leaveDue(client, table, noticeKey(caseId, noticeId), 'gathered', {
      mailbox,
      forward,
      worklistKey: gatheredNotices,
      worklistSort: gatheredSort(mailbox, caseId, noticeId),
      ...(letterOf && owedPlace(letterOf.arrondissement, letterOf.at, noticeId)),
    });

/** Marks a digest sent. */
export const createMarkDigestSent =
  (client: DynamoDBDocumentClient, table: string) =>
  ({ day, digestId, mailbox: _, ...sent }: DigestSent): Promise<void> =>
    leaveDue(client, table, digestKey(day, digestId), 'sent', sent);

/** Marks a notice for which no address is known. */
export const createMarkUnaddressed =
  (client: DynamoDBDocumentClient, table: string) =>
  ({ caseId, noticeId, at }: Pick<Undelivered, 'caseId' | 'noticeId' | 'at'>): Promise<void> =>
    leaveDue(client, table, noticeKey(caseId, noticeId), 'unaddressed', { unaddressedAt: at });

const markUndelivered = async (
  client: DynamoDBDocumentClient,
  table: string,
  key: Key,
  reason: string,
  at: string,
): Promise<void> => {
  await client.send(
    new UpdateCommand({
      TableName: table,
      Key: key,
      UpdateExpression: 'SET #status = :undelivered, undeliveredAt = :at, undeliveredReason = :reason',
      ConditionExpression: 'attribute_exists(PK)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':undelivered': 'undelivered', ':at': at, ':reason': reason },
    }),
  );
};

/**
 * Marks a notice undelivered. One request.
 *
 * @throws ConditionalCheckFailedException when there is no such notice
 */
export const createMarkUndelivered =
  (client: DynamoDBDocumentClient, table: string) =>
  ({ caseId, noticeId, reason, at }: Undelivered): Promise<void> =>
    markUndelivered(client, table, noticeKey(caseId, noticeId), reason, at);

/**
 * Marks a digest undelivered, and so every alert in it. One request.
 *
 * @throws ConditionalCheckFailedException when there is no such digest
 */
export const createMarkDigestUndelivered =
  (client: DynamoDBDocumentClient, table: string) =>
  ({ day, digestId, reason, at }: DigestUndelivered): Promise<void> =>
    markUndelivered(client, table, digestKey(day, digestId), reason, at);

/** A mail about a session that did not arrive. */
export type CourrielUndelivered = {
  commission: string;
  date: string;
  id: string;
  reason: string;
  at: string;
};

/**
 * Marks a mail about a session undelivered. One request.
 *
 * @throws ConditionalCheckFailedException when there is no such mail
 */
export const createMarkCourrielUndelivered =
  (client: DynamoDBDocumentClient, table: string) =>
  ({ commission, date, id, reason, at }: CourrielUndelivered): Promise<void> =>
    markUndelivered(client, table, courrielKey(commission, date, id), reason, at);

/** A mail that asks for figures, and that did not arrive. */
export type DemandeUndelivered = {
  annee: number;
  etape: string;
  partenaire: string;
  reason: string;
  at: string;
};

/**
 * Marks a mail that asks for figures undelivered. One request.
 *
 * @throws ConditionalCheckFailedException when there is no such mail
 */
export const createMarkDemandeUndelivered =
  (client: DynamoDBDocumentClient, table: string) =>
  ({ annee, etape, partenaire, reason, at }: DemandeUndelivered): Promise<void> =>
    markUndelivered(client, table, demandeKey(annee, etape, partenaire), reason, at);
