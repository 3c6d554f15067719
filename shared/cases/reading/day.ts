import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { addDays, type CivilDate } from '../../domain/calendar/civil-date.ts';
import type { ArrondissementCode } from '../../domain/events/household.ts';
import { lateBodyOf } from '../../domain/notices/late.ts';
import { type AlertItem, type NewsItem, readNews } from '../../store/alerts.ts';
import { engagedKey } from '../../store/keys.ts';
import { casesIn, type ListedCase, readSlice } from '../../store/lists.ts';
import { createPersonOwn } from '../../store/persons-own.ts';
import { listAlerts } from '../alerts/list-alerts.ts';

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
export const NEWS_DAYS = 14;

const joined = <T>(parts: readonly Some<T>[], before: (a: T, b: T) => boolean): Some<T> => ({
  items: parts.flatMap(({ items }) => items).sort((a, b) => (before(a, b) ? -1 : 1)),
  more: parts.some(({ more }) => more),
});

const toActBy = ({ answerBy, due, day }: AlertItem): string => answerBy ?? due ?? day;
const sooner = (a: AlertItem, b: AlertItem): boolean => toActBy(a) < toActBy(b);

/**
 * The day of whoever is in charge of these arrondissements. For each, seven requests, all at once; and one for all, which tells what the
 * reader has seen.
 *
 * @param today Europe/Paris
 * @param at now, ISO UTC
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
): Promise<Day> => {
  const since = addDays(today, -NEWS_DAYS);
  const parts = await Promise.all(
    arrondissements.map(async (arrondissement) => {
      const engaged = (range: { from?: string; before?: string; backwards?: boolean }) =>
        readSlice(
          client,
          table,
          { index: 'engaged', key: engagedKey(arrondissement), ...range },
          { limit: ROWS },
        );
      const [pending, refused, toTake, taken, news] = await Promise.all([
        engaged({ from: today }),
        engaged({ before: today, backwards: true }),
        listAlerts({ client, table }, arrondissement, 'recue', at),
        listAlerts({ client, table }, arrondissement, 'prise', at),
        readNews(client, table, arrondissement, since, ROWS),
      ]);
      const some = <T>(items: T[], next: unknown): Some<T> => ({ items, more: next !== undefined });
      return {
        pending: some(casesIn(pending, 'engaged'), pending.next),
        refused: some(casesIn(refused, 'engaged'), refused.next),
        toTake: some(toTake.items, toTake.next),
        taken: some(taken.items, taken.next),
        news: some(news.items, news.next),
      };
    }),
  );
  const toTake = joined(
    parts.map((part) => part.toTake),
    sooner,
  );
  const taken = joined(
    parts.map((part) => part.taken),
    sooner,
  );
  const told = joined(
    parts.map(({ news }) => news),
    (a, b) => (a.createdAt ?? '') > (b.createdAt ?? ''),
  );
  const seen = await createPersonOwn(client, table).seen(
    person,
    told.items.slice(0, 100).map(({ caseId }) => caseId),
  );
  const unseen = told.items.filter(({ caseId, createdAt = '' }) => (seen.get(caseId) ?? '') < createdAt);
  return {
    pending: joined(
      parts.map(({ pending }) => pending),
      (a, b) => a.at < b.at,
    ),
    refused: joined(
      parts.map(({ refused }) => refused),
      (a, b) => a.at > b.at,
    ),
    toTake,
    taken,
    late: [...toTake.items, ...taken.items]
      .filter(({ template }) => lateBodyOf(template) !== undefined)
      .sort((a, b) => (sooner(a, b) ? -1 : 1)),
    news: { items: unseen, more: told.more },
  };
};
