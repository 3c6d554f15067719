import * as z from 'zod/mini';
import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import type { Situation } from '../../domain/commissions/seance.ts';
import { parUrgence, urgenceDe } from '../../domain/commissions/urgence.ts';
import { caseRowSchema } from '../../store/items.ts';
import { caseKey } from '../../store/keys.ts';
import { readMany } from '../../store/read-many.ts';
import type { CommissionDeps } from './deps.ts';

const rowSchema = z.object({ caseId: z.string(), row: caseRowSchema });

/**
 * An agenda as it is today, the most urgent first: what was urgent when a household was put on it may be more so now. One request for each hundred
 * households.
 */
export const avecUrgences = async (
  { client, table }: Pick<CommissionDeps, 'client' | 'table'>,
  situations: readonly Situation[],
  today: CivilDate,
): Promise<Situation[]> => {
  const asked = [...new Set(situations.flatMap(({ caseId }) => caseId ?? []))];
  const items = asked.length === 0 ? [] : await readMany(client, table, asked.map(caseKey));
  const rows = new Map(
    items.flatMap((item) => {
      const { data } = rowSchema.safeParse(item);
      return data ? [[data.caseId, data.row] as const] : [];
    }),
  );
  const last = { rang: 99, raison: '' };
  return situations
    .map((one) => {
      const row = one.caseId === undefined ? undefined : rows.get(one.caseId);
      return row ? { ...one, urgence: urgenceDe(row, today) } : one;
    })
    .toSorted((a, b) => parUrgence(a.urgence ?? last, b.urgence ?? last));
};
