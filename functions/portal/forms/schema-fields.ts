import * as z from 'zod/mini';
import { type Organisme, organismes } from '../../../shared/domain/events/organismes.ts';
import { type Word, words } from '../../../shared/domain/notices/words.ts';

/** One value of a list, and how it reads. */
type Option = { value: string; text: string; hint?: string | undefined };

/** A field of a form, as its schema has it. */
export type FormField = {
  name: string;
  label: string;
  hint: string | undefined;
  required: boolean;
} & (
  | { type: 'date' | 'euros' | 'integer' | 'boolean' | 'text' }
  | { type: 'choice' | 'list'; options: readonly Option[] }
);

/** What a field's values are called where the word of another field's value is the same. */
const ofField: Readonly<Record<string, Readonly<Record<string, Word>>>> = {
  moment: { assignation: 'aLAssignation' },
};

/** A body's code reads by its own table: «ccapex» is one, and elsewhere an addressee. */
const wordsOf = (field: string, value: string): string | undefined =>
  field === 'organisme' && isOrganisme(value) ? organismes[value] : undefined;
const isOrganisme = (value: string): value is Organisme => Object.hasOwn(organismes, value);

const isWord = (value: string): value is Word => Object.hasOwn(words, value);

/** @throws RangeError when a value has no word: it must not reach a reader as a code */
const wordOf = (field: string, value: string): string => {
  const organisme = wordsOf(field, value);
  if (organisme !== undefined) return organisme;
  const known = ofField[field]?.[value] ?? value;
  if (!isWord(known)) throw new RangeError(`no word for ${value} of ${field}`);
  return words[known];
};

/** What a schema says of a field: its label, what to know of it, and what to know of some of its values. */
type Described = { label: string; hint: string | undefined; ofValue: ReadonlyMap<string, string> };

/** `Sens de la décision ; sursis : accordé, l’exécution est reportée` as its parts. A form shows no `AAAA-MM-JJ`. */
const describedBy = (description: string, values: readonly string[]): Described => {
  const [label = '', ...notes] = description.replace(/, AAAA-MM(-JJ)?/g, '').split(' ; ');
  const told = notes.map((note) => /^(\w+) : (.+)$/.exec(note) ?? [note]);
  const isOfValue = ([, value]: readonly string[]): boolean => value !== undefined && values.includes(value);
  const others = told.flatMap((note) => (isOfValue(note) ? [] : [note[0]]));
  return {
    label,
    hint: others.length === 0 ? undefined : others.join(' ; '),
    ofValue: new Map(
      told.filter(isOfValue).map(([, value = '', hint = '']): [string, string] => [value, hint]),
    ),
  };
};

const optionsOf = (name: string, values: readonly string[], { ofValue }: Described): Option[] =>
  values.map((value) => {
    const text = wordOf(name, value);
    const hint = (ofValue.get(value) ?? '')
      .split(', ')
      .filter((part) => !text.includes(part.replace(/^(?:l[ea] |les |l’)/, '')))
      .join(', ');
    return { value, text, hint: hint === '' ? undefined : hint };
  });

const valuesOf = (schema: unknown): string[] =>
  schema instanceof z.ZodMiniEnum ? schema.options.map(String) : [];

/** @throws RangeError when no form shows such a field, or when the schema does not say what it is */
const fieldOf = (name: string, schema: unknown): FormField => {
  const required = !(schema instanceof z.ZodMiniOptional);
  const inner: unknown = required ? schema : schema.def.innerType;
  if (!(inner instanceof z.ZodMiniType)) throw new RangeError(`${name} is no field`);
  const values = valuesOf(inner instanceof z.ZodMiniArray ? inner.def.element : inner);
  const described = describedBy(z.globalRegistry.get(inner)?.description ?? '', values);
  const { label, hint } = described;
  if (label === '') throw new RangeError(`nothing says what ${name} is`);
  const own = { name, label, hint, required };
  if (inner instanceof z.ZodMiniISODate) return { ...own, type: 'date' };
  if (inner instanceof z.ZodMiniNumberFormat) return { ...own, type: 'integer' };
  if (inner instanceof z.ZodMiniNumber) return { ...own, type: 'euros' };
  if (inner instanceof z.ZodMiniBoolean) return { ...own, type: 'boolean' };
  if (values.length > 0)
    return {
      ...own,
      type: inner instanceof z.ZodMiniArray ? 'list' : 'choice',
      options: optionsOf(name, values, described),
    };
  if (inner instanceof z.ZodMiniString) return { ...own, type: 'text' };
  throw new RangeError(`no form shows ${name}`);
};

/**
 * The fields of a form, from the schema of what it tells: their labels and hints are what the schema says of itself, and the words of
 * their values those of mails. A literal, which says what the form is of, has none.
 *
 * @throws RangeError when a field is of a type that no form shows, or has no word
 */
export const fieldsOfSchema = (schema: { def: { shape: object } }): FormField[] =>
  Object.entries(schema.def.shape).flatMap(([name, field]) =>
    field instanceof z.ZodMiniLiteral ? [] : [fieldOf(name, field)],
  );
