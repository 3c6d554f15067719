import { dateInFrench, isDay } from '../../../shared/domain/calendar/civil-date.ts';
import { saidEuros } from '../../../shared/domain/notices/said.ts';
import { cellValue } from '../../../shared/intake/files/read/cell.ts';
import { type Issue, issueCodes } from '../../../shared/outbound/replies/issue.ts';
import type { FormField } from './schema-fields.ts';

/** What was typed in a form, by the name of its field, as it was typed. */
export type Typed = ReadonlyMap<string, readonly string[]>;

/** Reads what was typed in these fields, and nothing else of the form. A file in place of a text is nothing. */
export const typedIn = (fields: readonly FormField[], body: Readonly<Record<string, unknown>>): Typed =>
  new Map(
    fields.map(({ name }) => {
      const told = Object.hasOwn(body, name) ? body[name] : undefined;
      const all: readonly unknown[] = Array.isArray(told) ? told : [told];
      return [name, all.filter((one) => typeof one === 'string' && one.trim() !== '').map(String)];
    }),
  );

const cellTypes = { date: 'date', euros: 'euros', integer: 'entier', text: 'texte' } as const;

/** A field's value as a message has it. What cannot be read is left as it was typed: the schema refuses it, and names its field. */
const valueTold = (field: FormField, texts: readonly string[]): unknown => {
  const [first, ...more] = texts;
  if (first === undefined) return undefined;
  if (field.type === 'list') return texts;
  // A field that is there twice says two things.
  if (more.length > 0) return texts;
  switch (field.type) {
    case 'choice':
      return first;
    case 'boolean':
      return first === 'oui' ? true : first === 'non' ? false : first;
    default:
      return cellValue(first, { type: cellTypes[field.type], values: new Map() });
  }
};

/** What was typed as a message tells it: ISO dates, amounts in euros. Fields left empty are absent. */
export const toldBy = (fields: readonly FormField[], typed: Typed): Record<string, unknown> =>
  Object.fromEntries(
    fields
      .map((field): [string, unknown] => [field.name, valueTold(field, typed.get(field.name) ?? [])])
      .filter(([, value]) => value !== undefined),
  );

/** What is to be done about each field that was refused, by its name. What is wrong with no field in particular is said of the first. */
export const errorsOf = (
  fields: readonly FormField[],
  issues: readonly Issue[],
): ReadonlyMap<string, string> => {
  const [first] = fields;
  return new Map(
    issues.flatMap((issue): [string, string][] => {
      const name = /^[^.[]+/.exec(issue.path)?.[0];
      const field = fields.find((one) => one.name === name) ?? first;
      return field === undefined ? [] : [[field.name, `${field.label} : ${toDo(field, issue)}`]];
    }),
  );
};

/** What is said of any field that lacks, or cannot be read: a form says more. */
const general: ReadonlySet<string> = new Set(['Champ obligatoire absent.', 'Valeur invalide.']);

const toDo = (field: FormField, { code, expected, message }: Issue): string => {
  switch (code) {
    case issueCodes.dateFuture:
      return 'elle est dans le futur. Donnez une date passée, ou celle du jour.';
    case issueCodes.dateInvraisemblable:
      return `elle est trop ancienne ou trop lointaine. Donnez ${expected}.`;
    case issueCodes.illisible:
      return 'ce formulaire est trop long pour être lu.';
    default:
      return general.has(message) ? wanted(field, expected) : message;
  }
};

const wanted = (field: FormField, expected: string): string => {
  switch (field.type) {
    case 'date':
      return 'donnez une date qui existe, par exemple 12/11/2026.';
    case 'euros':
      return expected.startsWith('au ')
        ? `donnez un montant d’${expected} euros.`
        : 'donnez un montant qui se lit d’une seule façon, par exemple 1 234,56.';
    case 'integer':
      return expected.startsWith('au ')
        ? `donnez un nombre entier, ${expected}.`
        : 'donnez un nombre entier, en chiffres.';
    case 'text':
      return `donnez ${expected}.`;
    case 'list':
      return 'choisissez au moins une réponse.';
    case 'choice':
    case 'boolean':
      return 'choisissez une réponse.';
  }
};

/** A field's value as French readers write it; undefined where there is none. */
export const shownValue = (field: FormField, told: Readonly<Record<string, unknown>>): string | undefined => {
  const value = told[field.name];
  if (value === undefined) return undefined;
  const wordFor = (one: unknown): string =>
    (field.type === 'choice' || field.type === 'list'
      ? field.options.find((option) => option.value === one)?.text
      : undefined) ?? String(one);
  switch (field.type) {
    case 'date':
      return typeof value === 'string' && isDay(value) ? dateInFrench(value) : String(value);
    case 'euros':
      return typeof value === 'number' ? saidEuros(Math.round(value * 100)) : String(value);
    case 'boolean':
      return value === true ? 'oui' : 'non';
    case 'list':
      return Array.isArray(value) ? value.map(wordFor).join(', ') : wordFor(value);
    default:
      return wordFor(value);
  }
};
