import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CaseEvent } from '../../domain/events/case-event.ts';
import type { Candidate } from '../../domain/matching/decide.ts';
import { alsoOne, match, reasonsOf } from '../../domain/matching/match.ts';
import { readCandidates } from '../../store/blocks.ts';
import { readCase } from '../../store/case-store.ts';
import type { Look } from './filing-plans.ts';
import { mergeProposal } from './merge-proposal.ts';

type LookDeps = { client: DynamoDBDocumentClient; table: string; matchingKey: string };

/**
 * Looks at the blocks of a case that was just written, and proposes to merge it with a case found there. When two first messages
 * are filed at the same instant, the later one sees the other's case only now; and a message that brings a new name or address
 * may reveal a case that nothing revealed before. Reads nothing where the message's blocks were read to attach it.
 *
 * @param at ISO UTC
 */
export const lookAgain = async (
  deps: LookDeps,
  caseId: string,
  look: Look,
  event: CaseEvent,
  at: string,
): Promise<void> => {
  const { client, table } = deps;
  for (const candidate of await othersOf(deps, caseId, look, event))
    await mergeProposal(client, table, [caseId, candidate.caseId], { by: 'hub' }, at, reasonsOf(candidate));
};

/**
 * The same, for a message already filed: the delivery that filed it may have died before it looked. The same proposal is not made
 * twice.
 *
 * @param at ISO UTC
 */
export const createLookBack =
  (deps: LookDeps) =>
  async (event: CaseEvent, caseId: string, at: string): Promise<void> => {
    const { client, table, matchingKey } = deps;
    const stored = await readCase(client, table, caseId);
    // Its events went to another case: a person looked at it then.
    if (!stored || stored.summary.mergedInto !== undefined) return;
    const { subject: whole, distinctFrom, eventCount } = stored.summary;
    const found =
      eventCount === 1 ? undefined : await readCandidates(client, table, matchingKey, whole, caseId);
    await lookAgain(deps, caseId, { whole, found, distinctFrom }, event, at);
  };

const othersOf = async (
  { client, table, matchingKey }: Parameters<typeof lookAgain>[0],
  caseId: string,
  { whole, found, blocks, distinctFrom = [] }: Look,
  { actDate }: CaseEvent,
): Promise<Candidate[]> => {
  const read = found ?? (await readCandidates(client, table, matchingKey, whole, caseId, blocks));
  const distinct = new Map([...(read.distinct ?? []), [caseId, distinctFrom]]);
  if (found || blocks) return alsoOne(caseId, whole, { ...read, distinct }, actDate);
  // A case of its own: what would have been a doubt for its first message is one still.
  const decision = match(whole, read, actDate);
  if (decision.kind === 'attach') return [decision.candidate];
  return decision.kind === 'doubt' ? decision.candidates.slice(0, 1) : [];
};
