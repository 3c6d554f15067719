import { takeAlert } from '../../../shared/cases/alerts/handle-alert.ts';
import { type RecordDeps, recordEvent } from '../../../shared/cases/recording/record-event.ts';
import { addDays } from '../../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../../shared/domain/calendar/paris-day.ts';
import { type CaseEvent, caseEventSchema } from '../../../shared/domain/events/case-event.ts';
import { arrondissementCodeSchema } from '../../../shared/domain/events/household.ts';
import { communesByInsee } from '../../../shared/domain/territory/table.ts';
import { toTake } from '../../../shared/store/alert-places.ts';
import { readAlerts } from '../../../shared/store/alerts.ts';
import { readCase } from '../../../shared/store/case-store.ts';

/** Cases of each arrondissement that a day is made of. */
export const EACH = 60;

/** Alerts that each agent has taken in each arrondissement: more than a day shows. */
const TAKEN_EACH = 15;

/** The reference of a seeded case, those of Meaux first: far from those that a filled table draws. */
export const seededRef = (n: number): string => `77-2026-9${String(n).padStart(5, '0')}`;

/**
 * Files some cases of every kind in each arrondissement: concours asked for, refused by silence, hearings to come. They are the same
 * whatever else the table holds, so that what moves from one size to another is the table. Each agent has taken some alerts.
 */
export const seedCases = async (deps: RecordDeps, now: string, agents: readonly string[]): Promise<void> => {
  const today = parisDay(now);
  const communes = Map.groupBy([...communesByInsee().values()], ({ arrondissement }) => arrondissement);
  let n = 0;
  for (const arrondissement of arrondissementCodeSchema.options)
    for (let k = 0; k < EACH; k += 1) {
      const some = communes.get(arrondissement) ?? [];
      const commune = some[k % some.length];
      if (!commune) continue;
      const common = {
        sender: 'etude-exemple',
        dwelling: { insee: commune.insee, commune: commune.name, arrondissement, street: `${k} rue du Banc` },
        household: [{ nomNaissance: `Exemple ${n}`, prenoms: ['Camille'] }],
      };
      const at = (days: number) => addDays(today, days);
      const acts = [
        { kind: 'impaye', sender: 'caf', actDate: at(-300), loyer: 60_000, dette: 200_000 + 1000 * k },
        { kind: 'commandementDePayer', actDate: at(-280) },
        { kind: 'assignation', actDate: at(-200), dateAudience: at(k % 3 === 0 ? 5 + k : -120) },
        ...(k % 3 === 0
          ? []
          : [
              { kind: 'decision', actDate: at(-110), issue: 'resiliation' },
              { kind: 'commandementDeQuitterLesLieux', actDate: at(-105), prefetInformeLe: at(-105) },
              { kind: 'demandeCfp', actDate: at(k % 3 === 1 ? -40 : -100) },
            ]),
      ];
      const caseId = seededRef(n);
      for (const [rank, act] of acts.entries()) {
        const event: CaseEvent = caseEventSchema.parse({
          id: `${caseId}-${rank}`,
          reference: caseId,
          receivedAt: `${act.actDate}T08:00:00.000Z`,
          ...common,
          ...act,
        });
        const found = await readCase(deps.client, deps.table, caseId);
        // The last act is told this morning: it is news, and its alerts are to take.
        const told = rank === acts.length - 1 ? now : event.receivedAt;
        await recordEvent(deps, caseId, found, { ...event, receivedAt: told }, { by: 'banc', at: told });
      }
      n += 1;
    }
  for (const arrondissement of arrondissementCodeSchema.options)
    for (const person of agents) {
      const { items } = await readAlerts(deps.client, deps.table, toTake(arrondissement), TAKEN_EACH);
      for (const { caseId, noticeId } of items)
        await takeAlert(deps, caseId, noticeId, { by: 'Agent du Banc', at: now, person });
    }
};
