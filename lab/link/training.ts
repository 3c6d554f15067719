import { createChance } from '../../cli/demo/random.ts';
import { compare } from '../../shared/domain/matching/compare/compare.ts';
import { type Comparison, type Field, levels } from '../../shared/domain/matching/compare/levels.ts';
import type { Language } from '../../shared/domain/matching/language.ts';
import type { Frequencies, Weights } from '../../shared/domain/matching/weights.ts';
import { estimate, type Pattern, posterior } from './expectation.ts';
import { eachPair } from './pairwise.ts';
import type { LinkRecord } from './records.ts';

const fields = Object.keys(levels).filter((name): name is Field => Object.hasOwn(levels, name));
const sizes = fields.map((field) => levels[field].length);

/** Fields that show only when they speak for a match. Their shares are of all pairs, not of the pairs where they show. */
const oneSided = fields.map((field) => field === 'inverted' || field === 'secondPerson');

const levelsOf = (comparison: Comparison): (number | undefined)[] =>
  fields.map((field) => {
    const names: readonly string[] = levels[field];
    const level = comparison[field];
    return level === undefined ? undefined : names.indexOf(level);
  });

/** Counts comparisons by their levels: millions of pairs make a few thousand patterns. */
const createPatterns = () => {
  const found = new Map<string, { levels: (number | undefined)[]; count: number }>();
  return {
    add: (comparison: Comparison): void => {
      const seen = levelsOf(comparison);
      const name = seen.join();
      const known = found.get(name);
      if (known) known.count += 1;
      else found.set(name, { levels: seen, count: 1 });
    },
    all: (): Pattern[] => [...found.values()],
  };
};

/**
 * Share of each level among the pairs where the field shows. `half` a pair is added to each level: one never seen is not
 * impossible.
 */
const sharesOf = (patterns: readonly Pattern[], half = 0.5): number[][] =>
  sizes.map((size, field) => {
    const counts = new Array<number>(size).fill(half);
    for (const { levels: seen, count } of patterns) {
      const level = seen[field];
      if (level !== undefined) counts[level] = (counts[level] ?? 0) + count;
    }
    const all = oneSided[field]
      ? patterns.reduce((sum, { count }) => sum + count, 0)
      : counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count) => count / all);
  });

const RANDOM_PAIRS = 1_000_000;
/** Share of random pairs that are of one household: an order of magnitude. */
const RANDOM_PRIOR = 3e-4;

/**
 * Patterns of pairs drawn at random, nearly all of two households.
 *
 * @param skip pairs known to be of one household
 */
const chancePatterns = (
  records: readonly LinkRecord[],
  language: Language,
  seed: number,
  skip: (a: LinkRecord, b: LinkRecord) => boolean,
): Pattern[] => {
  const { pick } = createChance(seed);
  const patterns = createPatterns();
  for (let drawn = 0; drawn < RANDOM_PAIRS; drawn++) {
    const [a, b] = [pick(records), pick(records)];
    if (a !== b && !skip(a, b)) patterns.add(compare(a.subject, b.subject, language).comparison);
  }
  return patterns.all();
};

/** The same patterns without the few pairs that a first estimate takes for matches: these make up most of what is alike. */
const withoutMatches = (patterns: readonly Pattern[], m: number[][], u: number[][]): Pattern[] =>
  patterns.map(({ levels: seen, count }) => ({
    levels: seen,
    count: count * (1 - posterior(seen, RANDOM_PRIOR, m, u)),
  }));

/** Fields that a block makes alike: its pairs teach nothing about them. */
const blockedOn: Readonly<Record<string, readonly Field[]>> = {
  naissance: ['surname', 'firstName', 'inverted', 'birth'],
  noms: ['surname', 'firstName', 'inverted'],
  nomCommune: ['surname', 'inverted', 'address'],
  prenomVoie: ['firstName', 'inverted', 'address'],
  prenomCommune: ['firstName', 'inverted', 'address'],
  nomVoie: ['surname', 'inverted', 'address'],
  nomNumero: ['surname', 'firstName', 'inverted', 'address'],
  voieNumero: ['address'],
  residence: ['address'],
  numeroCommune: ['address'],
  adresse: ['address'],
  reference: ['reference', 'bdf'],
  allocataire: ['allocataire'],
  bdf: ['bdf', 'reference'],
  bail: ['bail'],
  identifiant: ['identifiant'],
};

/** A first guess of `m`: alike levels are common among matches, the last level is rare. */
const guess = (): number[][] =>
  sizes.map((size) =>
    Array.from({ length: size }, (_, level) =>
      size === 1 ? 0.02 : level === 0 ? 0.8 : level === size - 1 ? 0.05 : 0.15 / Math.max(1, size - 2),
    ),
  );

/** `m` by expectation-maximisation in each pass of blocks, averaged by the number of matches each pass is thought to hold. */
const unlabelled = (records: readonly LinkRecord[], language: Language, u: number[][]) => {
  const passes = new Map<string, ReturnType<typeof createPatterns>>();
  const all = createPatterns();
  eachPair(records, language, (a, b, kinds) => {
    const { comparison } = compare(a.subject, b.subject, language);
    all.add(comparison);
    for (const kind of kinds) {
      const pass = passes.get(kind) ?? createPatterns();
      passes.set(kind, pass);
      pass.add(comparison);
    }
  });
  const sums = sizes.map((size) => new Array<number>(size).fill(0));
  const totals = sizes.map(() => 0);
  for (const [kind, pass] of passes) {
    const hidden = new Set(blockedOn[kind] ?? []);
    const patterns = pass.all().map(({ levels: seen, count }) => ({
      levels: seen.map((level, at) => (hidden.has(fields[at] ?? 'inverted') ? undefined : level)),
      count,
    }));
    const found = estimate(patterns, { prior: 0.2, m: guess(), u, oneSided });
    const held = patterns.reduce((sum, { count }) => sum + count, 0) * found.prior;
    for (const [at, field] of fields.entries()) {
      if (hidden.has(field)) continue;
      const seen = patterns.some(({ levels: one }) => one[at] !== undefined);
      const [sum, m] = [sums[at], found.m[at]];
      if (!seen || !sum || !m) continue;
      totals[at] = (totals[at] ?? 0) + held;
      for (const [level, share] of m.entries()) sum[level] = (sum[level] ?? 0) + share * held;
    }
  }
  const m = sums.map((field, at) => {
    const total = totals[at] ?? 0;
    return total > 0 ? field.map((share) => share / total) : (u[at] ?? field);
  });
  const whole = estimate(all.all(), { prior: 0.1, m, u, oneSided }, 1);
  return { m, prior: whole.prior };
};

/** `m` counted on pairs whose truth is known. */
const labelled = (records: readonly LinkRecord[], language: Language) => {
  const patterns = createPatterns();
  const seen = new Map<string, LinkRecord[]>();
  for (const record of records) {
    const others = seen.get(record.truth) ?? [];
    for (const other of others) patterns.add(compare(other.subject, record.subject, language).comparison);
    seen.set(record.truth, [...others, record]);
  }
  let [met, same] = [0, 0];
  eachPair(records, language, (a, b) => {
    met += 1;
    if (a.truth === b.truth) same += 1;
  });
  return { m: sharesOf(patterns.all()), prior: met === 0 ? 0 : same / met };
};

const COMMONEST = 2_000;

const frequenciesOf = (names: readonly string[]): Frequencies => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const ranked = [...counts]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .filter(([, count]) => count > 1);
  const common = ranked.slice(0, COMMONEST);
  const held = common.reduce((sum, [, count]) => sum + count, 0);
  const others = Math.max(1, counts.size - common.length);
  const rest = names.length === 0 ? 0 : Math.max(1, names.length - held) / names.length / others;
  const values = common
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => [name, round(count / names.length)] as const);
  return { values: Object.fromEntries(values), rest: round(rest) };
};

const round = (value: number): number => Number(value.toPrecision(4));

export type Training = {
  seed: number;
  labels: boolean;
  /** Whether the result includes the frequencies of names: those of a published data set are not ours to give. */
  names: boolean;
  version: string;
  trainedOn: string;
};

/** Learns weights from records. The truth is read only when `labels` asks for it. */
export const train = (
  records: readonly LinkRecord[],
  language: Language,
  { seed, labels, names, version, trainedOn }: Training,
): Weights => {
  const random = chancePatterns(records, language, seed, (a, b) => labels && a.truth === b.truth);
  const raw = sharesOf(random);
  const first = labels ? labelled(records, language) : unlabelled(records, language, raw);
  const u = labels ? raw : sharesOf(withoutMatches(random, first.m, raw), 0.05);
  const { m, prior } = labels ? first : unlabelled(records, language, u);
  const persons = records.flatMap(({ subject }) => subject.persons);
  return {
    version,
    trainedOn,
    prior: round(prior),
    fields: Object.fromEntries(
      fields.map((field, at) => [
        field,
        Object.fromEntries(
          levels[field].map((level, rank) => [
            level,
            { m: round(m[at]?.[rank] ?? 0), u: round(u[at]?.[rank] ?? 0) },
          ]),
        ),
      ]),
    ),
    frequencies: {
      surname: frequenciesOf(names ? persons.flatMap(({ surnames }) => surnames) : []),
      firstName: frequenciesOf(names ? persons.flatMap(({ firstNames }) => firstNames.slice(0, 1)) : []),
    },
  };
};
