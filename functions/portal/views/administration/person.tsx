import type { FC } from 'hono/jsx';
import { standingOf } from '../../../../shared/domain/habilitation/review.ts';
import type { PartnerEntry } from '../../../../shared/store/partners.ts';
import type { PersonEntry } from '../../../../shared/store/persons.ts';
import type { Change } from '../../../../shared/store/register.ts';
import type { FieldErrors } from '../kit/fields.tsx';
import { ErrorSummary, Form, Submit } from '../kit/form.tsx';
import { Table } from '../kit/table.tsx';
import { Day, Facts, Moment, Notice } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { GiftForm, type TypedGift } from './gift-form.tsx';
import { ADMINISTRATION, Answered, changeInWords, PERSONS, rightInLine, StandingBadge } from './right.tsx';

/** What was just done, or why it was not. */
export const tellings = {
  donne: {
    kind: 'success',
    text: 'Le droit est donné. Il vaut dès la prochaine page que cette personne ouvre.',
  },
  retire: { kind: 'success', text: 'Le droit est retiré, et les sessions de cette personne sont fermées.' },
  confirme: { kind: 'success', text: 'Le droit est confirmé.' },
  change: {
    kind: 'error',
    text: 'Cette personne a changé entre-temps, par quelqu’un d’autre : rien n’a été fait. Relisez, puis recommencez.',
  },
  dernier: {
    kind: 'error',
    text: 'C’est le dernier administrateur : donnez d’abord ce droit à une autre personne. Rien n’a été fait.',
  },
  soi: {
    kind: 'error',
    text: 'Vos droits sont confirmés par un autre administrateur que vous. Rien n’a été fait.',
  },
  rien: { kind: 'error', text: 'Ce droit n’est plus là : il a été retiré entre-temps.' },
} as const satisfies Record<string, { kind: 'success' | 'error'; text: string }>;
export type Telling = keyof typeof tellings;

/** One person: what they may, what was changed and by whom, and what may be given. */
export const PersonPage: FC<{
  reader: Reader;
  person: PersonEntry;
  changes: readonly Change[];
  partners: readonly PartnerEntry[];
  typed: TypedGift;
  errors: FieldErrors;
  telling: Telling | undefined;
  /** Whether it is the reader's own page. */
  isOwn: boolean;
  today: string;
}> = ({ reader, person, changes, partners, typed, errors, telling, isOwn, today }) => {
  const at = `/administration/personnes/${person.id}`;
  return (
    <Page
      title={person.name}
      reader={reader}
      path={at}
      crumbs={[ADMINISTRATION, PERSONS]}
      hasErrors={errors.size > 0}
    >
      <ErrorSummary errors={errors} />
      {telling === undefined ? null : (
        <Notice kind={tellings[telling].kind}>
          <p>{tellings[telling].text}</p>
        </Notice>
      )}
      <Facts of={[['Adresse', person.mail]]} />
      <h2 class="fr-mt-4w">Droits</h2>
      {person.habilitations.length === 0 ? (
        <p>Aucun : cette personne ne peut pas entrer.</p>
      ) : (
        <Table
          caption="Droits de cette personne"
          captionHidden
          columns={['Droit', 'État', 'Du', 'Jusqu’à la veille du', 'Par qui', 'Faire'].map((text) => ({
            text,
          }))}
          rows={person.habilitations.map((one) => [
            rightInLine(one),
            <StandingBadge of={one} person={person.id} today={today} />,
            <Day of={one.from} />,
            one.to === undefined ? 'sans terme' : <Day of={one.to} />,
            <Answered of={one} />,
            <>
              {isOwn || standingOf(one, today) === 'ended' ? null : (
                <Form action={`${at}/revue`} reader={reader}>
                  <input type="hidden" name="droit" value={one.id} />
                  <Submit quiet>
                    Confirmer<span class="fr-sr-only"> : {rightInLine(one)}</span>
                  </Submit>
                </Form>
              )}
              <details class="fr-mt-1w">
                <summary>
                  Retirer<span class="fr-sr-only"> : {rightInLine(one)}</span>
                </summary>
                <p>Effet immédiat : ses pages se ferment. Ce qui a été fait reste.</p>
                <Form action={`${at}/retraits`} reader={reader}>
                  <input type="hidden" name="droit" value={one.id} />
                  <Submit>
                    Retirer maintenant<span class="fr-sr-only"> : {rightInLine(one)}</span>
                  </Submit>
                </Form>
              </details>
            </>,
          ])}
        />
      )}
      <h2 class="fr-mt-4w">Donner un droit</h2>
      {isOwn ? (
        <Notice kind="warning">
          <p>
            C’est votre propre page : ce que vous vous donnez est marqué « donné à soi-même », et un autre
            administrateur le confirme.
          </p>
        </Notice>
      ) : null}
      <GiftForm
        action={`${at}/droits`}
        reader={reader}
        typed={typed}
        errors={errors}
        partners={partners}
        isKnown
      />
      <h2 class="fr-mt-4w">Historique</h2>
      <Table
        caption="Qui a changé quoi"
        captionHidden
        columns={['Quand', 'Qui', 'Quoi'].map((text) => ({ text }))}
        rows={changes
          .toReversed()
          .map(({ at: when, by, what }) => [<Moment of={when} />, by, changeInWords(what)])}
      />
    </Page>
  );
};

/** The form that habilitates somebody for the first time. */
export const NewPersonPage: FC<{
  reader: Reader;
  partners: readonly PartnerEntry[];
  typed: TypedGift;
  errors: FieldErrors;
}> = ({ reader, partners, typed, errors }) => (
  <Page
    title="Habiliter une personne"
    hasErrors={errors.size > 0}
    reader={reader}
    path="/administration/personnes/nouvelle"
    crumbs={[ADMINISTRATION, PERSONS]}
  >
    <ErrorSummary errors={errors} />
    <p>
      Chacun entre en son nom : une boîte de service n’est pas une personne. Un droit de plus à quelqu’un de
      connu se donne sur sa page, ou ici avec la même adresse.
    </p>
    <GiftForm
      action="/administration/personnes/nouvelle"
      reader={reader}
      typed={typed}
      errors={errors}
      partners={partners}
      isKnown={false}
    />
  </Page>
);
