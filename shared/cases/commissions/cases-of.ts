import * as z from 'zod/mini';
import type { Situation } from '../../domain/commissions/seance.ts';
import { messageKey } from '../../store/keys.ts';
import { readMany } from '../../store/read-many.ts';
import type { CommissionDeps } from './deps.ts';

const markerSchema = z.object({ messageId: z.string(), caseId: z.optional(z.string()) });

/**
 * The cases of households: those that are known, and those to which their landlord's listing was filed. One request for each hundred that are not
 * known yet.
 */
export const caseOfMessages = async (
  { client, table }: Pick<CommissionDeps, 'client' | 'table'>,
  situations: readonly Situation[],
): Promise<Map<string, string>> => {
  const known = new Map(situations.flatMap(({ id, caseId }) => (caseId === undefined ? [] : [[id, caseId]])));
  const asked = situations.flatMap(({ caseId, messageId }) =>
    caseId === undefined && messageId !== undefined ? [messageKey(messageId)] : [],
  );
  if (asked.length === 0) return known;
  const markers = new Map(
    (await readMany(client, table, asked)).map((item) => {
      const { messageId, caseId } = markerSchema.parse(item);
      return [messageId, caseId];
    }),
  );
  for (const { id, messageId } of situations) {
    const caseId = messageId === undefined ? undefined : markers.get(messageId);
    if (caseId !== undefined && !known.has(id)) known.set(id, caseId);
  }
  return known;
};
