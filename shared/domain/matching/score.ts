import { type Compared, compare } from './compare/compare.ts';
import { type Comparison, type Field, levels } from './compare/levels.ts';
import { french, type Language } from './language.ts';
import type { Subject } from './subject.ts';
import { bitsOf, type Frequencies, type Weights } from './weights.ts';

/** What one field adds to a score. */
export type Contribution = { field: Field; level: string; bits: number };

/** How likely two subjects are one household, in bits, and why. */
export type Score = {
  weight: number;
  contributions: Contribution[];
  comparison: Comparison;
};

/** How common an address is. */
export type Surroundings = {
  /** Open cases at the address, itself included: an address many share proves little. */
  casesAtAddress?: number | undefined;
};

// Stryker disable next-line MethodExpression: for the types: the conditions after say as much
const fields = Object.keys(levels).filter((name): name is Field => Object.hasOwn(levels, name));

/**
 * Scores two subjects by Fellegi and Sunter: the sum over the fields of log2(m/u). A field that one side lacks adds nothing. A
 * name's weight depends on its own frequency, an address's on the number of open cases at it. Symmetric.
 */
export const score = (
  a: Subject,
  b: Subject,
  weights: Weights,
  around: Surroundings = {},
  language: Language = french,
): Score => scoreOf(compare(a, b, language), weights, around);

/** The score of a comparison already made. */
const scoreOf = (
  { comparison, pair }: Compared,
  weights: Weights,
  { casesAtAddress = 1 }: Surroundings = {},
): Score => {
  const contributions = fields.flatMap((field): Contribution[] => {
    const level = comparison[field];
    if (level === undefined) return [];
    const bits = bitsOf(weights, field, level) + adjustment(field, level, pair, weights, casesAtAddress);
    return [{ field, level, bits: Math.round(bits * 100) / 100 }];
  });
  // Each side may name another member of the household: names that contradict each other count against by OTHER_PERSON bits, no
  // more.
  const names = contributions.filter(({ field }) => nameFields.includes(field));
  const against = names.reduce((sum, { bits }) => sum + bits, 0);
  // Stryker disable next-line EqualityOperator: no measure falls on the bound: they have many decimals
  const floor = against < OTHER_PERSON ? OTHER_PERSON - against : 0;
  const weight = contributions.reduce((sum, { bits }) => sum + bits, 0) + floor;
  return { weight: Math.round(weight * 100) / 100, contributions, comparison };
};

const nameFields: readonly Field[] = ['surname', 'firstName', 'birth', 'birthPlace'];
/** In bits. Members of one household may share no name, and its messages name one or the other. */
const OTHER_PERSON = -8;

const adjustment = (
  field: Field,
  level: string,
  pair: Compared['pair'],
  weights: Weights,
  casesAtAddress: number,
): number => {
  // Stryker disable next-line ConditionalExpression: no other field has the levels of an address
  if (field === 'address' && (level === 'exact' || level === 'door' || level === 'building'))
    return -Math.log2(Math.max(1, casesAtAddress));
  // Stryker disable next-line ConditionalExpression,LogicalOperator: for the types: the conditions after say as much
  if (!pair || (field !== 'surname' && field !== 'firstName')) return 0;
  // Stryker disable next-line ConditionalExpression: for the types: the conditions after say as much
  if (field === 'surname' && level === 'same')
    return rarity(
      weights.frequencies.surname,
      shared(pair[0].surnames, pair[1].surnames),
      weights,
      field,
      level,
    );
  // Stryker disable next-line ConditionalExpression: for the types: the conditions after say as much
  if (field === 'firstName' && (level === 'same' || level === 'first'))
    return rarity(
      weights.frequencies.firstName,
      shared(pair[0].firstNames, pair[1].firstNames),
      weights,
      field,
      level,
    );
  return 0;
};

const shared = (a: readonly string[], b: readonly string[]): string | undefined =>
  a.find((name) => b.includes(name));

/**
 * Bits that a value's own frequency adds to, or takes from, the average chance of a coincidence: three quarters of the
 * difference, six at most, because frequencies are estimates.
 */
const rarity = (
  { values, rest }: Frequencies,
  value: string | undefined,
  weights: Weights,
  field: Field,
  level: string,
): number => {
  // Stryker disable next-line OptionalChaining: for the types: what the question mark guards is there
  const u = weights.fields[field]?.[level]?.u;
  if (value === undefined || u === undefined || rest <= 0) return 0;
  const own = Object.hasOwn(values, value) ? (values[value] ?? rest) : rest;
  return Math.max(-6, Math.min(6, 0.75 * Math.log2(u / own)));
};
