import {
  answerEnd,
  answerTerm,
  attachDoubt,
  closeReview,
  confirmNew,
  mergeCases,
  type ReviewDeps,
  withdrawProposal,
} from '../../../shared/cases/review/answers.ts';
import { confirmCommune } from '../../../shared/cases/review/confirm-commune.ts';
import { detachReviewed } from '../../../shared/cases/review/detach-reviewed.ts';
import { communesByInsee } from '../../../shared/domain/territory/table.ts';
import type { ReviewItem } from '../../../shared/store/items.ts';
import type { SignedIn } from '../page.ts';
import type { Sides } from './review-sides.ts';

/** What a form said, by the name of its field. */
export type Typed = (name: string) => string;
type Who = { by: string; at: string; person: string };
type Over = SignedIn['scope']['relecteur'];

/** What became of an answer: done, and how it is called; or what is wrong, by field. */
export type Given = { done: string } | { errors: ReadonlyMap<string, string> };

const wrong = (field: string, text: string): Given => ({ errors: new Map([[field, text]]) });
const UNKNOWN = 'Choisissez une des réponses de la page.';

/**
 * Gives a person's answer to an open question, as its page offers them.
 *
 * @param over the arrondissements that they review
 * @throws HubError as the answers do: somebody was first, the case changed, the same person proposes and confirms
 */
export const giveAnswer = async (
  deps: ReviewDeps,
  review: ReviewItem,
  id: string,
  { into, events }: Pick<Sides, 'into' | 'events'>,
  typed: Typed,
  who: Who,
  over: Over,
): Promise<Given> => {
  const { caseId, candidates } = review;
  const asked = { caseId, id };
  const [answer = '', about = ''] = typed('reponse').split(' ');
  const run = async (done: string, act: () => Promise<unknown>): Promise<Given> => {
    await act();
    return { done };
  };
  switch (`${review.reason} ${answer}`) {
    case 'rapprochement rattacher':
      return into.includes(about)
        ? run(answer, () => attachDoubt(deps, asked, about, who))
        : wrong('reponse', 'Ce dossier n’est plus parmi ceux qui sont proposés : relisez la page.');
    case 'rapprochement nouveau':
      return run(answer, () => confirmNew(deps, asked, 'confirme', who));
    case 'rapprochement distinct':
    case 'fusion distinct':
      return run(answer, () => confirmNew(deps, asked, 'distinct', who));
    case 'fusion reunir': {
      const merged = await mergeCases(deps, [caseId, candidates[0] ?? ''], { ...who, over });
      return { done: merged === undefined ? 'proposer' : answer };
    }
    case 'fusion retirer':
      return run(answer, () => withdrawProposal(deps, asked, who));
    case 'coherence garder':
    case 'audit garder':
      return run(answer, () => closeReview(deps, asked, who));
    case 'coherence sortir':
    case 'audit sortir': {
      const event = events[Number(about)];
      return event === undefined
        ? wrong('reponse', UNKNOWN)
        : run(answer, () => detachReviewed(deps, asked, event.id, who));
    }
    case 'terme conserver':
      return run(answer, () => answerTerm(deps, asked, 'garde', who));
    case 'terme effacer':
      return run(answer, () => answerTerm(deps, asked, 'efface', who));
    case 'fin confirmer':
      return run(answer, () => answerEnd(deps, asked, 'confirmee', who));
    case 'fin rejeter':
      return run(answer, () => answerEnd(deps, asked, 'rejetee', who));
    case 'commune commune':
    case 'commune corriger': {
      const commune = communesByInsee().get(typed('insee'));
      if (!commune) return wrong('insee', 'Choisissez la commune du logement.');
      const { insee, name, arrondissement } = commune;
      return run('commune', () =>
        confirmCommune(deps, caseId, { insee, commune: name, arrondissement }, who),
      );
    }
    default:
      return wrong('reponse', UNKNOWN);
  }
};
