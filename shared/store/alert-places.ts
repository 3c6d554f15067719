import type { CivilDate } from '../domain/calendar/civil-date.ts';
import { lateBodyOf } from '../domain/notices/late.ts';
import { alertsList, listSort } from './keys.ts';
import type { Range } from './lists.ts';

/** What an alert's place depends on. */
export type Placed = {
  noticeId: string;
  template: string;
  urgent: boolean;
  answerBy?: string | undefined;
  due?: string | undefined;
  day: string;
};

/** The order of alerts: what is urgent, what is for the arrondissement to do, then what it waits for from others. */
const RANK = { urgent: 'A', own: 'B', awaited: 'C' } as const;

const sortOf = ({ noticeId, template, urgent, answerBy, due, day }: Placed): string => {
  if (urgent) return `${RANK.urgent}#${listSort(answerBy ?? due ?? day, noticeId)}`;
  // By the day on which the body is late, and not by what waits for it.
  return lateBodyOf(template) === undefined
    ? `${RANK.own}#${listSort(answerBy ?? due ?? day, noticeId)}`
    : `${RANK.awaited}#${listSort(due ?? day, noticeId)}`;
};

/** Stands for a person who has not signed in: the command line's. */
const NOBODY = '0'.repeat(24);

/**
 * The place of an alert to an arrondissement, by its rank and day. Among those taken, first by who took it.
 *
 * @example placeOfAlert('773', alert) // { listKey: 'ALERTES#773#recue', listSort: 'A#2026-12-06#5d0c…' }
 */
export const placeOfAlert = (
  arrondissement: string,
  alert: Placed,
  handling?: { state: string; person?: string | undefined } | undefined,
): { listKey: string; listSort: string } =>
  handling?.state === 'prise'
    ? {
        listKey: alertsList(arrondissement, 'prise'),
        listSort: `${handling.person ?? NOBODY}#${sortOf(alert)}`,
      }
    : { listKey: alertsList(arrondissement, 'recue'), listSort: sortOf(alert) };

/** Alerts to take. */
export const toTake = (arrondissement: string): Range => ({
  index: 'lists',
  key: alertsList(arrondissement, 'recue'),
});

/** Alerts to take that say a body is late, once it is. */
export const lateOn = (arrondissement: string, today: CivilDate): Range => ({
  ...toTake(arrondissement),
  from: `${RANK.awaited}#`,
  before: `${RANK.awaited}#${today}`,
});

/** Alerts that somebody has taken: all, or those of one person (its id). */
export const takenBy = (arrondissement: string, person?: string): Range => ({
  index: 'lists',
  key: alertsList(arrondissement, 'prise'),
  // '$' sorts just after '#', which ends the person's id.
  ...(person !== undefined && { from: `${person}#`, before: `${person}$` }),
});
