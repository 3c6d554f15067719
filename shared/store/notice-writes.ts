import type { Case } from '../domain/case/case-of.ts';
import type { AlertNotice, Notice } from '../domain/notices/notices.ts';
import { saidCommune } from '../domain/notices/said.ts';
import { placeOfAlert } from './alert-places.ts';
import type { DigestItem, GatheredNotice, WaitingNotice } from './items.ts';
import { digestKey, gatheredNotices, gatheredSort, newsList, noticeKey, owedPlace } from './keys.ts';
import type { Write } from './transact.ts';
import { absent, put } from './writes.ts';

/** A notice as an item: its facts become a list of pairs, since a map of the table does not keep their order. */
const stored = <N extends Notice>(notice: N) => ({ ...notice, facts: Object.entries(notice.facts) });

/** The message or run that brought a notice, and when (ISO UTC); a person's answer has no trace. */
export type Cause = { createdAt: string; trace?: string | undefined };

/**
 * The place of a notice in the index `lists`: an alert to an arrondissement waits to be taken; news are by instant.
 * What goes to others is in neither.
 */
const placeOf = (notice: Notice, { createdAt }: Cause): Record<string, string> => {
  const { recipient, arrondissement, noticeId } = notice;
  if (recipient !== 'arrondissement' || arrondissement === undefined) return {};
  // A doubt is a reviewer's question, in a list of its own.
  if (notice.about === 'alerte' && (notice.rule === 'rapprochementATrancher' || !notice.toTake)) return {};
  return notice.about === 'alerte'
    ? placeOfAlert(arrondissement, notice)
    : { listKey: newsList(arrondissement), listSort: `${createdAt}#${noticeId}` };
};

export const noticeWrite = (table: string, caseId: string, notice: Notice, cause: Cause): Write =>
  put(
    table,
    'notice',
    {
      ...noticeKey(caseId, notice.noticeId),
      entity: 'NOTICE',
      caseId,
      ...stored(notice),
      ...cause,
      ...placeOf(notice, cause),
    },
    absent,
  );

/** An alert that waits for its mailbox's summary. `owed`: it goes to a partner, and a letter will tell the household. */
export const gatheredWrite = (
  table: string,
  caseId: string,
  notice: AlertNotice,
  { mailbox, forward, owed }: Pick<GatheredNotice, 'mailbox' | 'forward'> & { owed: boolean },
  cause: Cause,
): Write =>
  put(
    table,
    'notice',
    {
      ...noticeKey(caseId, notice.noticeId),
      entity: 'NOTICE',
      caseId,
      ...stored(notice),
      mailbox,
      forward,
      ...cause,
      ...placeOf(notice, cause),
      ...(owed &&
        notice.arrondissement !== undefined &&
        owedPlace(notice.arrondissement, cause.createdAt, notice.noticeId)),
      worklistKey: gatheredNotices,
      worklistSort: gatheredSort(mailbox, caseId, notice.noticeId),
    },
    absent,
  );

/** Name of the write that lets one notice go: a digest's transaction has many. */
export const letGoName = (noticeId: string): string => `letGo ${noticeId}`;

/** Changes the status of a gathered notice and takes it off the worklist; fails when another run did. */
export const letGoWrite = (
  table: string,
  { caseId, noticeId }: Pick<GatheredNotice, 'caseId' | 'noticeId'>,
  to: { status: 'due' } | { status: 'digested'; digestId: string; day: string },
): Write => ({
  name: letGoName(noticeId),
  Update: {
    TableName: table,
    Key: noticeKey(caseId, noticeId),
    UpdateExpression:
      to.status === 'due'
        ? 'SET #status = :to REMOVE worklistKey, worklistSort'
        : 'SET #status = :to, digestId = :digest, digestDay = :day REMOVE worklistKey, worklistSort',
    ConditionExpression: '#status = :gathered',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':to': to.status,
      ':gathered': 'gathered',
      ...(to.status === 'digested' && { ':digest': to.digestId, ':day': to.day }),
    },
  },
});

export const digestWrite = (table: string, digest: DigestItem, cause: Cause): Write =>
  put(table, 'digest', { ...digestKey(digest.day, digest.digestId), ...digest, ...cause }, absent);

/** Lets a waiting notice go, now that its case's arrondissement is known. @param at when it is, ISO UTC: it is news from then on */
export const releaseWrite = (
  table: string,
  caseId: string,
  { noticeId, recipient }: WaitingNotice,
  { arrondissement, dwelling }: Pick<Case, 'arrondissement' | 'dwelling'>,
  at: string,
): Write => {
  const isNews = recipient === 'arrondissement' && arrondissement !== undefined;
  return {
    name: 'release',
    Update: {
      TableName: table,
      Key: noticeKey(caseId, noticeId),
      UpdateExpression: `SET #status = :due, arrondissement = :arrondissement, commune = :commune${isNews ? ', listKey = :list, listSort = :sort' : ''}`,
      ConditionExpression: '#status = :waiting',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':due': 'due',
        ':waiting': 'waiting',
        ':arrondissement': arrondissement,
        ':commune': saidCommune(dwelling) ?? '',
        ...(isNews && { ':list': newsList(arrondissement), ':sort': `${at}#${noticeId}` }),
      },
    },
  };
};
