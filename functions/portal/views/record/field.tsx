import type { FC } from 'hono/jsx';
import { isDay } from '../../../../shared/domain/calendar/civil-date.ts';
import type { FormField } from '../../forms/schema-fields.ts';
import { type Choice, Choices, type FieldErrors, Input, Select } from '../kit/fields.tsx';

/** Most choices that are all shown at once. More make a list, which one may also leave again. */
const SHOWN = 5;
const NOT_SAID: Choice = { value: '', text: 'Non précisé' };
const YES_NO: Choice[] = [
  { value: 'oui', text: 'Oui' },
  { value: 'non', text: 'Non' },
];

/** The choices of a field, each beginning a line. */
const choicesOf = (field: FormField): Choice[] =>
  field.type === 'choice' || field.type === 'list'
    ? field.options.map((one) => ({ ...one, text: one.text.charAt(0).toUpperCase() + one.text.slice(1) }))
    : YES_NO;

/** A field as its schema has it. */
export const SchemaField: FC<{ field: FormField; texts: readonly string[]; errors: FieldErrors }> = ({
  field,
  texts,
  errors,
}) => {
  const { name, label, hint, required } = field;
  const common = { name, label, hint, required, errors };
  const value = texts[0];
  switch (field.type) {
    case 'date':
      // A date that a browser's calendar cannot hold is shown as it was typed.
      return <Input {...common} type={value === undefined || isDay(value) ? 'date' : 'text'} value={value} />;
    case 'euros':
      return (
        <Input
          {...common}
          hint={hint ?? 'Par exemple 1 234,56'}
          value={value}
          inputmode="decimal"
          most={40}
        />
      );
    case 'integer':
      return <Input {...common} value={value} inputmode="numeric" most={10} />;
    case 'text':
      return <Input {...common} value={value} />;
    case 'list':
      return <Choices {...common} choices={choicesOf(field)} values={texts} many />;
    case 'boolean':
    case 'choice': {
      const choices = choicesOf(field);
      const isShown = choices.length <= SHOWN && (required || choices.some((one) => one.hint !== undefined));
      return isShown ? (
        <Choices {...common} choices={required ? choices : [...choices, NOT_SAID]} values={[value ?? '']} />
      ) : (
        <Select {...common} choices={choices} value={value} empty={required ? 'Choisir' : NOT_SAID.text} />
      );
    }
  }
};
