import type { Child, FC } from 'hono/jsx';
import { isProposer } from '../../../../shared/cases/review/answers.ts';
import { limits } from '../../../../shared/limits.ts';
import type { ReviewItem } from '../../../../shared/store/items.ts';
import { type FieldErrors, TextArea } from '../kit/fields.tsx';
import { Form } from '../kit/form.tsx';
import { Moment, Notice } from '../kit/words.tsx';
import type { Reader } from '../layout.tsx';

/** An answer: what its button sends, what is on it, and what it does. */
export type Possible = { value: string; text: string; does: string };

/**
 * A button, its number (a key, where the script of the portal is) and what it does. None of several stands out: the page leads to no
 * answer.
 */
export const AnswerButton: FC<{ n: number; of: Possible; alone?: boolean }> = ({
  n,
  of: { value, text, does },
  alone = false,
}) => (
  <div class="reponse">
    <button
      class={`fr-btn${alone ? '' : ' fr-btn--secondary'}`}
      type="submit"
      name="reponse"
      value={value}
      data-touche={n}
      aria-describedby={`fait-${n}`}
    >
      {n} · {text}
    </button>
    <p class="fr-hint-text" id={`fait-${n}`}>
      {does}
    </p>
  </div>
);

/** What a reader may say of two cases that may be one: join them; propose it to whoever reviews elsewhere; take that back; or nothing. */
export type MayJoin = 'reunir' | { proposeTo: string } | 'retirer' | undefined;

const joining = (may: MayJoin): Possible[] => {
  if (may === undefined) return [];
  if (may === 'retirer')
    return [
      { value: 'retirer', text: 'Retirer ma proposition', does: 'Personne n’a encore à la confirmer.' },
    ];
  if (may === 'reunir')
    return [
      {
        value: 'reunir',
        text: 'Un même ménage : réunir',
        does: 'Le dossier le plus récent va dans le plus ancien ; rien n’est notifié une seconde fois. S’annule.',
      },
    ];
  return [
    {
      value: 'reunir',
      text: 'Un même ménage : le proposer',
      does: `L’autre dossier est de l’arrondissement de ${may.proposeTo} : un de ses relecteurs doit confirmer. Se retire.`,
    },
  ];
};

/** What may be answered by a button alone. @param into the cases a doubt may belong to @param events what is asked about, in words */
export const possibleOf = (
  reason: ReviewItem['reason'],
  into: readonly string[],
  events: readonly string[],
  join: MayJoin,
): Possible[] => {
  switch (reason) {
    case 'rapprochement':
      return [
        ...into.map((caseId) => ({
          value: `rattacher ${caseId}`,
          text: into.length > 1 ? `C’est le ménage ${caseId}` : 'C’est ce ménage',
          does: `Le message va au dossier ${caseId}, et ses alertes partent. S’annule.`,
        })),
        {
          value: 'nouveau',
          text: 'Un ménage nouveau',
          does: 'Le message garde son dossier, et ses alertes partent. Un message plus clair pourra encore les rapprocher. S’annule.',
        },
        {
          value: 'distinct',
          text: 'Distincts pour de bon',
          does: 'De même, et la plateforme ne proposera plus de les rapprocher. S’annule.',
        },
      ];
    case 'fusion':
      return [
        ...joining(join),
        {
          value: 'distinct',
          text: 'Distincts pour de bon',
          does: 'Les deux dossiers restent, et la plateforme ne proposera plus de les réunir. S’annule.',
        },
      ];
    case 'coherence':
    case 'audit':
      return [
        { value: 'garder', text: 'Il est de ce dossier', does: 'Rien ne change. S’annule.' },
        ...events.map((event, n) => ({
          value: `sortir ${n}`,
          text: events.length > 1 ? `Sortir : ${event}` : 'Il n’en est pas : le sortir',
          does: 'Il va dans un dossier à lui ; la boîte prévenue d’abord est prévenue de ce changement. S’annule.',
        })),
      ];
    case 'terme':
      return [
        { value: 'conserver', text: 'Le garder', does: 'Sa durée repart d’aujourd’hui.' },
        {
          value: 'effacer',
          text: 'Il peut partir',
          does: 'La prochaine veille le met à l’écart, complet ; il est effacé plus tard, sauf si une nouvelle ou une personne le ramène.',
        },
      ];
    case 'fin':
      return [
        {
          value: 'confirmer',
          text: 'Il est vrai',
          does: 'Il compte : le dossier avance ou se ferme, ses échéances avec lui. S’annule.',
        },
        {
          value: 'rejeter',
          text: 'Il ne l’est pas',
          does: 'Il reste au dossier, sans effet : les échéances courent. S’annule.',
        },
      ];
    case 'commune':
      return [];
  }
};

/** Whatever is under a person's eyes when they have read: what they may answer. */
export const Answers: FC<{ action: string; reader: Reader; possible: readonly Possible[] }> = ({
  action,
  reader,
  possible,
}) => (
  <section aria-labelledby="repondre" class="fr-mt-4w">
    <h2 id="repondre">Répondre</h2>
    <Form action={action} reader={reader}>
      <div class="reponses" id="reponse">
        {possible.map((one, n) => (
          <AnswerButton n={n + 1} of={one} />
        ))}
      </div>
    </Form>
  </section>
);

/** A question to the message's sender, proposed and edited before it goes. */
export const AskPartner: FC<{
  action: string;
  reader: Reader;
  n: number;
  review: ReviewItem;
  question: string;
  errors: FieldErrors;
}> = ({ action, reader, n, review: { asked, askedBy, askedAt }, question, errors }) => (
  <section aria-labelledby="demander" class="fr-mt-6w">
    <h2 id="demander">Demander au partenaire</h2>
    {asked === undefined ? null : (
      <Notice kind="info">
        <p>
          Demandé{askedAt === undefined ? null : [' le ', <Moment of={askedAt} />]}
          {askedBy === undefined ? null : ` par ${askedBy}`} : « {asked} »
        </p>
      </Notice>
    )}
    <Form action={action} reader={reader}>
      <TextArea
        name="precision"
        label="Votre question"
        hint={`Le partenaire lit ces mots tels quels : rien d’un autre ménage ni d’un autre partenaire. ${limits.saidCharacters} caractères au plus.`}
        value={question}
        rows={3}
        most={limits.saidCharacters}
        errors={errors}
      />
      <AnswerButton
        n={n}
        of={{
          value: 'demander',
          text: 'Demander au partenaire',
          does: 'Il reçoit une nouvelle réponse à son message. La question reste ici, à trancher.',
        }}
      />
    </Form>
  </section>
);

/** Who proposed a merge, as far as its reader may know: a second reader must not be led by a name. */
export const Proposal: FC<{ review: ReviewItem; who: { by: string; at: string; person: string } }> = ({
  review,
  who,
}) => {
  const told: Child =
    review.proposedBy === 'hub'
      ? 'La plateforme propose de les réunir.'
      : isProposer(review, who)
        ? 'Vous avez proposé de les réunir : une autre personne doit le confirmer.'
        : 'Une première personne propose de les réunir. Son nom vous est donné une fois que vous avez répondu.';
  return <p>{told}</p>;
};
