import { type Candidate, type Decision, decide, policy } from '../../../shared/domain/matching/decide.ts';
import type { Language } from '../../../shared/domain/matching/language.ts';
import {
  candidatesOf,
  contradicts,
  matchContradicted,
  matchSeveral,
} from '../../../shared/domain/matching/match.ts';
import type { Weights } from '../../../shared/domain/matching/weights.ts';
import { type Cases, createCases } from './cases.ts';
import type { LinkRecord } from './records.ts';

/** What became of one message. `existed`: its household had a case already. The last three are for the judge. */
export type Outcome = {
  record: LinkRecord;
  how: 'number' | 'score' | 'new' | 'review';
  existed: boolean;
  /** An attachment, or a reviewer's answer, that is the truth's. */
  right: boolean;
  rule: string;
  candidates: number;
  reads: number;
  /** The case shown first, or attached. */
  best?: Candidate | undefined;
};

export type Rule = (candidates: readonly Candidate[], truncated: boolean) => Decision;

/** The hub's own rule. */
export const hubRule: Rule = (candidates, truncated) => decide(candidates, policy, truncated);

/** What a threshold alone would do: the baseline that the vetoes are measured against. */
export const thresholdRule: Rule = (candidates, truncated) => {
  const [best] = [...candidates].sort((a, b) => b.score.weight - a.score.weight);
  return best && best.score.weight >= policy.auto
    ? { kind: 'attach', caseId: best.caseId, rule: 'seuil', candidate: best }
    : decide(candidates, { ...policy, auto: Number.POSITIVE_INFINITY }, truncated);
};

/**
 * Files messages one by one as the hub would: by number first, then by comparison. A doubt goes to a reviewer who knows the
 * truth, and answers «this case» among those shown or «a new case». Decisions never see the truth.
 */
export const playStream = (
  records: readonly LinkRecord[],
  weights: Weights,
  language: Language,
  rule: Rule,
  tell: (outcome: Outcome) => void,
): { cases: number } => {
  const store = createCases(language);
  const known = new Set<string>();
  for (const record of records) {
    const { subject, truth } = record;
    const existed = known.has(truth);
    known.add(truth);
    const { decision, how, candidates, reads } = decideOne(store, record, weights, language, rule);
    const outcome = { record, existed, candidates, reads, rule: decision.rule };
    switch (decision.kind) {
      case 'attach': {
        const id = Number(decision.caseId);
        const right = store.cases[id]?.truth === truth;
        store.attach(id, subject);
        tell({ ...outcome, how, right, ...('candidate' in decision && { best: decision.candidate }) });
        break;
      }
      case 'doubt': {
        const own = decision.candidates.find(({ caseId }) => store.cases[Number(caseId)]?.truth === truth);
        if (own) store.attach(Number(own.caseId), subject);
        else store.open(subject, truth);
        tell({ ...outcome, how: 'review', right: own !== undefined, best: decision.candidates[0] });
        break;
      }
      case 'new':
        store.open(subject, truth);
        tell({ ...outcome, how: 'new', right: !existed });
    }
  }
  return { cases: store.cases.length };
};

type Step = { decision: Decision | Numbered; how: 'number' | 'score'; candidates: number; reads: number };
type Numbered = { kind: 'attach'; caseId: string; rule: string };

const decideOne = (
  store: Cases,
  { subject, actDate }: LinkRecord,
  weights: Weights,
  language: Language,
  rule: Rule,
): Step => {
  const claimed = store.claimed(subject);
  const named = store.subjects(claimed);
  const [first] = claimed;
  if (claimed.length > 1) {
    const decision = matchSeveral(subject, named, actDate, weights, language);
    return { decision, how: 'number', candidates: claimed.length, reads: 2 };
  }
  const known = first === undefined ? undefined : named.get(String(first));
  if (first !== undefined && known) {
    if (!contradicts(subject, known, store.knownElsewhere(subject, first), language)) {
      const decision = { kind: 'attach', caseId: String(first), rule: 'référence' } as const;
      return { decision, how: 'number', candidates: 1, reads: 2 };
    }
    const found = store.read(subject);
    const decision = matchContradicted(subject, named, found, actDate, weights, language);
    return { decision, how: 'score', candidates: found.cases.size, reads: 2 + found.reads };
  }
  const found = store.read(subject);
  const candidates = candidatesOf(subject, found, actDate, weights, language);
  const decision = rule(candidates, found.truncated);
  return { decision, how: 'score', candidates: candidates.length, reads: 1 + found.reads };
};
