import type { ArrondissementCode } from '../../domain/events/household.ts';
import { liveKey } from '../../domain/lists/row.ts';
import { type AlertItem, type Part, readAlerts, readStandings, type Standing } from '../../store/alerts.ts';
import type { AlertState } from '../../store/keys.ts';
import type { Slice } from '../../store/lists.ts';
import type { AlertDeps } from './handle-alert.ts';
import { followCase } from './send-on.ts';

/** Alerts that are read at once. */
export const ALERTS_READ = 40;

/** An alert, and the arrondissement in whose list it was read. */
export type ReadAlert = { alert: AlertItem; arrondissement: ArrondissementCode };

/**
 * These alerts without those that a later one about the same delay took the place of: «décision à préparer» asks nothing once silence is
 * a refusal.
 */
const latestOfEach = (alerts: readonly ReadAlert[]): ReadAlert[] => {
  const latest = new Map<string, ReadAlert>();
  for (const one of alerts) {
    const { caseId, rule, from, day } = one.alert;
    const key = [one.arrondissement, caseId, rule, from].join('|');
    const known = latest.get(key);
    if (known === undefined || known.alert.day < day) latest.set(key, one);
  }
  return [...latest.values()];
};

/** Parts of a list that are read to find some that still ask, and how many of those are enough. */
const MOST_PARTS = 4;
const ENOUGH = 20;

/**
 * The alerts of an arrondissement that still ask for something of it, by the day to act. What asks nothing is left out, and more is read in
 * its place. Two requests a part, four parts at most, and two for each alert that follows its case.
 *
 * @param at now, ISO UTC
 */
export const listAlerts = async (
  deps: AlertDeps,
  arrondissement: ArrondissementCode,
  state: AlertState,
  at: string,
  next?: Slice['next'],
): Promise<Part<AlertItem>> => {
  const items: AlertItem[] = [];
  let from = next;
  for (let part = 0; part < MOST_PARTS && items.length < ENOUGH; part += 1) {
    const read = await readAlerts(deps.client, deps.table, arrondissement, state, ALERTS_READ, from);
    const asking = await settle(
      deps,
      read.items.map((alert) => ({ alert, arrondissement })),
      at,
    );
    items.push(...read.items.filter((alert) => asking.has(alert)));
    from = read.next;
    if (from === undefined) break;
  }
  return { items, next: from };
};

/**
 * Which of these alerts still ask for something of their arrondissement. One whose delay is settled is left out, and nothing more: what
 * settled it may be undone; the watch takes it off its list another day. One whose case has gone to another arrondissement follows it
 * there. One request for each hundred cases.
 *
 * @param at now, ISO UTC
 * @param standings where the cases stand, when it was read already
 */
export const settle = async (
  deps: AlertDeps,
  alerts: readonly ReadAlert[],
  at: string,
  standings?: ReadonlyMap<string, Standing>,
): Promise<ReadonlySet<AlertItem>> => {
  const known =
    standings ??
    (await readStandings(
      deps.client,
      deps.table,
      alerts.map(({ alert }) => alert.caseId),
    ));
  const stays = new Set<AlertItem>();
  for (const { alert, arrondissement } of latestOfEach(alerts)) {
    const standing = known.get(alert.caseId);
    if (!standing?.live.has(liveKey(alert.rule, alert.from))) continue;
    if (standing.arrondissement !== undefined && standing.arrondissement !== arrondissement)
      await followCase(deps, alert, { ...standing, arrondissement: standing.arrondissement }, at);
    else stays.add(alert);
  }
  return stays;
};
