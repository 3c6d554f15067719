import type { Closing, GatheredGroup, Morning } from '../../shared/cases/watch/gathered.ts';
import type { DuePage } from '../../shared/cases/watch/watch.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { HubError } from '../../shared/errors.ts';
import { inLog, log } from '../../shared/log/log.ts';
import { measure } from '../../shared/log/measure.ts';
import { traceOfWatch } from '../../shared/log/trace-id.ts';
import { DUE_SHARDS } from '../../shared/store/keys.ts';
import type { Order } from './order.ts';

export type WatchRunDeps = {
  readDue: (shard: number, day: string, from: DuePage['next']) => Promise<DuePage>;
  watchCase: (caseId: string, day: string, at: string, mayRetire: () => boolean) => Promise<number>;
  readGathered: () => AsyncGenerator<GatheredGroup>;
  closeGroup: (group: GatheredGroup, morning: Morning, at: string) => Promise<Closing>;
  /** Puts what is left of a run back on the queue. */
  goOn: (order: Order, delaySeconds: number) => Promise<void>;
  closeDelaySeconds: number;
  /** Cases a run may order retired; the others wait for the next day. */
  retirementsADay: number;
  /** Takes settled alerts off their lists, and tells again of those that nobody has taken; gives how many. */
  remind: (day: string, at: string) => Promise<number>;
  /** Tells what sessions of commissions call for; gives how many mails it wrote. */
  tellSeances: (day: string, at: string) => Promise<number>;
  /** Asks partners for the figures that the charter wants of them each year; gives how many mails it wrote. */
  demander: (day: string, at: string) => Promise<number>;
  /** How many reviews wait for a person. */
  countReviews: () => Promise<number>;
  now: () => string;
};

/** Cases looked at together: each waits on the table. */
const WINDOW = 10;
/** Time left of an invocation when it stops and hands over. */
const MARGIN_MS = 20_000;

/**
 * Carries out a run, or what is left of one. It reads the cases whose day has come and writes their alerts, gathered; a moment
 * later, since the index is slightly late, it sends each mailbox what waited for this morning. When time runs short it stops, and the
 * rest comes back by the queue: a case already looked at has left the index.
 *
 * @throws HubError `CASES_FAILED` (retryable) once all others are done: the failed ones are still in the index; `DAY_AHEAD` when
 * the day has not come: everything due until then would be sent too early
 */
export const createWatch =
  (deps: WatchRunDeps) =>
  (order: Order, remainingMs: () => number): Promise<void> =>
    inLog({ trace: traceOfWatch(order.day) }, () => carryOut(deps, order, remainingMs));

const carryOut = async (deps: WatchRunDeps, order: Order, remainingMs: () => number): Promise<void> => {
  const short = (): boolean => remainingMs() < MARGIN_MS;
  if (order.day > parisDay(deps.now()))
    throw new HubError('DAY_AHEAD', `${order.day} has not come`, { retryable: false });
  if (order.step === 'close') {
    if (!(await close(deps, order, short))) await deps.goOn(order, 0);
    return;
  }
  const { done, failed, retirements } = await read(deps, order, short);
  if (!done) return deps.goOn({ ...order, ...(retirements > 0 && { retirements }) }, 0);
  const { day, all } = order;
  await deps.goOn({ day, step: 'close', ...(all && { all }) }, deps.closeDelaySeconds);
  if (failed > 0) throw new HubError('CASES_FAILED', `${failed} cases failed`, { retryable: true });
};

const read = async (
  deps: WatchRunDeps,
  { day, retirements = 0 }: Order,
  short: () => boolean,
): Promise<{ done: boolean; failed: number; retirements: number }> => {
  const count = { cases: 0, notices: 0, pages: 0, failed: 0, retirements, waiting: 0 };
  const mayRetire = (): boolean => {
    const may = count.retirements < deps.retirementsADay;
    count[may ? 'retirements' : 'waiting'] += 1;
    return may;
  };
  const look = async (caseId: string): Promise<void> => {
    try {
      const notices = await deps.watchCase(caseId, day, deps.now(), mayRetire);
      count.notices += notices;
      count.cases += 1;
    } catch (error) {
      // One case that cannot be read must not keep the others from their alerts.
      count.failed += 1;
      log('watch.caseFailed', { caseId, code: error instanceof HubError ? error.code : 'UNKNOWN' });
    }
  };
  let done = true;
  for (let shard = 0; shard < DUE_SHARDS && done; shard++) {
    let from: DuePage['next'];
    do {
      const { caseIds, next } = await deps.readDue(shard, day, from);
      count.pages += 1;
      for (let start = 0; start < caseIds.length && done; start += WINDOW) {
        done = !short();
        if (done) await Promise.all(caseIds.slice(start, start + WINDOW).map(look));
      }
      from = next;
    } while (from && done);
  }
  const values = { WatchCases: count.cases, WatchNotices: count.notices, RetirementsWaiting: count.waiting };
  measure('watch.read', { day, done, ...count }, values);
  return { done, failed: count.failed, retirements: count.retirements };
};

const close = async (
  deps: WatchRunDeps,
  { day, all = false }: Order,
  short: () => boolean,
): Promise<boolean> => {
  const at = deps.now();
  const count = {
    mailboxes: 0,
    single: 0,
    digests: 0,
    reminded: await deps.remind(day, at),
    seances: await deps.tellSeances(day, at),
    demandes: await deps.demander(day, at),
  };
  let done = true;
  for await (const group of deps.readGathered()) {
    done = !short();
    if (!done) break;
    const { single, digests } = await deps.closeGroup(group, { day, all }, deps.now());
    count.mailboxes += 1;
    count.single += single;
    count.digests += digests;
  }
  const fields = { day, done, ...count };
  if (!done) log('watch.closed', fields);
  else measure('watch.closed', fields, { WatchRuns: 1, ReviewsOpen: await deps.countReviews() });
  return done;
};
