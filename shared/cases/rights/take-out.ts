import { parisDay } from '../../domain/calendar/paris-day.ts';
import { agendaOf } from '../../domain/case/agenda.ts';
import { caseOf } from '../../domain/case/case-of.ts';
import { without } from '../../domain/erasure/without.ts';
import { type CaseEvent, caseEventSchema } from '../../domain/events/case-event.ts';
import type { Person } from '../../domain/events/household.ts';
import { HubError } from '../../errors.ts';
import { limits } from '../../limits.ts';
import { readCaseToWrite, readClaims, type StoredCase } from '../../store/case-store.ts';
import { schemaVersion } from '../../store/items.ts';
import { eventKey, identityKey } from '../../store/keys.ts';
import { transactAgain, type Write } from '../../store/transact.ts';
import { caseWrite } from '../../store/writes.ts';
import { blockWrites, claimable } from '../filing/case-writes.ts';
import { listsFollow } from '../filing/lists-follow.ts';
import type { EraseDeps } from './erase-case.ts';

/** Most events rewritten by one transaction, beside the case's summary, claims and blocks; fewer when these are many. */
const AT_ONCE = 20;

/**
 * Takes a person out of a household that stays. Each event is rewritten without them under its own key; the summary becomes the
 * fold of the result; claims and blocks that only this person brought go. What happened, and when, does not change. A few events
 * in each transaction, the summary with each: stopped midway, the same call resumes.
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
    const found = await readCaseToWrite(client, table, caseId);
    if (!found) return rewritten;
    const changed = found.events
      .map((event) => ({ event, taken: takenFrom(event, gone, others) }))
      .filter(({ event, taken }) => JSON.stringify(event) !== JSON.stringify(taken));
    if (changed.length === 0) return rewritten;
    let next = changed.slice(0, AT_ONCE);
    let writes = await writesOf({ client, table, matchingKey }, found, next, at);
    // The writes of a single event always fit in one transaction.
    while (writes.length > limits.transactionItems && next.length > 1) {
      next = next.slice(0, Math.ceil(next.length / 2));
      writes = await writesOf({ client, table, matchingKey }, found, next, at);
    }
    const result = await transactAgain(client, writes);
    if (result.kind === 'refused')
      throw new HubError('CASE_CHANGED', 'the case changed meanwhile', { retryable: true });
    rewritten += next.length;
  }
};

/** The rewritten events, the summary folded from them, and the claims and blocks that go. */
const writesOf = async (
  deps: Pick<EraseDeps, 'client' | 'table' | 'matchingKey'>,
  { summary, events, whys }: StoredCase,
  next: readonly { event: CaseEvent; taken: CaseEvent }[],
  at: string,
): Promise<Write[]> => {
  const { table, matchingKey } = deps;
  const { caseId, version } = summary;
  const taken = new Map(next.map((one) => [one.event.id, one.taken]));
  const after = events.map((event) => taken.get(event.id) ?? event);
  const today = parisDay(at);
  const state = caseOf(after, today);
  const agenda = agendaOf(state, summary.alerted ?? [], today);
  // An alert whose day has come is left for the watch to send: the case is due today.
  const silent = {
    alerted: summary.alerted ?? [],
    nextDay: agenda.alerts.length > 0 ? today : agenda.nextDay,
  };
  return [
    ...next.map(({ event, taken: Event }): Write => {
      const why = whys.get(event.id);
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
    caseWrite(table, caseId, state, silent, version),
    ...(await listsFollow(deps.client, table, summary, { caseId, state, alerts: [] }, { by: 'hub', at })),
    ...blockWrites(table, matchingKey, caseId, events, after, { was: summary.status, is: state.status }),
    ...(await claimsLost(deps, caseId, events, after)),
  ];
};

const takenFrom = (event: CaseEvent, gone: readonly Person[], others: readonly Person[]): CaseEvent =>
  caseEventSchema.parse(without(event, gone, others));

/** Claims that the events no longer make, now that they lack the person's name. */
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
