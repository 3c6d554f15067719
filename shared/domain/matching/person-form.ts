import fonem from 'talisman/phonetics/french/fonem.js';
import type { Person } from '../events/household.ts';
import { normaliseName } from '../text/normalise-name.ts';
import { remembered } from './remembered.ts';

/** A birth date as it may be compared: a placeholder (1 January, 31 December) says its year only. */
export type Birth = { date: string; placeholder: boolean };

/** A person as matching compares them: every name normalised, none in clear beyond that. */
export type PersonForm = {
  /** Birth name, used name, each once. */
  surnames: string[];
  /** First names in order, one word each. */
  firstNames: string[];
  birth?: Birth | undefined;
  birthPlace?: string | undefined;
};

/** Words that come and go before a surname: left out of keys, kept in comparisons. */
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

/** Letters of a name that are compared: files are cut shorter, and a longer one would take minutes to compare with its like. */
const COMPARED = 40;
const nameOf = (told: string): string => normaliseName(told).slice(0, COMPARED).trim();

/** The person's names and birth as matching compares them. */
export const personFormOf = (person: Person): PersonForm => {
  const surnames = [person.nomNaissance, person.nomUsage]
    .map((name) => nameOf(name ?? ''))
    .filter((name) => name !== '');
  const { dateNaissance: date, lieuNaissance } = person;
  const birthPlace = normaliseName(lieuNaissance ?? '');
  return {
    surnames: [...new Set(surnames)],
    firstNames: (person.prenoms ?? []).flatMap((name) => words(nameOf(name))),
    ...(date && { birth: { date, placeholder: isPlaceholder(date) } }),
    ...(birthPlace && { birthPlace }),
  };
};

/** Files that do not know the day write the first or the last of the year. */
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
