import * as z from 'zod/mini';
import type { Person } from '../events/household.ts';
import { normaliseName } from '../matching/normalise.ts';
import { parseJson } from '../parse-json.ts';
import { isSame, unescaped } from './who.ts';

/** What stands where a sentence named an erased person. */
const ERASED = '[effacé]';

/** A person as a sender wrote it: a date that is none was set aside when it was filed. */
const text = z.catch(z.optional(z.string()), undefined);
const looselySchema = z.object({
  nomNaissance: text,
  nomUsage: text,
  prenoms: z.catch(z.optional(z.array(z.string())), undefined),
  dateNaissance: text,
});

type Words = { gone: ReadonlySet<string>; left: ReadonlySet<string> };

const wordsOf = ({ nomNaissance, nomUsage, prenoms = [] }: Person): string[] =>
  [nomNaissance, nomUsage, ...prenoms]
    .map((name) => normaliseName(name ?? ''))
    .filter((name) => name.length > 1);

/**
 * Takes persons out of any value of the hub's: a list of persons loses them; a JSON text inside it is taken likewise; a
 * sentence that names one, by a word no other person of the household bears, or by a birth date, goes whole. The rest is as it was.
 *
 * @param others who stays: a surname or a birth date shared with them is theirs too
 */
export const without = (value: unknown, gone: readonly Person[], others: readonly Person[]): unknown => {
  const left = new Set(others.flatMap(wordsOf));
  const words = { left, gone: new Set(gone.flatMap(wordsOf).filter((word) => !left.has(word))) };
  // Twins share a birth date as a household shares a name: it is theirs who stay.
  const kept = new Set(others.map(({ dateNaissance }) => dateNaissance));
  const dates = gone.flatMap(({ dateNaissance }) => dateNaissance ?? []).filter((date) => !kept.has(date));
  const isGone = (one: unknown): boolean => {
    const parsed = looselySchema.safeParse(one);
    return parsed.success && gone.some((person) => isSame(person, parsed.data));
  };
  const walk = (one: unknown, name: string): unknown => {
    if (typeof one === 'string') return textOf(one, name);
    if (Array.isArray(one)) return one.filter((inner) => !isGone(inner)).map((inner) => walk(inner, name));
    if (typeof one === 'object' && one !== null)
      return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, walk(inner, key)]));
    return one;
  };
  const textOf = (one: string, name: string): string => {
    const json = jsonOf(one);
    if (!json?.ok) return !structural.has(name) && names(unescaped(one), words, dates) ? ERASED : one;
    const after = JSON.stringify(walk(json.value, name));
    return after === JSON.stringify(json.value) ? one : after;
  };
  return walk(value, '');
};

/** The list or object that a text is in JSON; undefined for a text that begins as none. */
const jsonOf = (text: string): ReturnType<typeof parseJson> | undefined =>
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
  'complement',
  'nom',
  'tribunal',
  'nomNaissance',
  'nomUsage',
  'prenoms',
]);

const names = (text: string, { gone }: Words, dates: readonly string[]): boolean => {
  const said = ` ${normaliseName(text)} `;
  return [...gone].some((word) => said.includes(` ${word} `)) || dates.some((date) => text.includes(date));
};
