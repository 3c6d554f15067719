/** Situations that deceive a matcher, each with its default rate out of a hundred draws. */
export const hazardRates = {
  /** Parent and child of one full name, mostly at two addresses. */
  'parent-child': 0.8,
  /** Father and son of one full name at one address, two leases. */
  'father-son': 0.8,
  /** One dwelling, another household later. */
  'successive-tenants': 1.5,
  /** Unrelated households of one surname in one tower. */
  'tower-homonyms': 1.2,
  /** One full name, two persons, two towers. */
  'two-towers': 0.5,
  /** A couple's case, then that of the spouse who left. */
  separated: 1.2,
  /** Twins in one household: one case. */
  twins: 0.5,
  /** Twins, each in a dwelling of their own. */
  'twins-apart': 0.5,
  /** The same persons, a new lease at another address. */
  moved: 1.5,
  /** The étude gives a closed file's reference to another household. */
  'recycled-reference': 0.8,
  /** A message carries another live file's reference. */
  'mistyped-reference': 0.8,
  /** A couple whose two names never appear together before the third message. */
  'split-couple': 1.5,
  /** Siblings of near first names in two flats of one building. */
  'near-siblings': 0.8,
  /** A file that still has the former address: share of Banque de France files; a quarter of it elsewhere. */
  'old-address': 12,
  /** Unrelated households in flats of one tower. */
  'tower-strangers': 1.5,
  /** The flat, the building or the residence in the street: share of files that tell a flat. */
  'flat-in-street': 12,
  /** «Mme Diallo» as a surname: share of files. */
  civility: 4,
  /** «Diallo épouse Traoré» as one surname: share of files that know both. */
  'spouse-in-name': 8,
  /** A new reference with each message: share of CAF and MSA files. */
  'fresh-reference': 15,
} as const;

export type HazardName = keyof typeof hazardRates;
/** Ways of filling the fields, which say nothing of the household. */
export type HabitName = 'flat-in-street' | 'civility' | 'spouse-in-name' | 'fresh-reference';
const habits: readonly string[] = [
  'flat-in-street',
  'civility',
  'spouse-in-name',
  'fresh-reference',
] satisfies HabitName[];
const isHabit = (name: HazardName): name is HabitName => habits.includes(name);
export const isHazardName = (name: string): name is HazardName => Object.hasOwn(hazardRates, name);
export const hazardNames: readonly HazardName[] = Object.keys(hazardRates).filter(isHazardName);

export type WorldOptions = {
  /** True households (a household that moves counts once, and has two cases). */
  households: number;
  seed: number;
  /** Multiplies the rates of slips and of missing fields; 0 writes clean files. */
  noise: number;
  /** Multiplies the rates of hazards; 0 makes none. */
  hazards: number;
  /** Rates of single hazards, out of a hundred, in place of the default ones; the multiplier still applies. */
  rates: Partial<Record<HazardName, number>>;
};

/** @throws RangeError when a number is out of range, or the hazards leave no plain household */
export const resolveOptions = (
  options: Pick<WorldOptions, 'households' | 'seed'> & Partial<WorldOptions>,
): WorldOptions => {
  const resolved = { noise: 1, hazards: 1, rates: {}, ...options };
  const wrong = [resolved.noise, resolved.hazards, ...Object.values(resolved.rates)].some(
    (value) => !(Number.isFinite(value) && value >= 0),
  );
  if (!Number.isSafeInteger(resolved.households) || resolved.households < 1 || wrong)
    throw new RangeError('households, noise and hazard rates: positive numbers');
  if (!Number.isSafeInteger(resolved.seed)) throw new RangeError('seed: a whole number');
  const drawn = hazardNames.filter((name) => name !== 'old-address' && !isHabit(name));
  if (drawn.reduce((sum, name) => sum + rateOf(resolved, name), 0) > 95)
    throw new RangeError('hazard rates: more than 95 draws out of a hundred');
  return resolved;
};

/** Rate in force of a hazard, out of a hundred. A habit is no rarer where hazards are; without hazards there is none. */
export const rateOf = ({ hazards, rates }: WorldOptions, name: HazardName): number =>
  Math.min(100, (rates[name] ?? hazardRates[name]) * (isHabit(name) ? Number(hazards > 0) : hazards));
