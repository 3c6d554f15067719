import type { FC } from 'hono/jsx';
import type { CaseEvent } from '../../../../shared/domain/events/case-event.ts';
import { arrondissementNames } from '../../../../shared/domain/territory/arrondissements.ts';
import type { Commune } from '../../../../shared/domain/territory/table.ts';
import { Choices, type FieldErrors, Input } from '../kit/fields.tsx';
import { Form } from '../kit/form.tsx';
import { Table } from '../kit/table.tsx';
import { Day } from '../kit/words.tsx';
import type { Reader } from '../layout.tsx';
import { AnswerButton } from './answers.tsx';

/** The dwelling's address, as each sender told it. */
const AsTold: FC<{ events: readonly CaseEvent[] }> = ({ events }) => (
  <Table
    caption="L’adresse, comme elle a été écrite"
    columns={[
      { text: 'Voie' },
      { text: 'Complément' },
      { text: 'Code postal' },
      { text: 'Commune écrite' },
      { text: 'Code INSEE' },
      { text: 'Transmise par' },
    ]}
    rows={events.map(({ sender, actDate, dwelling: { street, complement, postcode, commune, insee } }) => [
      street ?? 'non dite',
      complement ?? 'non dit',
      postcode ?? 'non dit',
      commune ?? 'non dite',
      insee ?? 'non dit',
      <>
        {sender}, acte du <Day of={actDate} />
      </>,
    ])}
  />
);

const choiceOf = ({ insee, name, arrondissement, postcodes }: Commune) => ({
  value: insee,
  text: name,
  hint: `${postcodes.join(', ')}, arrondissement de ${arrondissementNames[arrondissement]}, INSEE ${insee}`,
});

/** In which commune a dwelling is: those that its address may mean, or any other, looked for. */
export const CommuneAnswer: FC<{
  action: string;
  reader: Reader;
  events: readonly CaseEvent[];
  near: readonly Commune[];
  /** What was looked for, and found. */
  search: { asked: string; found: readonly Commune[] } | undefined;
  chosen: string | undefined;
  /** A commune was established: another answer corrects it. */
  corrects: boolean;
  errors: FieldErrors;
}> = ({ action, reader, events, near, search, chosen, corrects, errors }) => {
  const found = search?.found ?? [];
  const choices = [...new Map([...found, ...near].map((one) => [one.insee, one])).values()];
  return (
    <>
      <AsTold events={events} />
      <section aria-labelledby="repondre">
        <h2 id="repondre">{corrects ? 'Corriger' : 'Répondre'}</h2>
        <Form action={action} reader={reader}>
          {choices.length === 0 ? (
            <p id="insee">L’adresse ne désigne aucune commune : cherchez-la ci-dessous.</p>
          ) : (
            <Choices
              name="insee"
              label={
                found.length > 0
                  ? 'Communes trouvées, puis celles que l’adresse peut désigner'
                  : 'Communes que l’adresse peut désigner'
              }
              choices={choices.map(choiceOf)}
              values={chosen === undefined ? [] : [chosen]}
              errors={errors}
            />
          )}
          {choices.length === 0 ? null : (
            <AnswerButton
              n={1}
              alone
              of={{
                value: corrects ? 'corriger' : 'commune',
                text: 'C’est cette commune',
                does: 'Les avis et les alertes qui attendaient partent à la boîte de son arrondissement.',
              }}
            />
          )}
        </Form>
        <search>
          <form method="get" action={action} class="fr-mt-6w">
            <Input
              name="cherche"
              type="search"
              label="Chercher une autre commune de Seine-et-Marne"
              hint="Une partie de son nom, ancien ou actuel, ou un code postal"
              value={search?.asked}
              required={false}
            />
            <button class="fr-btn fr-btn--secondary fr-mt-2w" type="submit">
              Chercher
            </button>
          </form>
        </search>
        {search !== undefined && found.length === 0 ? (
          <p role="status" class="fr-mt-2w">
            Aucune commune de Seine-et-Marne ne répond à « {search.asked} ».
          </p>
        ) : null}
      </section>
    </>
  );
};
