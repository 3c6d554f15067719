import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { parisDay, parisYear } from '../../domain/calendar/paris-day.ts';
import { bookkeepingKinds, type CaseEvent } from '../../domain/events/case-event.ts';
import type { BlockKey } from '../../domain/matching/block-keys.ts';
import type { Decision } from '../../domain/matching/decide.ts';
import { type Found, type Reasons, reasonsOf } from '../../domain/matching/match.ts';
import { frenchWeights } from '../../domain/matching/model.ts';
import { strangersIn } from '../../domain/matching/strangers.ts';
import { type Subject, subjectOf } from '../../domain/matching/subject.ts';
import { replyWithin } from '../../limits.ts';
import type { Claims, StoredCase } from '../../store/case-store.ts';
import type { Outcome, ReviewItem, Why } from '../../store/items.ts';
import { reviewWrite } from '../../store/review-writes.ts';
import type { Write } from '../../store/transact.ts';
import { decisionWrite, messageWrite } from '../../store/writes.ts';
import { nameFor } from './case-names.ts';
import { caseWrites } from './case-writes.ts';
import type { Arrival, Filing } from './filing.ts';

/** What filing a message writes, and what it is answered. */
export type Plan = {
  outcome: Outcome;
  caseId: string;
  /** What the sender calls that case. */
  caseName: string;
  writes: Write[];
  /** Another case may be the same household's: where to look once this is written. */
  look?: Look;
};

/** What a case has become, and which of its blocks were read for it: all, some new ones to read, or none before it was opened. */
export type Look = {
  whole: Subject;
  found?: Found | undefined;
  blocks?: readonly BlockKey[];
  /** Cases that a person said are other households. */
  distinctFrom?: readonly string[];
};

/** A message on its way, and what was read of it. */
export type Filed = {
  table: string;
  matchingKey: string;
  nextReference: (year: number) => Promise<string>;
  event: CaseEvent;
  arrival: Arrival;
  claims: Claims;
};

/** Who closes what a message settles: a partner answers no review. */
const HUB = 'hub';

/** Into a case: nobody is asked. A few of those that no number named are audited, blind. */
export const attachPlan = (
  { table, matchingKey, event, arrival, claims }: Filed,
  found: StoredCase,
  decision: Extract<Decision, { kind: 'attach' }> | undefined,
): Plan => {
  const { caseId } = found.summary;
  const { receivedAt: at, trace } = arrival;
  const why = decision ? undefined : { rule: 'référence', model: frenchWeights.version };
  const entry = { caseId, found, events: [event] as const, claims, by: HUB, at, trace, why };
  const { writes } = caseWrites(table, matchingKey, entry);
  const caseName = nameFor(matchingKey, event.sender, caseId, found);
  return {
    outcome: arrival.outcome,
    caseId,
    caseName,
    writes: [
      markerOf(table, arrival, caseId, caseName),
      ...writes,
      ...(decision ? decided(table, caseId, event, decision, at) : []),
      ...coherence(table, caseId, [...found.events, event], event, at),
    ],
  };
};

/** Into a case of its own until a person says whose it is: what does not depend on the answer goes, the rest waits. */
export const provisionalPlan = async (
  filed: Filed,
  rule: string,
  reasons: readonly Reasons[],
): Promise<Plan> => {
  const { event, arrival, table } = filed;
  const dossiers = reasons.map(({ caseId }) => caseId);
  const doubt: CaseEvent = {
    id: hash(`${event.id}|rapprochement`),
    kind: 'rapprochement',
    etat: 'douteux',
    dossiers,
    regle: rule,
    modele: frenchWeights.version,
    sender: 'hub',
    reference: event.reference,
    actDate: parisDay(arrival.receivedAt),
    receivedAt: arrival.receivedAt,
    dwelling: event.dwelling,
    household: [],
  };
  const why = { rule: `dans le doute : ${rule}`, model: frenchWeights.version, neighbours: dossiers };
  const plan = await openPlan(filed, [event, doubt], why);
  const review: ReviewItem = {
    entity: 'REVIEW',
    messageId: arrival.messageId,
    reason: 'rapprochement',
    state: 'open',
    openedAt: arrival.receivedAt,
    caseId: plan.caseId,
    candidates: dossiers,
    reasons: [...reasons],
    rule,
  };
  return { ...plan, writes: [...plan.writes, reviewWrite(table, review)] };
};

/** Into a new case. */
export const openPlan = async (
  { table, matchingKey, nextReference, event, arrival, claims }: Filed,
  events: readonly [CaseEvent, ...CaseEvent[]],
  why?: Why,
): Promise<Plan> => {
  const { receivedAt: at, trace } = arrival;
  const caseId = await nextReference(parisYear(at));
  const entry = { caseId, found: undefined, events, claims, by: HUB, at, trace, why };
  const { writes } = caseWrites(table, matchingKey, entry);
  const caseName = nameFor(matchingKey, event.sender, caseId, undefined);
  const marker = markerOf(table, arrival, caseId, caseName);
  return { outcome: arrival.outcome, caseId, caseName, writes: [marker, ...writes] };
};

/**
 * The event is in its case already. Either its marker is still there, and the transaction meets it; or the table's TTL
 * has dropped it, and it is written anew, so that this arrival is answered. An id that comes back with another content
 * is met like a marker of other content.
 */
export const repeatPlan = (
  { table, matchingKey, event, arrival }: Filed,
  found: StoredCase,
  earlier: CaseEvent,
): Plan | Filing => {
  const { caseId } = found.summary;
  const { messageId, sender, outcome } = arrival;
  const caseName = nameFor(matchingKey, event.sender, caseId, found);
  if (sameFact(earlier, event))
    return { outcome, caseId, caseName, writes: [markerOf(table, arrival, caseId, caseName)] };
  return {
    kind: 'known',
    message: { entity: 'MESSAGE', messageId, sender, contentHash: '', outcome, caseId, caseName },
  };
};

const markerOf = (table: string, arrival: Arrival, caseId: string, caseName: string): Write =>
  messageWrite(table, {
    ...arrival,
    caseId,
    caseName,
    reply: replyWithin({ ...arrival.reply, case: caseName }),
  });

/** Equal but for when they came, where the raw form is, and which file came along. Through JSON, since the table keeps no absent field. */
const sameFact = (a: CaseEvent, b: CaseEvent): boolean => {
  const fact = ({ receivedAt: _, rawKey: __, ...rest }: CaseEvent): unknown =>
    JSON.parse(JSON.stringify({ ...rest, piece: undefined }));
  return isDeepStrictEqual(fact(a), fact(b));
};

/** One automatic attachment in so many is shown to a person, who is not told what the hub decided. */
const AUDITED = 50;

/** Whether an event's attachment is drawn for an audit, if nobody decided it: one event in fifty, the same each time it is filed. */
export const isAudited = (eventId: string): boolean =>
  createHash('sha256').update(eventId).digest().readUInt32BE() % AUDITED === 0;

const decided = (
  table: string,
  caseId: string,
  event: CaseEvent,
  { rule, candidate }: Extract<Decision, { kind: 'attach' }>,
  at: string,
): Write[] => {
  const reasons = reasonsOf(candidate);
  const audit = reviewOf('audit', `audit-${event.id}`, caseId, at, [event.id]);
  return [
    decisionWrite(table, caseId, { eventId: event.id, rule, reasons, at }),
    ...(isAudited(event.id) ? [reviewWrite(table, audit)] : []),
  ];
};

/** A member that no longer holds with the others raises a review: the attachment may have been wrong, or an earlier one. */
const coherence = (
  table: string,
  caseId: string,
  events: readonly CaseEvent[],
  newest: CaseEvent,
  at: string,
): Write[] => {
  const members = events
    .filter(({ kind }) => !bookkeepingKinds.includes(kind))
    .map((event) => ({ id: event.id, subject: subjectOf(event) }));
  return strangersIn(members, newest.id).map((id) =>
    reviewWrite(table, reviewOf('coherence', `coherence-${id}`, caseId, at, [id, newest.id])),
  );
};

const reviewOf = (
  reason: ReviewItem['reason'],
  messageId: string,
  caseId: string,
  openedAt: string,
  events: string[],
): ReviewItem => ({
  entity: 'REVIEW',
  messageId,
  reason,
  state: 'open',
  openedAt,
  caseId,
  candidates: [],
  events,
});

export const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
