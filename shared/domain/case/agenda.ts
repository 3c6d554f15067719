import { addDays, type CivilDate } from '../calendar/civil-date.ts';
import { type Alert, alertsOf } from '../delays/alerts.ts';
import { refusImplicites } from '../responsabilite/marks.ts';
import { goesByItself, termKey, termOf } from '../retention/term.ts';
import type { Case } from './case-of.ts';

/** What a case has to tell on a day, and when to look at it again. */
export type Agenda = {
  /** Alerts whose day has come and that were not planned before. */
  alerts: Alert[];
  /** Keys of every alert planned so far, these included. */
  alerted: string[];
  /**
   * The next day on which an alert comes due, the stage changes by itself, the nearest delay has passed and lists show another, what it
   * counts for changes (`compteLe`), or the case reaches its term (`termOf`). The term
   * alone may be in the past. The term of an open case is given once only: a person is then asked, and the answer sets another
   * term.
   */
  nextDay: CivilDate | undefined;
};

/**
 * Plans a case's alerts up to a day. However many days have passed since the last plan, each alert is planned once: `alerted`
 * holds those already planned. A case whose arrondissement is unknown gets no alert yet, and loses none: they come once it is
 * known. A provisional case, which may be another case's household, gets the reminder to settle that doubt, and what commits the
 * State, to its mailbox alone: a doubt silences none of that.
 */
export const agendaOf = (state: Case, alerted: readonly string[], today: CivilDate): Agenda => {
  const term = wakesOn(state, alerted);
  // Stryker disable next-line ConditionalExpression: for the types: a case is routable from a day when it has an arrondissement
  if (state.routableFrom === undefined || state.arrondissement === undefined)
    return { alerts: [], alerted: [...alerted], nextDay: earliest([term, state.compteLe]) };
  const { marks, deadlines, periodes } = state.chronology;
  const planned = new Set(alerted);
  const left = alertsOf(deadlines, state.routableFrom)
    .flatMap((alert) => (state.provisional ? whileProvisional(alert) : [alert]))
    .map((alert) => toldAgain(alert, state.alertesAnnulees))
    .filter(({ key }) => !planned.has(key));
  const alerts = left.filter(({ day }) => day <= today);
  const changes = [...marks, ...refusImplicites(periodes)].map(({ date }) => date);
  const passed = state.nextDue === undefined ? [] : [addDays(state.nextDue.due, 1)];
  const days = [...left.map(({ day }) => day), ...(state.status === 'closed' ? [] : [...changes, ...passed])];
  return {
    alerts,
    alerted: [...alerted, ...alerts.map(({ key }) => key)],
    nextDay: earliest([...days.filter((day) => day > today), term, state.compteLe]),
  };
};

const earliest = (days: readonly (CivilDate | undefined)[]): CivilDate | undefined =>
  days.flatMap((day) => day ?? []).sort()[0];

/** An alert that was told, then undone with the act that had brought it, is another when it comes back: its key says so. */
const toldAgain = (alert: Alert, undone: readonly string[]): Alert => {
  const times = undone.filter((key) => key === alert.key || key.startsWith(`${alert.key}|annulee`)).length;
  return times === 0 ? alert : { ...alert, key: `${alert.key}|annulee ${times}` };
};

const whileProvisional = (alert: Alert): Alert[] => {
  const { deadline, to } = alert;
  if (deadline.rule === 'rapprochementATrancher') return [alert];
  const mailbox = to.filter((recipient) => recipient === 'arrondissement');
  return deadline.commitsState && mailbox.length > 0 ? [{ ...alert, to: mailbox }] : [];
};

const wakesOn = (state: Case, alerted: readonly string[]): CivilDate | undefined => {
  const term = termOf(state);
  return term && (goesByItself(term) || !alerted.includes(termKey(term))) ? term.day : undefined;
};
