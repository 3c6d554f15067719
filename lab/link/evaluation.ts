import type { Language } from '../../shared/domain/matching/language.ts';
import type { Weights } from '../../shared/domain/matching/weights.ts';
import { curveOf } from './curve.ts';
import { evaluatePairs } from './pairwise.ts';
import type { LinkRecord } from './records.ts';
import { hubRule, playStream, type Rule, thresholdRule } from './stream.ts';
import { createTally } from './tally.ts';

const streamOf = (records: readonly LinkRecord[], weights: Weights, language: Language, rule: Rule) => {
  const tally = createTally();
  const from = performance.now();
  const { cases } = playStream(records, weights, language, rule, tally.tell);
  const seconds = (performance.now() - from) / 1_000;
  return { ...tally.report(), cases, seconds, recordsPerSecond: records.length / seconds };
};

/** Every measure of matching on a list of records. */
export const evaluate = (
  records: readonly LinkRecord[],
  weights: Weights,
  language: Language,
  only?: string,
  curve = false,
) => {
  const stream =
    only === 'pairs'
      ? undefined
      : {
          hub: streamOf(records, weights, language, hubRule),
          baseline: streamOf(records, weights, language, thresholdRule),
        };
  return {
    weights: weights.version,
    records: records.length,
    ...(stream && { stream }),
    ...(curve && { curve: curveOf(records, weights, language) }),
    ...(only !== 'stream' && { pairwise: evaluatePairs(records, weights, language) }),
    // Bytes on Linux: `maxRSS` is in kilobytes.
    peakMemory: process.resourceUsage().maxRSS * 1_024,
  };
};
export type Evaluation = ReturnType<typeof evaluate>;
