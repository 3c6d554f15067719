import { parisDay } from '../domain/calendar/paris-day.ts';
import { caseOf } from '../domain/case/case-of.ts';
import { planOf } from '../domain/case/plan.ts';
import { without } from '../domain/erasure/without.ts';
import { type CaseEvent, caseEventSchema } from '../domain/events/case-event.ts';
import type { Person } from '../domain/events/household.ts';
import { HubError } from '../errors.ts';
import { readCase, readClaims } from '../store/case-store.ts';
import { blockWrites, claimable } from '../store/case-writes.ts';
import { schemaVersion } from '../store/items.ts';
import { eventKey, identityKey } from '../store/keys.ts';
import { transactAgain, type Write } from '../store/transact.ts';
import { caseWrite } from '../store/writes.ts';
import type { EraseDeps } from './erase-case.ts';

/** Events rewritten by one transaction, beside the case's summary, claims and blocks. */
const AT_ONCE = 20;

/**
 * Takes a person out of a household that stays: each event is written again without them, under its own key; the summary is the
 * fold of what is left; claims and blocks that only they brought go. What happened, and when, stays as it was told. A few events a
 * transaction, the summary with each: stopped midway, the same call goes on.
 *
 * @returns how many events were rewritten
 * @throws HubError `CASE_CHANGED` (retryable)
 */
export const takeOut = async (
  { client, table, matchingKey }: EraseDeps,
  caseId: string,
  gone: readonly Person[],
  others: readonly Person[],
  at: string,
): Promise<number> => {
  let rewritten = 0;
  for (;;) {
    const found = await readCase(client, table, caseId);
    if (!found) return rewritten;
    const next = found.events
      .map((event) => ({ event, taken: takenFrom(event, gone, others) }))
      .filter(({ event, taken }) => JSON.stringify(event) !== JSON.stringify(taken))
      .slice(0, AT_ONCE);
    if (next.length === 0) return rewritten;
    const taken = new Map(next.map((one) => [one.event.id, one.taken]));
    const after = found.events.map((event) => taken.get(event.id) ?? event);
    const today = parisDay(at);
    const state = caseOf(after, today);
    const plan = planOf(state, found.summary.alerted ?? [], today);
    // An alert whose day has come is the watch's to tell: it finds the case today.
    const silent = {
      alerted: found.summary.alerted ?? [],
      nextDay: plan.alerts.length > 0 ? today : plan.nextDay,
    };
    const result = await transactAgain(client, [
      ...next.map(({ event, taken: Event }): Write => {
        const why = found.whys.get(event.id);
        const Item = {
          schemaVersion,
          ...eventKey(caseId, event.actDate, event.id),
          entity: 'EVENT',
          caseId,
          event: Event,
          ...(why && { why }),
        };
        return { name: 'event', Put: { TableName: table, Item } };
      }),
      caseWrite(table, caseId, state, silent, found.summary.version),
      ...blockWrites(table, matchingKey, caseId, found.events, after, {
        was: found.summary.status,
        is: state.status,
      }),
      ...(await claimsLost({ client, table, matchingKey }, caseId, found.events, after)),
    ]);
    if (result.kind === 'refused')
      throw new HubError('CASE_CHANGED', 'the case changed meanwhile', { retryable: true });
    rewritten += next.length;
  }
};

const takenFrom = (event: CaseEvent, gone: readonly Person[], others: readonly Person[]): CaseEvent =>
  caseEventSchema.parse(without(event, gone, others));

/** Claims that the events no longer make: they went with the person's name. */
const claimsLost = async (
  { client, table, matchingKey }: Pick<EraseDeps, 'client' | 'table' | 'matchingKey'>,
  caseId: string,
  before: readonly CaseEvent[],
  after: readonly CaseEvent[],
): Promise<Write[]> => {
  const keysOf = (events: readonly CaseEvent[]) =>
    new Map(events.flatMap(claimable).map((one) => [identityKey(matchingKey, one).PK, one]));
  const kept = keysOf(after);
  const lost = [...keysOf(before)].filter(([PK]) => !kept.has(PK)).map(([, identity]) => identity);
  const owners = await readClaims(client, table, matchingKey, lost);
  return [...owners]
    .filter(([, owner]) => owner.caseId === caseId)
    .map(([PK]) => ({ name: 'claim', Delete: { TableName: table, Key: { PK, SK: 'IDENTITY' } } }));
};
