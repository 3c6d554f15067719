import { recordRead } from '../../../shared/cases/recording/record-read.ts';
import { askPartner, isProposer, type ReviewDeps } from '../../../shared/cases/review/answers.ts';
import { readReview } from '../../../shared/cases/review/find-review.ts';
import { mayUndo, mayUndoOn } from '../../../shared/cases/review/undo-answer.ts';
import { inQuestionOrder, readWaiting, type Waiting } from '../../../shared/cases/review/waiting.ts';
import { parisDay } from '../../../shared/domain/calendar/paris-day.ts';
import { bookkeepingKinds } from '../../../shared/domain/events/case-event.ts';
import { unreviewed } from '../../../shared/domain/habilitation/both-reviewed.ts';
import { namesAnother, questionFor } from '../../../shared/domain/review/question.ts';
import { arrondissementNames } from '../../../shared/domain/territory/arrondissements.ts';
import { communesCalled, communesNear } from '../../../shared/domain/territory/near.ts';
import { codeOf } from '../../../shared/errors.ts';
import { limits } from '../../../shared/limits.ts';
import type { StoredCase } from '../../../shared/store/case-store.ts';
import type { ReviewItem } from '../../../shared/store/items.ts';
import { answerBy, type Ctx, type PageDeps, readerOf, type SignedIn } from '../page.ts';
import { AskPartner, type MayJoin, possibleOf } from '../views/review/answers.tsx';
import { CommuneAnswer } from '../views/review/commune.tsx';
import type { Told } from '../views/review/done.tsx';
import { AnsweredPage, ReviewPage } from '../views/review/page.tsx';
import { answered, placeOf } from '../views/review/words.ts';
import { refuse } from './refuse.tsx';
import { giveAnswer, type Typed } from './review-answer.ts';
import { textsIn } from './review-form.ts';
import { reachOf, readSides, type Sides } from './review-sides.ts';

type Who = ReturnType<typeof answerBy>;
type Errors = ReadonlyMap<string, string>;

/** What a redirection says was answered: told to whom answered, and to nobody else. */
export const toldIn = async (c: Ctx, { client, table }: PageDeps, who: Who): Promise<Told | undefined> => {
  const [, caseId, id] = /^([\w-]{1,20})\.([\w-]{1,60})$/.exec(c.req.query('fait') ?? '') ?? [];
  const answer = c.req.query('reponse') ?? '';
  const words = answered[answer];
  if (caseId === undefined || id === undefined || words === undefined) return undefined;
  const review = await readReview(client, table, caseId, id);
  if (!review) return undefined;
  const mine =
    review.state === 'answered'
      ? review.answeredBy === who.by
      : answer === 'retirer' || review.askedBy === who.by || isProposer(review, who);
  return mine ? { caseId, id, words, mayUndo: mayUndo(review) } : undefined;
};

/** The question after one, in the order of the list; the first one when it was the last. */
const nextOf = (waiting: readonly Waiting[], here: Waiting): Waiting | undefined => {
  const others = waiting.filter(
    ({ id, review }) => !(id === here.id && review.caseId === here.review.caseId),
  );
  return others.find((one) => inQuestionOrder(here, one) < 0) ?? others[0];
};

const BEFORE = 'Quelqu’un a répondu avant vous : voyez ci-dessous qui, et quand.';
const CHANGED = 'Le dossier a changé pendant que vous lisiez. Relisez-le, et répondez de nouveau.';
/** Why an answer was not taken, by its error. */
const refusedBy: Readonly<Record<string, string>> = {
  CASE_CHANGED: CHANGED,
  REVIEW_UNKNOWN: CHANGED,
  EVENT_UNKNOWN: CHANGED,
  CASE_UNKNOWN: 'L’un des dossiers n’existe plus. Relisez la page, et répondez de nouveau.',
  MERGED_ALREADY: 'L’un des dossiers a été réuni à un autre. Relisez la page, et répondez de nouveau.',
  NOT_PROPOSER: 'Une autre personne propose cette réunion : vous ne pouvez pas la retirer.',
  SECOND_READER: 'Vous avez proposé cette réunion : une autre personne doit la confirmer.',
};

/** The arrondissement of a merge of which nobody has answered, where the reader may not either. */
const lackingIn = (
  { scope }: SignedIn,
  { reason, proposedOver }: ReviewItem,
  { where }: Sides,
): string | undefined => {
  const lacking = reason === 'fusion' ? unreviewed(where, proposedOver, scope.relecteur) : undefined;
  return lacking && arrondissementNames[lacking];
};

/** Who must confirm a merge that a reviewer proposed, where the reader may not. */
const awaitedFor = (signedIn: SignedIn, review: ReviewItem, sides: Sides): string | undefined => {
  const lacking = lackingIn(signedIn, review, sides);
  return lacking === undefined || review.proposedOver === undefined
    ? undefined
    : `Un relecteur de ${lacking} doit confirmer : l’un des dossiers est de cet arrondissement.`;
};

/** What the reader may say of a merge. */
const mayJoin = (signedIn: SignedIn, review: ReviewItem, sides: Sides, who: Who): MayJoin => {
  if (isProposer(review, who)) return 'retirer';
  const lacking = lackingIn(signedIn, review, sides);
  if (lacking === undefined) return 'reunir';
  return review.proposedOver === undefined ? { proposeTo: lacking } : undefined;
};

/** One question: its page, and its answers. */
export const createReviewPage = (deps: PageDeps) => {
  const { client, table } = deps;

  const reviewIn = async (c: Ctx, { summary: { caseId } }: StoredCase): Promise<ReviewItem | undefined> => {
    const id = c.req.param('question') ?? '';
    return readReview(client, table, caseId, id);
  };

  const sidesOf = (signedIn: SignedIn, review: ReviewItem, found: StoredCase, who: Who): Promise<Sides> =>
    readSides(deps, review, found, reachOf(signedIn), parisDay(who.at));

  const show = async (
    c: Ctx,
    signedIn: SignedIn,
    found: StoredCase,
    refused?: string,
    errors?: Errors,
    typed?: Typed,
  ): Promise<Response> => {
    const reader = readerOf(signedIn);
    const id = c.req.param('question') ?? '';
    const [review, { waiting, more }] = await Promise.all([
      reviewIn(c, found),
      readWaiting(client, table, reachOf(signedIn)),
    ]);
    if (!review) return refuse(c, 'noPage');
    const who = answerBy(signedIn, deps);
    const left = { n: waiting.length, more };
    const told = await toldIn(c, deps, who);
    const status = errors ? 422 : refused === undefined ? 200 : 409;
    const isOpen = review.state === 'open';
    const { caseId } = found.summary;
    const action = placeOf(caseId, id);
    const searched = c.req.query('cherche') ?? typed?.('cherche');
    const events = found.events.filter(({ kind }) => !bookkeepingKinds.includes(kind));
    const commune =
      review.reason === 'commune' && (isOpen || review.answeredBy !== 'hub') ? (
        <CommuneAnswer
          action={action}
          reader={reader}
          events={events}
          near={events.flatMap(({ dwelling }) => communesNear(dwelling))}
          search={searched ? { asked: searched, found: communesCalled(searched) } : undefined}
          chosen={typed?.('insee')}
          corrects={!isOpen}
          errors={errors ?? new Map()}
        />
      ) : null;
    const common = { reader, review, caseId, id, left, told, refused };
    /** Before anything is shown. A page's own case is recorded with the page. */
    const record = async (cases: readonly string[]): Promise<void> => {
      const more = c.req.method === 'GET' ? cases.filter((one) => one !== caseId) : cases;
      if (more.length > 0) await recordRead(client, table, who, 'page review', more);
    };
    if (!isOpen) {
      await record([caseId]);
      return c.html(
        <AnsweredPage
          {...common}
          refused={refused === CHANGED ? BEFORE : refused}
          mayUndo={mayUndoOn(found, review, parisDay(who.at))}
        >
          {commune}
        </AnsweredPage>,
        status,
      );
    }
    const sides = await sidesOf(signedIn, review, found, who);
    await record(sides.read);
    const awaited = awaitedFor(signedIn, review, sides);
    const possible = possibleOf(
      review.reason,
      sides.into,
      sides.events.map(({ text }) => text),
      mayJoin(signedIn, review, sides, who),
    );
    return c.html(
      <ReviewPage
        {...common}
        who={who}
        shown={sides.shown}
        cases={sides.cases}
        possible={possible}
        awaited={awaited}
        errors={errors}
        undone={c.req.query('annule') !== undefined}
      >
        {commune}
        {review.reason === 'rapprochement' && sides.shown ? (
          <AskPartner
            action={action}
            reader={reader}
            n={possible.length + 1}
            review={review}
            question={typed?.('precision') ?? questionFor(sides.shown[0].side)}
            errors={errors ?? new Map()}
          />
        ) : null}
      </ReviewPage>,
      status,
    );
  };

  const ask = async (
    reviewDeps: ReviewDeps,
    ref: { caseId: string; id: string },
    question: string,
    sides: Sides,
    who: Who,
  ) => {
    const wrong = (text: string) => ({ errors: new Map([['precision', text]]) });
    const [own, ...others] = sides.shown ?? [];
    if (question === '') return wrong('Écrivez ce que le partenaire doit vérifier ou envoyer.');
    if (question.length > limits.saidCharacters)
      return wrong(
        `Raccourcissez la question : ${limits.saidCharacters} caractères au plus, elle en a ${question.length}.`,
      );
    if (
      own &&
      namesAnother(
        question,
        own.side,
        others.map(({ side }) => side),
      )
    )
      return wrong(
        'La question nomme un autre ménage ou un dossier : le partenaire la lit telle quelle. Retirez ce nom.',
      );
    await askPartner(reviewDeps, ref, question, who);
    return { done: 'demander' };
  };

  /** Takes an answer, and leads to the next question at once. */
  const answer = async (
    c: Ctx,
    signedIn: SignedIn,
    found: StoredCase,
    reviewDeps: ReviewDeps,
  ): Promise<Response> => {
    const typed = await textsIn(c);
    const review = await reviewIn(c, found);
    if (!review) return refuse(c, 'noPage');
    const who = answerBy(signedIn, deps);
    const { caseId } = found.summary;
    const id = c.req.param('question') ?? '';
    const corrects = review.reason === 'commune' && typed('reponse') === 'corriger';
    if ((review.state === 'answered') !== corrects) return show(c, signedIn, found, BEFORE);
    const sides = await sidesOf(signedIn, review, found, who);
    try {
      const given =
        review.reason === 'rapprochement' && typed('reponse') === 'demander'
          ? await ask(reviewDeps, { caseId, id }, typed('precision'), sides, who)
          : await giveAnswer(reviewDeps, review, id, sides, typed, who, signedIn.scope.relecteur);
      if ('errors' in given) return show(c, signedIn, found, undefined, given.errors, typed);
      const { waiting } = await readWaiting(client, table, reachOf(signedIn));
      const next = nextOf(waiting, { review, id, caseId, commune: undefined });
      const place = next ? placeOf(next.caseId, next.id) : '/rapprochements';
      return c.redirect(`${place}?fait=${caseId}.${id}&reponse=${given.done}`, 303);
    } catch (error) {
      const code = codeOf(error);
      const refused = code === 'BOTH_REVIEWED' ? awaitedFor(signedIn, review, sides) : refusedBy[code];
      if (refused === undefined) throw error;
      return show(c, signedIn, found, refused);
    }
  };

  return { show, answer };
};
