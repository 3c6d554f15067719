import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { assertNever } from '../../domain/assert-never.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import type { CaseEvent } from '../../domain/events/case-event.ts';
import { type Attachment, attach } from '../../domain/matching/attach.ts';
import type { Decision } from '../../domain/matching/decide.ts';
import { identityOf } from '../../domain/matching/identity.ts';
import {
  caseByNumber,
  comparedOf,
  type Found,
  matchNumbered,
  type Numbered,
  type Reasons,
  reasonsOf,
} from '../../domain/matching/match.ts';
import { frenchWeights } from '../../domain/matching/model.ts';
import { joined, type Reference, subjectOf } from '../../domain/matching/subject.ts';
import { limits } from '../../limits.ts';
import { readCandidates, readSubjects } from '../../store/blocks.ts';
import { type Claim, readCaseToWrite, readClaims, type StoredCase } from '../../store/case-store.ts';
import { type Pause, untilQuiet } from '../../store/contention.ts';
import { messageItemSchema } from '../../store/items.ts';
import { identityKey, type Key } from '../../store/keys.ts';
import { writeInSteps } from '../../store/steps.ts';
import { disputeWrite } from '../../store/writes.ts';
import { claimable, newBlocks } from './case-writes.ts';
import type { Arrival, Filing } from './filing.ts';
import { attachPlan, type Filed, openPlan, type Plan, provisionalPlan, repeatPlan } from './filing-plans.ts';
import { lookAgain } from './look-again.ts';

export type FilingDeps = {
  client: DynamoDBDocumentClient;
  table: string;
  matchingKey: string;
  nextReference: (year: number) => Promise<string>;
  pause: Pause;
};

/**
 * Files an event in its case, in one transaction: marker, event, summary, claims, blocks, notices, review. What exceeds a
 * transaction's limits goes in steps (`writeInSteps`). Three requests when a number names its case; otherwise it also reads all
 * the blocks it falls in, at once, then one batch of the cases they hold. Afterwards `lookAgain` reads those of the case's blocks
 * that nobody has read since.
 *
 * Two writers of one case, or two messages that would each open it, collide on the version or on a claim: the loser reads and
 * decides again.
 *
 * @throws HubError `TABLE_CONTENDED` (retryable) when every attempt met another writer
 */
export const createFileEvent =
  (deps: FilingDeps) =>
  (event: CaseEvent, arrival: Arrival): Promise<Filing> =>
    untilQuiet(async () => {
      const plan = await planOf(deps, event, arrival);
      if (!plan || 'kind' in plan) return plan;
      const today = parisDay(arrival.receivedAt);
      const result = await writeInSteps(deps.client, deps.table, plan.writes, plan.caseId, today);
      switch (result.kind) {
        case 'written':
          if (plan.look) await lookAgain(deps, plan.caseId, plan.look, event, arrival.receivedAt);
          return { kind: 'filed', outcome: plan.outcome, caseId: plan.caseId, caseName: plan.caseName };
        case 'refused': {
          const met = result.failed.find(({ name, item }) => name === 'message' && item !== undefined);
          return met && { kind: 'known', message: messageItemSchema.parse(met.item) };
        }
        case 'contended':
          return undefined;
        default:
          return assertNever(result);
      }
    }, deps.pause);

/** What to write; or what is already known of the message; or undefined when the case it names has just moved. */
const planOf = async (
  deps: FilingDeps,
  event: CaseEvent,
  arrival: Arrival,
): Promise<Plan | Filing | undefined> => {
  const { client, table, matchingKey } = deps;
  const message = subjectOf(event);
  const claims = await readClaims(client, table, matchingKey, claimable(event));
  const filed: Filed = { ...deps, event, arrival, claims };
  const met = message.references.flatMap((reference): Met[] => {
    const identity = identityOf(reference);
    const key = identity && identityKey(matchingKey, identity);
    const claim = key && claims.get(key.PK);
    return claim ? [{ reference, key, claim }] : [];
  });
  const believed = met.filter(({ claim }) => !claim.disputed);
  const attachment = attach(believed.map(({ claim }) => claim.caseId));
  const owned = attachment.kind === 'attach' ? attachment.caseId : undefined;
  const stored = owned === undefined ? undefined : await readCurrent(deps, owned);
  if (owned !== undefined && !stored) return undefined;
  const numbered: Numbered = {
    message,
    named: await namedIn(deps, attachment, stored),
    claimed: believed.map(({ reference }) => reference),
    disputed: met.filter(({ claim }) => claim.disputed).map(({ reference }) => reference),
    knownElsewhere: [...claims.values()].some(({ caseId, disputed }) => !disputed && caseId !== owned),
  };
  if (stored && (earlierIn(stored, event) || caseByNumber(numbered) === owned))
    return planInto(filed, stored, undefined);
  const read = await readCandidates(client, table, matchingKey, comparedOf(numbered));
  const found = owned === undefined ? read : withDistinct(read, owned, stored?.summary.distinctFrom ?? []);
  const { decision, contradicted } = matchNumbered(numbered, found, event.actDate);
  const plan = await planDecided(deps, filed, decision, found);
  if (!plan || 'kind' in plan || contradicted.length === 0) return plan;
  const disputed = believed.filter(({ claim }) => contradicted.includes(claim.caseId));
  return {
    ...plan,
    // The numbers that named a case which the message contradicts name no case from now on.
    writes: [...plan.writes, ...disputed.map(({ key, claim }) => disputeWrite(table, key, claim.caseId))],
  };
};

/** A number of the message that a case has claimed. */
type Met = { reference: Reference; key: Key; claim: Claim };

/** What matching compares of the cases that the numbers name. */
const namedIn = async (
  { client, table }: FilingDeps,
  attachment: Attachment,
  stored: StoredCase | undefined,
): Promise<Numbered['named']> => {
  if (stored) return new Map([[stored.summary.caseId, stored.summary.subject]]);
  return attachment.kind === 'doubt'
    ? (await readSubjects(client, table, attachment.candidates)).cases
    : new Map();
};

const planDecided = async (
  deps: FilingDeps,
  filed: Filed,
  decision: Decision,
  found: Found,
): Promise<Plan | Filing | undefined> => {
  switch (decision.kind) {
    case 'attach': {
      const stored = await readCurrent(deps, decision.caseId);
      if (!stored) return undefined;
      return planInto(filed, stored, decision, found);
    }
    case 'doubt': {
      const reasons = decision.candidates.map((one) => reasonsOf(one));
      return provisionalPlan(filed, decision.rule, reasons);
    }
    case 'new': {
      const { rule, neighbours } = decision;
      const why = { rule, model: frenchWeights.version, neighbours };
      return { ...(await openPlan(filed, [filed.event], why)), look: { whole: subjectOf(filed.event) } };
    }
  }
};

const planInto = async (
  filed: Filed,
  stored: StoredCase,
  decision: Extract<Decision, { kind: 'attach' }> | undefined,
  found?: Found,
): Promise<Plan | Filing> => {
  const { event } = filed;
  const earlier = earlierIn(stored, event);
  if (earlier) return repeatPlan(filed, stored, earlier);
  const { subject, distinctFrom, caseId } = stored.summary;
  const whole = joined([subject, subjectOf(event)]);
  const isFull =
    stored.events.length >= limits.caseEvents ||
    isTooMany(whole.persons, subject.persons) ||
    isTooMany(whole.addresses, subject.addresses);
  if (isFull) return provisionalPlan(filed, 'dossier complet', [fullCase(caseId, stored.events.length)]);
  const blocks = found ? [] : newBlocks(stored.events, event);
  return {
    ...(await attachPlan(filed, stored, decision)),
    ...((found || blocks.length > 0) && { look: { whole, found, blocks, distinctFrom } }),
  };
};

/** Whether a message would give a case more descriptions than a household has. Repeating known descriptions is always allowed. */
const isTooMany = (told: readonly unknown[], before: readonly unknown[]): boolean =>
  told.length > limits.caseDescriptions && told.length > before.length;

/** Why a person is asked about a message whose case is known: the case is full. */
const fullCase = (caseId: string, events: number): Reasons => ({
  caseId,
  weight: 0,
  levels: {},
  vetoes: [],
  explanation:
    events >= limits.caseEvents
      ? `Le dossier a ${limits.caseEvents} événements : il n’en reçoit plus sans qu’une personne le dise.`
      : `Le dossier aurait plus de ${limits.caseDescriptions} descriptions de personnes ou d’adresses : ce n’est plus un ménage.`,
  model: frenchWeights.version,
});

/** The event of this id that a case has already. */
const earlierIn = ({ events }: StoredCase, { id }: CaseEvent): CaseEvent | undefined =>
  events.find((event) => event.id === id);

/** A case, unless its events went to another a moment ago or its erasure has begun: the message is then decided again. */
const readCurrent = async (
  { client, table }: FilingDeps,
  caseId: string,
): Promise<StoredCase | undefined> => {
  const found = await readCaseToWrite(client, table, caseId);
  return found?.summary.mergedInto === undefined && found?.summary.erasing === undefined ? found : undefined;
};

/** Adds the cases that persons said are distinct from a case that is not among those read. */
const withDistinct = (found: Found, caseId: string, distinctFrom: readonly string[]): Found => ({
  ...found,
  distinct: new Map([...(found.distinct ?? []), [caseId, distinctFrom]]),
});
