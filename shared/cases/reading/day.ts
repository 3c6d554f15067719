import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { addDays, type CivilDate } from '../../domain/calendar/civil-date.ts';
import type { ArrondissementCode } from '../../domain/events/household.ts';
import { lateBodyOf } from '../../domain/notices/late.ts';
import { type AlertItem, type NewsItem, type Part, readAlerts, readNews } from '../../store/alerts.ts';
import { engagedKey } from '../../store/keys.ts';
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
  /** Alerts that nobody has taken, by the day to act. */
  toTake: Some<AlertItem>;
  /** Alerts that somebody has taken, by the day to act. */
  taken: Some<AlertItem>;
  /** Those of them, taken or not, that say a body is late. */
  late: AlertItem[];
  /** What partners told of cases since the reader last saw them, the latest first. */
  news: Some<NewsItem>;
};

/** Rows read of each list of an arrondissement, and days for which what was told is news. */
const ROWS = 25;
/** News whose reading is asked for: as many as one request tells. */
const MOST_NEWS = 100;
export const NEWS_DAYS = 14;

const joined = <T>(parts: readonly Some<T>[], before: (a: T, b: T) => boolean): Some<T> => ({
  items: parts.flatMap(({ items }) => items).sort((a, b) => (before(a, b) ? -1 : 1)),
  more: parts.some(({ more }) => more),
});

const toActBy = ({ answerBy, due, day }: AlertItem): string => answerBy ?? due ?? day;
const sooner = (a: AlertItem, b: AlertItem): boolean => toActBy(a) < toActBy(b);

/**
 * The day of whoever is in charge of these arrondissements. For each, four requests, all at once; then two for all, which tell what is still
 * asked and what the reader has seen.
 *
 * @param asked `today`: Europe/Paris; `at`: now, ISO UTC
 * @param again whether it is read a second time, after alerts that were settled left their lists
 */
export const readDay = async (
  client: DynamoDBDocumentClient,
  table: string,
  {
    arrondissements,
    person,
    today,
    at,
  }: {
    arrondissements: readonly ArrondissementCode[];
    /** Whose reads are known, by their id. */
    person: string;
    today: CivilDate;
    at: string;
  },
  again = false,
): Promise<Day> => {
  const since = addDays(today, -NEWS_DAYS);
  const parts = await Promise.all(
    arrondissements.map(async (arrondissement) => {
      const [engaged, toTake, taken, news] = await Promise.all([
        // The latest refusals first: those to come, then those that have.
        readSlice(
          client,
          table,
          { index: 'engaged', key: engagedKey(arrondissement), backwards: true },
          { limit: 2 * ROWS },
        ),
        readAlerts(client, table, arrondissement, 'recue', ROWS),
        readAlerts(client, table, arrondissement, 'prise', ROWS),
        readNews(client, table, arrondissement, since, ROWS),
      ]);
      return { arrondissement, engaged, toTake, taken, news };
    }),
  );
  const told = joined(
    parts.map(({ news }) => some(news)),
    (a, b) => (a.createdAt ?? '') > (b.createdAt ?? ''),
  );
  const [asking, seen] = await Promise.all([
    settle(
      { client, table },
      parts.flatMap(({ arrondissement, toTake, taken }) =>
        [...toTake.items, ...taken.items].map((alert) => ({ alert, arrondissement })),
      ),
      at,
    ),
    createPersonOwn(client, table).seen(
      person,
      told.items.slice(0, MOST_NEWS).map(({ caseId }) => caseId),
    ),
  ]);
  const alertsOf = (list: 'toTake' | 'taken'): Some<AlertItem> =>
    joined(
      parts.map((part) => ({
        items: part[list].items.filter((alert) => asking.has(alert)),
        more: part[list].next !== undefined,
      })),
      sooner,
    );
  const engagedOf = (
    isPending: boolean,
    before: (a: ListedCase, b: ListedCase) => boolean,
  ): Some<ListedCase> =>
    joined(
      parts.map(({ engaged }) => ({
        items: casesIn(engaged, 'engaged').filter(({ at: place }) => place >= today === isPending),
        // Read from the latest refusal: when some have passed, all that are to come were read.
        more:
          engaged.next !== undefined &&
          (!isPending || casesIn(engaged, 'engaged').every(({ at: place }) => place >= today)),
      })),
      before,
    );
  const [toTake, taken] = [alertsOf('toTake'), alertsOf('taken')];
  // Those that were settled have left their lists just now: the next ones are read in their place, once.
  const settled = parts.reduce((sum, { toTake: own }) => sum + own.items.length, 0) - toTake.items.length;
  if (!again && settled > 0 && toTake.more)
    return readDay(client, table, { arrondissements, person, today, at }, true);
  return {
    pending: engagedOf(true, (a, b) => a.at < b.at),
    refused: engagedOf(false, (a, b) => a.at > b.at),
    toTake,
    taken,
    late: [...toTake.items, ...taken.items]
      .filter(({ template }) => lateBodyOf(template) !== undefined)
      .sort((a, b) => (sooner(a, b) ? -1 : 1)),
    news: {
      items: told.items.filter(({ caseId, createdAt = '' }) => (seen.get(caseId) ?? '') < createdAt),
      more: told.more,
    },
  };
};

const some = <T>({ items, next }: Part<T>): Some<T> => ({ items, more: next !== undefined });
