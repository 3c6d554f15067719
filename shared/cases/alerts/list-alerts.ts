import { liveKey } from '../../domain/case/row.ts';
import type { ArrondissementCode } from '../../domain/events/household.ts';
import { type AlertItem, type Part, readAlerts, readStandings } from '../../store/alerts.ts';
import type { Slice } from '../../store/lists.ts';
import { type AlertDeps, closeAlert } from './handle-alert.ts';
import { followCase } from './send-on.ts';

/** Alerts that are read at once. */
export const ALERTS_READ = 40;

/**
 * The alerts of an arrondissement that still ask for something of it, by the day to act. One whose delay was settled meanwhile asks for
 * nothing: it is taken off the list. One whose case has gone to another arrondissement follows it there. Two requests, and two for each
 * that leaves.
 *
 * @param at now, ISO UTC
 */
export const listAlerts = async (
  deps: AlertDeps,
  arrondissement: ArrondissementCode,
  state: 'recue' | 'prise',
  at: string,
  next?: Slice['next'],
): Promise<Part<AlertItem>> => {
  const { client, table } = deps;
  const read = await readAlerts(client, table, arrondissement, state, ALERTS_READ, next);
  const standings = await standingsOf(deps, read.items);
  const stays: AlertItem[] = [];
  for (const alert of read.items) {
    const standing = standings.get(alert.caseId);
    if (!standing?.live.has(liveKey(alert.rule, alert.from))) await closeAlert(deps, alert, at);
    else if (standing.arrondissement !== undefined && standing.arrondissement !== arrondissement)
      await followCase(deps, alert, { ...standing, arrondissement: standing.arrondissement }, at);
    else stays.push(alert);
  }
  return { items: stays, next: read.next };
};

const standingsOf = ({ client, table }: AlertDeps, alerts: readonly AlertItem[]) =>
  readStandings(
    client,
    table,
    alerts.map(({ caseId }) => caseId),
  );

/** Which of these alerts, a hundred at most, still ask for something of their arrondissement. One request. */
export const asksStill = async (
  deps: AlertDeps,
  arrondissement: ArrondissementCode,
  alerts: readonly AlertItem[],
): Promise<ReadonlySet<AlertItem>> => {
  const standings = await standingsOf(deps, alerts);
  return new Set(
    alerts.filter(({ caseId, rule, from }) => {
      const standing = standings.get(caseId);
      return standing?.arrondissement === arrondissement && standing.live.has(liveKey(rule, from));
    }),
  );
};
