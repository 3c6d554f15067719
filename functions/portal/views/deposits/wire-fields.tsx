import type { FC } from 'hono/jsx';
import type { Commune } from '../../../../shared/domain/territory/table.ts';
import { wordOf } from '../../forms/choice-words.ts';
import { COMMUNE } from '../../forms/commune.ts';
import { WHOLE_FORM } from '../../forms/field-errors.ts';
import { CONFIRMED } from '../../forms/read-form.ts';
import type { WireField, WireForm } from '../../forms/wire-form.ts';
import type { Typed } from '../../forms/wire-typed.ts';
import { Choices, type FieldErrors, Input, Select, TextArea } from '../kit/fields.tsx';
import { ErrorSummary, Form, Submit } from '../kit/form.tsx';
import type { Reader } from '../layout.tsx';

/** Characters beyond which a text has several lines. */
const LINES_FROM = ['dispositif', 'diligences', 'difficultes', 'motifNonExecution'];

/** What is expected of every message, though its format has several ways to tell it. */
const EXPECTED = ['household[0].nomNaissance', 'dwelling.street', 'dwelling.postcode', 'dwelling.commune'];

type Filled = { typed: Typed; errors: FieldErrors };

/** @param isFolded in a part that is said to be optional as a whole */
const WireInput: FC<{ field: WireField; isFolded?: boolean } & Filled> = ({
  field,
  isFolded = false,
  typed,
  errors,
}) => {
  const { name, label, hint, type, path, values } = field;
  const required = isFolded || field.required || field.asked || EXPECTED.includes(path);
  const value = typed.get(name);
  const common = { name, label, hint, errors, required };
  const choices = [...new Set(values.values())].map((one) => ({ value: one, text: wordOf(path, one) }));
  switch (type) {
    case 'date':
      return <Input {...common} type="date" value={value} />;
    case 'euros':
      return <Input {...common} inputmode="decimal" value={value} />;
    case 'entier':
      return <Input {...common} inputmode="numeric" value={value} />;
    case 'liste':
      if (choices.length === 0) return <Input {...common} value={value} />;
      return <Choices {...common} choices={choices} values={value?.split(/[|,] ?/) ?? []} many />;
    case 'choix':
      return choices.length === 1 && field.required ? (
        <Select {...common} choices={choices} value={value} />
      ) : (
        <Select
          {...common}
          choices={choices}
          value={value}
          empty={field.required ? 'Choisir' : 'Non renseigné'}
        />
      );
    case 'booleen':
      return (
        <Select
          {...common}
          choices={[
            { value: 'oui', text: 'oui' },
            { value: 'non', text: 'non' },
          ]}
          value={value}
          empty={field.required ? 'Choisir' : 'Non renseigné'}
        />
      );
    case 'mois':
    case 'texte':
      return LINES_FROM.includes(path) ? (
        <TextArea {...common} value={value} most={4000} />
      ) : (
        <Input {...common} value={value} most={200} communes={path === 'dwelling.commune'} />
      );
  }
};

/** Fields that are shown folded, unless one of them is filled or wrong. */
const Folded: FC<{ title: string; fields: readonly WireField[] } & Filled> = ({
  title,
  fields,
  ...filled
}) =>
  fields.length === 0 ? null : (
    <details
      class="pli"
      open={fields.some(({ name }) => filled.errors.has(name) || (filled.typed.get(name) ?? '') !== '')}
    >
      <summary>{title}</summary>
      {fields.map((field) => (
        <WireInput field={field} isFolded {...filled} />
      ))}
    </details>
  );

const ordinals = ['Première', 'Deuxième', 'Troisième', 'Quatrième'];

/** The form of one kind of message: what it tells, the household, the dwelling; all that was typed stays. */
export const WireFormView: FC<
  {
    form: WireForm;
    action: string;
    reader: Reader;
    /** Communes among which one is to be chosen. */
    candidates: readonly Commune[];
    /** Some of what is wrong may be so. */
    mayConfirm: boolean;
    submit: string;
  } & Filled
> = ({ form, action, reader, candidates, mayConfirm, submit, typed, errors }) => {
  const filled = { typed, errors };
  const [first = [], ...others] = form.persons;
  return (
    <div data-acte={form.nature}>
      <div id={WHOLE_FORM} tabindex={-1}>
        <ErrorSummary errors={errors} />
      </div>
      <Form action={action} reader={reader} class="saisie">
        <p class="fr-hint-text">
          Ce que vous ne savez pas peut rester vide, sauf la référence, la date, un nom et le lieu : nous vous
          dirons ce qui manque.
        </p>
        {form.main.map((field) => (
          <WireInput field={field} {...filled} />
        ))}
        <h2 class="fr-h5 fr-mt-4w">Le ménage</h2>
        {first.map((field) => (
          <WireInput field={field} {...filled} />
        ))}
        {others.map((fields, n) => (
          <Folded title={`${ordinals[n + 1]} personne (facultatif)`} fields={fields} {...filled} />
        ))}
        <h2 class="fr-h5 fr-mt-4w">Le logement</h2>
        {form.dwelling.map((field) => (
          <WireInput field={field} {...filled} />
        ))}
        {candidates.length === 0 ? null : (
          <Choices
            name={COMMUNE}
            label="Commune du logement, parmi celles de ce code postal"
            errors={errors}
            choices={candidates.map(({ insee, name: text }) => ({ value: insee, text }))}
            values={[typed.get(COMMUNE) ?? '']}
          />
        )}
        {mayConfirm ? (
          <Choices
            name={CONFIRMED}
            label="Ce qui paraît douteux est-il exact ?"
            errors={errors}
            choices={[{ value: 'oui', text: 'Oui, j’ai vérifié : garder ces valeurs' }]}
            values={[typed.get(CONFIRMED) ?? '']}
            required={false}
            many
          />
        ) : null}
        <Folded title="Plus de renseignements (facultatif)" fields={form.more} {...filled} />
        <div class="boutons fr-mt-3w">
          <Submit>{submit}</Submit>
        </div>
      </Form>
    </div>
  );
};
