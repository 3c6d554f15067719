import type { Person } from '../events/household.ts';
import { normaliseName } from '../matching/normalise.ts';
import { parseJson } from '../parse-json.ts';

/** Whom a request is about: a surname (birth or used), a birth date, and first names where two would share both. */
export type Who = { nom: string; naissance: string; prenom?: string | undefined };

/** A birth date as files write it. */
const datesOf = (date: string): string[] => {
  const [year = '', month = '', day = ''] = date.split('-');
  return [
    date,
    `${day}/${month}/${year}`,
    `${day}-${month}-${year}`,
    `${day}.${month}.${year}`,
    `${year}${month}${day}`,
    `${day}${month}${year}`,
  ];
};

const names = ({ nomNaissance, nomUsage }: Person): string[] =>
  [nomNaissance, nomUsage].map((name) => normaliseName(name ?? '')).filter(Boolean);
const firstName = ({ prenoms }: Person): string => normaliseName(prenoms?.[0] ?? '');

/** Whether a person of a household is the one: birth date and a surname, and the first name where one is given and known. */
export const isWho = ({ nom, naissance, prenom }: Who, person: Person): boolean =>
  person.dateNaissance === naissance &&
  names(person).includes(normaliseName(nom)) &&
  (prenom === undefined || firstName(person) === '' || firstName(person) === normaliseName(prenom));

/** The person as other descriptions of the same household show them: without a birth date, the same surname and first name. */
export const describedIn = (who: Who, households: readonly Person[]): Person[] => {
  const sure = households.filter((person) => isWho(who, person));
  const first = new Set(sure.map(firstName).filter(Boolean));
  const surnames = new Set(sure.flatMap(names));
  const same = (person: Person): boolean =>
    person.dateNaissance === undefined &&
    first.has(firstName(person)) &&
    names(person).some((name) => surnames.has(name));
  return households.filter((person) => sure.includes(person) || same(person));
};

type Described = Omit<Person, 'lieuNaissance'>;

/** Whether two descriptions may be of one person: a surname, then the first name and the birth date where both tell them. */
export const isSame = (person: Person, other: Described): boolean =>
  names(person).some((name) => names(other).includes(name)) &&
  (firstName(person) === '' || firstName(other) === '' || firstName(person) === firstName(other)) &&
  (!isDate(person.dateNaissance) ||
    !isDate(other.dateNaissance) ||
    person.dateNaissance === other.dateNaissance);

const isDate = (text: string | undefined): boolean =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** What is looked for in a text: each person by names and birth date together, and numbers that stand for their file. */
export type Marks = {
  persons: readonly Person[];
  /** A sender's own references, by sender: another's may be the same word. */
  references: readonly { sender: string; value: string }[];
  /** References of the hub's cases, and what senders call them: no other text has them. */
  cases: readonly string[];
};

const quoted = (value: string): string => JSON.stringify(value);

/** A text whose escapes (`\u00e9`) are letters: what was cut short, or is nested too deep, is JSON that nothing parses. */
export const unescaped = (text: string): string =>
  text.replace(/\\+u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** The texts in a JSON text, so that an escape hides nothing; the text itself, without escapes, where it is none. */
const plainOf = (text: string): string => {
  const json = parseJson(text);
  if (!json.ok) return unescaped(text);
  const parts: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') parts.push(/^\s*[[{]/.test(value) ? plainOf(value) : value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
    else parts.push(String(value));
  };
  walk(json.value);
  return parts.join('\n');
};

/**
 * Whether a text speaks of the persons: a surname with a birth date, or with a first name where no birth date is known of them; a
 * case's reference; a reference of theirs, in what its own sender wrote or reads.
 *
 * @param sender whose text it is; undefined where nothing tells
 */
export const speaksOf = ({ persons, references, cases }: Marks, text: string, sender?: string): boolean => {
  const plain = plainOf(text);
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
  const says = (name: string): boolean => name !== '' && words.includes(` ${name} `);
  return persons.some((person) => {
    if (!names(person).some(says)) return false;
    const { dateNaissance } = person;
    return dateNaissance === undefined
      ? says(firstName(person))
      : datesOf(dateNaissance).some((date) => plain.includes(date));
  });
};
