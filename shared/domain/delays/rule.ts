import type { CivilDate } from '../calendar/civil-date.ts';
import type { Motif } from '../events/common.ts';
import type { Length, Mark, MarkName } from '../procedure/mark.ts';
import type { Situation } from '../procedure/situation.ts';

/** Whom an alert is for; `shared/outbound/mail` finds the address. */
export const recipients = [
  'arrondissement',
  'ccapex',
  'secretariatCcapex',
  'adil',
  'mds',
  'ccas',
  'association',
  'bailleur',
  'huissier',
  'bdf',
  'clpil',
] as const;
export type Recipient = (typeof recipients)[number];

/** How sure a value is: official text read, professional source, our own choice, or a parameter to confirm. */
export type Reliability = 'texte' | 'source' | 'choix' | 'aConfirmer';

/** The rule's value for the acts of a period, both ends included. */
export type Version = {
  validFrom?: CivilDate;
  validTo?: CivilDate;
  length: Length;
  source: string;
  reliability: Reliability;
  /** The rule runs from this many rents owed or months of arrears, whichever is reached first. */
  threshold?: number;
};

/**
 * `obligation`: something must be done by then, and is late after it. `attente`: nothing may be done before it has run.
 * `terme`: a date that was fixed. `demande`: something to ask at once; it stays to do until it is done.
 */
export type Nature = 'obligation' | 'attente' | 'terme' | 'demande';

/** Whether a delay that ends on a Saturday, a Sunday or a holiday runs to the next working day (CPC, art. 642), and why. */
export type Report = { applies: boolean; reason: string };

/** What rules are computed from. */
export type Facts = { marks: readonly Mark[]; situation: Situation };

/** A date that another fact moved, with why in French, and the day that fact became known. */
export type Moved = { date: CivilDate; why: string; knownOn: CivilDate };

export type AlertRule = {
  /** The mail's template. */
  name: string;
  /** Days after the rule's start, or after (before, when negative) its due date (`ouvres`: working days); or each month after it. */
  at: { depart: number } | { echeance: number; ouvres?: true } | { chaqueMois: true };
  /** It is told only when the rule's fact is later than the act that told it, or will be. */
  ahead?: true;
  /** Its last week is urgent: what is at stake, the State's liability, cannot be mended after. */
  urgent?: true;
  to: readonly Recipient[];
  /** The rule whose delay says by when the recipient must act, when it is another one. */
  answerBy?: string;
};

/** A delay as data. */
export type Rule = {
  name: string;
  /** What it is, in French. */
  title: string;
  /** The rule in one plain French sentence, or two: what an agent reads before the citation. */
  enClair: string;
  nature: Nature;
  /** The fact it runs from. */
  from: readonly MarkName[];
  /** A repeat of the fact does not restart the delay until something has settled it: CAF and MSA repeat the fact in each signal. */
  once?: true;
  motifs?: readonly Motif[];
  /** It runs for some cases only. */
  when?: (facts: Facts, from: Mark, version: Version) => boolean;
  /** `avant`: the due date is before the fact it is counted from. */
  direction?: 'apres' | 'avant';
  /** The due date is the end that the fact itself grants (`until`); the version's length is then its legal maximum. */
  granted?: true;
  /** The delay that the act states prevails over the version's length. */
  stated?: true;
  /** The length that a judge put in place of the rule's. */
  judged?: (facts: Facts, from: Mark) => Length | undefined;
  /**
   * The latest version whose period holds the fact's date applies. When none does, there is no delay.
   */
  versions: readonly Version[];
  /**
   * The version goes by another day than the fact's: the lease's, where it is known, or the day the fact was told. `undefined`: by
   * the fact's day.
   */
  dated?: (from: Mark) => CivilDate | undefined;
  /** Another start than the fact's date, with why; `suspendu`, with why, when the delay has not started. */
  start?: (facts: Facts, from: Mark) => Moved | { suspendu: string } | undefined;
  /** Another due date than the one counted. */
  due?: (facts: Facts, from: Mark, counted: CivilDate) => Moved | undefined;
  /** It commits the State: its alerts go to the mailbox even while nobody knows whose case it is. */
  commitsState?: true;
  /** Its date is the first day of something, and not the last of a delay. */
  firstDay?: true;
  /** What its versions go by, in French, where it is not the act's own date. */
  versionsGoBy?: string;
  report: Report;
  /**
   * The last day on which it governs for certain. A delay that ends later is stopped after that day, until somebody says what
   * governs it.
   */
  inForceTo?: CivilDate;
  /** Whether nobody is to be told of its end, since it leads to nothing for now. */
  quiet?: (facts: Facts, due: CivilDate) => boolean;
  /** What to know of the due date, in French. */
  note?: (due: CivilDate, from: Mark, facts: Facts) => string | undefined;
  /** Facts that settle it; they count when they are not before the fact it runs from. */
  satisfiedBy: readonly MarkName[];
  /** Which of the facts that settle it, or leave it without object, count for the fact it runs from; all when absent. */
  counts?: (facts: Facts, mark: Mark, from: Mark) => boolean;
  /** Settling facts count even when they are before the fact it runs from. */
  satisfiedBefore?: true;
  /** Facts that leave it without object. */
  mootBy?: readonly MarkName[];
  alerts: readonly AlertRule[];
};
