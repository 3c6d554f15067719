import { addDays, addMonths, type CivilDate, LAST_DAY, laterOf } from '../calendar/civil-date.ts';
import { addWorkingDays } from '../calendar/working-days.ts';
import { type Deadline, delayKey } from './deadline.ts';
import type { Recipient } from './rule.ts';
import { type AlertName, type NamedRule, rules } from './rules/all.ts';

/** Something to tell about a delay, on a given day. */
export type Alert = {
  name: AlertName;
  /** Identifies the alert within its case, whatever the order in which events arrived: by it, each alert is sent once. */
  key: string;
  deadline: Deadline;
  to: readonly Recipient[];
  /** Day on which it is to be sent. */
  day: CivilDate;
  /** Another running delay, by whose end the recipient must act, where the alert has one. */
  serves: Deadline | undefined;
  /** Last day to do what the alert asks: that of `serves`, else the delay's own; none for what is to be done at once. */
  answerBy: CivilDate | undefined;
  /** Its last week is urgent. */
  urgent: boolean;
};

/** The delay that an alert is about (`delayKey`), by the alert's key. */
export const delayOfAlert = (key: string): string => {
  const [rule = '', from = ''] = key.split('|');
  return delayKey(rule, from);
};

const alertRules = new Map(rules.map(({ name, alerts }) => [name, alerts]));

/**
 * The alerts of the delays that still run, each with its day. An alert whose day was past when the hub learnt of the delay is
 * sent that day instead, unless a later alert of the same delay is already due too. A delay that was satisfied, moved or left
 * without object has none.
 *
 * @param routableFrom day from which the case could be routed (its commune was known)
 */
export const alertsOf = (deadlines: readonly Deadline[], routableFrom: CivilDate): Alert[] =>
  deadlines.flatMap((deadline) => {
    const { became } = deadline;
    // Stryker disable next-line ConditionalExpression,StringLiteral: on today’s rules, none that may be suspended has an alert at its start
    if ((became.kind !== 'enCours' && became.kind !== 'suspendu') || deadline.quiet) return [];
    const known = laterOf(deadline.knownOn, routableFrom);
    // Stryker disable next-line ArrayDeclaration: on today’s rules, each lists its alerts in the order of their days
    const own = (alertRules.get(deadline.rule) ?? []).filter(
      ({ ahead }) => !ahead || deadline.from.date > deadline.toldOn,
    );
    const atStart = own.flatMap((alert) =>
      'depart' in alert.at
        ? [alertOf(deadlines, deadline, alert, addDays(deadline.from.date, alert.at.depart))]
        : [],
    );
    // Stryker disable next-line MethodExpression: on today’s rules, each lists its alerts in the order of their days
    const atDue = own
      .flatMap((alert) =>
        deadline.due === undefined
          ? []
          : 'echeance' in alert.at
            ? [alertOf(deadlines, deadline, alert, dayAt(deadline.due, alert.at))]
            : 'chaqueMois' in alert.at
              ? monthly(deadline.due).map((day) => alertOf(deadlines, deadline, alert, day, day))
              : [],
      )
      .sort(
        // Stryker disable next-line EqualityOperator: of two that are equal, either comes first
        // Stryker disable next-line ArrowFunction,ConditionalExpression,UnaryOperator: on today’s rules, each lists its alerts in the order of their days
        (a, b) => (a.day < b.day ? -1 : 1),
      );
    const late = atDue.findLastIndex(({ day }) => day <= known);
    return [...atStart, ...atDue.slice(Math.max(0, late))]
      .map((alert) => ({ ...alert, day: laterOf(alert.day, known) }))
      .filter(({ day }) => day <= (deadline.inForceTo ?? LAST_DAY));
  });

const dayAt = (due: CivilDate, { echeance, ouvres }: { echeance: number; ouvres?: true }): CivilDate =>
  ouvres ? addWorkingDays(due, echeance) : addDays(due, echeance);

/** Months during which an alert comes back each month. */
const MOST_MONTHS = 60;
const monthly = (due: CivilDate): CivilDate[] =>
  Array.from({ length: MOST_MONTHS }, (_, n) => addMonths(due, n + 1));

/** @param again the day that tells an alert that comes back from the others of its name */
const alertOf = (
  deadlines: readonly Deadline[],
  deadline: Deadline,
  { name, to, answerBy, urgent }: NamedRule['alerts'][number],
  day: CivilDate,
  again?: CivilDate,
): Alert => {
  const serves = deadlines.findLast(({ rule, became }) => rule === answerBy && became.kind === 'enCours');
  const own = deadline.nature === 'demande' ? undefined : deadline.due;
  return {
    name,
    // Stryker disable next-line StringLiteral: in a key, any one word for what is not known will do
    key: [deadline.rule, deadline.from.date, deadline.due ?? '', name, ...(again ? [again] : [])].join('|'),
    deadline,
    to,
    day,
    serves,
    answerBy: serves?.due ?? own,
    urgent: urgent === true,
  };
};
