import { lowerBound } from './clopper-pearson.ts';
import type { Outcome } from './stream.ts';

type Counts = {
  messages: number;
  byNumber: { right: number; wrong: number };
  byScore: { right: number; wrong: number };
  /** Wrong attachments of a household that had no case yet. */
  ontoNone: number;
  reviews: number;
  /** Reviews answered by one of the cases shown. */
  answered: number;
  /** Merges that a person was asked about; `merges` counts the right ones. */
  proposals: number;
  merges: number;
  /** Cases that a person was asked about because an event seemed out of place; `parted` counts those that held two households. */
  coherence: number;
  parted: number;
  /** Second cases opened for a household that already had one, with or without a review. */
  duplicates: number;
};

const empty = (): Counts => ({
  messages: 0,
  byNumber: { right: 0, wrong: 0 },
  byScore: { right: 0, wrong: 0 },
  ontoNone: 0,
  reviews: 0,
  answered: 0,
  proposals: 0,
  merges: 0,
  coherence: 0,
  parted: 0,
  duplicates: 0,
});

const add = (counts: Counts, { how, right, existed, proposals = [], coherence = [] }: Outcome): void => {
  counts.messages += 1;
  counts.proposals += proposals.length;
  counts.merges += proposals.filter((one) => one).length;
  counts.coherence += coherence.length;
  counts.parted += coherence.filter((one) => one).length;
  switch (how) {
    case 'number':
    case 'score': {
      const attached = how === 'number' ? counts.byNumber : counts.byScore;
      attached[right ? 'right' : 'wrong'] += 1;
      if (!right && !existed) counts.ontoNone += 1;
      return;
    }
    case 'review':
      counts.reviews += 1;
      if (right) counts.answered += 1;
      else if (existed) counts.duplicates += 1;
      return;
    case 'new':
      if (existed) counts.duplicates += 1;
  }
};

const precisionOf = ({ right, wrong }: { right: number; wrong: number }) => ({
  right,
  wrong,
  precision: right + wrong === 0 ? 1 : right / (right + wrong),
  atLeast: lowerBound(right, right + wrong),
});

const summaryOf = (counts: Counts) => {
  const {
    messages,
    byNumber,
    byScore,
    ontoNone,
    reviews,
    answered,
    proposals,
    merges,
    coherence,
    parted,
    duplicates,
  } = counts;
  const asked = reviews + proposals + coherence;
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  return {
    messages,
    automatic: precisionOf({ right: byNumber.right + byScore.right, wrong: byNumber.wrong + byScore.wrong }),
    byNumber: precisionOf(byNumber),
    byScore: precisionOf(byScore),
    ontoNone,
    reviews,
    proposals,
    merges,
    coherence,
    parted,
    /** Questions that persons are asked for each message, and the share of them that were about one household. */
    reviewShare: share(asked, messages),
    reviewYield: share(answered + merges + parted, asked),
    duplicates,
    duplicateShare: share(duplicates, messages),
  };
};
export type Summary = ReturnType<typeof summaryOf>;

/** Counts what became of messages: in all, and by hazard, source and reason of review. */
export const createTally = () => {
  const all = empty();
  const hazards = new Map<string, Counts>();
  const sources = new Map<string, Counts>();
  const reasons = new Map<string, { reviews: number; answered: number }>();
  let [candidates, reads, most] = [0, 0, 0];
  const under = (groups: Map<string, Counts>, name: string): Counts => {
    const known = groups.get(name) ?? empty();
    groups.set(name, known);
    return known;
  };
  const tell = (outcome: Outcome): void => {
    const { record, how, right, rule, best } = outcome;
    add(all, outcome);
    for (const hazard of record.hazards.length > 0 ? record.hazards : ['none'])
      add(under(hazards, hazard), outcome);
    add(under(sources, record.source), outcome);
    candidates += outcome.candidates;
    reads += outcome.reads;
    most = Math.max(most, outcome.reads);
    if (how !== 'review') return;
    const reason = [rule, ...(best?.vetoes ?? [])].join(' · ');
    const known = reasons.get(reason) ?? { reviews: 0, answered: 0 };
    reasons.set(reason, { reviews: known.reviews + 1, answered: known.answered + (right ? 1 : 0) });
  };
  const each = (groups: Map<string, Counts>): Record<string, Summary> =>
    Object.fromEntries(
      [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, counts]) => [name, summaryOf(counts)]),
    );
  const report = () => ({
    ...summaryOf(all),
    candidatesPerMessage: candidates / Math.max(1, all.messages),
    readsPerMessage: reads / Math.max(1, all.messages),
    mostReads: most,
    byHazard: each(hazards),
    bySource: each(sources),
    byReason: Object.fromEntries([...reasons].sort(([, a], [, b]) => b.reviews - a.reviews)),
  });
  return { tell, report };
};
