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
 * Takes persons out of any value of the hub's: a list of persons loses them; a JSON text inside it is taken likewise, names of its fields
 * included; a sentence that names one, by a word no other person of the household bears, or by a birth date, goes whole. A court's or a
 * landlord's name goes where it has a surname with a first name, or a birth date. The rest is as it was.
 *
 * @param others who stays: a surname or a birth date shared with them is theirs too
 */
export const without = (value: unknown, gone: readonly Person[], others: readonly Person[]): unknown => {
  const left = new Set(others.flatMap(wordsOf));
  const words = [...new Set(gone.flatMap(wordsOf).filter((word) => !left.has(word)))];
  // Twins share a birth date as a household shares a name: it is theirs who stay.
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
  /** @param inText whether it is in a sender's own text, the only one whose fields may have any name */
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

/** Whether a text says a word. */
const saidIn = (text: string): ((word: string) => boolean) => {
  const said = ` ${normaliseName(text)} `;
  return (word) => said.includes(` ${word} `);
};

/** The list or object that a text is in JSON; undefined for a text that begins as none. */
const jsonOf = (text: string): ReturnType<typeof parseJson> | undefined =>
  // Stryker disable next-line Regex: what is no JSON is read as it stands, after a longer way
  /^\s*[[{]/.test(text) ? parseJson(text) : undefined;

/** Fields that say who sent what, where and when: no sentence is there, and what is stored is found by them. */
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

/** Fields that name a court or a landlord, which may bear a household's surname and be nobody of it. */
const ofOthers: ReadonlySet<string> = new Set(['nom', 'tribunal']);
