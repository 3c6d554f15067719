import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type CivilDate, LAST_DAY } from '../../domain/calendar/civil-date.ts';
import type { CaseRow } from '../../domain/lists/row.ts';
import { type CaseFilter, debts } from '../../domain/lists/row-filter.ts';
import { stages } from '../../domain/procedure/stage.ts';
import { normaliseName } from '../../domain/text/normalise-name.ts';
import { casesList } from '../../store/keys.ts';
import {
  casesIn,
  countSlice,
  type ListedCase,
  placeKey,
  type Range,
  type RowFilter,
  readSlice,
  type Slice,
} from '../../store/lists.ts';

/** What a list may be sorted by: the nearest delay is the order of the table; the others are sorted once all is read. */
export const sorts = ['echeance', 'reference', 'commune', 'etape', 'dette'] as const;
export type Sort = (typeof sorts)[number];

/** Rows of a page. */
export const PAGE_ROWS = 20;
/** Requests that a list makes at most, whatever is asked. One reads a megabyte, some three thousand rows. */
export const MOST_REQUESTS = 3;
/** Rows that the first request of a filtered page reads: what most filters need. */
const FIRST_READ = 300;

/** A page of a list. */
export type CasePage = {
  cases: ListedCase[];
  /** The place or the page from which the next begins. */
  next: string | undefined;
  /** What matches in all, where all was read. */
  total: number | undefined;
  /**
   * How far it looked: the nearest delay of the last case that it read, when it stopped before it had a whole page. What follows is
   * asked for by `next`.
   */
  until: CivilDate | undefined;
  /** Whether the sort could not be done, because more matches than a page may read: it is then by the nearest delay. */
  unsorted: boolean;
};

/** @param next of the page before */
export type Asked = { filter: CaseFilter; sort: Sort; backwards: boolean; next?: string | undefined };

/**
 * A page of cases. `MOST_REQUESTS` requests at most.
 *
 * Without a filter nor a sort, one request reads one page. A filter reads on in the order of the list until a page is full, and says how
 * far it looked. A sort reads all that matches, or says that there is too much.
 */
export const listCases = async (
  client: DynamoDBDocumentClient,
  table: string,
  asked: Asked,
): Promise<CasePage> => {
  const range = rangeOf(asked.filter, asked.sort === 'echeance' && asked.backwards);
  if (asked.sort === 'echeance') return inOrder(client, table, range, asked.next);
  const { cases, whole } = await readAll(client, table, range);
  if (!whole)
    return {
      ...(await inOrder(client, table, rangeOf(asked.filter, false), undefined, MOST_REQUESTS - 1)),
      unsorted: true,
    };
  const page = Math.max(0, Number(asked.next ?? 0) || 0);
  const sorted = cases.sort(by(asked.sort, asked.backwards));
  const end = (page + 1) * PAGE_ROWS;
  return {
    cases: sorted.slice(page * PAGE_ROWS, end),
    next: end < sorted.length ? String(page + 1) : undefined,
    total: sorted.length,
    until: undefined,
    unsorted: false,
  };
};

/** How many cases match, or that there are more than could be read. `MOST_REQUESTS` requests at most. */
export const countCases = async (
  client: DynamoDBDocumentClient,
  table: string,
  filter: CaseFilter,
): Promise<{ count: number; more: boolean }> => {
  const range = rangeOf(filter, false);
  let count = 0;
  let next: Slice['next'];
  for (let request = 0; request < MOST_REQUESTS; request += 1) {
    const slice = await countSlice(client, table, range, next);
    count += slice.count;
    next = slice.next;
    if (next === undefined) break;
  }
  return { count, more: next !== undefined };
};

/** Every case that matches, in the order of the list, a request's worth at a time: for an export. */
export async function* everyCase(
  client: DynamoDBDocumentClient,
  table: string,
  filter: CaseFilter,
): AsyncGenerator<ListedCase[]> {
  const range = rangeOf(filter, false);
  let next: Slice['next'];
  do {
    const slice: Slice = await readSlice(client, table, range, { next });
    yield casesIn(slice, range.index);
    next = slice.next;
  } while (next !== undefined);
}

const inOrder = async (
  client: DynamoDBDocumentClient,
  table: string,
  range: Range,
  after: string | undefined,
  made = 0,
): Promise<CasePage> => {
  const found: ListedCase[] = [];
  let next = after === undefined ? undefined : placeKey(range, after);
  let whole = false;
  for (let request = made; request < MOST_REQUESTS && found.length <= PAGE_ROWS; request += 1) {
    const limit = range.filter === undefined ? PAGE_ROWS + 1 : request === made ? FIRST_READ : undefined;
    const slice = await readSlice(client, table, range, { limit, next });
    found.push(...casesIn(slice, range.index));
    next = slice.next;
    whole = next === undefined;
    if (whole) break;
  }
  const cases = found.slice(0, PAGE_ROWS);
  const full = found.length > PAGE_ROWS;
  // A page that is not full stopped after its last request: the next begins there, and not after the last that matched.
  const stopped = next?.listSort?.S;
  return {
    cases,
    next: full ? cases.at(-1)?.at : whole ? undefined : stopped,
    total: whole && !full && after === undefined ? cases.length : undefined,
    until: !full && !whole ? stopped?.slice(0, 10) : undefined,
    unsorted: false,
  };
};

const readAll = async (client: DynamoDBDocumentClient, table: string, range: Range) => {
  const cases: ListedCase[] = [];
  let next: Slice['next'];
  // One request is kept for the page that is shown when there is too much to sort.
  for (let request = 1; request < MOST_REQUESTS; request += 1) {
    const slice = await readSlice(client, table, range, { next });
    cases.push(...casesIn(slice, range.index));
    next = slice.next;
    if (next === undefined) return { cases, whole: true };
  }
  return { cases, whole: false };
};

const rangeOf = (filter: CaseFilter, backwards: boolean): Range => ({
  index: 'lists',
  key: casesList(filter.arrondissement, filter.status),
  backwards,
  // '$' sorts just after '#', which ends the day in a place.
  before: filter.dueBy === undefined ? undefined : `${filter.dueBy}$`,
  filter: rowFilterOf(filter),
});

type Condition = { expression: string; values: Record<string, unknown> };

const rowFilterOf = (filter: CaseFilter): RowFilter | undefined => {
  const { stage, motif, audienceBy, debt, bailleur, flag, provisional } = filter;
  const landlord = normaliseName(bailleur ?? '');
  const conditions: (Condition | false)[] = [
    stage !== undefined && { expression: '#row.stage = :stage', values: { ':stage': stage } },
    motif !== undefined && { expression: '#row.motif = :motif', values: { ':motif': motif } },
    audienceBy !== undefined && {
      expression: '#row.audience <= :audience',
      values: { ':audience': audienceBy },
    },
    debt !== undefined && {
      expression: '#row.dette >= :least AND #row.dette < :most',
      values: { ':least': debts[debt].from, ':most': debts[debt].below },
    },
    landlord !== '' && {
      expression: 'contains(#row.bailleurKey, :bailleur)',
      values: { ':bailleur': landlord },
    },
    flag !== undefined && { expression: 'contains(#row.flags, :flag)', values: { ':flag': flag } },
    provisional === true && { expression: '#row.provisional = :yes', values: { ':yes': true } },
  ];
  const holding = conditions.filter((one) => one !== false);
  if (holding.length === 0) return undefined;
  return {
    expression: holding.map(({ expression }) => expression).join(' AND '),
    values: Object.assign({}, ...holding.map(({ values }) => values)),
  };
};

const rankOfStage = new Map<string, number>(stages.map(({ name }, rank) => [name, rank]));

const ranked = (sort: Sort, { caseId, row }: ListedCase): string | number => {
  switch (sort) {
    case 'reference':
      return caseId;
    case 'commune':
      return normaliseName(row.commune);
    case 'etape':
      return rankOfStage.get(row.stage) ?? 0;
    case 'dette':
      return row.dette ?? -1;
    case 'echeance':
      return dueOfRow(row);
  }
};
const dueOfRow = ({ late, next }: CaseRow): string => late?.due ?? next?.due ?? LAST_DAY;

const by =
  (sort: Sort, backwards: boolean) =>
  (a: ListedCase, b: ListedCase): number => {
    const [one, other] = [ranked(sort, a), ranked(sort, b)];
    const order = one < other ? -1 : one > other ? 1 : a.caseId < b.caseId ? -1 : 1;
    return backwards ? -order : order;
  };
