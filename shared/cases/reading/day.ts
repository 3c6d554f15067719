import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { addDays, type CivilDate } from '../../domain/calendar/civil-date.ts';
import type { ArrondissementCode } from '../../domain/events/household.ts';
import { lateBodyOf } from '../../domain/notices/late.ts';
import {
  type AlertItem,
  type NewsItem,
  type Part,
  readAlerts,
  readNews,
  readStandings,
} from '../../store/alerts.ts';
import { type AlertState, engagedKey } from '../../store/keys.ts';
import { casesIn, type ListedCase, readSlice } from '../../store/lists.ts';
import { createPersonOwn } from '../../store/persons-own.ts';
import { settle } from '../alerts/list-alerts.ts';

/** Some things of a list, and whether there are more. */
export type Some<T> = { items: T[]; more: boolean };

/** What waits for whoever is in charge of some arrondissements, on a day. */
export type Day = {
  /** Demandes de CFP that nobody has answered: the nearest refusal by silence first. */
  pending: Some<ListedCase>;
  /** Demandes that were refused, whose liability nothing ends: the latest refusal first. */
  refused: Some<ListedCase>;
  /** Alerts that nobody has taken: what is urgent first, then by the day to act. */
  toTake: Some<AlertItem>;
  /** Alerts that somebody has taken, by the day to act. */
  taken: Some<AlertItem>;
  /** Those of them, taken or not, that say a body is late, once it is. */
  late: AlertItem[];
  /** What partners told of cases since the reader last saw them, the latest first. */
  news: Some<NewsItem>;
};

/**
 * What is read of an arrondissement. Six of each are shown, and how many there are; of alerts more, since what is urgent and what is one's own
 * is found among them.
 */
const MOST = { engaged: 20, recue: 30, prise: 50, news: 25 } as const;
/** Cases whose reading by the reader is asked for: as many as one request tells. */
const MOST_SEEN = 100;
/** Days for which what was told is news. */
export const NEWS_DAYS = 14;

const joined = <T>(parts: readonly Some<T>[], before: (a: T, b: T) => boolean): Some<T> => ({
  items: parts.flatMap(({ items }) => items).sort((a, b) => (before(a, b) ? -1 : 1)),
  more: parts.some(({ more }) => more),
});

const toActBy = ({ answerBy, due, day }: AlertItem): string => answerBy ?? due ?? day;
/** What is urgent first, then the nearest day to act. */
const sooner = (a: AlertItem, b: AlertItem): boolean =>
  a.urgent === b.urgent ? toActBy(a) < toActBy(b) : a.urgent;

/**
 * The day of whoever is in charge of these arrondissements. For each, five requests at most, all at once; then two for all, which tell what
 * is still asked and what the reader has seen.
 *
 * @param asked `alerted`: those of them whose alerts are the reader's to take; `today`: Europe/Paris; `at`: now, ISO UTC
 */
export const readDay = async (
  client: DynamoDBDocumentClient,
  table: string,
  asked: {
    arrondissements: readonly ArrondissementCode[];
    alerted: readonly ArrondissementCode[];
    /** Whose reads are known, by their id. */
    person: string;
    today: CivilDate;
    at: string;
  },
): Promise<Day> => {
  const { today, at } = asked;
  const none = { items: [], next: undefined };
  const parts = await Promise.all(
    asked.arrondissements.map(async (arrondissement) => {
      const alerts = (state: AlertState) =>
        asked.alerted.includes(arrondissement)
          ? readAlerts(client, table, arrondissement, state, MOST[state])
          : none;
      const engaged = (range: { from?: string; before?: string; backwards?: boolean }) =>
        readSlice(
          client,
          table,
          { index: 'engaged', key: engagedKey(arrondissement), ...range },
          { limit: MOST.engaged },
        );
      const [pending, refused, toTake, taken, news] = await Promise.all([
        engaged({ from: today }),
        engaged({ before: today, backwards: true }),
        alerts('recue'),
        alerts('prise'),
        readNews(client, table, arrondissement, addDays(today, -NEWS_DAYS), MOST.news),
      ]);
      return { arrondissement, pending, refused, toTake, taken, news };
    }),
  );
  const told = joined(
    parts.map(({ news }) => some(news)),
    (a, b) => (a.createdAt ?? '') > (b.createdAt ?? ''),
  );
  const alerts = parts.flatMap(({ arrondissement, toTake, taken }) =>
    [...toTake.items, ...taken.items].map((alert) => ({ alert, arrondissement })),
  );
  const [standings, seen] = await Promise.all([
    readStandings(client, table, [
      ...alerts.map(({ alert }) => alert.caseId),
      ...told.items.map(({ caseId }) => caseId),
    ]),
    createPersonOwn(client, table).seen(
      asked.person,
      told.items.slice(0, MOST_SEEN).map(({ caseId }) => caseId),
    ),
  ]);
  const asking = await settle({ client, table }, alerts, at, standings);
  const alertsOf = (list: 'toTake' | 'taken'): Some<AlertItem> =>
    joined(
      parts.map((part) => ({
        items: part[list].items.filter((alert) => asking.has(alert)),
        more: part[list].next !== undefined,
      })),
      sooner,
    );
  const engagedOf = (
    side: 'pending' | 'refused',
    before: (a: ListedCase, b: ListedCase) => boolean,
  ): Some<ListedCase> =>
    joined(
      parts.map((part) => ({
        items: casesIn(part[side], 'engaged'),
        more: part[side].next !== undefined,
      })),
      before,
    );
  const [toTake, taken] = [alertsOf('toTake'), alertsOf('taken')];
  // A case that went elsewhere is news there.
  const isHere = ({ caseId }: NewsItem): boolean => {
    const arrondissement = standings.get(caseId)?.arrondissement;
    return arrondissement !== undefined && asked.arrondissements.includes(arrondissement);
  };
  return {
    pending: engagedOf('pending', (a, b) => a.at < b.at),
    refused: engagedOf('refused', (a, b) => a.at > b.at),
    toTake,
    taken,
    late: [...toTake.items, ...taken.items]
      .filter(({ template, due }) => lateBodyOf(template) !== undefined && (due === undefined || due < today))
      .sort((a, b) => (toActBy(a) < toActBy(b) ? -1 : 1)),
    news: {
      items: told.items.filter((one) => isHere(one) && (seen.get(one.caseId) ?? '') < (one.createdAt ?? '')),
      more: told.more,
    },
  };
};

const some = <T>({ items, next }: Part<T>): Some<T> => ({ items, more: next !== undefined });
