import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
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

/** What filing a message writes, and what its sender is answered. */
export type Plan = {
  outcome: Outcome;
  caseId: string;
  /** What the sender calls that case. */
  caseName: string;
  writes: Write[];
  /** Where to look, once this is written, for another case of the same household. */
  look?: Look;
};

/**
 * What the case has become, and which of its blocks were read: all (`found`), only new ones to read (`blocks`), or none before it
 * opened.
 */
export type Look = {
  whole: Subject;
  found?: Found | undefined;
  blocks?: readonly BlockKey[];
  /** Cases that a person said are other households. */
  distinctFrom?: readonly string[];
};

/** A message to file, and what was read about it. */
export type Filed = {
  client: DynamoDBDocumentClient;
  table: string;
  matchingKey: string;
  nextReference: (year: number) => Promise<string>;
  event: CaseEvent;
  arrival: Arrival;
  claims: Claims;
};

/** Author of the reviews that a message closes: a partner answers no review. */
const HUB = 'hub';

/** Files the message in a known case, without asking anybody. Of the attachments made without a number, a few are audited blind. */
export const attachPlan = async (
  filed: Filed,
  found: StoredCase,
  decision: Extract<Decision, { kind: 'attach' }> | undefined,
): Promise<Plan> => {
  const { table, matchingKey, event, arrival, claims } = filed;
  const { caseId } = found.summary;
  const { receivedAt: at, trace } = arrival;
  const why = decision ? undefined : { rule: 'référence', model: frenchWeights.version };
  const entry = { caseId, found, events: [event] as const, claims, by: HUB, at, trace, why };
  const writes = await caseWrites(filed, entry);
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

/** Files the message in a case of its own until a person says which case it belongs to. The alerts that depend on the answer wait. */
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

/** Files the message in a new case. */
export const openPlan = async (
  filed: Filed,
  events: readonly [CaseEvent, ...CaseEvent[]],
  why?: Why,
): Promise<Plan> => {
  const { table, matchingKey, nextReference, event, arrival, claims } = filed;
  const { receivedAt: at, trace } = arrival;
  const caseId = await nextReference(parisYear(at));
  const entry = { caseId, found: undefined, events, claims, by: HUB, at, trace, why };
  const writes = await caseWrites(filed, entry);
  const caseName = nameFor(matchingKey, event.sender, caseId, undefined);
  const marker = markerOf(table, arrival, caseId, caseName);
  return { outcome: arrival.outcome, caseId, caseName, writes: [marker, ...writes] };
};

/**
 * The event is already in its case. Either its marker still exists, and the transaction collides with it; or the table's TTL has
 * dropped the marker, and it is written anew so that this arrival gets its reply. The same id with another content is treated as
 * a marker of another content.
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

/**
 * Whether two events tell the same fact, whenever they came, wherever their raw form is and whichever file came along. They are
 * compared through JSON, since the table keeps no absent field.
 */
const sameFact = (a: CaseEvent, b: CaseEvent): boolean => {
  const fact = ({ receivedAt: _, rawKey: __, ...rest }: CaseEvent): unknown =>
    JSON.parse(JSON.stringify({ ...rest, piece: undefined }));
  return isDeepStrictEqual(fact(a), fact(b));
};

/** One automatic attachment in this many is shown to a person, who is not told what the hub decided. */
const AUDITED = 50;

/**
 * Whether the attachment of an event, when no person decided it, is drawn for an audit: one event in fifty, the same each time it
 * is filed.
 */
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

/** An event that no longer fits with the others opens a review: this attachment may be wrong, or an earlier one. */
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
