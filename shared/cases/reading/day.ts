import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { addDays, type CivilDate } from '../../domain/calendar/civil-date.ts';
import type { ArrondissementCode } from '../../domain/events/household.ts';
import { lateOn, takenBy, toTake } from '../../store/alert-places.ts';
import { type AlertItem, type NewsItem, readAlerts, readNews } from '../../store/alerts.ts';
import { engagedKey } from '../../store/keys.ts';
import {
  casesIn,
  countSlice,
  type ListedCase,
  type Range,
  readSlice,
  type Slice,
} from '../../store/lists.ts';
import { createPersonOwn } from '../../store/persons-own.ts';

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
  /** Alerts that one person has taken, in the same order. */
  taken: Some<AlertItem>;
  /** Alerts that nobody has taken, and that say a body is late: the longest first. */
  late: Some<AlertItem>;
  /** What partners told of cases since the reader last saw them, the latest first. */
  news: Some<NewsItem>;
};

/** Lines that the day shows of each thing: it leads to the whole, and reads no more. */
export const DAY_LINES = 5;
/** Alerts of one arrondissement that are looked at: those of a case are one line. More arrondissements bring as many together. */
const alertsEach = (arrondissements: number): number =>
  Math.max(DAY_LINES, Math.ceil((2 * DAY_LINES) / arrondissements));
/** News that are read at first, then for as long as the reader has seen nearly all of them, and how many times at most. */
const NEWS_READ = [DAY_LINES + 1, 100, 100, 100] as const;
/** Days for which what was told is news. */
export const NEWS_DAYS = 14;

const joined = <T>(parts: readonly Some<T>[], before: (a: T, b: T) => boolean): Some<T> => ({
  items: parts.flatMap(({ items }) => items).sort((a, b) => (before(a, b) ? -1 : 1)),
  more: parts.some(({ more }) => more),
});
/** The first ones: one more was read, since a request that stops at its limit does not say whether anything follows. */
const firstOf = <T>(items: readonly T[], most: number): Some<T> => ({
  items: items.slice(0, most),
  more: items.length > most,
});

/** The order of their places. */
const sooner = (a: AlertItem, b: AlertItem): boolean => (a.listSort ?? '') < (b.listSort ?? '');

/**
 * The day of whoever is in charge of these arrondissements. For each, six requests, all at once; then one, which tells what the reader has
 * seen. More are made when they have seen nearly all the latest news.
 *
 * @param asked `alerted`: those of them whose alerts are the reader's to take; `today`: Europe/Paris; `of`: whose taken alerts are shown, by
 * their id; `person`: whose reads are known
 */
export const readDay = async (
  client: DynamoDBDocumentClient,
  table: string,
  asked: {
    arrondissements: readonly ArrondissementCode[];
    alerted: readonly ArrondissementCode[];
    person: string;
    of: string;
    today: CivilDate;
  },
): Promise<Day> => {
  const { today } = asked;
  const most = alertsEach(asked.alerted.length);
  const alerts = (rangeOf: (arrondissement: ArrondissementCode) => Range) =>
    Promise.all(
      asked.alerted.map(async (arrondissement) => {
        const { items } = await readAlerts(client, table, rangeOf(arrondissement), most + 1);
        return firstOf(items, most);
      }),
    );
  const engaged = (range: { from?: string; before?: string; backwards?: boolean }) =>
    Promise.all(
      asked.arrondissements.map(async (arrondissement) => {
        const places = { index: 'engaged', key: engagedKey(arrondissement), ...range } as const;
        const slice = await readSlice(client, table, places, { limit: DAY_LINES + 1 });
        return firstOf(casesIn(slice, 'engaged'), DAY_LINES);
      }),
    );
  const [pending, refused, waiting, taken, late, news] = await Promise.all([
    engaged({ from: today }),
    engaged({ before: today, backwards: true }),
    alerts(toTake),
    alerts((arrondissement) => takenBy(arrondissement, asked.of)),
    alerts((arrondissement) => lateOn(arrondissement, today)),
    readUnseen(client, table, asked),
  ]);
  return {
    pending: joined(pending, (a, b) => a.at < b.at),
    refused: joined(refused, (a, b) => a.at > b.at),
    toTake: joined(waiting, sooner),
    taken: joined(taken, sooner),
    late: joined(late, (a, b) => (a.due ?? a.day) < (b.due ?? b.day)),
    news,
  };
};

const instantOf = ({ createdAt = '' }: NewsItem): string => createdAt;

/** The latest news of cases that a person has not seen since. Two requests for each part that is read. */
const readUnseen = async (
  client: DynamoDBDocumentClient,
  table: string,
  {
    arrondissements,
    person,
    today,
  }: { arrondissements: readonly ArrondissementCode[]; person: string; today: CivilDate },
): Promise<Some<NewsItem>> => {
  const own = createPersonOwn(client, table);
  const since = addDays(today, -NEWS_DAYS);
  const unseen: NewsItem[] = [];
  let left = arrondissements.map(
    (arrondissement): { arrondissement: ArrondissementCode; next?: Slice['next'] } => ({
      arrondissement,
    }),
  );
  for (const most of NEWS_READ) {
    const parts = await Promise.all(
      left.map(async ({ arrondissement, next }) => ({
        arrondissement,
        ...(await readNews(client, table, arrondissement, since, most, next)),
      })),
    );
    const told = parts.flatMap(({ items }) => items);
    const seen = await own.seen(
      person,
      told.map(({ caseId }) => caseId),
    );
    unseen.push(...told.filter((one) => (seen.get(one.caseId) ?? '') < instantOf(one)));
    const open = parts.filter(({ next }) => next !== undefined);
    // In a list that goes on, something may be older than the last one read, and newer than what another list has.
    const sure =
      open
        .flatMap(({ items }) => items.slice(-1).map(instantOf))
        .sort()
        .at(-1) ?? '';
    left = open;
    if (left.length === 0 || unseen.filter((one) => instantOf(one) >= sure).length >= DAY_LINES) break;
  }
  return {
    items: unseen.sort((a, b) => (instantOf(a) > instantOf(b) ? -1 : 1)),
    more: left.length > 0,
  };
};

/** How many of each thing an arrondissement has. `more`: there are others, that were not counted. */
export type DayCounts = { arrondissement: ArrondissementCode } & Record<
  'pending' | 'refused' | 'toTake' | 'taken' | 'late',
  { count: number; more: boolean } | undefined
>;

/**
 * Counts what waits in each arrondissement: alerts only where they are the reader's to take. Five requests for each, of a megabyte at most:
 * some three thousand things.
 */
export const countDay = async (
  client: DynamoDBDocumentClient,
  table: string,
  {
    arrondissements,
    alerted,
    today,
  }: {
    arrondissements: readonly ArrondissementCode[];
    alerted: readonly ArrondissementCode[];
    today: CivilDate;
  },
): Promise<DayCounts[]> => {
  const counted = async (range: Range) => {
    const { count, next } = await countSlice(client, table, range);
    return { count, more: next !== undefined };
  };
  return Promise.all(
    arrondissements.map(async (arrondissement) => {
      const engaged = { index: 'engaged', key: engagedKey(arrondissement) } as const;
      const isAlerted = alerted.includes(arrondissement);
      const [pending, refused, waiting, taken, late] = await Promise.all([
        counted({ ...engaged, from: today }),
        counted({ ...engaged, before: today }),
        isAlerted ? counted(toTake(arrondissement)) : undefined,
        isAlerted ? counted(takenBy(arrondissement)) : undefined,
        isAlerted ? counted(lateOn(arrondissement, today)) : undefined,
      ]);
      return { arrondissement, pending, refused, toTake: waiting, taken, late };
    }),
  );
};
