import type { Language } from '../../shared/domain/matching/language.ts';
import { score } from '../../shared/domain/matching/score.ts';
import { vetoesOf } from '../../shared/domain/matching/vetoes.ts';
import type { Weights } from '../../shared/domain/matching/weights.ts';
import { createIndex, keysOf } from './blocks.ts';
import type { LinkRecord } from './records.ts';

/** Most records of a block that a comparison of a whole file uses: a larger block tells nothing, and its cost grows as the square. */
const BLOCK_MOST = 1_000;

type Pair = { weight: number; match: boolean; vetoed: boolean };
export type Quality = { threshold: number; precision: number; recall: number; f1: number };

/**
 * Visits each pair of records that meet in a block, once.
 *
 * @param visit gets both records and the kinds of key they share
 */
export const eachPair = (
  records: readonly LinkRecord[],
  language: Language,
  visit: (a: LinkRecord, b: LinkRecord, kinds: ReadonlySet<string>) => void,
): void => {
  const index = createIndex();
  const linking = records.some(({ file }) => file === 1);
  records.forEach((record, at) => {
    const met = new Map<number, Set<string>>();
    for (const { kind, name } of keysOf(record.subject, language)) {
      for (const other of index.of(name)) met.set(other, (met.get(other) ?? new Set()).add(kind));
      if (index.of(name).length < BLOCK_MOST) index.add(name, at);
    }
    for (const [other, kinds] of met) {
      const found = records[other];
      if (found && (!linking || found.file !== record.file)) visit(found, record, kinds);
    }
  });
};

/** Number of pairs that are one household, whether or not they meet in a block. */
const truePairs = (records: readonly LinkRecord[]): number => {
  const sizes = new Map<string, [number, number]>();
  for (const { truth, file } of records) {
    const size = sizes.get(truth) ?? [0, 0];
    size[file === 1 ? 1 : 0] += 1;
    sizes.set(truth, size);
  }
  const linking = records.some(({ file }) => file === 1);
  return [...sizes.values()].reduce((sum, [a, b]) => sum + (linking ? a * b : (a * (a - 1)) / 2), 0);
};

/** Precision and recall when pairs from this weight on count as one household. */
const qualityAt = (pairs: readonly Pair[], truths: number, threshold: number): Quality => {
  const kept = pairs.filter(({ weight }) => weight >= threshold);
  const right = kept.filter(({ match }) => match).length;
  const precision = kept.length === 0 ? 1 : right / kept.length;
  const recall = truths === 0 ? 1 : right / truths;
  return { threshold, precision, recall, f1: f1Of(precision, recall) };
};

const f1Of = (precision: number, recall: number): number =>
  precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);

/** The threshold with the best F1, among the weights seen. */
const bestOf = (pairs: readonly Pair[], truths: number): Quality => {
  const sorted = [...pairs].sort((a, b) => b.weight - a.weight);
  let best: Quality = { threshold: Number.POSITIVE_INFINITY, precision: 1, recall: 0, f1: 0 };
  let right = 0;
  sorted.forEach(({ weight, match }, at) => {
    if (match) right += 1;
    if (sorted[at + 1]?.weight === weight) return;
    const [precision, recall] = [right / (at + 1), truths === 0 ? 1 : right / truths];
    const f1 = f1Of(precision, recall);
    if (f1 > best.f1) best = { threshold: weight, precision, recall, f1 };
  });
  return best;
};

/** Weighs every pair that the hub's blocks bring together. */
export const evaluatePairs = (records: readonly LinkRecord[], weights: Weights, language: Language) => {
  const pairs: Pair[] = [];
  eachPair(records, language, (a, b) => {
    const { weight, comparison } = score(a.subject, b.subject, weights, {}, language);
    const actDate = [a.actDate, b.actDate].sort().at(-1);
    const vetoes = vetoesOf({ message: b.subject, found: a.subject, comparison, actDate });
    pairs.push({ weight, match: a.truth === b.truth, vetoed: vetoes.length > 0 });
  });
  const truths = truePairs(records);
  const met = pairs.filter(({ match }) => match).length;
  const free = pairs.filter(({ vetoed }) => !vetoed);
  return {
    truePairs: truths,
    candidatePairs: pairs.length,
    recallCeiling: truths === 0 ? 1 : met / truths,
    best: bestOf(pairs, truths),
    at14: qualityAt(pairs, truths, 14),
    at14Vetoed: qualityAt(free, truths, 14),
    curve: Array.from({ length: 26 }, (_, step) => qualityAt(pairs, truths, -10 + 2 * step)),
  };
};
