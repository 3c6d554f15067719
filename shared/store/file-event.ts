import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CaseEvent } from '../domain/events/case-event.ts';
import { attach } from '../domain/matching/attach.ts';
import { identitiesOf } from '../domain/matching/identity.ts';
import { candidatesOf, contradicts, match, reasonsOf } from '../domain/matching/match.ts';
import { type Subject, subjectOf } from '../domain/matching/subject.ts';
import { HubError } from '../errors.ts';
import { readCandidates, readSubjects } from './blocks.ts';
import { readCase, readClaims, type StoredCase } from './case-store.ts';
import { claimable } from './case-writes.ts';
import type { Arrival, Filing } from './filing.ts';
import { attachPlan, type Filed, openPlan, type Plan, provisionalPlan, repeatPlan } from './filing-plans.ts';
import { messageItemSchema } from './items.ts';
import { identityKey } from './keys.ts';
import { mergeProposal } from './merge-proposal.ts';
import { transact } from './transact.ts';

export type FilingDeps = {
  client: DynamoDBDocumentClient;
  table: string;
  matchingKey: string;
  nextReference: (year: number) => Promise<string>;
  /** Waits between attempts; the argument is the attempt, from 1. */
  pause: (attempt: number) => Promise<void>;
};

const ATTEMPTS = 6;

/**
 * Files an event in its case, in one transaction: marker, event, summary, claims, blocks, notices, review. Three requests
 * when a number names its case. Otherwise the blocks it falls in, all at once, then one batch of what they hold; a new case
 * looks a second time once it is written. Two writers of one case, or two messages that would each open it, meet on the
 * version or on a claim; the loser reads again and decides again.
 *
 * @throws HubError `CASE_CONTENDED` (retryable) when every attempt met another writer
 */
export const createFileEvent =
  (deps: FilingDeps) =>
  async (event: CaseEvent, arrival: Arrival): Promise<Filing> => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const plan = await planOf(deps, event, arrival);
      if ('kind' in plan) return plan;
      const result = await transact(deps.client, plan.writes);
      if (result.kind === 'written') {
        if (plan.opened) await lookAgain(deps, plan.caseId, plan.opened, event, arrival.receivedAt);
        return { kind: 'filed', outcome: plan.outcome, caseId: plan.caseId };
      }
      const met = result.failed.find(({ name, item }) => name === 'message' && item !== undefined);
      if (met) return { kind: 'known', message: messageItemSchema.parse(met.item) };
      await deps.pause(attempt);
    }
    throw new HubError('CASE_CONTENDED', `no write in ${ATTEMPTS} attempts`, { retryable: true });
  };

const planOf = async (deps: FilingDeps, event: CaseEvent, arrival: Arrival): Promise<Plan | Filing> => {
  const { client, table, matchingKey } = deps;
  const message = subjectOf(event);
  const claims = await readClaims(client, table, matchingKey, claimable(event));
  const filed: Filed = { ...deps, event, arrival, claims };
  const numbers = identitiesOf(event).flatMap(
    (identity) => claims.get(identityKey(matchingKey, identity).PK) ?? [],
  );
  const named = attach(numbers);
  if (named.kind === 'doubt') {
    const cases = await readSubjects(client, table, named.candidates);
    const found = { cases, casesAtAddress: 0, truncated: false };
    const reasons = candidatesOf(message, found, event.actDate).map((one) => reasonsOf(one));
    return provisionalPlan(filed, 'références de plusieurs dossiers', reasons);
  }
  if (named.kind === 'attach') {
    const found = await readKnown(deps, named.caseId);
    const earlier = found.events.find(({ id }) => id === event.id);
    if (earlier) return repeatPlan(table, found, earlier, event, arrival);
    const { subject } = found.summary;
    const others = [...new Set(claims.values())].filter((caseId) => caseId !== named.caseId);
    if (!contradicts(message, subject, others.length > 0)) return attachPlan(filed, found, undefined);
    const cases = new Map([[named.caseId, subject], ...(await readSubjects(client, table, others))]);
    const met = { cases, casesAtAddress: 0, truncated: false };
    const reasons = candidatesOf(message, met, event.actDate).map((one) => reasonsOf(one));
    return provisionalPlan(filed, 'référence contredite', reasons);
  }
  const decision = match(message, await readCandidates(client, table, matchingKey, message), event.actDate);
  switch (decision.kind) {
    case 'attach': {
      const found = await readKnown(deps, decision.caseId);
      const earlier = found.events.find(({ id }) => id === event.id);
      return earlier ? repeatPlan(table, found, earlier, event, arrival) : attachPlan(filed, found, decision);
    }
    case 'doubt':
      return provisionalPlan(
        filed,
        decision.rule,
        decision.candidates.map((one) => reasonsOf(one)),
      );
    case 'new':
      return { ...(await openPlan(filed, [event])), opened: message };
  }
};

const readKnown = async ({ client, table }: FilingDeps, caseId: string): Promise<StoredCase> => {
  const found = await readCase(client, table, caseId);
  // Its events went to another case a moment ago: the claims are read again.
  if (!found || found.summary.mergedInto)
    throw new HubError('CASE_MOVED', `case ${caseId} has moved`, { retryable: true });
  return found;
};

/**
 * A case that was opened looks once more at its blocks: of two first messages of a household filed at the same instant, the
 * later one sees the other's case, and proposes that they be one.
 */
const lookAgain = async (
  deps: FilingDeps,
  caseId: string,
  message: Subject,
  event: CaseEvent,
  at: string,
): Promise<void> => {
  const { client, table, matchingKey } = deps;
  const found = await readCandidates(client, table, matchingKey, message, [caseId]);
  const decision = match(message, found, event.actDate);
  if (decision.kind === 'new') return;
  const candidate = decision.kind === 'attach' ? decision.candidate : decision.candidates[0];
  if (candidate)
    await mergeProposal(client, table, [caseId, candidate.caseId], 'hub', at, reasonsOf(candidate));
};
