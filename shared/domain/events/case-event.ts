import * as z from 'zod/mini';
import { actSchemas } from './acts.ts';
import { measureSchemas } from './measures.ts';
import { signalSchemas } from './signals.ts';
import { supportSchemas } from './support.ts';

/** The hub's one vocabulary beyond a receiver: everything that can happen to a case. */
export const caseEventSchema = z.discriminatedUnion('kind', [
  ...actSchemas,
  ...signalSchemas,
  ...supportSchemas,
  ...measureSchemas,
]);
export type CaseEvent = z.infer<typeof caseEventSchema>;
export type CaseEventKind = CaseEvent['kind'];

/** An event of one kind. */
export type EventOf<K extends CaseEventKind> = Extract<CaseEvent, { kind: K }>;

/** Kinds that tell of the case itself, not of the household: they never move from one case to another. */
export const bookkeepingKinds: readonly CaseEventKind[] = [
  'communeConfirmee',
  'rapprochement',
  'deplacement',
  'gel',
  'confirmationFin',
];
