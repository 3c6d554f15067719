import type { FC } from 'hono/jsx';
import { competentBodies } from '../../../../shared/cases/alerts/send-on.ts';
import { arrondissementNames } from '../../../../shared/domain/territory/arrondissements.ts';
import { communesByInsee } from '../../../../shared/domain/territory/table.ts';
import type { StateAlert } from '../../../../shared/store/alerts.ts';
import { CaseLink } from '../case-words.tsx';
import { Choices, type FieldErrors, Input, Select } from '../kit/fields.tsx';
import { Buttons, ErrorSummary, Form, Submit } from '../kit/form.tsx';
import { Page, type Reader } from '../layout.tsx';
import { alertTitle, recipientWords } from '../state-words.ts';

/** What was typed in the form. */
export type NotMineTyped = Partial<Record<'motif' | 'commune' | 'organisme' | 'autre', string | undefined>>;

/** Why an alert is not for the reader, and whom it is for. */
export const NotMinePage: FC<{
  alert: StateAlert;
  reader: Reader;
  typed: NotMineTyped;
  errors: FieldErrors;
}> = ({ alert, reader, typed, errors }) => {
  const path = `/alertes/${alert.caseId}/${alert.noticeId}`;
  const communes = [...communesByInsee().values()]
    .filter(({ arrondissement }) => arrondissement !== alert.arrondissement)
    .sort((a, b) => a.name.localeCompare(b.name, 'fr'));
  return (
    <Page
      title="Ce n’est pas pour moi"
      reader={reader}
      path="/alertes/une"
      crumbs={[
        { href: '/alertes', text: 'Alertes' },
        { href: path, text: alertTitle(alert.template) },
      ]}
      hasErrors={errors.size > 0}
    >
      <ErrorSummary errors={errors} />
      <p class="chapeau">
        Dossier <CaseLink of={alert.caseId} /> · {alert.commune}
      </p>
      <p>
        Dites pourquoi, et l’alerte part chez qui elle concerne. Qu’un ménage ne soit pas connu de vos
        services n’est pas une raison : l’enquête est due pour tous.
      </p>
      <Form action={`${path}/renvoyer`} reader={reader}>
        <Choices
          name="motif"
          label="Pourquoi"
          errors={errors}
          values={typed.motif === undefined ? [] : [typed.motif]}
          choices={[
            {
              value: 'horsZone',
              text: 'Hors de ma zone',
              hint: 'Le logement est dans un autre arrondissement : le dossier et toutes ses alertes y vont.',
            },
            {
              value: 'horsCompetence',
              text: 'Hors de ma compétence',
              hint: 'Un autre organisme doit agir : il reçoit l’alerte.',
            },
            {
              value: 'doublon',
              text: 'Doublon',
              hint: 'Le ménage a un autre dossier : une autre personne dira s’il faut les réunir.',
            },
          ]}
        />
        <Select
          name="commune"
          label="Si hors de ma zone, la commune du logement"
          required={false}
          empty="Choisir une commune"
          errors={errors}
          value={typed.commune}
          choices={communes.map(({ insee, name, arrondissement }) => ({
            value: insee,
            text: `${name} (${arrondissementNames[arrondissement]})`,
          }))}
        />
        <Select
          name="organisme"
          label="Si hors de ma compétence, qui doit agir"
          required={false}
          empty="Choisir un organisme"
          errors={errors}
          value={typed.organisme}
          choices={competentBodies.map((body) => ({ value: body, text: recipientWords[body] }))}
        />
        <Input
          name="autre"
          label="Si doublon, la référence de l’autre dossier"
          hint="Par exemple 77-2026-000123"
          required={false}
          errors={errors}
          value={typed.autre}
        />
        <Buttons>
          <Submit>Renvoyer l’alerte</Submit>
          <a class="fr-btn fr-btn--tertiary" href={path}>
            Annuler
          </a>
        </Buttons>
      </Form>
    </Page>
  );
};
