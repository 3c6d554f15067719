import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { parisYear } from '../../domain/calendar/paris-day.ts';
import { lastMoveOf } from '../../domain/case/standing.ts';
import { isSameAuthor } from '../../domain/events/author.ts';
import { bookkeepingKinds } from '../../domain/events/case-event.ts';
import { unreviewed } from '../../domain/habilitation/both-reviewed.ts';
import { HubError } from '../../errors.ts';
import { limits } from '../../limits.ts';
import type { StoredCase } from '../../store/case-store.ts';
import type { ReviewItem } from '../../store/items.ts';
import { caseReviewKey } from '../../store/keys.ts';
import {
  answersWith,
  answerWrite,
  keepAnswer,
  proposedWrite,
  reopenWrite,
} from '../../store/review-writes.ts';
import { transactAgain, type Write } from '../../store/transact.ts';
import { nameFor } from '../filing/case-names.ts';
import { mergeIdOf, mergeProposal, type Proposer } from '../filing/merge-proposal.ts';
import { type Answer, type RecordDeps, readKnownCase, recordEvent } from '../recording/record-event.ts';
import { moveEvents, sameCase } from './move-events.ts';
import { type Asked, openReview } from './open-review.ts';
import { readReviews } from './open-reviews.ts';
import { confirmationFinOf, rapprochementOf } from './rapprochement.ts';
import { noteReopened, reviewsAnsweredAt } from './reopen.ts';
import { createRetell, PRECISION } from './retell.ts';
import { sayOfTerm } from './say-of-term.ts';

export type ReviewDeps = RecordDeps & { nextReference: (year: number) => Promise<string> };

const partnerEvents = ({ events }: StoredCase): string[] =>
  events.filter(({ kind }) => !bookkeepingKinds.includes(kind)).map(({ id }) => id);

/**
 * Attaches a doubtful message to a case: its events go there. Its sender goes on calling the case as it called `into` before, or
 * else as it called its own. Gives the reference of `into`.
 *
 * @throws HubError `REVIEW_UNKNOWN`, `REVIEW_OTHERWISE`, `CASE_UNKNOWN`, `CASE_CHANGED` (somebody was first)
 */
export const attachDoubt = async (
  deps: ReviewDeps,
  id: Asked,
  into: string,
  answer: Answer,
): Promise<string> => {
  const review = await openReview(deps, id, ['rapprochement']);
  const [from, found] = [await readKnownCase(deps, review.caseId), await readKnownCase(deps, into)];
  await moveEvents(
    deps,
    {
      from: { caseId: review.caseId, found: from },
      to: { caseId: into, found },
      eventIds: partnerEvents(from),
      cause: 'fusion',
    },
    answer,
    [answerWrite(deps.table, review, answer.by, answer.at)],
  );
  await retellJoined(deps, from, found, answer.at);
  return into;
};

/** Tells the senders of the messages in doubt that a move settled at an instant, by the name they call the case that has them now. */
const retellJoined = async (
  { client, table, matchingKey }: RecordDeps,
  from: StoredCase,
  into: StoredCase,
  at: string,
): Promise<void> => {
  const { caseId } = into.summary;
  const called = (sender: string): string =>
    into.names.get(sender) ?? nameFor(matchingKey, sender, caseId, from);
  for (const { reason, messageId } of await reviewsAnsweredAt(client, table, from.summary.caseId, at))
    if (reason === 'rapprochement')
      await createRetell(client, table)(messageId, { into: { caseId, nameFor: called } });
};

/**
 * Confirms that the case of a doubtful message is a household of its own: its alerts go from now on. `distinct` adds that it is
 * none of the candidates. Gives the case's reference.
 *
 * @throws HubError `REVIEW_UNKNOWN`, `REVIEW_OTHERWISE`, `CASE_CHANGED`
 */
export const confirmNew = async (
  deps: ReviewDeps,
  id: Asked,
  etat: 'confirme' | 'distinct',
  answer: Answer,
): Promise<string> => {
  // Whether two cases are one, «a household of its own» does not answer: they are the same or they are distinct.
  const fits = etat === 'distinct' ? (['rapprochement', 'fusion'] as const) : (['rapprochement'] as const);
  const review = await openReview(deps, id, fits);
  const { caseId } = review;
  const found = await readKnownCase(deps, caseId);
  const event = rapprochementOf(found, etat, review.candidates, answer);
  await recordEvent(deps, caseId, found, event, answer, [
    answerWrite(deps.table, review, answer.by, answer.at),
  ]);
  if (review.reason === 'rapprochement') await createRetell(deps.client, deps.table)(review.messageId, {});
  return caseId;
};

/**
 * Answers whether a fact told by a sender new to its case ends it or silences what runs: the fact counts from now on, or stays
 * without effect. Its sender is told nothing: that others had told of the household is not its business (ADR 49). Gives the
 * case's reference.
 *
 * @throws HubError `REVIEW_UNKNOWN`, `REVIEW_OTHERWISE`, `CASE_CHANGED`
 */
export const answerEnd = async (
  deps: ReviewDeps,
  messageId: Asked,
  etat: 'confirmee' | 'rejetee',
  answer: Answer,
): Promise<string> => {
  const { caseId, events: [fact = ''] = [] } = await openReview(deps, messageId, ['fin']);
  const found = await readKnownCase(deps, caseId);
  // Recording the answer in the case closes the review too (`endReviews`).
  await recordEvent(deps, caseId, found, confirmationFinOf(found, etat, fact, answer), answer);
  return caseId;
};

/**
 * Asks the partner a question that would settle a doubt: the partner reads it with a new reply. The review stays open.
 *
 * @param what in French, what to check or send, 1,000 characters at most; it goes as it is, so it must name no other household or
 * sender
 * @throws HubError `REVIEW_UNKNOWN`, `REVIEW_OTHERWISE`, `TEXT_TOO_LONG`
 */
export const askPartner = async (
  deps: ReviewDeps,
  id: Asked,
  what: string,
  answer: Answer,
): Promise<void> => {
  if (what.length > limits.saidCharacters)
    throw new HubError('TEXT_TOO_LONG', `${limits.saidCharacters} characters at most`, { retryable: false });
  const review = await openReview(deps, id, ['rapprochement']);
  await deps.client.send(
    new UpdateCommand({
      TableName: deps.table,
      Key: caseReviewKey(review.caseId, review.messageId),
      UpdateExpression: `SET asked = :asked, askedBy = :by, askedAt = :at, ${keepAnswer}`,
      ConditionExpression: 'attribute_exists(PK)',
      ExpressionAttributeValues: {
        ':asked': what,
        ':by': answer.by,
        ':at': answer.at,
        ...answersWith('asked', answer.by, answer.at),
      },
    }),
  );
  await createRetell(deps.client, deps.table)(review.messageId, {
    asked: {
      code: PRECISION,
      path: '',
      expected: what,
      message: 'Une personne demande une précision sur ce message.',
    },
  });
};

/** Whether a person is the one who proposed a merge: by their id where both are known by it, else by their name. */
export const isProposer = (
  { proposedBy, proposedPerson }: Pick<ReviewItem, 'proposedBy' | 'proposedPerson'>,
  { by, person }: Answer,
): boolean =>
  proposedPerson !== undefined && person !== undefined
    ? proposedPerson === person
    : proposedBy !== undefined && isSameAuthor(proposedBy, by);

/**
 * Proposes to merge two cases or, when somebody else has proposed it, merges them: the younger's events go to the older, whose
 * reference is given. Undefined while a second reader is awaited. Two who may not read a case do not take it over: together they
 * review the arrondissements of both. Of a proposal by nobody who reviews (the hub, an agent), who agrees first takes
 * the place where they do not review both.
 *
 * @param answer `over`: the arrondissements that its person reviews; absent for who operates the hub
 * @throws HubError `SAME_CASE`; `MERGED_ALREADY`: one of them has gone to another; `SECOND_READER`: the same person proposes and
 * confirms; `BOTH_REVIEWED`: a reviewer of the other arrondissement must confirm; `CASE_CHANGED` (retryable): somebody was first
 */
export const mergeCases = async (
  deps: ReviewDeps,
  pair: readonly [string, string],
  { over, ...answer }: Answer & Pick<Proposer, 'over'>,
): Promise<string | undefined> => {
  const [older = '', younger = ''] = [...pair].sort();
  if (older === younger) throw sameCase(older);
  const id = mergeIdOf(pair);
  const open = (await readReviews(deps.client, deps.table, older)).find(
    ({ messageId, state }) => messageId === id && state === 'open',
  );
  const [from, to] = [await readKnownCase(deps, younger), await readKnownCase(deps, older)];
  if (from.summary.mergedInto ?? to.summary.mergedInto)
    throw new HubError('MERGED_ALREADY', 'one of them is in another case', { retryable: false });
  if (!open) {
    await mergeProposal(deps.client, deps.table, pair, { ...answer, over }, answer.at);
    return undefined;
  }
  if (isProposer(open, answer))
    throw new HubError('SECOND_READER', 'another person must confirm', { retryable: false });
  const where = [to.summary.arrondissement, from.summary.arrondissement];
  if (over && unreviewed(where, open.proposedOver, over) !== undefined) {
    if (open.proposedOver !== undefined)
      throw new HubError('BOTH_REVIEWED', 'a reviewer of the other arrondissement must confirm', {
        retryable: false,
      });
    await write(deps, proposedWrite(deps.table, open, { ...answer, over }, answer.at));
    return undefined;
  }
  await moveEvents(
    deps,
    {
      from: { caseId: younger, found: from },
      to: { caseId: older, found: to },
      eventIds: partnerEvents(from),
      cause: 'fusion',
    },
    answer,
    [answerWrite(deps.table, open, answer.by, answer.at)],
  );
  await retellJoined(deps, from, to, answer.at);
  return older;
};

/**
 * Takes back a proposal to merge two cases that nobody has confirmed. What the hub had proposed before is again its own; what a person
 * alone had proposed is closed.
 *
 * @throws HubError `REVIEW_UNKNOWN`, `REVIEW_OTHERWISE`; `NOT_PROPOSER`: somebody else proposed it; `CASE_CHANGED` (retryable): somebody
 * was first
 */
export const withdrawProposal = async (deps: ReviewDeps, id: Asked, answer: Answer): Promise<void> => {
  const open = await openReview(deps, id, ['fusion']);
  if (!isProposer(open, answer))
    throw new HubError('NOT_PROPOSER', 'another person proposed it', { retryable: false });
  await write(
    deps,
    open.reasons === undefined
      ? answerWrite(deps.table, open, answer.by, answer.at)
      : proposedWrite(deps.table, open, { by: 'hub' }, answer.at),
  );
};

const write = async ({ client }: ReviewDeps, one: Write): Promise<void> => {
  const { kind } = await transactAgain(client, [one]);
  if (kind === 'refused') throw new HubError('CASE_CHANGED', 'somebody was first', { retryable: true });
};

/** Takes events out of a case, into a case of their own or into `into`. Gives the reference of the case that gets them. */
export const detachEvents = async (
  deps: ReviewDeps,
  caseId: string,
  eventIds: readonly string[],
  into: string | undefined,
  answer: Answer,
): Promise<string> => {
  const found = await readKnownCase(deps, caseId);
  const to = into ?? (await deps.nextReference(parisYear(answer.at)));
  await moveEvents(
    deps,
    {
      from: { caseId, found },
      to: { caseId: to, found: into === undefined ? undefined : await readKnownCase(deps, into) },
      eventIds,
      cause: 'detachement',
    },
    answer,
  );
  return to;
};

/**
 * Undoes the last merge or detachment that brought events to a case: they go back, and the review whose answer moved them is open
 * again. Gives the other case's reference.
 *
 * @throws HubError `NOTHING_TO_UNDO`
 */
export const undoMove = async (deps: ReviewDeps, caseId: string, answer: Answer): Promise<string> => {
  const found = await readKnownCase(deps, caseId);
  const last = lastMoveOf(found.events);
  if (!last || last.role === 'source' || last.cause === 'annulation')
    throw new HubError('NOTHING_TO_UNDO', `no move to undo in ${caseId}`, { retryable: false });
  const back = await readKnownCase(deps, last.autre);
  // A long history came in several moves, all of the same instant.
  const eventIds = found.events.flatMap((event) =>
    event.kind === 'deplacement' && event.receivedAt === last.receivedAt && event.autre === last.autre
      ? event.evenements
      : [],
  );
  const { client, table } = deps;
  const [first = ''] = [caseId, last.autre].sort();
  const settled = [
    ...(await reviewsAnsweredAt(client, table, last.autre, last.receivedAt)),
    ...(first === caseId ? await reviewsAnsweredAt(client, table, caseId, last.receivedAt) : []),
    // The case that gets the fact opens the `fin` review again by itself.
  ].filter(({ reason }) => reason !== 'fin');
  await moveEvents(
    deps,
    {
      from: { caseId, found },
      to: { caseId: last.autre, found: back },
      eventIds,
      cause: 'annulation',
    },
    answer,
    settled.map((review) => reopenWrite(table, review, answer.by, answer.at)),
  );
  for (const review of settled) await noteReopened(deps, review);
  return last.autre;
};

/**
 * Answers for an open case whose term has come: it is kept, and its term runs anew; or it may go, and the watch has it retired
 * like a case that ended. Gives the case's reference.
 *
 * @throws HubError `REVIEW_UNKNOWN`, `REVIEW_OTHERWISE`, `CASE_CHANGED`
 */
export const answerTerm = async (
  deps: ReviewDeps,
  messageId: Asked,
  etat: 'garde' | 'efface',
  answer: Answer,
): Promise<string> => {
  const review = await openReview(deps, messageId, ['terme']);
  await sayOfTerm(deps, review.caseId, etat, answer, [answerWrite(deps.table, review, answer.by, answer.at)]);
  return review.caseId;
};

/**
 * Closes a review that needs no other answer: the events of a case belong together, or an audited attachment was right.
 *
 * @throws HubError `REVIEW_UNKNOWN`, `REVIEW_OTHERWISE`: a doubt closed without an answer would wait for ever
 */
export const closeReview = async (deps: ReviewDeps, id: Asked, answer: Answer): Promise<void> => {
  const review = await openReview(deps, id, ['coherence', 'audit']);
  const { Update } = answerWrite(deps.table, review, answer.by, answer.at);
  if (Update) await deps.client.send(new UpdateCommand(Update));
};
