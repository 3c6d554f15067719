import { type CaseEvent, caseEventSchema } from './case-event.ts';

/** The order of the kinds in the vocabulary, which breaks ties between events of one date. */
const kindRank = new Map<string, number>(
  caseEventSchema.def.options.map(({ shape }, index) => [String(shape.kind.def.values[0]), index]),
);

/** Total order of a case's events: act's date, kind, id. */
const compareEvents = (a: CaseEvent, b: CaseEvent): number =>
  compareText(a.actDate, b.actDate) ||
  (kindRank.get(a.kind) ?? 0) - (kindRank.get(b.kind) ?? 0) ||
  compareText(a.id, b.id);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A case's events sorted by act's date, kind and id, each id once. */
export const inOrder = (events: readonly CaseEvent[]): CaseEvent[] =>
  [...new Map(events.map((event) => [event.id, event])).values()].sort(compareEvents);
