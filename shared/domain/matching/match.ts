import { compare } from './compare/compare.ts';
import type { Comparison } from './compare/levels.ts';
import { type Candidate, type Decision, decide, inOneHouse, isClear, rankedOf } from './decide.ts';
import { explainScore } from './explain-score.ts';
import { french, type Language } from './language.ts';
import { frenchWeights } from './model.ts';
import { score } from './score.ts';
import type { Reference, Subject } from './subject.ts';
import { isEnded, vetoesOf } from './vetoes.ts';
import { bitsOf, type Weights } from './weights.ts';

/** What the blocks brought: cases by reference, with what matching compares of each. */
export type Found = {
  cases: ReadonlyMap<string, Subject>;
  /** For a case, those that a person said are other households. */
  distinct?: ReadonlyMap<string, readonly string[]>;
  /** Open cases that share the message's address. */
  casesAtAddress: number;
  /** A block was read to its limit, and no finer one covers it. */
  truncated: boolean;
};

/**
 * Every case found, scored against a message, with its vetoes.
 *
 * @param own cases that the message is in, or that its numbers name
 */
export const candidatesOf = (
  message: Subject,
  { cases, casesAtAddress, distinct: distinctFrom }: Found,
  actDate: string,
  weights: Weights = frenchWeights,
  language: Language = french,
  // Stryker disable next-line ArrayDeclaration: the invented case is distinct from none
  own: readonly string[] = [],
): Candidate[] => {
  const scored = [...cases].map(([caseId, found]) => ({
    caseId,
    found,
    score: score(message, found, weights, { casesAtAddress }, language),
  }));
  const isThere = ({ address }: Comparison): boolean =>
    address !== undefined && address !== 'street' && address !== 'commune' && address !== 'different';
  const there = scored.filter(
    ({ found, score: { comparison } }) => isThere(comparison) && !isEnded({ found, actDate }),
  ).length;
  return scored.map(({ caseId, found, score: weighed }): Candidate => {
    const { comparison } = weighed;
    const distinct = own.some(
      (one) => distinctFrom?.get(one)?.includes(caseId) || distinctFrom?.get(caseId)?.includes(one),
    );
    const alone = there === 1 && inOneHouse(comparison);
    const house = isHouse(message) && isHouse(found);
    const vetoes = vetoesOf({ message, found, comparison, actDate, distinct, alone, house });
    return { caseId, score: weighed, vetoes, house };
  });
};

/** Whether no address of a subject tells where in a building. */
const isHouse = ({ addresses }: Subject): boolean =>
  !addresses.some(({ building, stairs, floor, side, flat }) =>
    [building, stairs, floor, side, flat].some((part) => part !== undefined),
  );

/** Scores a message against the cases found, and decides where it goes. Pure: the same input gives the same answer. */
export const match = (
  message: Subject,
  found: Found,
  actDate: string,
  weights?: Weights,
  language?: Language,
): Decision => decide(candidatesOf(message, found, actDate, weights, language), undefined, found.truncated);

/**
 * Other cases that look like the same household as this one, now that it took a message: each would be attached to the case as it
 * stands. Two first messages may have nothing in common until a third has something of both: a person is asked, whichever came
 * first.
 *
 * @param whole what the case knows, the message included
 * @param found what the message's blocks brought; the case itself may be among them
 */
export const alsoOne = (
  caseId: string,
  whole: Subject,
  found: Found,
  actDate: string,
  weights?: Weights,
  language?: Language,
): Candidate[] => {
  const others = new Map([...found.cases].filter(([other]) => other !== caseId));
  const all = candidatesOf(whole, { ...found, cases: others }, actDate, weights, language, [caseId]);
  return rankedOf(all).filter((other) => isClear(other));
};

/** A message, and what its numbers say of it. */
export type Numbered = {
  message: Subject;
  /** The cases that its numbers name. */
  named: ReadonlyMap<string, Subject>;
  /** The numbers that name those cases. */
  claimed: readonly Reference[];
  /** Its numbers that were met on households that contradict each other: they name nobody. */
  disputed: readonly Reference[];
  /** Its persons are known at its dwelling in another case than the one named. */
  knownElsewhere: boolean;
};

const withoutNumbers = (message: Subject, numbers: readonly Reference[]): Subject => ({
  ...message,
  references: message.references.filter((one) => !numbers.includes(one)),
});

/** The message without its disputed numbers: what matching compares. */
export const comparedOf = ({ message, disputed }: Pick<Numbered, 'message' | 'disputed'>): Subject =>
  withoutNumbers(message, disputed);

const contradictedIn = (numbered: Numbered, language: Language): string[] => {
  const { named, knownElsewhere } = numbered;
  const elsewhere = knownElsewhere || named.size > 1;
  return [...named]
    .filter(([, found]) => contradicts(comparedOf(numbered), found, elsewhere, language))
    .map(([caseId]) => caseId);
};

/** The case that a message's numbers attach it to when they suffice: they name one case, and nothing contradicts it. */
export const caseByNumber = (numbered: Numbered, language: Language = french): string | undefined => {
  const [caseId, ...more] = numbered.named.keys();
  return more.length > 0 || contradictedIn(numbered, language).length > 0 ? undefined : caseId;
};

/**
 * Decides for a message whose numbers do not suffice. A number is evidence: it attaches when persons and dwelling do not
 * contradict it. It is a doubt when the numbers name several cases, or one that the message contradicts, with two exceptions: the
 * rest is as clear as if there were no number, or one case has already taken the same numbers for this household. A disputed
 * number counts as none.
 *
 * @param found what the blocks of the message brought
 * @returns `contradicted`: the cases whose claims prove nothing any more
 */
export const matchNumbered = (
  numbered: Numbered,
  found: Found,
  actDate: string,
  weights?: Weights,
  language: Language = french,
): { decision: Decision; contradicted: string[] } => {
  const { named, claimed, disputed } = numbered;
  const message = comparedOf(numbered);
  const against = contradictedIn(numbered, language);
  const attachedTo = (caseId: string | undefined, rule: string): Decision | undefined => {
    const known = caseId === undefined ? undefined : (named.get(caseId) ?? found.cases.get(caseId));
    if (caseId === undefined || known === undefined) return undefined;
    const cases = new Map([[caseId, known]]);
    const [candidate] = candidatesOf(message, { ...found, cases }, actDate, weights, language);
    return candidate && { kind: 'attach', caseId, rule, candidate };
  };
  const decision =
    named.size === 0
      ? match(message, found, actDate, weights, language)
      : named.size === 1
        ? matchContradicted(message, named, found, actDate, weights, language)
        : matchSeveral(message, named, actDate, weights, language);
  if (decision.kind === 'attach') return { decision, contradicted: [] };
  const numbers = [...claimed, ...disputed];
  const others = new Map([...named, ...found.cases].filter(([caseId]) => !against.includes(caseId)));
  const before = numbers.length > 0 ? sameBefore(message, numbers, others, language) : undefined;
  const attached = attachedTo(before, 'numéro déjà vu sur ce ménage');
  if (attached) return { decision: attached, contradicted: [] };
  return { decision, contradicted: decision.kind === 'doubt' ? against : [] };
};

/**
 * Decides for a message that contradicts the cases its numbers name. It is never attached to them. It is attached to another case
 * when that one is as clear as if there were no number, unless one of them is at the message's very flat: two of one household may each
 * have a case. Otherwise it is a doubt, never a silent new case.
 *
 * @param named the cases that the numbers name
 */
export const matchContradicted = (
  message: Subject,
  named: ReadonlyMap<string, Subject>,
  found: Found,
  actDate: string,
  weights?: Weights,
  language?: Language,
): Decision => {
  const own = [...named.keys()];
  // Those that the numbers name are there too.
  const cases = new Map([...found.cases, ...named]);
  const candidates = candidatesOf(message, { ...found, cases }, actDate, weights, language, own).filter(
    ({ caseId }) => !named.has(caseId),
  );
  const decision = decide(candidates, undefined, found.truncated);
  const shown = candidatesOf(message, { ...found, cases: named }, actDate, weights, language);
  const ownDoor = shown.some(({ score }) => score.comparison.address === 'door');
  if (decision.kind === 'attach' && !ownDoor) return decision;
  const doubtful =
    decision.kind === 'doubt' ? decision.candidates : decision.kind === 'attach' ? [decision.candidate] : [];
  return { kind: 'doubt', rule: 'référence contredite', candidates: [...shown, ...doubtful].slice(0, 6) };
};

/**
 * Decides for a message whose numbers name several cases: always a doubt, the likeliest case first. Two households are never
 * merged silently.
 */
export const matchSeveral = (
  message: Subject,
  named: ReadonlyMap<string, Subject>,
  actDate: string,
  weights?: Weights,
  language?: Language,
): Decision => {
  // Stryker disable next-line BooleanLiteral: a score reads no more of what was found than the cases
  const found = { cases: named, casesAtAddress: 0, truncated: false };
  const candidates = rankedOf(candidatesOf(message, found, actDate, weights, language));
  return { kind: 'doubt', rule: 'références de plusieurs dossiers', candidates };
};

/** Whether a message names nobody that a case knows. Inverted names have no level of surname nor first name, and so do not count. */
const namesOthers = ({ surname, firstName, secondPerson }: Comparison): boolean =>
  (surname === 'different' || firstName === 'different') && !secondPerson;

const addressParts = ['commune', 'number', 'way', 'building', 'stairs', 'floor', 'side', 'flat'] as const;

/** Whether both sides have the same address, part for part. A lieu-dit has no number, which alone does not make it another way. */
const isAsTold = (a: Subject['addresses'], b: Subject['addresses']): boolean =>
  a.some((one) => b.some((other) => addressParts.every((part) => one[part] === other[part])));

/**
 * Whether a message contradicts the case that one of its numbers names: another dwelling, or other persons at another door.
 * Numbers are recycled, mistyped, and outlive a separation. The other member of a household may come with its number, unless the
 * message's persons are known at that address in another case.
 */
export const contradicts = (
  message: Subject,
  found: Subject,
  knownElsewhere: boolean,
  language: Language = french,
): boolean => {
  const { comparison } = compare(message, found, language);
  const { address, reference, bail, surname, firstName, birth } = comparison;
  const sameDoor = address === 'door' || address === 'exact' || address === 'building' || address === 'near';
  const ways = [message, found].every(({ addresses }) => addresses.some(({ way }) => way));
  const otherWay = ways && (address === 'street' || address === 'commune');
  // The file's own number with the same names is the same file, even if its way has a slip. A number of the person does not prove
  // that.
  const sameFile =
    (reference === 'same' || bail === 'same') &&
    surname === 'same' &&
    (firstName === 'same' || firstName === 'first') &&
    birth !== 'different';
  const elsewhere =
    address === 'different' || (otherWay && !sameFile && !isAsTold(message.addresses, found.addresses));
  // A sender's own file may name the other member of the household. A lease's or a person's number may have been copied from a
  // neighbour, or into another file of the same sender.
  const neighbour =
    reference !== 'same' &&
    surname === 'different' &&
    (hasFileOfSender(message, found) ||
      (firstName === 'different' && birth === 'different' && (address === 'exact' || address === 'near')));
  return elsewhere || (namesOthers(comparison) && (!sameDoor || knownElsewhere || neighbour));
};

/** Whether a case has a file of the message's own sender, under whatever number. */
const hasFileOfSender = (message: Subject, found: Subject): boolean =>
  message.references.some(
    ({ kind, scope }) =>
      kind === 'reference' && found.references.some((one) => one.kind === kind && one.scope === scope),
  );

/** Whether a message has the persons and the dwelling of a case, and contradicts neither. */
const isHousehold = (message: Subject, found: Subject, language: Language): boolean => {
  const { comparison } = compare(message, found, language);
  const { address, surname, inverted, firstName, birth, secondPerson } = comparison;
  const named = inverted !== undefined || (surname !== undefined && surname !== 'different');
  const others = firstName === 'different' || firstName === 'clash' || firstName === 'near';
  return (
    (named || secondPerson !== undefined) &&
    (!others || secondPerson !== undefined) &&
    birth !== 'different' &&
    address !== 'otherFlat' &&
    !contradicts(message, { ...found, references: [] }, true, language)
  );
};

/**
 * The one case that already took the same numbers for the same persons and dwelling: because a person said so, or because the
 * question is already asked there. The same question is not asked twice.
 *
 * @param numbers those that do not tell which case the message belongs to
 */
const sameBefore = (
  message: Subject,
  numbers: readonly Reference[],
  cases: ReadonlyMap<string, Subject>,
  language: Language,
): string | undefined => {
  const bears = ({ references }: Subject): boolean =>
    numbers.every((one) =>
      references.some(
        ({ kind, scope, value }) => kind === one.kind && scope === one.scope && value === one.value,
      ),
    );
  const met = [...cases].filter(([, found]) => bears(found) && isHousehold(message, found, language));
  return met.length === 1 ? met[0]?.[0] : undefined;
};

/** A decision's reasons as they are kept and read: the weight, what was compared, the vetoes, the model. */
export type Reasons = {
  caseId: string;
  weight: number;
  levels: Record<string, string>;
  vetoes: string[];
  explanation: string;
  model: string;
};

export const reasonsOf = (
  { caseId, score: { weight, comparison, contributions }, vetoes }: Candidate,
  weights: Weights = frenchWeights,
): Reasons => ({
  caseId,
  weight,
  levels: Object.fromEntries(Object.entries(comparison)),
  vetoes: [...vetoes],
  explanation: explainScore(contributions, vetoes, ({ field, level }) => bitsOf(weights, field, level)),
  model: weights.version,
});
