import { resolveCase } from '../../../shared/cases/filing/case-names.ts';
import { mergeIdOf } from '../../../shared/cases/filing/merge-proposal.ts';
import { readKnownCase } from '../../../shared/cases/recording/record-event.ts';
import { recordRead } from '../../../shared/cases/recording/record-read.ts';
import { mergeCases, type ReviewDeps } from '../../../shared/cases/review/answers.ts';
import { readReview } from '../../../shared/cases/review/find-review.ts';
import { readReviews } from '../../../shared/cases/review/open-reviews.ts';
import { mayUndo, moveOf, undoAnswer } from '../../../shared/cases/review/undo-answer.ts';
import { questionOrder, rankOf, readWaiting } from '../../../shared/cases/review/waiting.ts';
import { parisDay } from '../../../shared/domain/calendar/paris-day.ts';
import { codeOf } from '../../../shared/errors.ts';
import { readCase } from '../../../shared/store/case-store.ts';
import type { ReviewItem } from '../../../shared/store/items.ts';
import { createReferences } from '../../../shared/store/references.ts';
import { type Answers, answerBy, type Ctx, type PageDeps, readerOf, type SignedIn } from '../page.ts';
import { ReviewListPage } from '../views/review/list.tsx';
import { placeOf } from '../views/review/words.ts';
import { refuse } from './refuse.tsx';
import { textsIn } from './review-form.ts';
import { createReviewPage, toldIn } from './review-page.tsx';
import { reachOf } from './review-sides.ts';

type Names = 'reviews' | 'reviewPropose' | 'review' | 'reviewAnswer' | 'reviewUndo';

/** Questions on one page of the list. */
const PAGE = 20;

/** What answering needs; a case that an answer opens is of the same département as the one it comes from. */
const answerDeps = ({ client, table, matchingKey }: PageDeps, caseId: string): ReviewDeps => ({
  client,
  table,
  matchingKey,
  nextReference: createReferences(client, table, caseId.split('-')[0] ?? ''),
});

/** What waits for a reviewer, and the answers they give. */
export const reviewPages = (deps: PageDeps): Answers<Names> => {
  const { client, table } = deps;
  const page = createReviewPage(deps);

  const list = async (
    c: Ctx,
    signedIn: SignedIn,
    more: { pair?: { un: string; autre: string }; errors?: ReadonlyMap<string, string> } = {},
  ): Promise<Response> => {
    const reader = readerOf(signedIn);
    const who = answerBy(signedIn, deps);
    const found = await readWaiting(client, table, reachOf(signedIn));
    const kind = questionOrder.find((one) => one === c.req.query('sorte'));
    const counts = new Map<ReviewItem['reason'], number>();
    for (const { review } of found.waiting) counts.set(review.reason, (counts.get(review.reason) ?? 0) + 1);
    const all = found.waiting.filter(({ review }) => kind === undefined || review.reason === kind);
    // Those after a place of the list, whether or not the question there was answered meanwhile.
    const place = c.req.query('apres') ?? '';
    const following = all.filter((one) => rankOf(one) > place);
    const shown = following.slice(0, PAGE);
    const last = shown.at(-1);
    const next = new URLSearchParams({ ...(kind && { sorte: kind }), apres: last ? rankOf(last) : '' });
    await recordRead(
      client,
      table,
      who,
      'page reviews',
      shown.map(({ caseId }) => caseId),
    );
    return c.html(
      <ReviewListPage
        reader={reader}
        who={who}
        shown={shown}
        counts={counts}
        more={found.more}
        kind={kind}
        next={following.length > PAGE ? `/rapprochements?${next}` : undefined}
        told={await toldIn(c, deps, who)}
        {...more}
      />,
      more.errors ? 422 : 200,
    );
  };

  return {
    reviews: (c, signedIn) => list(c, signedIn),

    reviewPropose: async (c, signedIn) => {
      const typed = await textsIn(c);
      const pair = { un: typed('un'), autre: typed('autre') };
      const failed = (field: string, text: string) =>
        list(c, signedIn, { pair, errors: new Map([[field, text]]) });
      const named: { caseId: string; isMine: boolean }[] = [];
      for (const field of ['un', 'autre'] as const) {
        try {
          const caseId = await resolveCase(client, table, pair[field]);
          const { summary } = await readKnownCase(deps, caseId);
          named.push({ caseId, isMine: reachOf(signedIn)(summary.arrondissement) });
        } catch (error) {
          const text = unknownCase[codeOf(error)];
          if (text === undefined) throw error;
          return failed(field, text);
        }
      }
      const [a, b] = named;
      if (!a || !b || !(a.isMine || b.isMine))
        return failed('un', 'Aucun de ces deux dossiers n’est de vos arrondissements.');
      const ids = [a.caseId, b.caseId] as const;
      const [first = ''] = [...ids].sort();
      const id = mergeIdOf(ids);
      try {
        // Proposed by somebody else, it is looked at before it is answered.
        const open = (await readReviews(client, table, first)).some(
          ({ messageId, state }) => messageId === id && state === 'open',
        );
        if (!open)
          await mergeCases(answerDeps(deps, first), ids, {
            ...answerBy(signedIn, deps),
            over: signedIn.scope.relecteur,
          });
      } catch (error) {
        const text = notMerged[codeOf(error)];
        if (text === undefined) throw error;
        return failed('autre', text);
      }
      const mine = a.isMine ? a.caseId : b.caseId;
      return c.redirect(`/rapprochements?fait=${mine}.${id}&reponse=proposer`, 303);
    },

    review: (c, signedIn, found) => page.show(c, signedIn, found),
    reviewAnswer: (c, signedIn, found) =>
      page.answer(c, signedIn, found, answerDeps(deps, found.summary.caseId)),

    reviewUndo: async (c, signedIn, found) => {
      const { caseId } = found.summary;
      const id = c.req.param('question') ?? '';
      const review = await readReview(client, table, caseId, id);
      if (!review) return refuse(c, 'noPage');
      try {
        if (!mayUndo(review)) return page.show(c, signedIn, found, NOT_UNDONE);
        const move = moveOf(found, review);
        if (move && parisDay(move.receivedAt) !== parisDay(deps.now()))
          return page.show(c, signedIn, found, NOT_TODAY);
        const other = move && (await readCase(client, table, move.autre));
        if (move && !(other && reachOf(signedIn)(other.summary.arrondissement)))
          return page.show(c, signedIn, found, NOT_BOTH);
        await undoAnswer(answerDeps(deps, caseId), { caseId: review.caseId, id }, answerBy(signedIn, deps));
      } catch (error) {
        if (!UNDONE_MEANWHILE.includes(codeOf(error))) throw error;
        return page.show(c, signedIn, found, NOT_UNDONE);
      }
      return c.redirect(`${placeOf(caseId, id)}?annule=oui`, 303);
    },
  };
};

const UNDONE_MEANWHILE = ['NOTHING_TO_UNDO', 'REVIEW_UNKNOWN', 'CASE_CHANGED', 'EVENT_UNKNOWN'];
const NOT_TODAY =
  'Une réponse qui a déplacé des événements s’annule le jour même : prévenez la personne qui exploite la plateforme.';
const NOT_BOTH =
  'L’autre dossier est d’un arrondissement que vous ne relisez pas : cette réponse est annulée par une personne qui relit les deux.';
const NOT_UNDONE =
  'Cette réponse ne s’annule pas, ou ne s’annule plus : autre chose a bougé depuis. Répondez autrement, ou lisez le dossier.';

const unknownCase: Readonly<Record<string, string>> = {
  NAME_WRONG: 'Ce n’est ni une référence ni un nom de dossier : vérifiez-le.',
  NAME_UNKNOWN: 'Aucun dossier ne porte ce nom.',
  CASE_UNKNOWN: 'Aucun dossier ne porte cette référence.',
};
const notMerged: Readonly<Record<string, string>> = {
  SAME_CASE: 'C’est le même dossier : il en faut deux.',
  MERGED_ALREADY: 'L’un des deux a déjà été réuni à un autre : donnez la référence de celui-là.',
};
