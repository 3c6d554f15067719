import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Case } from '../../domain/case/case-of.ts';
import { type Alert, delayOfAlert } from '../../domain/delays/alerts.ts';
import { delayKey } from '../../domain/delays/deadline.ts';
import { liveOf } from '../../domain/lists/row.ts';
import { saidCommune } from '../../domain/notices/said.ts';
import {
  type Listed,
  movedWrites,
  newsWrite,
  readListed,
  replacedWrite,
  runsAgainWrite,
  settledWrite,
} from '../../store/alert-writes.ts';
import type { Handling, StateAlert } from '../../store/alerts.ts';
import type { CaseItem } from '../../store/items.ts';
import { newsList } from '../../store/keys.ts';
import type { Write } from '../../store/transact.ts';

/** What a case becomes: its fold, and the alerts that are told with it. */
export type Becomes = { caseId: string; state: Case; alerts: readonly Alert[] };

/** Who makes it so, with their id, and when (ISO UTC). */
type By = Pick<Handling, 'by' | 'at' | 'person'>;

const delayOf = ({ rule, from }: Pick<StateAlert, 'rule' | 'from'>): string => delayKey(rule, from);

/** The delays that the alerts told at once are about: each takes the place of what was told of its delay before. */
const newlyTold = (alerts: readonly Alert[]): ReadonlySet<string> =>
  new Set(
    alerts
      .filter(({ to }) => to.includes('arrondissement'))
      .map(({ deadline }) => delayKey(deadline.rule, deadline.from.date)),
  );

/**
 * The writes by which lists follow a case that changes. An alert whose delay is settled leaves its list, and comes back if the delay runs
 * again; a later alert of the same delay takes its place. Alerts and news go with the case to another arrondissement. One request when any
 * of this may be so, which the summary tells; else none.
 *
 * @param summary as read; undefined for a case that opens
 */
export const listsFollow = async (
  client: DynamoDBDocumentClient,
  table: string,
  summary: CaseItem | undefined,
  becomes: Becomes,
  by: By,
): Promise<Write[]> => {
  if (summary === undefined || !mayConcernLists(summary, becomes)) return [];
  return followWrites(table, await readListed(client, table, becomes.caseId), becomes, by);
};

const mayConcernLists = (
  { alerted = [], live = [], arrondissement, apart }: CaseItem,
  { state, alerts }: Becomes,
): boolean => {
  const told = new Set(alerted.map(delayOfAlert));
  // A case that is set apart is in no list.
  const before = new Set(apart ? [] : live);
  const now = new Set(liveOf(state));
  return (
    [...told].some((delay) => before.has(delay) !== now.has(delay)) ||
    [...newlyTold(alerts)].some((delay) => told.has(delay)) ||
    state.arrondissement !== arrondissement
  );
};

/** The writes by which what lists have of a case follows it. */
export const followWrites = (
  table: string,
  { alerts, news }: Listed,
  becomes: Becomes,
  { by, at, person }: By,
): Write[] => {
  const { caseId, state } = becomes;
  const { arrondissement } = state;
  const live = new Set(liveOf(state));
  const told = newlyTold(becomes.alerts);
  const writesOf = (alert: StateAlert): Write[] => {
    const isListed = alert.listKey !== undefined;
    if (told.has(delayOf(alert))) return [replacedWrite(table, alert)];
    if (arrondissement === undefined || !live.has(delayOf(alert)))
      return isListed ? [settledWrite(table, alert, at)] : [];
    if (arrondissement !== alert.arrondissement) {
      const to = { arrondissement, commune: saidCommune(state.dwelling) ?? '' };
      const handling = {
        state: 'renvoyee',
        by,
        at,
        reason: 'horsZone',
        to: arrondissement,
        ...(person !== undefined && { person }),
      } as const;
      return movedWrites(table, alert, to, handling);
    }
    return isListed ? [] : [runsAgainWrite(table, alert)];
  };
  return [
    ...alerts.flatMap(writesOf),
    ...news
      .filter(({ listKey }) => listKey !== (arrondissement && newsList(arrondissement)))
      .map(({ noticeId }) => newsWrite(table, { caseId, noticeId }, arrondissement)),
  ];
};
