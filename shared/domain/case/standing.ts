import type { CaseEvent, CaseEventKind, EventOf } from '../events/case-event.ts';

/** What was said of the case itself, in the order it was said: an act's date tells nothing of that. */
const saidOf = <K extends CaseEventKind>(events: readonly CaseEvent[], kind: K): EventOf<K>[] =>
  events
    .filter((event): event is EventOf<K> => event.kind === kind)
    .sort((a, b) =>
      a.receivedAt < b.receivedAt ? -1 : a.receivedAt > b.receivedAt ? 1 : a.id < b.id ? -1 : 1,
    );

/** Persons' answers that hold: one that was undone, and its undoing, are as if never said. */
const answersOf = (events: readonly CaseEvent[]): EventOf<'rapprochement'>[] => {
  const held: EventOf<'rapprochement'>[] = [];
  for (const said of saidOf(events, 'rapprochement')) {
    if (said.etat === 'annule') held.pop();
    else if (said.etat !== 'douteux') held.push(said);
  }
  return held;
};

/** The last move between this case and each other one, unless it was undone. */
const movesOf = (events: readonly CaseEvent[]): EventOf<'deplacement'>[] => {
  const last = new Map(saidOf(events, 'deplacement').map((move) => [move.autre, move]));
  return [...last.values()].filter(({ cause }) => cause !== 'annulation');
};

/** In doubt from its first message on, until a person answers in whatever way, on whatever day. */
export const isProvisional = (events: readonly CaseEvent[]): boolean =>
  events.some((event) => event.kind === 'rapprochement' && event.etat === 'douteux') &&
  answersOf(events).length === 0 &&
  movesOf(events).length === 0;

/** Cases that a person said are other households: by an answer, or by taking events from one to the other. */
export const distinctOf = (events: readonly CaseEvent[]): string[] => [
  ...new Set([
    ...answersOf(events).flatMap(({ etat, dossiers }) => (etat === 'distinct' ? dossiers : [])),
    ...movesOf(events).flatMap(({ cause, autre }) => (cause === 'detachement' ? [autre] : [])),
  ]),
];
