import * as z from 'zod/mini';
import { actSchemas } from './acts.ts';
import { measureSchemas } from './measures.ts';
import { signalSchemas } from './signals.ts';
import { supportSchemas } from './support.ts';

/**
 * Everything that can happen to a case. Receivers translate what partners send into this vocabulary; nothing after them knows
 * another.
 */
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

/** Kinds that concern the case itself, not the household: such an event never moves from one case to another. */
export const bookkeepingKinds: readonly CaseEventKind[] = [
  'communeConfirmee',
  'rapprochement',
  'deplacement',
  'gel',
  'confirmationFin',
  'acteAnnule',
];
