import type { Child, FC } from 'hono/jsx';
import type { ReviewItem } from '../../../../shared/store/items.ts';
import { type FieldErrors, NO_ERROR } from '../kit/fields.tsx';
import { ErrorSummary, Form, Submit } from '../kit/form.tsx';
import { Moment, Notice } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { Answers, type Possible, Proposal } from './answers.tsx';
import { Compare, type Shown } from './compare.tsx';
import { Done, type Told } from './done.tsx';
import { leftOf, placeOf, questions, sinceOf } from './words.ts';

export type ReviewPageProps = {
  reader: Reader;
  who: { by: string; at: string; person: string };
  review: ReviewItem;
  /** The case by which the reader came to it. */
  caseId: string;
  id: string;
  /** How many questions are left, this one among them. */
  left: { n: number; more: boolean };
  shown: readonly [Shown, ...Shown[]] | undefined;
  /** Cases of the comparison that the reader may open. */
  cases: readonly string[];
  possible: readonly Possible[];
  /** Who must answer, where the reader may not. */
  awaited?: string | undefined;
  told: Told | undefined;
  /** Why nothing was done. */
  refused?: string | undefined;
  errors?: FieldErrors | undefined;
  /** An answer to it was undone a moment ago. */
  undone: boolean;
  children?: Child;
};

const Reasons: FC<{ review: ReviewItem }> = ({ review: { reason, reasons = [] } }) =>
  // Whoever audits an attachment must judge without knowing the hub's reasons.
  reason === 'audit' || reasons.length === 0 ? null : (
    <section aria-labelledby="raisons">
      <h2 id="raisons">Ce que la plateforme a comparé</h2>
      <ul>
        {reasons.map(({ caseId, explanation }) => (
          <li>
            Avec {caseId} : {explanation}
          </li>
        ))}
      </ul>
    </section>
  );

/** A question that is open: what is compared, why it is asked, what may be answered. */
export const ReviewPage: FC<ReviewPageProps> = ({
  reader,
  who,
  review,
  caseId,
  id,
  left,
  shown,
  cases,
  possible,
  awaited,
  told,
  refused,
  errors = NO_ERROR,
  undone,
  children,
}) => {
  const { reason, openedAt } = review;
  return (
    <Page
      title={questions[reason].asks}
      hasErrors={errors.size > 0}
      reader={reader}
      path={placeOf(caseId, id)}
      crumbs={[{ href: '/rapprochements', text: 'À trancher' }]}
    >
      <ErrorSummary errors={errors} />
      {refused === undefined ? null : (
        <Notice kind="warning" title="Rien n’a été fait">
          <p>{refused}</p>
        </Notice>
      )}
      {undone && refused === undefined ? (
        <Notice kind="success">
          <p>La réponse est annulée : la question est de nouveau ouverte.</p>
        </Notice>
      ) : null}
      {told === undefined ? null : <Done told={told} reader={reader} />}
      <p>
        Dossier {caseId}, attend {sinceOf(openedAt, who.at)} (<Moment of={openedAt} />
        ). {leftOf(left.n, left.more)}
      </p>
      {reason === 'fusion' ? <Proposal review={review} who={who} /> : null}
      {awaited === undefined ? null : <p>{awaited}</p>}
      {reason === 'audit' ? (
        <p>
          C’est un contrôle : ce que la plateforme a comparé n’est pas montré, pour que vous en jugiez seul.
        </p>
      ) : null}
      {shown === undefined ? null : (
        <Compare
          caption="Ce qui est comparé, fait par fait"
          shown={shown}
          among={reason !== 'rapprochement' && reason !== 'fusion'}
        />
      )}
      {cases.length === 0 ? null : (
        <p>
          Lire en entier :{' '}
          {cases.map((one, n) => (
            <>
              {n > 0 ? ', ' : ''}
              <a href={`/dossiers/${one}`}>{one}</a>
            </>
          ))}
        </p>
      )}
      <Reasons review={review} />
      {possible.length === 0 ? null : (
        <Answers action={placeOf(caseId, id)} reader={reader} possible={possible} />
      )}
      {children}
    </Page>
  );
};

/** A question that was answered: by whom, when, and how to come back on it. */
export const AnsweredPage: FC<{
  reader: Reader;
  review: ReviewItem;
  caseId: string;
  id: string;
  left: { n: number; more: boolean };
  mayUndo: boolean;
  told: Told | undefined;
  refused?: string | undefined;
  children?: Child;
}> = ({
  reader,
  review: { reason, answeredBy, answeredAt, proposedBy },
  caseId,
  id,
  left,
  mayUndo,
  told,
  refused,
  children,
}) => (
  <Page
    title={questions[reason].asks}
    reader={reader}
    path={placeOf(caseId, id)}
    crumbs={[{ href: '/rapprochements', text: 'À trancher' }]}
  >
    {refused === undefined ? null : (
      <Notice kind="warning" title="Rien n’a été fait">
        <p>{refused}</p>
      </Notice>
    )}
    {told === undefined ? null : <Done told={told} reader={reader} />}
    <p class="fr-text--lead">
      {answeredBy === 'hub' || answeredBy === undefined
        ? 'Un message a répondu de lui-même à cette question'
        : `${answeredBy} a répondu à cette question`}
      {answeredAt === undefined ? null : [' le ', <Moment of={answeredAt} />]}.
    </p>
    {reason === 'fusion' && proposedBy !== undefined && proposedBy !== 'hub' ? (
      <p>La réunion avait été proposée par {proposedBy}.</p>
    ) : null}
    <p>
      <a href={`/dossiers/${caseId}`}>Lire le dossier {caseId}</a>
    </p>
    {mayUndo && told === undefined ? (
      <Form action={`${placeOf(caseId, id)}/annuler`} reader={reader}>
        <Submit quiet>Annuler cette réponse</Submit>
      </Form>
    ) : null}
    {children}
    <p class="fr-mt-4w">
      {leftOf(left.n, left.more)} <a href="/rapprochements">Voir ce qui reste</a>
    </p>
  </Page>
);
