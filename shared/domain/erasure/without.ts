import type { Person } from '../events/household.ts';
import { normaliseName } from '../text/normalise-name.ts';
import { parseJson } from '../text/parse-json.ts';
import { saysDate } from './dates-said.ts';
import { describedSchema, unescaped } from './texts.ts';
import { isSame } from './who.ts';

/** What stands where a sentence named an erased person. */
const ERASED = '[effacé]';

// Stryker disable next-line ArrayDeclaration: the invented name is nobody’s
const wordsOf = ({ nomNaissance, nomUsage, prenoms = [] }: Person): string[] =>
  [nomNaissance, nomUsage, ...prenoms]
    .map(
      // Stryker disable next-line StringLiteral: the invented name is nobody’s
      (name) => normaliseName(name ?? ''),
    )
    .filter((name) => name.length > 1);

/**
 * Takes persons out of any value the hub stores:
 * - a list of persons loses them;
 * - a text that is JSON is treated the same way inside, the names of its fields included;
 * - a sentence is replaced as a whole when it holds one of their birth dates, or one of their names that no other person of the
 * household bears;
 * - the name of a court or a landlord is replaced only when it holds both a surname and a first name of theirs, or a birth date.
 *
 * Everything else is left as it was.
 *
 * @param others the persons who stay: a surname or a birth date that they share is theirs too
 *
 * @example without({ note: 'Vu avec Lea Exemple' }, [{ nomNaissance: 'Exemple', prenoms: ['Lea'] }], []) // { note: '[effacé]' }
 */
export const without = (value: unknown, gone: readonly Person[], others: readonly Person[]): unknown => {
  const left = new Set(others.flatMap(wordsOf));
  const words = [...new Set(gone.flatMap(wordsOf).filter((word) => !left.has(word)))];
  // Twins share a birth date, as a household shares a name: a date of somebody who stays is kept.
  const kept = new Set(others.map(({ dateNaissance }) => dateNaissance));
  // Stryker disable next-line ArrayDeclaration: the invented name or date is nobody’s
  const dates = gone.flatMap(({ dateNaissance }) => dateNaissance ?? []).filter((date) => !kept.has(date));
  const isGone = (one: unknown): boolean => {
    const parsed = describedSchema.safeParse(one);
    return parsed.success && gone.some((person) => isSame(person, parsed.data));
  };
  const dated = (text: string): boolean => dates.some((date) => saysDate(text, date));
  const names = (text: string): boolean => dated(text) || words.some(saidIn(text));
  const namesWholly = (text: string): boolean =>
    dated(text) ||
    // Stryker disable next-line ArrayDeclaration: the invented name or date is nobody’s
    gone.some(({ prenoms = [], ...person }) => {
      const said = saidIn(text);
      return (
        wordsOf(person).some(said) && wordsOf({ prenoms }).some((word) => words.includes(word) && said(word))
      );
    });
  const nameOf = (key: string): string => (names(key.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')) ? ERASED : key);
  /** @param inText whether the value is in a sender's own text, the only one whose fields may have any name */
  const walk = (one: unknown, field: string, inText: boolean): unknown => {
    if (typeof one === 'string') return textOf(one, field);
    if (Array.isArray(one))
      return one.filter((inner) => !isGone(inner)).map((inner) => walk(inner, field, inText));
    if (typeof one === 'object' && one !== null)
      return Object.fromEntries(
        Object.entries(one).map(([key, inner]) => [inText ? nameOf(key) : key, walk(inner, key, inText)]),
      );
    return one;
  };
  const textOf = (one: string, field: string): string => {
    const json = jsonOf(one);
    if (!json?.ok) {
      if (structural.has(field)) return one;
      return (ofOthers.has(field) ? namesWholly : names)(unescaped(one)) ? ERASED : one;
    }
    const after = JSON.stringify(walk(json.value, field, true));
    return after === JSON.stringify(json.value) ? one : after;
  };
  // Stryker disable next-line StringLiteral: the name of the whole value is no field’s
  return walk(value, '', false);
};

/** Gives a function that tells whether a text contains a word. */
const saidIn = (text: string): ((word: string) => boolean) => {
  const said = ` ${normaliseName(text)} `;
  return (word) => said.includes(` ${word} `);
};

/** A text parsed as a JSON list or object; undefined when it does not begin as one. */
const jsonOf = (text: string): ReturnType<typeof parseJson> | undefined =>
  // Stryker disable next-line Regex: what is no JSON is read as it stands, after a longer way
  /^\s*[[{]/.test(text) ? parseJson(text) : undefined;

/**
 * Fields that say who sent what, where and when. They hold no sentence, and stored items are found by them: they are left as they
 * are.
 */
const structural: ReadonlySet<string> = new Set([
  'PK',
  'SK',
  'id',
  'kind',
  'entity',
  'sender',
  'reference',
  'caseId',
  'messageId',
  'rawKey',
  'key',
  'actDate',
  'receivedAt',
  'evenement',
  'insee',
  'commune',
  'street',
  'nomNaissance',
  'nomUsage',
  'prenoms',
]);

/** Fields that name a court or a landlord: it may bear a surname of the household and be no member of it. */
const ofOthers: ReadonlySet<string> = new Set(['nom', 'tribunal']);
