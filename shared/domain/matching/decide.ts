import type { Comparison } from './compare/levels.ts';
import type { Score } from './score.ts';
import type { VetoName } from './vetoes.ts';

/** A case that a message may belong to. */
export type Candidate = {
  caseId: string;
  score: Score;
  vetoes: readonly VetoName[];
  /** Neither side tells where in a building: a house, as far as one knows. */
  house?: boolean;
};

/** Bounds of the policy, in bits. */
export type Policy = {
  /** From this weight on a message may be attached without a person. */
  auto: number;
  /** By how much the best case must lead over the second. */
  lead: number;
  /** From this weight on a case with name evidence is a doubt. */
  review: number;
  /** The same, for a case at another dwelling whose person has only the name in common: homonyms grow with the number of cases. */
  reviewElsewhere: number;
};
export const policy: Policy = { auto: 14, lead: 7, review: 9, reviewElsewhere: 20 };

export type Decision =
  | { kind: 'attach'; caseId: string; rule: string; candidate: Candidate }
  | { kind: 'doubt'; rule: string; candidates: Candidate[] }
  | { kind: 'new'; rule: string; neighbours: string[] };

const alikeSurname = ({ surname }: Comparison): boolean =>
  surname === 'same' || surname === 'sound' || surname === 'edit' || surname === 'part';

const names = ({ surname, inverted, firstName, birth, bailleur }: Comparison): boolean =>
  inverted === 'inverted' ||
  (alikeSurname({ ...(surname && { surname }) }) &&
    (firstName === 'same' ||
      firstName === 'first' ||
      firstName === 'edit' ||
      firstName === 'nickname' ||
      // A surname and a day of birth are a person, though one side leaves the first name out; so are a surname and its landlord.
      (firstName === undefined && birth === 'same') ||
      ((firstName === undefined || firstName === 'initial') && bailleur === 'owner')));

const atDoor = ({ address }: Comparison): boolean =>
  address === 'door' || address === 'exact' || address === 'building' || address === 'near';

/** Independent kinds of evidence. */
const familiesOf = (comparison: Comparison): string[] => {
  const { birth, reference, allocataire, bdf, bail, identifiant, secondPerson } = comparison;
  if (!names(comparison) && secondPerson === undefined) return [];
  return [
    ...(birth === 'same' || birth === 'swapped' || birth === 'digit' ? ['nom et naissance'] : []),
    ...(atDoor(comparison) ? ['nom et adresse exacte'] : []),
    ...([reference, allocataire, bdf, bail, identifiant].includes('same') ? ['nom et référence'] : []),
    ...(secondPerson ? ['seconde personne'] : []),
  ];
};

/** Whether the persons are alike enough for a reviewer to look. */
const nameEvidence = (comparison: Comparison): boolean =>
  names(comparison) ||
  comparison.secondPerson !== undefined ||
  (alikeSurname(comparison) &&
    (comparison.firstName === 'initial' ||
      comparison.firstName === 'near' ||
      comparison.firstName === 'clash')) ||
  // The other spouse, or a name without its first name, at the same door.
  (alikeSurname(comparison) && atDoor(comparison)) ||
  isRenamed(comparison);

/** One first name under another surname: a married or a birth name, told by each side alone. */
const isRenamed = ({ surname, firstName, birth, address }: Comparison): boolean =>
  surname === 'different' &&
  (firstName === 'same' || firstName === 'first') &&
  (birth === 'same' || (birth === undefined && address === 'door'));

export const inOneHouse = ({ address }: Comparison): boolean =>
  address === 'door' || address === 'exact' || address === 'building';

/**
 * Whether a case has the message's dwelling, though no person of the message: the spouse, told alone. The same flat; or the number of
 * the way where no other case is, with the same landlord or the same first name, or of a house. Nothing may speak against it.
 *
 * @param alone no other case has this number of the way
 */
const isHousemate = ({ score: { comparison }, vetoes, house }: Candidate, alone: boolean): boolean => {
  const { surname, firstName, address, bailleur, reference, bail, allocataire, bdf } = comparison;
  return (
    surname === 'different' &&
    inOneHouse(comparison) &&
    ![bailleur, reference, bail, allocataire, bdf].includes('different') &&
    !vetoes.includes('bailTermine') &&
    !vetoes.includes('distincts') &&
    (address === 'door' ||
      (alone &&
        (house ||
          bailleur === 'owner' ||
          bailleur === 'same' ||
          firstName === 'same' ||
          firstName === 'first')))
  );
};

/** Another commune or way, with another number of the same partner: it is another procedure, and nobody is asked. */
const otherFile = ({ address, reference, bail }: Comparison): boolean =>
  (reference === 'different' || bail === 'different') && (address === 'different' || address === 'commune');

/** A name at another dwelling, and nothing else in common. */
const nameOnly = (comparison: Comparison): boolean =>
  (comparison.address === 'different' || comparison.address === 'commune') &&
  familiesOf(comparison).length === 0;

/** The likeliest first. */
export const rankedOf = (candidates: readonly Candidate[]): Candidate[] =>
  // Stryker disable next-line EqualityOperator: of two that are equal, either comes first
  [...candidates].sort((a, b) => b.score.weight - a.score.weight || (a.caseId < b.caseId ? -1 : 1));

/**
 * Whether a message could be attached to this case without a person, if it were the only candidate: enough weight, no veto, and
 * evidence of both the person and the dwelling.
 */
export const isClear = (
  { score: { weight, comparison }, vetoes }: Candidate,
  { auto }: Policy = policy,
): boolean =>
  weight >= auto && vetoes.length === 0 && familiesOf(comparison).includes('nom et adresse exacte');

/**
 * Decides where a message goes. Attached without a person: enough weight, a clear lead, no veto, and evidence of the dwelling as
 * well as of the person. Doubt: something speaks for a case, and something against trusting it. New otherwise, with the cases
 * that only live near or bear the name.
 *
 * @param truncated a block was read to its limit: the message's case may be among those not read
 */
export const decide = (
  candidates: readonly Candidate[],
  bounds: Policy = policy,
  truncated = false,
): Decision => {
  const ranked = rankedOf(candidates);
  const [best, second] = ranked;
  const leads = best && (second === undefined || best.score.weight - second.score.weight >= bounds.lead);
  if (best && leads && isClear(best, bounds)) {
    const rule = familiesOf(best.score.comparison).join(' · ');
    return { kind: 'attach', caseId: best.caseId, rule, candidate: best };
  }
  const alone =
    ranked.filter(
      ({ score: { comparison }, vetoes }) => inOneHouse(comparison) && !vetoes.includes('bailTermine'),
    ).length === 1;
  const doubtful = ranked.filter(
    (candidate) =>
      (candidate.score.weight >=
        (nameOnly(candidate.score.comparison) ? bounds.reviewElsewhere : bounds.review) &&
        nameEvidence(candidate.score.comparison) &&
        !otherFile(candidate.score.comparison)) ||
      isHousemate(candidate, alone),
  );
  if (doubtful.length > 0)
    return { kind: 'doubt', rule: 'rapprochement incertain', candidates: doubtful.slice(0, 5) };
  if (truncated)
    return { kind: 'doubt', rule: 'trop de dossiers comparables', candidates: ranked.slice(0, 5) };
  const near = ranked.filter(
    ({ score: { comparison } }) =>
      inOneHouse(comparison) || comparison.address === 'otherFlat' || alikeSurname(comparison),
  );
  return { kind: 'new', rule: 'aucun dossier', neighbours: near.slice(0, 5).map(({ caseId }) => caseId) };
};
