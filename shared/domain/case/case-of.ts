import type { CivilDate } from '../calendar/civil-date.ts';
import { parisDay } from '../calendar/paris-day.ts';
import { type Saisine, saisinesEnCours } from '../ccapex/saisines.ts';
import { statusAt } from '../delays/deadline.ts';
import { bookkeepingKinds, type CaseEvent } from '../events/case-event.ts';
import type { Motif } from '../events/common.ts';
import { inOrder } from '../events/compare-events.ts';
import type { ArrondissementCode, Dwelling, Person } from '../events/household.ts';
import { joined, type Subject, subjectOf } from '../matching/subject.ts';
import { endOf, type Stage } from '../procedure/stage.ts';
import { standingAt } from '../procedure/stage-at.ts';
import { refusImplicites } from '../responsabilite/marks.ts';
import { type Chronology, chronologyOf } from './chronology.ts';
import { type Comptes, comptesDe } from './comptes.ts';
import { dwellingOf } from './dwelling-of.ts';
import { countedIn } from './ends.ts';
import { householdOf } from './household-of.ts';
import {
  alertsUndone,
  distinctOf,
  emptiedInto,
  holdOf,
  inForce,
  isProvisional,
  keepingOf,
  notUndone,
} from './standing.ts';

/** What the hub knows of one household and dwelling: its events folded into one state, as of a day. */
export type Case = {
  motif: Motif | undefined;
  stage: Stage;
  /** Date of the fact that took the case to its stage. */
  stageSince: CivilDate | undefined;
  status: 'open' | 'closed' | 'review';
  /** Absent while the commune is not known for certain. */
  arrondissement: ArrondissementCode | undefined;
  /** Day on which the hub learnt the arrondissement, Europe/Paris. */
  routableFrom: CivilDate | undefined;
  dwelling: Dwelling;
  household: Person[];
  /** Each sender's own references of the case, `sender:reference`, sorted. */
  references: string[];
  /** Last debt told, in euro cents. */
  dette: number | undefined;
  surendettement: string | undefined;
  firstActDate: CivilDate;
  lastActDate: CivilDate;
  /**
   * Latest day on which anything of the household happened or reached the hub. The term of a case is never counted from an
   * earlier day.
   */
  lastNews: CivilDate;
  /** The legal hold on the case: nothing of it is retired or erased. */
  gel: { depuis: CivilDate; par: string; pourquoi?: string | undefined } | undefined;
  /** What a person last decided at its term: keep the case, or let it go. */
  keeping: { etat: 'garde' | 'efface'; on: CivilDate; by: string } | undefined;
  eventCount: number;
  /** Nobody has said yet whether this household is already known: until then its alerts wait, but for the reminder to say so. */
  provisional: boolean;
  /** The case that took all its events. */
  mergedInto: string | undefined;
  /** Cases that a person said are other households. */
  distinctFrom: string[];
  /** Ids of the events that would end or silence the case, but wait for a person because their sender is new to it. */
  aConfirmer: string[];
  /** Keys of the alerts told because of an act that was undone: should they come again, they are told again. */
  alertesAnnulees: string[];
  /** Referrals to the CCAPEX that nothing has answered. */
  saisines: Saisine[];
  /** What matching compares of it. */
  subject: Subject;
  /** The nearest delay that runs. */
  nextDue: { rule: string; due: CivilDate } | undefined;
  /** The earliest obligation that nothing settled by its last day. */
  overdue: { rule: string; due: CivilDate } | undefined;
  chronology: Chronology;
  /** What it counts for in the indicators as of that day. */
  apport: Comptes['apport'];
  /** The next day on which that changes by itself. */
  compteLe: CivilDate | undefined;
};

/**
 * Folds events into the case they belong to, as it stands on `today` (Europe/Paris): once their day has come, a hearing counts as
 * held and a silence as a refusal. Pure. The order of arrival and repeats change nothing: events are deduplicated by id and
 * sorted by act's date, kind and id. An act that a person undid, and its undoing, count for nothing.
 *
 * @throws RangeError when there is no event: a case exists by its first event
 */
export const caseOf = (events: readonly CaseEvent[], today: CivilDate): Case => {
  const ordered = inOrder(notUndone(events));
  const first = ordered[0];
  const last = ordered.at(-1);
  // Stryker disable next-line LogicalOperator,StringLiteral: a list that has a first event has a last one; the words are for a programmer
  if (!first || !last) throw new RangeError('a case has at least one event');
  const standing = inForce(ordered);
  const { counted, aConfirmer } = countedIn(standing);
  const chronology = chronologyOf(counted);
  const { marks, situation, periodes } = chronology;
  const { stage, since } = standingAt([...marks, ...refusImplicites(periodes)], situation, today);
  const dwelling = dwellingOf(ordered);
  const told = ordered.filter(({ kind }) => !bookkeepingKinds.includes(kind));
  const mergedInto = told.length === 0 ? emptiedInto(ordered) : undefined;
  const ended = endOf(stage) !== undefined || mergedInto !== undefined;
  const provisional = isProvisional(standing);
  const subject = joined(told.map(subjectOf));
  const past = new Set(chronology.earlier.flatMap(({ events: own }) => own.map(({ id }) => id)));
  return {
    motif: situation.motif,
    stage,
    stageSince: since,
    status: ended ? 'closed' : dwelling.arrondissement ? 'open' : 'review',
    arrondissement: dwelling.arrondissement,
    routableFrom: routableFrom(ordered),
    dwelling,
    household: householdOf(ordered),
    references: [...new Set(ordered.map(({ sender, reference }) => `${sender}:${reference}`))].sort(),
    dette: situation.dette,
    surendettement: ordered.findLast((event) => event.kind === 'surendettement')?.etape,
    firstActDate: first.actDate,
    lastActDate: last.actDate,
    lastNews: lastNewsOf(told.length > 0 ? told : ordered),
    gel: gelOf(ordered),
    keeping: keepingOf(ordered),
    eventCount: told.length,
    provisional,
    mergedInto,
    distinctFrom: distinctOf(standing),
    aConfirmer,
    alertesAnnulees: alertsUndone(events),
    saisines: ended
      ? []
      : saisinesEnCours({
          ...situation,
          events: past.size === 0 ? counted : counted.filter(({ id }) => !past.has(id)),
          deadlines: chronology.deadlines,
          stage,
        }),
    subject: { ...subject, ...(endOf(stage) === 'definitive' && since && { endedOn: since }) },
    nextDue: nextDueOf(chronology, today),
    overdue: overdueOf(chronology, today),
    chronology,
    ...comptesDe(counted, chronology, { ended: ended ? since : undefined, provisional }, today),
  };
};

const lastNewsOf = (events: readonly CaseEvent[]): CivilDate =>
  events
    .flatMap(({ actDate, receivedAt }) => [actDate, parisDay(receivedAt)])
    .sort()
    .at(-1) ??
  // Stryker disable next-line StringLiteral: for the types: what stands before ?? is there by then
  '';

const gelOf = (events: readonly CaseEvent[]): Case['gel'] => {
  const hold = holdOf(events);
  return hold && { depuis: hold.actDate, par: hold.by ?? hold.reference, pourquoi: hold.pourquoi };
};

const nextDueOf = ({ deadlines }: Chronology, today: CivilDate): Case['nextDue'] =>
  deadlines
    .filter((deadline) => deadline.nature !== 'demande' && statusAt(deadline, today) === 'ouvert')
    .flatMap(
      // Stryker disable next-line ArrayDeclaration,ConditionalExpression: for the types: a delay that is open has a last day
      ({ rule, due }) => (due !== undefined ? [{ rule, due }] : []),
    )
    .sort(
      // Stryker disable next-line EqualityOperator: of two that are equal, either comes first
      (a, b) => (a.due < b.due ? -1 : 1),
    )[0];

const overdueOf = ({ deadlines }: Chronology, today: CivilDate): Case['overdue'] =>
  deadlines
    .filter(
      (deadline) =>
        deadline.nature === 'obligation' && !deadline.quiet && statusAt(deadline, today) === 'echu',
    )
    .flatMap(({ rule, due }) => (due !== undefined ? [{ rule, due }] : []))
    .sort((a, b) => (a.due < b.due ? -1 : 1))[0];

const routableFrom = (ordered: readonly CaseEvent[]): CivilDate | undefined =>
  ordered
    .filter(({ dwelling }) => dwelling.arrondissement)
    .map(({ receivedAt }) => parisDay(receivedAt))
    .sort()[0];
