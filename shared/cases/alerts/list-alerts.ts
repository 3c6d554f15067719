import type { ArrondissementCode } from '../../domain/events/household.ts';
import { liveKey } from '../../domain/lists/row.ts';
import { type AlertItem, type Part, readAlerts, readStandings } from '../../store/alerts.ts';
import type { Slice } from '../../store/lists.ts';
import { type AlertDeps, closeAlert } from './handle-alert.ts';
import { followCase } from './send-on.ts';

/** Alerts that are read at once. */
export const ALERTS_READ = 40;

/** An alert, and the arrondissement in whose list it was read. */
export type ReadAlert = { alert: AlertItem; arrondissement: ArrondissementCode };

/**
 * The alerts of an arrondissement that still ask for something of it, by the day to act. Two requests, and two for each that leaves.
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
  const read = await readAlerts(deps.client, deps.table, arrondissement, state, ALERTS_READ, next);
  const asking = await settle(
    deps,
    read.items.map((alert) => ({ alert, arrondissement })),
    at,
  );
  return { items: read.items.filter((alert) => asking.has(alert)), next: read.next };
};

/**
 * Which of these alerts still ask for something of their arrondissement. One whose delay was settled meanwhile asks for nothing: it is taken
 * off its list. One whose case has gone to another arrondissement follows it there. One request for each hundred cases, and two for each
 * alert that leaves.
 *
 * @param at now, ISO UTC
 */
export const settle = async (
  deps: AlertDeps,
  alerts: readonly ReadAlert[],
  at: string,
): Promise<ReadonlySet<AlertItem>> => {
  const standings = await readStandings(
    deps.client,
    deps.table,
    alerts.map(({ alert }) => alert.caseId),
  );
  const stays = new Set<AlertItem>();
  for (const { alert, arrondissement } of alerts) {
    const standing = standings.get(alert.caseId);
    if (!standing?.live.has(liveKey(alert.rule, alert.from))) await closeAlert(deps, alert, at);
    else if (standing.arrondissement !== undefined && standing.arrondissement !== arrondissement)
      await followCase(deps, alert, { ...standing, arrondissement: standing.arrondissement }, at);
    else stays.add(alert);
  }
  return stays;
};
