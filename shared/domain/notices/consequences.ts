import type { CivilDate } from '../calendar/civil-date.ts';
import { agendaOf } from '../case/agenda.ts';
import type { Case } from '../case/case-of.ts';
import type { Alert } from '../delays/alerts.ts';
import { type Deadline, statusAt } from '../delays/deadline.ts';
import type { Recipient } from '../delays/rule.ts';
import type { CaseEvent } from '../events/case-event.ts';
import type { Stage } from '../procedure/stage.ts';
import { type Responsabilite, responsabiliteAt } from '../responsabilite/responsabilite.ts';
import { noticesOf } from './notices.ts';

/** What an event changes in a case, and who is told of it at once. */
export type Consequences = {
  stage: { before: Stage; after: Stage } | undefined;
  status: { before: Case['status']; after: Case['status'] } | undefined;
  /** Delays that ran and run no more, that run from now on, and whose last day is another. */
  closed: Deadline[];
  opened: Deadline[];
  moved: { before: Deadline; after: Deadline }[];
  responsabilite: { before: Responsabilite; after: Responsabilite } | undefined;
  /** Who is told of the event itself. */
  told: Recipient[];
  /** What else is told because of it, and to whom. */
  alerts: Alert[];
};

/** What the comparison needs beside the case. */
type Known = { today: CivilDate; alerted: readonly string[] };

const keyOf = ({ rule, from }: Deadline): string => `${rule}|${from.date}`;

const running = ({ chronology }: Case, today: CivilDate): Map<string, Deadline> =>
  new Map(
    chronology.deadlines
      .filter((deadline) => ['ouvert', 'echu', 'suspendu'].includes(statusAt(deadline, today)))
      .map((deadline) => [keyOf(deadline), deadline]),
  );

const liabilityOf = ({ chronology, aConfirmer }: Case, today: CivilDate): Responsabilite =>
  responsabiliteAt(chronology.marks, today, aConfirmer.length > 0);

const datesOf = ({ refus, debut, fin, etat }: Responsabilite): string => [refus, debut, fin, etat].join('|');

/**
 * What an event changes, by comparing the case without it and with it, on a day (Europe/Paris). Nothing is written.
 *
 * @param alerted keys of the alerts planned so far
 */
export const consequencesOf = (
  event: CaseEvent,
  before: Case,
  after: Case,
  { today, alerted }: Known,
): Consequences => {
  const [was, is] = [running(before, today), running(after, today)];
  const [liable, liableNow] = [liabilityOf(before, today), liabilityOf(after, today)];
  return {
    stage: before.stage === after.stage ? undefined : { before: before.stage, after: after.stage },
    status: before.status === after.status ? undefined : { before: before.status, after: after.status },
    closed: [...was].flatMap(([key, one]) => (is.has(key) ? [] : [one])),
    opened: [...is].flatMap(([key, one]) => (was.has(key) ? [] : [one])),
    moved: [...is].flatMap(([key, now]) => {
      const then = was.get(key);
      return then && then.due !== now.due ? [{ before: then, after: now }] : [];
    }),
    responsabilite: datesOf(liable) === datesOf(liableNow) ? undefined : { before: liable, after: liableNow },
    told: noticesOf(event, after, '').map(({ recipient }) => recipient),
    alerts: broughtBy(before, after, { today, alerted }),
  };
};

/** The alerts of a day that a case has only with an event. */
const broughtBy = (before: Case, after: Case, { today, alerted }: Known): Alert[] => {
  const anyway = new Set(agendaOf(before, alerted, today).alerts.map(({ key }) => key));
  return agendaOf(after, alerted, today).alerts.filter(({ key }) => !anyway.has(key));
};

/**
 * Who was told of an act that is undone, and the alerts that were told because of it: those that the case would not have had.
 *
 * @param withAct the case as it is
 * @param without the case without the act
 */
export const undoneWith = (
  act: CaseEvent,
  withAct: Case,
  without: Case,
  { today, alerted }: Known,
): { prevenus: Recipient[]; alertes: string[] } => {
  const planned = broughtBy(without, withAct, { today, alerted: [] }).filter(({ key }) =>
    alerted.includes(key),
  );
  return {
    prevenus: [
      ...new Set([
        ...noticesOf(act, withAct, '').map(({ recipient }) => recipient),
        ...planned.flatMap(({ to }) => to),
      ]),
    ],
    alertes: planned.map(({ key }) => key),
  };
};
