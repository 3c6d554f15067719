import type { FC } from 'hono/jsx';
import { isProposer } from '../../../../shared/cases/review/answers.ts';
import { questionOrder, type Waiting } from '../../../../shared/cases/review/waiting.ts';
import type { ReviewItem } from '../../../../shared/store/items.ts';
import { type FieldErrors, Input, NO_ERROR } from '../kit/fields.tsx';
import { Buttons, ErrorSummary, Form, Submit } from '../kit/form.tsx';
import { Table } from '../kit/table.tsx';
import { countOf, Moment } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { Done, type Told } from './done.tsx';
import { leftOf, placeOf, questions, sinceOf } from './words.ts';

type Reason = ReviewItem['reason'];

export type ReviewListProps = {
  reader: Reader;
  /** Who reads, as answers are signed. */
  who: { by: string; at: string; person: string };
  /** Those of the page. */
  shown: readonly Waiting[];
  counts: ReadonlyMap<Reason, number>;
  more: boolean;
  /** The kind that the list is narrowed to. */
  kind: Reason | undefined;
  next: string | undefined;
  told: Told | undefined;
  /** What was typed to merge two cases, and what is wrong with it. */
  pair?: { un: string; autre: string } | undefined;
  errors?: FieldErrors;
};

/** What is known of a question besides what it asks. */
const about = ({ review }: Waiting, who: ReviewListProps['who']): string[] => {
  const { candidates, asked, askedBy, reason } = review;
  return [
    ...(reason === 'rapprochement' ? [countOf(candidates.length, 'dossier proche', 'dossiers proches')] : []),
    ...(asked === undefined ? [] : [`demandé au partenaire${askedBy ? ` par ${askedBy}` : ''}`]),
    ...(reason !== 'fusion'
      ? []
      : isProposer(review, who)
        ? ['proposé par vous : une autre personne répond']
        : [review.proposedBy === 'hub' ? 'proposé par la plateforme' : 'proposé par une première personne']),
  ];
};

const Filters: FC<Pick<ReviewListProps, 'counts' | 'kind'>> = ({ counts, kind }) => {
  const links = [
    {
      href: '/rapprochements',
      text: 'Tout',
      n: [...counts.values()].reduce((sum, n) => sum + n, 0),
      on: kind === undefined,
    },
    ...questionOrder.flatMap((one) => {
      const n = counts.get(one) ?? 0;
      return n === 0
        ? []
        : [{ href: `/rapprochements?sorte=${one}`, text: questions[one].many, n, on: kind === one }];
    }),
  ];
  return (
    <nav aria-label="Sortes de questions">
      <ul class="fr-tags-group">
        {links.map(({ href, text, n, on }) => (
          <li>
            <a class="fr-tag" href={href} aria-current={on ? 'true' : undefined}>
              {on ? <strong>{`${text} (${n})`}</strong> : `${text} (${n})`}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

/** The reader's own proposal to merge two cases. */
const Propose: FC<Pick<ReviewListProps, 'reader' | 'pair' | 'errors'>> = ({
  reader,
  pair,
  errors = NO_ERROR,
}) => (
  <section aria-labelledby="reunir" class="fr-mt-6w">
    <h2 id="reunir">Proposer de réunir deux dossiers</h2>
    <p>Vous les proposez, une autre personne regarde et confirme : rien ne bouge avant.</p>
    <Form action="/rapprochements" reader={reader}>
      <Input
        name="un"
        label="Un dossier"
        hint="Sa référence, 77-2026-000123, ou le nom qu’un partenaire lui donne"
        value={pair?.un}
        errors={errors}
      />
      <Input name="autre" label="L’autre dossier" value={pair?.autre} errors={errors} />
      <Buttons>
        <Submit quiet>Proposer de les réunir</Submit>
      </Buttons>
    </Form>
  </section>
);

/** What waits for a reviewer, by kind, the oldest first. */
export const ReviewListPage: FC<ReviewListProps> = ({
  reader,
  who,
  shown,
  counts,
  more,
  kind,
  next,
  told,
  pair,
  errors = NO_ERROR,
}) => {
  const all = [...counts.values()].reduce((sum, n) => sum + n, 0);
  return (
    <Page title="À trancher" reader={reader} path="/rapprochements" hasErrors={errors.size > 0}>
      <ErrorSummary errors={errors} />
      {told === undefined ? null : <Done told={told} reader={reader} />}
      {all === 0 ? (
        <>
          <p class="fr-text--lead">Rien n’attend votre réponse.</p>
          <p>
            Les questions arrivent ici d’elles-mêmes, quand un message laisse un doute sur un ménage ou une
            commune de vos arrondissements.
          </p>
        </>
      ) : (
        <>
          <p class="fr-text--lead">{leftOf(all, more)}</p>
          <Filters counts={counts} kind={kind} />
          {questionOrder.flatMap((reason) => {
            const rows = shown.filter(({ review }) => review.reason === reason);
            return rows.length === 0
              ? []
              : [
                  <section aria-labelledby={`sorte-${reason}`} class="fr-mt-3w">
                    <h2 id={`sorte-${reason}`}>{questions[reason].many}</h2>
                    <Table
                      caption={questions[reason].many}
                      captionHidden
                      columns={[
                        { text: 'Question' },
                        { text: 'Dossier' },
                        { text: 'Commune' },
                        { text: 'Attend' },
                      ]}
                      rows={rows.map((one) => [
                        <>
                          <a href={placeOf(one.caseId, one.id)}>
                            {questions[reason].asks}
                            <span class="fr-sr-only">{` Dossier ${one.caseId}`}</span>
                          </a>
                          {about(one, who).map((text) => (
                            <span class="fr-hint-text">{text}</span>
                          ))}
                        </>,
                        one.caseId,
                        one.commune ?? 'à établir',
                        <>
                          {sinceOf(one.review.openedAt, who.at)}
                          <span class="fr-hint-text">
                            <Moment of={one.review.openedAt} />
                          </span>
                        </>,
                      ])}
                    />
                  </section>,
                ];
          })}
          {next === undefined ? null : (
            <p>
              <a class="fr-link" href={next}>
                Questions suivantes
              </a>
            </p>
          )}
        </>
      )}
      <Propose reader={reader} pair={pair} errors={errors} />
    </Page>
  );
};
