import type { Comparison } from '../../shared/domain/matching/compare/levels.ts';
import { type Candidate, decide, policy } from '../../shared/domain/matching/decide.ts';
import type { Language } from '../../shared/domain/matching/language.ts';
import type { Weights } from '../../shared/domain/matching/weights.ts';
import type { LinkRecord } from './records.ts';
import { hubRule, playStream, type Rule } from './stream.ts';
import { createTally, type Summary } from './tally.ts';

const bornAlike = ({ birth }: Comparison): boolean =>
  birth === 'same' || birth === 'swapped' || birth === 'digit';
const nobodyElse = (comparison: Comparison): boolean =>
  !bornAlike(comparison) && comparison.secondPerson === undefined;

/** The hub's rule, except that a person is asked wherever `asks` says so. */
const stricter = (asks: (comparison: Comparison) => boolean): Rule => ({
  ...hubRule,
  decide: (candidates, truncated) =>
    hubRule.decide(
      candidates.map(
        (one): Candidate =>
          asks(one.score.comparison) ? { ...one, vetoes: [...one.vetoes, 'distincts'] } : one,
      ),
      truncated,
    ),
});
const from = (auto: number): Rule => ({
  ...hubRule,
  decide: (candidates, truncated) => decide(candidates, { ...policy, auto }, truncated),
});

/** What more reviews would improve: the hub's rule, then higher thresholds, then vetoes on anything that no birth date confirms. */
const rules: Readonly<Record<string, Rule>> = {
  'en service': hubRule,
  'seuil 20 bits': from(20),
  'seuil 26 bits': from(26),
  'seuil 32 bits': from(32),
  'rien que le nom et l’adresse, prénoms en partie : à relire': stricter(
    (comparison) => nobodyElse(comparison) && comparison.firstName !== 'same',
  ),
  'rien que le nom et l’adresse, appartement inconnu : à relire': stricter(
    (comparison) => nobodyElse(comparison) && comparison.address !== 'door',
  ),
  'rien que le nom et l’adresse : à relire': stricter(nobodyElse),
  'sans date de naissance : à relire': stricter((comparison) => !bornAlike(comparison)),
};

export type CurvePoint = { rule: string } & Pick<
  Summary,
  'automatic' | 'reviewShare' | 'reviewYield' | 'duplicateShare'
>;

/** Results of the same stream under stricter and stricter rules. */
export const curveOf = (records: readonly LinkRecord[], weights: Weights, language: Language): CurvePoint[] =>
  Object.entries(rules).map(([name, rule]) => {
    const tally = createTally();
    playStream(records, weights, language, rule, tally.tell);
    const { automatic, reviewShare, reviewYield, duplicateShare } = tally.report();
    return { rule: name, automatic, reviewShare, reviewYield, duplicateShare };
  });
