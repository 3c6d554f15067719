import type { CaseEvent, CaseEventKind, EventOf } from '../events/case-event.ts';

/** What was said of the case itself, in the order it was said: an act's date tells nothing of that. */
const saidOf = <K extends CaseEventKind>(events: readonly CaseEvent[], kind: K): EventOf<K>[] =>
  events
    .filter((event): event is EventOf<K> => event.kind === kind)
    .sort((a, b) =>
      // Stryker disable next-line EqualityOperator: of two that are equal, either comes first
      a.receivedAt < b.receivedAt ? -1 : a.receivedAt > b.receivedAt ? 1 : a.id < b.id ? -1 : 1,
    );

/** What brought an event to a case from another, if a person did and it holds. @param standing the case's events that hold (`inForce`) */
export const broughtBy = (
  standing: readonly CaseEvent[],
  eventId: string,
): EventOf<'deplacement'> | undefined =>
  saidOf(standing, 'deplacement').findLast(
    ({ role, evenements }) => role === 'cible' && evenements.includes(eventId),
  );

/** What an answer is about, whatever the order the cases were told in. */
// Stryker disable next-line StringLiteral: a key in memory: without it two collide only for names nobody bears
const aboutOf = ({ dossiers }: EventOf<'rapprochement'>): string => [...dossiers].sort().join('|');

/** Pairs each undoing with the last thing it may undo that nothing has undone yet: the ids of both. */
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
 * The events that still hold: a person's answer or move that was undone, and its undoing, are as if never said. An answer is
 * undone by the cases or the event it was about, a move by the case it was with: others' answers stand.
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

/** Where the events of a case with none left went, be it by an undoing. */
export const emptiedInto = (events: readonly CaseEvent[]): string | undefined => {
  const moved = saidOf(events, 'deplacement').at(-1);
  return moved?.role === 'source' ? moved.autre : undefined;
};

/**
 * In doubt from its first message on, until a person answers in whatever way, on whatever day. What is said of other cases than
 * those of the doubt, or what comes into the case, is no answer to it.
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
 * Cases that a person said are other households: by an answer, or by taking events from one to the other, unless they were made
 * one since.
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

/** The legal hold a case is under, as last said; undefined when none is, or it was lifted. @param events a case's, in any order */
export const holdOf = (events: readonly CaseEvent[]): EventOf<'gel'> | undefined => {
  const last = saidOf(events, 'gel').findLast(({ etat }) => etat === 'pose' || etat === 'leve');
  return last?.etat === 'pose' ? last : undefined;
};

/** What a person last said of a case's term, hold apart: to keep it, or to let it go. @param events a case's, in any order */
export const keepingOf = (
  events: readonly CaseEvent[],
): { etat: 'garde' | 'efface'; on: string; by: string } | undefined => {
  const last = saidOf(events, 'gel').findLast(({ etat }) => etat === 'garde' || etat === 'efface');
  return last?.etat === 'garde' || last?.etat === 'efface'
    ? { etat: last.etat, on: last.actDate, by: last.reference }
    : undefined;
};
