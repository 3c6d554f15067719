import type { FC } from 'hono/jsx';
import { reviewIdOf } from '../../../../shared/cases/filing/case-names.ts';
import { parisDay } from '../../../../shared/domain/calendar/paris-day.ts';
import type { ReviewItem } from '../../../../shared/store/items.ts';
import { Day } from '../kit/words.tsx';

/** What each question asks of a person. */
const questionWords: Record<ReviewItem['reason'], string> = {
  commune: 'Dans quelle commune est ce logement ?',
  rapprochement: 'Ce ménage est-il déjà connu ?',
  fusion: 'Ce dossier et un autre sont-ils d’un même ménage ?',
  coherence: 'Ce qui vient d’arriver est-il bien de ce dossier ?',
  audit: 'Ce rattachement était-il juste ?',
  terme: 'Ce dossier, sans nouvelle depuis longtemps, est-il à garder ?',
  fin: 'Un expéditeur nouveau dit un fait qui mettrait fin au dossier : est-il vrai ?',
};

/** The questions that wait for a reviewer. @param reviews whether the reader may answer them */
export const Doubts: FC<{ caseId: string; reviews: readonly ReviewItem[]; answers: boolean }> = ({
  caseId,
  reviews,
  answers,
}) =>
  reviews.length === 0 ? null : (
    <section aria-labelledby="doutes" class="doutes">
      <h2 id="doutes" class="petit">
        À trancher
      </h2>
      <ul>
        {reviews.map((review) => (
          <li>
            {answers ? (
              <a class="fr-link" href={`/rapprochements/${caseId}/${reviewIdOf(review)}`}>
                {questionWords[review.reason]}
              </a>
            ) : (
              <>{questionWords[review.reason]} Un relecteur de l’arrondissement le dira.</>
            )}{' '}
            <span class="fr-text--sm">
              depuis le <Day of={parisDay(review.openedAt)} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
