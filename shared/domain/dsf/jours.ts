import { addDays, type CivilDate, daysBetween } from '../calendar/civil-date.ts';
import { parisDay } from '../calendar/paris-day.ts';
import { addWorkingDays, isWorkingDay } from '../calendar/working-days.ts';
import type { Case } from '../case/case-of.ts';
import { notUndone } from '../case/standing.ts';
import type { Deadline } from '../delays/deadline.ts';
import type { RuleName } from '../delays/rules/all.ts';
import { currentAudience } from '../delays/rules/judiciaire.ts';
import type { CaseEvent, EventOf } from '../events/case-event.ts';
import type { Contenu } from './formulaire.ts';
import type { Moment } from './organisme.ts';

/** Working days from one day to another, the first not counted; negative when the second is before. */
export const joursOuvresEntre = (from: CivilDate, to: CivilDate): number => {
  if (to < from) return -joursOuvresEntre(to, from);
  let count = 0;
  for (let day = from; day < to; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) count += 1;
  }
  return count;
};

/** The delays of each enquiry, in the order in which they are met. Their days are those of `shared/domain/delays`: none is counted twice. */
const delais: Readonly<Record<Moment, readonly RuleName[]>> = {
  assignation: ['entretienDiagnostic', 'enqueteAvantAudience', 'diagnosticAvantAudience', 'diagnosticCcapex'],
  requisition: ['enqueteAvantDecisionCfp'],
};

/** One delay of an enquiry, as of a day. */
export type Compte = {
  rule: RuleName;
  titre: string;
  source: string;
  /** Its last day; undefined while it does not run. */
  jusquAu: CivilDate | undefined;
  /** The day it was done, where it was. */
  fait: CivilDate | undefined;
  /** Done, or still not done, after its last day. */
  tard: boolean;
  /** Working days left, today not counted; negative once late; undefined when done or not running. */
  restants: number | undefined;
};
export type Jours = {
  audience: CivilDate | undefined;
  /**
   * The day to aim at for the judge and the CCAPEX: six working days before the hearing. The décret says five «au plus tard»; that the fifth day
   * is still in time is a reading to confirm, so nobody should count on it.
   */
  viser: CivilDate | undefined;
  comptes: Compte[];
};

const compteDe = (deadline: Deadline, proposeLe: CivilDate | undefined, today: CivilDate): Compte => {
  const { rule, title, due, became, version } = deadline;
  // What settles the offer of an interview in the case is the report itself: the form knows the day it was offered.
  const fait =
    rule === 'entretienDiagnostic' && proposeLe !== undefined
      ? proposeLe
      : became.kind === 'satisfait'
        ? became.on
        : undefined;
  const end = fait ?? today;
  return {
    rule,
    titre: title,
    source: version.source,
    jusquAu: due,
    fait,
    tard: due !== undefined && end > due,
    restants:
      fait !== undefined || due === undefined || became.kind !== 'enCours'
        ? undefined
        : joursOuvresEntre(today, due),
  };
};

/** The delays of an enquiry as of a day, from those of the case. @param today Europe/Paris */
export const joursDe = (
  { chronology }: Pick<Case, 'chronology'>,
  moment: Moment,
  contenu: Contenu,
  today: CivilDate,
): Jours => {
  // The second enquiry is for the préfet's decision: no hearing waits for it.
  const audience = moment === 'assignation' ? currentAudience(chronology.marks)?.date : undefined;
  return {
    audience,
    viser: audience === undefined ? undefined : addWorkingDays(audience, -6),
    comptes: delais[moment].flatMap((rule) => {
      const deadline = chronology.deadlines.findLast((one) => one.rule === rule);
      return deadline ? [compteDe(deadline, contenu.redacteur?.entretienProposeLe, today)] : [];
    }),
  };
};

/** What became of a report once it reached the State: when, to whom it went, and the days between (charter A1: «dans les meilleurs délais»). */
export type Transmission = {
  recuLe: CivilDate;
  juge: CivilDate | undefined;
  ccapex: CivilDate | undefined;
  /** Days between receipt and dispatch to the judge, or until today while it has not gone. */
  jours: number;
  ouvres: number;
};

const reportOf = (events: readonly CaseEvent[], moment: Moment): EventOf<'enqueteSociale'> | undefined =>
  notUndone(events)
    .filter(
      (event): event is EventOf<'enqueteSociale'> =>
        event.kind === 'enqueteSociale' && event.moment === moment,
    )
    .toSorted((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1))
    .at(-1);

/** @param today Europe/Paris @returns undefined while the State has no report of that moment */
export const transmissionDe = (
  events: readonly CaseEvent[],
  moment: Moment,
  today: CivilDate,
): Transmission | undefined => {
  const report = reportOf(events, moment);
  if (!report) return undefined;
  const recuLe = parisDay(report.receivedAt);
  const sent = (to: 'juge' | 'ccapex'): CivilDate | undefined =>
    notUndone(events)
      .flatMap((event) =>
        event.kind === 'transmissionDsf' && (event.destinataire ?? 'juge') === to && event.actDate >= recuLe
          ? [event.actDate]
          : [],
      )
      .toSorted()[0];
  const juge = sent('juge');
  const until = juge ?? today;
  return {
    recuLe,
    juge,
    ccapex: sent('ccapex'),
    jours: daysBetween(recuLe, until),
    ouvres: joursOuvresEntre(recuLe, until),
  };
};
