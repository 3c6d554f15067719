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
  /** From how many rents owed, or months of arrears, the rule runs: either. */
  threshold?: number;
};

/**
 * `obligation`: something must be done by then, and is late after it. `attente`: nothing may be done before it has run.
 * `terme`: a date that was fixed. `demande`: something to ask at once; it stays to do until it is done.
 */
export type Nature = 'obligation' | 'attente' | 'terme' | 'demande';

/** Whether a delay that ends on a Saturday, a Sunday or a holiday runs to the next working day (CPC, art. 642), and why. */
export type Report = { applies: boolean; reason: string };

/** What rules look at. */
export type Facts = { marks: readonly Mark[]; situation: Situation };

/** A date that another fact moved, with why in French, and the day that fact became known. */
export type Moved = { date: CivilDate; why: string; knownOn: CivilDate };

export type AlertRule = {
  /** The mail's template. */
  name: string;
  /** Days after the rule's start, or after (before, when negative) its due date. */
  at: { depart: number } | { echeance: number };
  to: readonly Recipient[];
  /** The delay by which what it asks for must be done, when it is another one. */
  answerBy?: string;
};

/** A delay as data. */
export type Rule = {
  name: string;
  /** What it is, in French. */
  title: string;
  nature: Nature;
  /** The fact it runs from. */
  from: readonly MarkName[];
  /** The fact told again, while nothing has settled the delay, does not start it again: a body repeats it in each signal. */
  once?: true;
  motifs?: readonly Motif[];
  /** It runs for some cases only. */
  when?: (facts: Facts, from: Mark, version: Version) => boolean;
  /** `avant`: the due date is before the fact it is counted from. */
  direction?: 'apres' | 'avant';
  /** The due date is the end that the fact itself grants (`until`); the version's length is then its legal maximum. */
  granted?: true;
  /** The act's own delay prevails. */
  stated?: true;
  /** The length that a judge put in place of the rule's. */
  judged?: (facts: Facts, from: Mark) => Length | undefined;
  /** The latest whose period holds the fact's date (the lease's, where the fact has one). None: no such delay then. */
  versions: readonly Version[];
  /** Another start than the fact's date; `suspendu` with why when it has not started. */
  start?: (facts: Facts, from: Mark) => Moved | { suspendu: string } | undefined;
  /** Another due date than the one counted. */
  due?: (facts: Facts, from: Mark, counted: CivilDate) => Moved | undefined;
  report: Report;
  /** What to know of the due date, in French. */
  note?: (due: CivilDate) => string | undefined;
  /** Facts that settle it; they count when they are not before the fact it runs from. */
  satisfiedBy: readonly MarkName[];
  /** Facts before it count too. */
  satisfiedBefore?: true;
  /** Facts that leave it without object. */
  mootBy?: readonly MarkName[];
  alerts: readonly AlertRule[];
};
