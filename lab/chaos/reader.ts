import type { DeployedHub } from '../../local/deployed.ts';
import {
  answerEnd,
  attachDoubt,
  closeReview,
  confirmNew,
  mergeCases,
} from '../../shared/cases/review/answers.ts';
import { listReviews } from '../../shared/cases/review/open-reviews.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { createReferences } from '../../shared/store/references.ts';
import { householdOf, isPartners, tableOf } from './facts.ts';

/**
 * Answers every open review as someone who knows the households would, by two persons where the hub wants two. Returns how many
 * it answered. Reviews about a commune or a term are left: this traffic does not test them.
 */
export const answerReviews = async (hub: DeployedHub, at: string): Promise<number> => {
  const { client, table } = tableOf(hub);
  const matchingKey = [...hub.to.secrets.values()][0] ?? '';
  const deps = { client, table, matchingKey, nextReference: createReferences(client, table, '77') };
  const answer = { by: 'agent', at };
  const whoIn = async (caseId: string): Promise<string | undefined> =>
    (await readCase(client, table, caseId))?.events.filter(isPartners).map(householdOf)[0];
  let answered = 0;
  for (const { messageId, reason, caseId, candidates } of await listReviews(client, table)) {
    if (reason === 'commune' || reason === 'terme') continue;
    if (reason === 'fin') {
      await answerEnd(deps, messageId, 'confirmee', answer);
      answered += 1;
      continue;
    }
    answered += 1;
    const own = await whoIn(caseId);
    const known = await Promise.all(candidates.map(whoIn));
    const same = candidates[known.indexOf(own)];
    if (reason === 'coherence' || reason === 'audit') await closeReview(deps, messageId, answer);
    // An earlier answer emptied one of the two: there is nothing left to merge.
    else if (own === undefined || known.every((one) => one === undefined)) answered -= 1;
    else if (reason === 'fusion' && same !== undefined) await mergeCases(deps, [caseId, same], answer);
    else if (same !== undefined) await attachDoubt(deps, messageId, same, answer);
    else await confirmNew(deps, messageId, 'distinct', answer);
  }
  return answered;
};
