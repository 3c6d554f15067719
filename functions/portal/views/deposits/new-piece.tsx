import type { FC } from 'hono/jsx';
import type { Commune } from '../../../../shared/domain/territory/table.ts';
import type { WireForm } from '../../forms/wire-form.ts';
import type { Typed } from '../../forms/wire-typed.ts';
import { type Here, under } from '../../partner-here.ts';
import { Choices, type FieldErrors } from '../kit/fields.tsx';
import { ErrorSummary } from '../kit/form.tsx';
import { PartnerPage } from './partner-page.tsx';
import { WireFormView } from './wire-fields.tsx';

const STEPS = 3;
const Step: FC<{ n: number; title: string; next?: string }> = ({ n, title, next }) => (
  <div class="fr-stepper">
    <h2 class="fr-stepper__title">
      {title}
      <span class="fr-stepper__state">
        Étape {n} sur {STEPS}
      </span>
    </h2>
    <div class="fr-stepper__steps" data-fr-current-step={n} data-fr-steps={STEPS} />
    {next === undefined ? null : (
      <p class="fr-stepper__details">
        <span class="fr-text--bold">Étape suivante :</span> {next}
      </p>
    )}
  </div>
);

/** First step of a deposit: which act. @param from the piece whose data are taken again */
export const ChooseActPage: FC<{
  here: Here;
  forms: readonly WireForm[];
  from: string | undefined;
  errors: FieldErrors;
}> = ({ here, forms, from, errors }) => (
  <PartnerPage here={here} title="Déposer une pièce" path="/depots/nouveau" hasErrors={errors.size > 0}>
    <Step n={1} title="L’acte" next="ce que dit l’acte" />
    <ErrorSummary errors={errors} />
    <form method="get" action={under(here, '/depots/nouveau')} data-depot={under(here, '/depots/nouveau')}>
      {/* A form of this kind sends nothing where nothing is chosen. */}
      <input type="hidden" name="choix" value="fait" />
      {from === undefined ? null : <input type="hidden" name="depuis" value={from} />}
      <Choices
        name="acte"
        label="Quel acte déposez-vous ?"
        errors={errors}
        choices={forms.map(({ nature, title }) => ({ value: nature, text: title }))}
      />
      <button class="fr-btn" type="submit">
        Continuer
      </button>
    </form>
  </PartnerPage>
);

/** Second step: what the act says. */
export const TellActPage: FC<{
  here: Here;
  form: WireForm;
  typed: Typed;
  errors: FieldErrors;
  candidates: readonly Commune[];
  mayConfirm: boolean;
  /** Whether data of an earlier act are taken again. */
  isAgain: boolean;
}> = ({ here, form, typed, errors, candidates, mayConfirm, isAgain }) => (
  <PartnerPage
    here={here}
    title={form.title}
    path={`/depots/nouveau?acte=${form.nature}`}
    hasErrors={errors.size > 0}
    crumbs={[{ href: under(here, '/depots/nouveau'), text: 'Déposer une pièce' }]}
  >
    <Step n={2} title="Ce que dit l’acte" next="le fichier" />
    {isAgain ? (
      <p>Le ménage, le logement et la référence sont repris de votre acte précédent : vérifiez-les.</p>
    ) : null}
    <WireFormView
      form={form}
      action={under(here, `/depots/nouveau?acte=${form.nature}`)}
      reader={here.reader}
      typed={typed}
      errors={errors}
      candidates={candidates}
      mayConfirm={mayConfirm}
      submit="Continuer vers le fichier"
    />
  </PartnerPage>
);
