import * as z from 'zod/mini';
import { isDay } from '../calendar/civil-date.ts';
import type { Person } from '../events/household.ts';
import { doubledKeys } from '../text/doubled-keys.ts';
import { normaliseName } from '../text/normalise-name.ts';
import { parseJson } from '../text/parse-json.ts';
import { saysDate } from './dates-said.ts';
import { type Described, firstName, isSame, surnamesOf } from './who.ts';

const text = z.catch(z.optional(z.string()), undefined);

/** A person as a sender wrote it. The birth date may be any text: one that is not a day is set aside only when the event is filed. */
export const describedSchema = z.object({
  nomNaissance: text,
  nomUsage: text,
  prenoms: z.catch(z.optional(z.array(z.string())), undefined),
  dateNaissance: text,
});

/** What is looked for in a text: persons, each by names and birth date together, and the numbers of their files. */
export type Marks = {
  persons: readonly Person[];
  /** The senders' own references, each with its sender: the same word may be another sender's reference. */
  references: readonly { sender: string; value: string }[];
  /** The hub's references of the cases, and what senders call them: no other text has them. */
  cases: readonly string[];
};

const quoted = (value: string): string => JSON.stringify(value);

/** Decodes the escapes of a text (`\u00e9`). It serves texts that cannot be parsed as JSON: cut short, or nested too deep. */
export const unescaped = (text: string): string =>
  text.replace(/\\+u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/**
 * A text as it reads once parsed as JSON, with any JSON nested in its strings, so that no escape hides a name. A text that is not
 * JSON is kept as it is, its escapes decoded.
 */
type Read = { plain: string; described: Described[] };

const read = (text: string): Read => {
  const json = parseJson(text);
  // Stryker disable next-line ArrayDeclaration: the invented person is nobody
  if (!json.ok) return { plain: unescaped(text), described: [] };
  // Parsing keeps only the last value of a field given twice: the raw text is searched too.
  // Stryker disable next-line ArrayDeclaration: the invented line is nobody’s name
  const parts: string[] = doubledKeys(text).length > 0 ? [unescaped(text)] : [];
  // Stryker disable next-line ArrayDeclaration: the invented person is nobody
  const described: Described[] = [];
  const walk = (value: unknown): void => {
    // Stryker disable next-line Regex: what is no JSON is read as it stands, after a longer way
    if (typeof value === 'string' && /^\s*[[{]/.test(value)) {
      const inner = read(value);
      parts.push(inner.plain);
      described.push(...inner.described);
    } else if (typeof value === 'object' && value !== null) {
      const person = describedSchema.safeParse(value).data;
      if (person && surnamesOf(person).length > 0) described.push(person);
      // A sender may name an unknown field after a person.
      for (const [name, inner] of Object.entries(value)) {
        if (!Array.isArray(value)) parts.push(name);
        walk(inner);
      }
    } else parts.push(String(value));
  };
  walk(json.value);
  return { plain: parts.join('\n'), described };
};

/**
 * Whether a text is about the persons. It is when it holds a surname with the birth date, or with the first name where no birth
 * date is known; the reference of one of their cases; or one of their references, in a text that the sender of this reference
 * wrote or reads.
 *
 * @param sender whose text it is; undefined where nothing tells
 */
export const speaksOf = ({ persons, references, cases }: Marks, text: string, sender?: string): boolean => {
  const { plain } = read(text);
  if (cases.some((caseId) => plain.includes(caseId))) return true;
  const lines = plain.split(/[\n;,|\t]/).map((part) => part.trim().replace(/^"|"$/g, ''));
  const known = new Set(lines);
  if (
    references.some(
      (one) => one.sender === sender && (known.has(one.value) || text.includes(quoted(one.value))),
    )
  )
    return true;
  const words = ` ${normaliseName(plain)} `;
  // Stryker disable next-line ConditionalExpression,StringLiteral: no text holds nobody’s name
  const says = (name: string): boolean => name !== '' && words.includes(` ${name} `);
  return persons.some((person) => {
    if (!surnamesOf(person).some(says)) return false;
    const { dateNaissance } = person;
    return dateNaissance === undefined ? says(firstName(person)) : saysDate(plain, dateNaissance);
  });
};

/**
 * Whether a text holds a surname and first name of the persons without a birth date that would tell them from homonyms. A person
 * must then read the text.
 */
export const mayName = (persons: readonly Person[], text: string): boolean => {
  const { plain, described } = read(text);
  const words = ` ${normaliseName(plain)} `;
  return persons.some((person) => {
    const first = firstName(person);
    if (first === '' || !words.includes(` ${first} `)) return false;
    const homonyms = described.filter((one) => isSame({ ...person, dateNaissance: undefined }, one));
    if (homonyms.length > 0) return homonyms.some(({ dateNaissance }) => !isDay(dateNaissance ?? ''));
    return surnamesOf(person).some((surname) => areClose(words, surname, first));
  });
};

/** Most words between a surname and a first name: the names of their fields, another first name. */
const BETWEEN = 3;

const areClose = (words: string, surname: string, first: string): boolean =>
  [
    [surname, first],
    [first, surname],
  ].some((pair) => new RegExp(` ${pair.join(`(?: \\S+){0,${BETWEEN}} `)} `).test(words));
