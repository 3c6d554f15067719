import { within } from '../../text/slips.ts';
import { french, type Language } from '../language.ts';
import type { PersonForm } from '../person-form.ts';
import type { Reference, Subject } from '../subject.ts';
import { compareAddresses } from './addresses.ts';
import { compareBailleurs } from './bailleurs.ts';
import { compareBirths } from './births.ts';
import type { Comparison, Level } from './levels.ts';
import { areInverted, compareFirstNames, compareSurnames } from './names.ts';

/** A comparison, and what it is about: the pair of persons that is most alike, for explanations and frequencies. */
export type Compared = { comparison: Comparison; pair: [PersonForm, PersonForm] | undefined };

type PersonComparison = Pick<Comparison, 'surname' | 'firstName' | 'inverted' | 'birth' | 'birthPlace'>;

/** How alike a pair is, only to choose the best pair among a household's persons; the weights say how much it is worth. */
const likeness = ({ surname, firstName, inverted, birth }: PersonComparison): number => {
  const points = { same: 4, sound: 3, edit: 3, part: 2, different: -2 };
  const first = {
    same: 5,
    first: 5,
    edit: 4,
    nickname: 3,
    clash: 1,
    near: 1,
    second: 2,
    initial: 1,
    different: -4,
  };
  const born = { same: 6, swapped: 4, digit: 3, year: 0, different: -5 };
  return (
    (inverted ? 7 : (surname ? points[surname] : 0) + (firstName ? first[firstName] : 0)) +
    (birth ? born[birth] : 0)
  );
};

/** Each pair of descriptions is compared once: the events of a case repeat the same descriptions. */
const compared = new WeakMap<PersonForm, WeakMap<PersonForm, Pair>>();
const pairOf = (one: PersonForm, other: PersonForm, language: Language): Pair => {
  const known = compared.get(one) ?? new WeakMap<PersonForm, Pair>();
  compared.set(one, known);
  const before = known.get(other);
  if (before && before.language === language) return before;
  const persons = comparePersons(one, other, language);
  const pair = { one, other, compared: persons, points: likeness(persons), language };
  known.set(other, pair);
  return pair;
};

const comparePersons = (a: PersonForm, b: PersonForm, language: Language): PersonComparison => {
  const surname = compareSurnames(a.surnames, b.surnames, language);
  const firstName =
    isHalf(a, b) || isHalf(b, a) ? 'clash' : compareFirstNames(a.firstNames, b.firstNames, language);
  // Stryker disable next-line ConditionalExpression,LogicalOperator: for speed: names that are inverted are different as they stand
  const inverted = surname === 'different' && firstName === 'different' && areInverted(a, b);
  const birth = compareBirths(a.birth, b.birth);
  const birthPlace =
    a.birthPlace && b.birthPlace ? (a.birthPlace === b.birthPlace ? 'same' : 'different') : undefined;
  return {
    ...(inverted
      ? { inverted: 'inverted' as const }
      : { ...(surname && { surname }), ...(firstName && { firstName }) }),
    ...(birth && { birth }),
    ...(birthPlace && { birthPlace }),
  };
};

/** Whether a first name is the first half of the other's: «Jean» is not «Jean-Claude». */
const isHalf = (one: PersonForm, other: PersonForm): boolean =>
  other.compound === true &&
  one.compound !== true &&
  one.firstNames.length === 1 &&
  one.firstNames[0] === other.firstNames[0];

/** Compares two subjects. Symmetric; the order of persons and addresses on either side changes nothing. */
export const compare = (a: Subject, b: Subject, language: Language = french): Compared => {
  const pairs: Pair[] = [];
  for (const one of a.persons) for (const other of b.persons) pairs.push(pairOf(one, other, language));
  const best = unmasked(pairs, named(pairs, firstOf(pairs)));
  const second = best && firstOf(pairs.filter(({ one, other }) => one !== best.one && other !== best.other));
  const address = compareAddresses(a.addresses, b.addresses);
  const bailleur = compareBailleurs(a.bailleurs, b.bailleurs);
  const comparison: Comparison = {
    ...best?.compared,
    ...(second && second.points >= 5 && { secondPerson: second.points >= 9 ? 'same' : 'alike' }),
    ...(address && { address }),
    ...(bailleur && { bailleur }),
    ...references(a.references, b.references),
  };
  return { comparison, pair: best && [best.one, best.other] };
};

/**
 * The pair to compare: the most alike, unless a vaguer description of its person hides a birth date that the other side contradicts.
 * One whose date is known on both sides, of the same names, says more than one whose date is not.
 */
const unmasked = (pairs: readonly Pair[], best: Pair | undefined): Pair | undefined => {
  if (!best || best.compared.birth !== undefined || best.compared.inverted) return best;
  const { one, other, compared: names } = best;
  const told = pairs.filter(
    (pair) =>
      pair.compared.birth !== undefined &&
      pair.compared.surname === names.surname &&
      pair.compared.firstName === names.firstName &&
      (one.birth ? pair.one === one : other.birth ? pair.other === other : false),
  );
  return firstOf(told) ?? best;
};

/**
 * The pair to compare: the most alike, unless a description without a first name hides, on its side, one of the same surname that has
 * another. «Traoré» told of a case of Awa Traoré's does not make it Boubacar's.
 */
const named = (pairs: readonly Pair[], best: Pair | undefined): Pair | undefined => {
  if (!best || best.compared.inverted || (best.compared.firstName ?? 'initial') !== 'initial') return best;
  const { one, other } = best;
  const isFull = ({ firstNames: [first] }: PersonForm): boolean => first !== undefined && first.length > 1;
  const full = isFull(one) ? one : isFull(other) ? other : undefined;
  const told = pairs.filter(
    (pair) =>
      full !== undefined &&
      (pair.one === full || pair.other === full) &&
      isFull(pair.one) &&
      isFull(pair.other) &&
      pair.compared.surname !== undefined &&
      pair.compared.surname !== 'different',
  );
  return firstOf(told) ?? best;
};

type Pair = {
  one: PersonForm;
  other: PersonForm;
  compared: PersonComparison;
  points: number;
  language: Language;
};

/** The most alike pair. */
const firstOf = (pairs: readonly Pair[]): Pair | undefined => {
  let [first] = pairs;
  for (const pair of pairs) {
    // Stryker disable next-line ConditionalExpression,EqualityOperator,LogicalOperator: persons as alike: any order will do that is the same both ways, which a property holds
    if (first && pair !== first && pair.points >= first.points) {
      // Stryker disable next-line EqualityOperator,LogicalOperator: persons as alike: any order will do that is the same both ways, which a property holds
      if (pair.points > first.points || sortKey(pair) < sortKey(first)) first = pair;
    }
  }
  return first;
};

/** An order of pairs that holds whichever side is called first. */
// Stryker disable next-line BlockStatement: persons as alike: any order will do that is the same both ways, which a property holds
const sortKey = ({ one, other }: Pair): string => {
  const [x, y] = [textOf(one), textOf(other)];
  // Stryker disable next-line EqualityOperator: persons as alike: any order will do that is the same both ways, which a property holds
  return x < y ? x + y : y + x;
};
const texts = new WeakMap<PersonForm, string>();
const textOf = (person: PersonForm): string => {
  const known = texts.get(person) ?? JSON.stringify(person);
  // Stryker disable next-line CallExpression: a shortcut or a memory, before a longer way to the same answer
  texts.set(person, known);
  return known;
};

type ReferenceLevels = Pick<Comparison, 'reference' | 'allocataire' | 'bdf' | 'bail' | 'identifiant'>;

/** Compares the numbers of one kind and trade on both sides: the same, or different. */
const references = (a: readonly Reference[], b: readonly Reference[]): ReferenceLevels => {
  const found: ReferenceLevels = {};
  for (const one of a) {
    const trade = tradeOf(one.scope);
    for (const other of b) {
      if (one.kind !== other.kind || trade !== tradeOf(other.scope)) continue;
      const level: Level<'reference'> =
        one.scope === other.scope && one.value === other.value ? 'same' : 'different';
      if (one.kind === 'identifiant') found.identifiant = better(found.identifiant, one.value, other.value);
      else if (level === 'same') found[one.kind] = level;
      // A typing slip says nothing either way. Once two numbers were seen to differ, others add nothing.
      else if (found[one.kind] === undefined && !isSlip(one, other)) found[one.kind] = level;
    }
  }
  return found;
};

const isSlip = (a: Reference, b: Reference): boolean =>
  a.scope === b.scope && Math.min(a.value.length, b.value.length) >= 6 && within(a.value, b.value, 1);

/**
 * The trade within which a household has one number: it has one étude, and one of CAF and MSA. A number of another étude, or of
 * the other body, is a different number.
 */
const tradeOf = (scope: string): string =>
  // Stryker disable next-line StringLiteral: any one word for the trade of all études will do
  scope.startsWith('etude-') ? 'etude' : scope === 'msa' ? 'caf' : scope;

const better = (known: Level<'identifiant'> | undefined, x: string, y: string): Level<'identifiant'> => {
  if (x === y || known === 'same') return 'same';
  const close = x.length >= 5 && within(x, y, 1);
  return close || known === 'edit' ? 'edit' : 'different';
};
