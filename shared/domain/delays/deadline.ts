import type { CivilDate } from '../calendar/civil-date.ts';
import type { Length, MarkName } from '../procedure/mark.ts';
import type { Moved, Nature, Report, Version } from './rule.ts';
import type { RuleName } from './rules/all.ts';

/** What became of a delay, or why nothing has yet. */
export type Became =
  | { kind: 'enCours' }
  /** It has not started, or is stopped. */
  | { kind: 'suspendu'; why: string }
  | { kind: 'satisfait'; on: CivilDate; by: MarkName; late: boolean }
  /** The same delay runs again from another date. */
  | { kind: 'deplace'; on: CivilDate; to: CivilDate }
  | { kind: 'sansObjet'; on: CivilDate; by: MarkName }
  /** It passed unanswered, then the procedure went on. */
  | { kind: 'depasse'; on: CivilDate; by: MarkName };

/** Names a delay within its case: its rule, and the day of the fact it runs from. */
export const delayKey = (rule: string, from: CivilDate): string => `${rule}@${from}`;

/** A rule at work in a case. */
export type Deadline = {
  rule: RuleName;
  title: string;
  enClair: string;
  nature: Nature;
  /** The fact it runs from. */
  from: { mark: MarkName; date: CivilDate };
  /** Date of the act that told the fact. */
  toldOn: CivilDate;
  /** Where another fact moved the start. */
  start: Moved | undefined;
  direction: 'apres' | 'avant';
  length: Length;
  /** Where the length comes from: the rule's version, the act, the judge in its place, or the term that the decision grants. */
  lengthBy: 'regle' | 'acte' | 'juge' | 'decision';
  version: Version;
  /** The date the arithmetic gives, before any report or move. */
  counted: CivilDate | undefined;
  report: Report;
  /** The date after the report to a working day. */
  reported: CivilDate | undefined;
  /** Where another fact moved the due date. */
  moved: Moved | undefined;
  /** The last day; absent while suspended. */
  due: CivilDate | undefined;
  /** The last day on which its rule governs for certain. */
  inForceTo: CivilDate | undefined;
  /** Its date is the first day of something. */
  firstDay: boolean;
  commitsState: boolean;
  /** Nobody is told of its end. */
  quiet: boolean;
  note: string | undefined;
  /** Day on which the hub knew enough to watch this delay, Europe/Paris. */
  knownOn: CivilDate;
  became: Became;
};

/**
 * `ouvert` up to its last day, `echu` after it. A `demande` stays `ouvert` until something settles it. A delay that ends after its
 * rule may have ceased to govern is `suspendu` from the day after.
 */
export const statusAt = (
  { became, due, nature, inForceTo }: Deadline,
  today: CivilDate,
): Exclude<Became['kind'], 'enCours'> | 'ouvert' | 'echu' => {
  if (became.kind !== 'enCours') return became.kind;
  if (due !== undefined && inForceTo !== undefined && due > inForceTo && today > inForceTo) return 'suspendu';
  // Stryker disable next-line ConditionalExpression: for the types: the other conditions already say so
  return nature !== 'demande' && due !== undefined && due < today ? 'echu' : 'ouvert';
};
