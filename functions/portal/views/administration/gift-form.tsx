import type { FC } from 'hono/jsx';
import { roles } from '../../../../shared/domain/habilitation/habilitation.ts';
import { arrondissementNames } from '../../../../shared/domain/territory/arrondissements.ts';
import type { PartnerEntry } from '../../../../shared/store/partners.ts';
import { Choices, type FieldErrors, Input, Select } from '../kit/fields.tsx';
import { Form, Submit } from '../kit/form.tsx';
import type { Reader } from '../layout.tsx';
import { roleNames } from './right.tsx';

/** A right as it was typed. */
export type TypedGift = {
  mail: string;
  name: string;
  role: string;
  arrondissements: readonly string[];
  partner: string;
  from: string;
  to: string;
  motif: string;
};

/** The form that gives a right. @param isKnown whether the person is: their name and address are then not asked again */
export const GiftForm: FC<{
  action: string;
  reader: Reader;
  typed: TypedGift;
  errors: FieldErrors;
  partners: readonly PartnerEntry[];
  isKnown: boolean;
}> = ({ action, reader, typed, errors, partners, isKnown }) => (
  <Form action={action} reader={reader}>
    {isKnown ? null : (
      <>
        <Input
          name="mail"
          label="Adresse professionnelle"
          hint="Celle par laquelle ProConnect la connaît : prenom.nom@domaine.fr"
          type="email"
          value={typed.mail}
          errors={errors}
          most={200}
        />
        <Input name="name" label="Prénom et nom" value={typed.name} errors={errors} most={100} />
      </>
    )}
    <Choices
      name="role"
      label="Ce qu’elle pourra faire"
      choices={Object.entries(roles).map(([value, { about }]) => ({
        value,
        text: Object.entries(roleNames).find(([role]) => role === value)?.[1] ?? value,
        hint: about,
      }))}
      values={[typed.role]}
      errors={errors}
    />
    <Choices
      name="arrondissements"
      label="Arrondissements"
      hint="Pour un agent ou un relecteur ; aucun pour un autre"
      choices={Object.entries(arrondissementNames).map(([value, text]) => ({ value, text }))}
      values={typed.arrondissements}
      many
      required={false}
      errors={errors}
    />
    <Select
      name="partner"
      label="Partenaire"
      hint="Pour qui dépose au nom d’un partenaire ; aucun pour un autre"
      choices={partners.map(({ code, name }) => ({ value: code, text: `${name} (${code})` }))}
      value={typed.partner}
      empty="Aucun"
      required={false}
      errors={errors}
    />
    <Input name="from" label="À partir du" type="date" value={typed.from} errors={errors} />
    <Input
      name="to"
      label="Jusqu’à la veille du"
      hint="Vide, ce droit n’a pas de terme : il est revu deux fois par an, et rien ne s’arrête sans qu’on l’ait dit. Mettez une date pour un remplacement ou un stage."
      type="date"
      value={typed.to}
      errors={errors}
      required={false}
    />
    <Input
      name="motif"
      label="Motif"
      hint="Demandé si vous vous donnez ce droit à vous-même. Gardé dans l’historique."
      value={typed.motif}
      errors={errors}
      most={200}
      required={false}
    />
    <div class="boutons fr-mt-3w">
      <Submit>Donner ce droit</Submit>
    </div>
  </Form>
);
