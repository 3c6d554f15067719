import {
  type Candidate,
  type Decision,
  decide,
  policy,
  rankedOf,
} from '../../shared/domain/matching/decide.ts';
import type { Language } from '../../shared/domain/matching/language.ts';
import {
  alsoOne,
  candidatesOf,
  caseByNumber,
  comparedOf,
  type Found,
  matchNumbered,
  type Numbered,
} from '../../shared/domain/matching/match.ts';
import { strangersIn } from '../../shared/domain/matching/strangers.ts';
import type { Weights } from '../../shared/domain/matching/weights.ts';
import { type Cases, createCases } from './cases.ts';
import type { LinkRecord } from './records.ts';

/** What became of one message. `existed`: its household already had a case. The last three fields are for the judge. */
export type Outcome = {
  record: LinkRecord;
  how: 'number' | 'score' | 'new' | 'review';
  existed: boolean;
  /** Whether the attachment, or the reviewer's answer, is the true one. */
  right: boolean;
  /** The case the message is in now. */
  caseId: number;
  rule: string;
  candidates: number;
  reads: number;
  /** For each merge proposed to a second reader, whether it was right. */
  proposals?: readonly boolean[];
  /**
   * For each event that seemed out of place after the message and that a person was asked about, whether the case did hold two
   * households.
   */
  coherence?: readonly boolean[];
  /** The candidate shown first, or attached to. */
  best?: Candidate | undefined;
};

/** How messages are decided. `proposes`: whether cases that a message shows to be one are shown to a second reader. */
export type Rule = {
  decide: (candidates: readonly Candidate[], truncated: boolean) => Decision;
  proposes: boolean;
};

/** The hub's own rule. */
export const hubRule: Rule = {
  decide: (candidates, truncated) => decide(candidates, policy, truncated),
  proposes: true,
};

/** A threshold alone: the baseline to measure the vetoes against. */
export const thresholdRule: Rule = {
  decide: (candidates, truncated) => {
    const [best] = rankedOf(candidates);
    return best && best.score.weight >= policy.auto
      ? { kind: 'attach', caseId: best.caseId, rule: 'seuil', candidate: best }
      : decide(candidates, { ...policy, auto: Number.POSITIVE_INFINITY }, truncated);
  },
  proposes: false,
};

/**
 * Files messages one by one as the hub would: first by number, then by comparison. A doubt goes to a reviewer who knows the
 * truth, and who answers «this case» among those shown, or «a new case». No decision sees the truth.
 */
export const playStream = (
  records: Iterable<LinkRecord>,
  weights: Weights,
  language: Language,
  rule: Rule,
  tell: (outcome: Outcome) => void,
): { cases: number } => {
  const store = createCases(language);
  const known = new Set<string>();
  for (const record of records) {
    const { truth, subject } = record;
    const existed = known.has(truth);
    known.add(truth);
    const step = decideOne(store, record, weights, language, rule);
    const { decision, how, candidates, reads, found, disputed } = step;
    for (const claim of disputed) store.dispute(claim);
    const outcome = { record, existed, candidates, reads, rule: decision.rule };
    switch (decision.kind) {
      case 'attach': {
        const id = Number(decision.caseId);
        const right = store.cases[id]?.truth === truth;
        store.attach(id, record);
        const whole = store.cases[id]?.subject ?? subject;
        const one = rule.proposes
          ? alsoOne(decision.caseId, whole, found, record.actDate, weights, language)
          : [];
        const proposals = one.map(({ caseId }) => mergeIfTrue(store, Number(caseId), id));
        tell({
          ...outcome,
          how,
          right,
          caseId: id,
          proposals,
          coherence: rule.proposes ? partIfTrue(store, id, record) : [],
          ...('candidate' in decision && { best: decision.candidate }),
        });
        break;
      }
      case 'doubt': {
        const own = decision.candidates.find(({ caseId }) => store.cases[Number(caseId)]?.truth === truth);
        const id = own ? Number(own.caseId) : store.open(record);
        if (own) store.attach(id, record);
        const [best] = decision.candidates;
        tell({ ...outcome, how: 'review', right: own !== undefined, caseId: id, best });
        break;
      }
      case 'new':
        tell({ ...outcome, how: 'new', right: !existed, caseId: store.open(record) });
    }
  }
  return { cases: store.cases.length };
};

/** Merges as the second reader answers, who knows the truth too. */
const mergeIfTrue = (store: Cases, one: number, into: number): boolean => {
  const right = store.cases[one]?.truth === store.cases[into]?.truth;
  if (right) store.merge(one, into);
  return right;
};

/** Separates what is not the case's, as the person asked about an event out of place would. */
const partIfTrue = (store: Cases, id: number, { id: newest }: LinkRecord): boolean[] => {
  const found = store.cases[id];
  if (!found || strangersIn(found.members, newest).length === 0) return [];
  const wrong = found.members.filter(({ truth }) => truth !== found.truth);
  store.detach(id, wrong, ({ truth }) => {
    const known = store.cases.findLastIndex((one) => one.truth === truth && one.mergedInto === undefined);
    return known < 0 ? undefined : known;
  });
  return [wrong.length > 0];
};

type Step = {
  decision: Decision | ByNumber;
  how: 'number' | 'score';
  candidates: number;
  reads: number;
  /** What the blocks brought; empty when a number sufficed. */
  found: Found;
  /** Claims that, by this message, no longer prove anything. */
  disputed: readonly string[];
};
type ByNumber = { kind: 'attach'; caseId: string; rule: string };

/** What the hub would do with one message. It changes nothing. */
export const decideOne = (
  store: Cases,
  { subject, actDate }: LinkRecord,
  weights: Weights,
  language: Language,
  rule: Rule,
): Step => {
  const { believed, disputed } = store.claimed(subject);
  const owners = [...new Set(believed.map(({ owner }) => owner))];
  const [first] = owners;
  const numbered: Numbered = {
    message: subject,
    named: store.subjects(owners),
    claimed: believed.map(({ reference }) => reference),
    disputed: disputed.map(({ reference }) => reference),
    knownElsewhere: first !== undefined && store.knownElsewhere(subject, first),
  };
  const byNumber = caseByNumber(numbered, language);
  if (byNumber !== undefined) {
    const decision = { kind: 'attach', caseId: byNumber, rule: 'référence' } as const;
    const found = store.read(subject, first);
    return { decision, how: 'number', candidates: 1, reads: 2 + found.reads, found, disputed: [] };
  }
  if (believed.length > 0 || disputed.length > 0) {
    const found = store.read(comparedOf(numbered));
    const { decision, contradicted } = matchNumbered(numbered, found, actDate, weights, language);
    return {
      decision,
      how: owners.length > 1 ? 'number' : 'score',
      candidates: found.cases.size,
      reads: 2 + found.reads,
      found,
      disputed: believed
        .filter(({ owner }) => contradicted.includes(String(owner)))
        .map(({ claim }) => claim),
    };
  }
  const found = store.read(subject);
  const candidates = candidatesOf(subject, found, actDate, weights, language);
  const decision = rule.decide(candidates, found.truncated);
  return {
    decision,
    how: 'score',
    candidates: candidates.length,
    reads: 1 + found.reads,
    found,
    disputed: [],
  };
};
