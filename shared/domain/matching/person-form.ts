import fonem from 'talisman/phonetics/french/fonem.js';
import type { Person } from '../events/household.ts';
import { normaliseName } from '../text/normalise-name.ts';
import { remembered } from './remembered.ts';

/** A birth date as it is compared. A placeholder (1 January, 31 December) tells only its year. */
export type Birth = { date: string; placeholder: boolean };

/** A person as matching compares them: every name is normalised, and kept in no other form. */
export type PersonForm = {
  /** Birth name, used name, each once. */
  surnames: string[];
  /** First names in order, one word each. */
  firstNames: string[];
  /** The first two words are one first name: «Jean-Claude» is not «Jean». */
  compound?: true | undefined;
  birth?: Birth | undefined;
  birthPlace?: string | undefined;
};

/** A hyphen makes one first name of two. */
const COMPOUND = /^\s*\p{L}+\s?[-‐‑]\s?\p{L}{2,}/u;

/** Words before a surname that are sometimes left out: keys leave them out, comparisons keep them. */
const particles = new Set([
  'DE',
  'DU',
  'DES',
  'D',
  'LE',
  'LA',
  'L',
  'EL',
  'AL',
  'BEN',
  'AIT',
  'DA',
  'DO',
  'DOS',
  'DAS',
  'VAN',
  'VON',
  'DI',
]);

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');

/** What files write before a name: civilities, «feu», «succession»; «M» is an initial too, and a civility only before another word. */
const CIVILITIES =
  /^((M|MR|MME|MLLE|MLE|MONSIEUR|MESSIEURS|MADAME|MADEMOISELLE|MMES|MRS|MAITRE|VEUVE|VVE|FEU|FEUE|SUCCESSION) ((ET|OU) )?)+(?=.)/;
/** Words between two surnames of one person, the name in use first or last. */
const ALSO_NAMED =
  / (?:NEE|NE|EPOUSE|EPOUX|EP|EPSE|VEUVE|VVE|DIVORCEE|DIV|DITE|DIT|EX|USAGE|FEMME|(?:ET|OU) (?:M|MR|MME|MLLE|MONSIEUR|MADAME)) /;

/** A digit that a scan read for a letter, within a word of letters. */
const LETTERS: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', '5': 'S', '8': 'B' };
const reread = (name: string): string =>
  name.replace(/[A-Z]+[0158][A-Z]+/g, (word) => word.replace(/[0158]/g, (digit) => LETTERS[digit] ?? digit));

/** The surnames that one field says: «Mme Traoré épouse Diallo» says two. */
const surnamesIn = (told: string): string[] =>
  nameOf(told)
    .replace(CIVILITIES, '')
    .split(ALSO_NAMED)
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** Letters of a name that are compared. Files cut names shorter than that, and comparing two very long ones would take minutes. */
const COMPARED = 40;
/** «M'Hamed» is one word, and not Monsieur Hamed. */
const nameOf = (told: string): string =>
  reread(
    normaliseName(told.slice(0, 2 * COMPARED).replace(/\bM['’ʼ](?=\p{L})/giu, 'M')).slice(0, 2 * COMPARED),
  )
    .slice(0, COMPARED)
    .trim();

/** The person's names and birth as matching compares them. */
export const personFormOf = (person: Person): PersonForm => {
  const surnames = [person.nomNaissance, person.nomUsage].flatMap((name) => surnamesIn(name ?? ''));
  const { dateNaissance: date, lieuNaissance } = person;
  const birthPlace = normaliseName(lieuNaissance ?? '');
  return {
    surnames: [...new Set(surnames)],
    firstNames: (person.prenoms ?? []).flatMap((name) => words(nameOf(name).replace(CIVILITIES, ''))),
    ...(COMPOUND.test(person.prenoms?.[0] ?? '') && { compound: true as const }),
    ...(date && { birth: { date, placeholder: isPlaceholder(date) } }),
    ...(birthPlace && { birthPlace }),
  };
};

/** Whether a birth date is a placeholder: files that do not know the day write the first or the last of the year. */
// Stryker disable next-line Regex: a date ends with its day, which the vocabulary holds
export const isPlaceholder = (date: string): boolean => /-(01-01|12-31)$/.test(date);

/** A name written in one word, to compare «El Khattabi» and «Elkhattabi». */
export const compact = remembered((name) => name.replaceAll(' ', ''));

/** A surname without its particles, in one word; the name itself when nothing else is left. */
export const stem = remembered((surname) => {
  const kept = words(surname).filter((word) => !particles.has(word));
  return kept.length > 0 ? kept.join('') : compact(surname);
});

/** How a name sounds in French (FONEM); the name itself when nothing of it sounds. */
export const soundOf = remembered((name) => fonem(name) || name);
