import * as z from 'zod/mini';
import { organismesPayeurs } from '../domain/events/signals.ts';
import { decisionsAide, raisonsAide } from '../domain/events/support.ts';

const by = { at: z.iso.datetime(), by: z.string() };

/**
 * A decision on a housing aid. `due` until it is handed over; `remise`: it is on the body's queue; `sansFile`: the body has none, and a person
 * notifies it; `consignee`: its case has it, with the day of notification.
 */
export const decisionAideItemSchema = z.object({
  entity: z.literal('DECISION_AIDE'),
  id: z.string(),
  commission: z.string(),
  /** How the commission is called. */
  nom: z.string(),
  caseId: z.string(),
  organisme: z.enum(organismesPayeurs),
  /** The body's own reference of the household, its number there, and what it calls the case. */
  reference: z.string(),
  allocataire: z.optional(z.string()),
  caseName: z.string(),
  aide: z.enum(decisionsAide),
  raisons: z.array(z.enum(raisonsAide)),
  decideeLe: z.iso.date(),
  ...by,
  /** The day of the referral that it answers. */
  saisineDu: z.iso.date(),
  status: z.enum(['due', 'remise', 'sansFile', 'consignee']),
  /** The day it was handed over, Europe/Paris. */
  notifieeLe: z.optional(z.iso.date()),
});
export type DecisionAide = Omit<z.infer<typeof decisionAideItemSchema>, 'entity'>;
