import type { Agenda } from '../domain/case/agenda.ts';
import type { Case } from '../domain/case/case-of.ts';
import { demandeExamen } from '../domain/ccapex/saisines.ts';
import type { CaseEvent } from '../domain/events/case-event.ts';
import { liveOf, rowOf } from '../domain/lists/row.ts';
import type { Reasons } from '../domain/matching/match.ts';
import { firstWithin, limits } from '../limits.ts';
import { type Outcome, schemaVersion, type Why } from './items.ts';
import {
  caseKey,
  casesList,
  decisionKey,
  dueOf,
  engagedKey,
  eventKey,
  type Key,
  listSort,
  messageKey,
  nameKey,
  namesOfCases,
  saisineSort,
  saisinesList,
} from './keys.ts';
import type { Write } from './transact.ts';

/** Condition of an item that must not exist yet. */
export const absent = 'attribute_not_exists(PK)';

/** Writes an item, new or over an old one. `name` tells this write from the others of its transaction. */
export const put = (
  table: string,
  name: string,
  item: Key & Record<string, unknown>,
  condition?: string,
): Write => ({
  name,
  Put: {
    TableName: table,
    Item: { schemaVersion, ...item },
    ...(condition && { ConditionExpression: condition }),
  },
});

/** What is kept of a message, whatever became of it. */
export type MessageRecord = {
  messageId: string;
  /** What names it in logs and mails. */
  trace: string;
  contentHash: string;
  sender: string;
  outcome: Outcome;
  caseId?: string;
  /** What its sender calls that case. */
  caseName?: string;
  /** The reply to send, as JSON. */
  reply: string;
  raw: string;
  rawKey: string;
  receivedAt: string;
  /** When the table drops the marker, seconds since 1970; the raw archive keeps the message. */
  expiresAt: number;
  source?: string;
  /** Where its sender reads the reply: its queue, or the report of the file it came in. */
  replyBy: 'queue' | 'report';
};

/** The idempotency marker of a message. The write fails when the message is known, and then gives what is known of it. */
export const messageWrite = (table: string, message: MessageRecord): Write => ({
  name: 'message',
  Put: {
    TableName: table,
    Item: {
      ...messageKey(message.messageId),
      entity: 'MESSAGE',
      schemaVersion,
      ...message,
      arrivals: 1,
    },
    ConditionExpression: absent,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

export const eventWrite = (table: string, caseId: string, event: CaseEvent, why?: Why): Write =>
  put(
    table,
    'event',
    {
      ...eventKey(caseId, event.actDate, event.id),
      entity: 'EVENT',
      caseId,
      event,
      ...(why && { why }),
    },
    absent,
  );

/**
 * What a summary keeps of a case. A summary is one item, while these lists grow with the case's events: it keeps only the first
 * of each. Nothing is lost, because a case is folded from its events, which hold them all.
 */
const summaryOf = ({ chronology, saisines: _, compteLe: __, ...summary }: Case) => {
  const { subject } = summary;
  const persons = limits.summaryPersonsBytes;
  const list = limits.summaryListBytes;
  return {
    ...summary,
    household: firstWithin(summary.household, persons),
    references: firstWithin(summary.references, list),
    distinctFrom: firstWithin(summary.distinctFrom, list),
    subject: {
      ...subject,
      persons: firstWithin(subject.persons, persons),
      addresses: firstWithin(subject.addresses, list),
      references: firstWithin(subject.references, list),
    },
    flags: firstWithin(chronology.flags, list),
  };
};

/** A case's row, and its places in the indexes of lists. One whose events went to another case is in none. */
const placesOf = (caseId: string, state: Case): Record<string, unknown> => {
  const row = rowOf(state);
  const { arrondissement, status, mergedInto, nextDue, saisines } = state;
  const [saisine] = saisines;
  return {
    row,
    ...(mergedInto === undefined && {
      listKey: casesList(arrondissement, status),
      // What is late comes first, the oldest before the others.
      listSort: listSort(row.late?.due ?? nextDue?.due, caseId),
    }),
    ...(row.silence &&
      arrondissement && {
        engagedKey: engagedKey(arrondissement),
        engagedSort: listSort(row.silence.refus, caseId),
      }),
    ...(saisine &&
      arrondissement && {
        worklistKey: saisinesList(arrondissement),
        worklistSort: saisineSort(saisines.some(demandeExamen), saisine.depuis, caseId),
      }),
  };
};

/** The attributes by which a summary is in the indexes of lists: without them it is in none. */
export const PLACES = [
  ...(['listKey', 'listSort', 'engagedKey', 'engagedSort'] as const),
  ...(['worklistKey', 'worklistSort'] as const),
] as const;

/**
 * The case summary, with its next day in the index `deadlines`. `version` is the one that was read, 0 to open a case: the write
 * fails when the summary has another.
 */
export const caseWrite = (
  table: string,
  caseId: string,
  state: Case,
  { alerted, nextDay }: Pick<Agenda, 'alerted' | 'nextDay'>,
  version: number,
): Write => ({
  name: 'case',
  Put: {
    TableName: table,
    Item: {
      ...caseKey(caseId),
      entity: 'CASE',
      schemaVersion,
      caseId,
      ...summaryOf(state),
      alerted,
      version: version + 1,
      ...placesOf(caseId, state),
      live: liveOf(state),
      ...dueOf(caseId, nextDay),
    },
    ...(version === 0
      ? { ConditionExpression: absent }
      : {
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': version },
        }),
  },
});

/**
 * Names a case for a sender that is new to it. It needs no condition: it goes with the summary, which fails if the case changed
 * meanwhile.
 */
export const nameWrite = (table: string, caseId: string, sender: string, name: string): Write =>
  put(table, 'name', {
    ...nameKey(caseId, sender),
    entity: 'ALIAS',
    caseId,
    sender,
    name,
    worklistKey: namesOfCases(name),
    worklistSort: caseId,
  });

/** Why an event was attached without a person: kept as long as the case. */
export const decisionWrite = (
  table: string,
  caseId: string,
  decision: { eventId: string; rule: string; reasons: Reasons; at: string },
): Write =>
  put(table, 'decision', {
    ...decisionKey(caseId, decision.eventId),
    entity: 'DECISION',
    caseId,
    ...decision,
  });

/** Puts a case in a block, or takes it out. */
export const blockWrite = (table: string, key: Key, caseId: string): Write =>
  put(table, 'block', { ...key, entity: 'BLOCK', caseId });
export const unblockWrite = (table: string, key: Key): Write => ({
  name: 'unblock',
  Delete: { TableName: table, Key: key },
});

/** Claims an identity for a case; fails when another case has claimed it meanwhile. */
export const claimWrite = (table: string, key: Key, caseId: string): Write =>
  put(table, 'claim', { ...key, entity: 'IDENTITY', caseId }, absent);

/** Marks an identity as met on households that contradict each other; fails when it has gone to another case. */
export const disputeWrite = (table: string, key: Key, caseId: string): Write => ({
  name: 'dispute',
  Update: {
    TableName: table,
    Key: key,
    UpdateExpression: 'SET disputed = :yes',
    ConditionExpression: 'caseId = :case',
    ExpressionAttributeValues: { ':yes': true, ':case': caseId },
  },
});
