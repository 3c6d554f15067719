import type { CivilDate } from '../calendar/civil-date.ts';
import { parisDay } from '../calendar/paris-day.ts';
import { bookkeepingKinds, type CaseEvent, type CaseEventKind, type EventOf } from '../events/case-event.ts';

/** The events of one kind that concern the case itself, in the order they were received: their act's date does not give that order. */
const saidOf = <K extends CaseEventKind>(events: readonly CaseEvent[], kind: K): EventOf<K>[] =>
  events
    .filter((event): event is EventOf<K> => event.kind === kind)
    .sort((a, b) =>
      // Stryker disable next-line EqualityOperator: of two that are equal, either comes first
      a.receivedAt < b.receivedAt ? -1 : a.receivedAt > b.receivedAt ? 1 : a.id < b.id ? -1 : 1,
    );

/**
 * The move that brought an event to a case from another, if one did and it holds.
 *
 * @param standing the case's events that hold (`inForce`)
 */
export const broughtBy = (
  standing: readonly CaseEvent[],
  eventId: string,
): EventOf<'deplacement'> | undefined =>
  saidOf(standing, 'deplacement').findLast(
    ({ role, evenements }) => role === 'cible' && evenements.includes(eventId),
  );

/** The last move of a case's events, of those that were made. @param events a case's, in any order */
export const lastMoveOf = (events: readonly CaseEvent[]): EventOf<'deplacement'> | undefined =>
  saidOf(events, 'deplacement').at(-1);

/** The cases an answer is about, whatever the order they were given in. */
// Stryker disable next-line StringLiteral: a key in memory: without it two collide only for names nobody bears
const aboutOf = ({ dossiers }: EventOf<'rapprochement'>): string => [...dossiers].sort().join('|');

/** Pairs each undoing with the last event about the same thing that nothing has undone yet. Gives the ids of both. */
const undoneIn = <E extends CaseEvent>(
  said: readonly E[],
  undoes: (event: E) => boolean,
  about: (event: E) => string,
): string[] => {
  const standing: E[] = [];
  // Stryker disable next-line ArrayDeclaration: the id of no event takes nothing away
  const undone: string[] = [];
  for (const event of said) {
    if (!undoes(event)) standing.push(event);
    else {
      const at = standing.findLastIndex((earlier) => about(earlier) === about(event));
      // Stryker disable next-line ArrayDeclaration: the id of no event takes nothing away
      undone.push(event.id, ...(at < 0 ? [] : standing.splice(at, 1).map(({ id }) => id)));
    }
  }
  return undone;
};

/**
 * The events that still hold. A person's answer or move that was undone counts as never said, and so does its undoing. An undoing
 * removes the last answer about the same cases or event, or the last move with the same case: other answers stand.
 */
export const inForce = (events: readonly CaseEvent[]): CaseEvent[] => {
  const answers = saidOf(events, 'rapprochement').filter(({ etat }) => etat !== 'douteux');
  const undone = new Set([
    ...undoneIn(answers, ({ etat }) => etat === 'annule', aboutOf),
    ...undoneIn(
      saidOf(events, 'deplacement'),
      ({ cause }) => cause === 'annulation',
      ({ autre }) => autre,
    ),
    ...undoneIn(
      saidOf(events, 'confirmationFin'),
      ({ etat }) => etat === 'annulee',
      ({ evenement }) => evenement,
    ),
  ]);
  return events.filter(({ id }) => !undone.has(id));
};

/**
 * A case's events without the acts that a person undid, nor their undoing: as if neither had been.
 *
 * @param events a case's, in any order; their order is kept
 */
export const notUndone = <E extends CaseEvent>(events: readonly E[]): E[] => {
  const undone = new Set(events.flatMap((event) => (event.kind === 'acteAnnule' ? [event.evenement] : [])));
  return events.filter(({ id, kind }) => kind !== 'acteAnnule' && !undone.has(id));
};

/**
 * The acts that a person recorded on a day and may still undo on it, the last recorded first. The next day, another act corrects
 * them.
 *
 * @param today Europe/Paris
 */
export const undoableOn = (events: readonly CaseEvent[], today: CivilDate): CaseEvent[] =>
  notUndone(events)
    .filter(
      ({ kind, sender, by, receivedAt }) =>
        sender === 'etat' &&
        by !== undefined &&
        !bookkeepingKinds.includes(kind) &&
        parisDay(receivedAt) === today,
    )
    .sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1));

/** Keys of the alerts that were told because of an act that was undone; a key comes as often as it was. */
export const alertsUndone = (events: readonly CaseEvent[]): string[] =>
  saidOf(events, 'acteAnnule').flatMap(({ alertes }) => alertes);

/** For a case left without events: the case they went to, even when the undoing of a move took them away. */
export const emptiedInto = (events: readonly CaseEvent[]): string | undefined => {
  const moved = saidOf(events, 'deplacement').at(-1);
  return moved?.role === 'source' ? moved.autre : undefined;
};

/**
 * Whether a case is in doubt: from its first message until a person answers about the same cases, or moves events out of it. An
 * answer about other cases, or events moved into it, does not end the doubt.
 *
 * @param standing the case's events that hold (`inForce`)
 */
export const isProvisional = (standing: readonly CaseEvent[]): boolean => {
  const said = saidOf(standing, 'rapprochement');
  const answered = new Set(said.filter(({ etat }) => etat !== 'douteux').map(aboutOf));
  const left = saidOf(standing, 'deplacement').some(({ role }) => role === 'source');
  // Stryker disable next-line ConditionalExpression: what is not in doubt answers its own cases; kept because it says whose doubt
  return !left && said.some((event) => event.etat === 'douteux' && !answered.has(aboutOf(event)));
};

/**
 * Cases that a person said are other households, by an answer or by moving events from one to the other, unless the two were
 * merged since.
 *
 * @param standing the case's events that hold (`inForce`)
 */
export const distinctOf = (standing: readonly CaseEvent[]): string[] => {
  const last = new Map(saidOf(standing, 'deplacement').map((move) => [move.autre, move.cause]));
  return [
    ...new Set([
      ...saidOf(standing, 'rapprochement').flatMap(({ etat, dossiers }) =>
        etat === 'distinct' ? dossiers : [],
      ),
      ...[...last].flatMap(([autre, cause]) => (cause === 'detachement' ? [autre] : [])),
    ]),
  ];
};

/** The legal hold in force on a case; undefined when there is none, or it was lifted. @param events a case's, in any order */
export const holdOf = (events: readonly CaseEvent[]): EventOf<'gel'> | undefined => {
  const last = saidOf(events, 'gel').findLast(({ etat }) => etat === 'pose' || etat === 'leve');
  return last?.etat === 'pose' ? last : undefined;
};

/** What a person last said of a case's term (the legal hold apart): keep it, or let it go. @param events a case's, in any order */
export const keepingOf = (
  events: readonly CaseEvent[],
): { etat: 'garde' | 'efface'; on: string; by: string } | undefined => {
  const last = saidOf(events, 'gel').findLast(({ etat }) => etat === 'garde' || etat === 'efface');
  return last?.etat === 'garde' || last?.etat === 'efface'
    ? { etat: last.etat, on: last.actDate, by: last.reference }
    : undefined;
};
