import type { CivilDate } from '../calendar/civil-date.ts';
import type { CaseEvent } from '../events/case-event.ts';
import { type Apport, apportDe, prochainCompte } from '../indicateurs/apport.ts';
import type { Procedure } from '../indicateurs/concours.ts';
import { faitsDe } from '../indicateurs/faits.ts';
import { marksOf } from '../procedure/marks-of.ts';
import { periodesOf } from '../responsabilite/periodes.ts';
import type { Chronology } from './chronology.ts';
import { departedFrom } from './opinions.ts';

/** What a case counts for in the indicators as of a day, and the next day on which that changes by itself. */
export type Comptes = { apport: Apport; compteLe: CivilDate | undefined };

const proceduresDe = (
  counted: readonly CaseEvent[],
  { earlier, marks, periodes }: Chronology,
  fin: CivilDate | undefined,
): Procedure[] => {
  if (earlier.length === 0) return [{ events: counted, marks, periodes, fin }];
  const past = new Set(earlier.flatMap(({ events }) => events.map(({ id }) => id)));
  return [
    ...earlier.map(({ events, end }) => {
      const own = marksOf(events);
      return { events, marks: own, periodes: periodesOf(own), fin: end?.on };
    }),
    { events: counted.filter(({ id }) => !past.has(id)), marks, periodes, fin },
  ];
};

/**
 * @param counted a case's events that count (`countedIn`), in order
 * @param ended when its procedure ended, where it has
 * @param today Europe/Paris
 */
export const comptesDe = (
  counted: readonly CaseEvent[],
  chronology: Chronology,
  { ended, provisional }: { ended: CivilDate | undefined; provisional: boolean },
  today: CivilDate,
): Comptes => {
  const faits = faitsDe(
    {
      counted,
      procedures: proceduresDe(counted, chronology, ended),
      situation: chronology.situation,
      close: ended,
      provisional,
      departs: (decision) => departedFrom(decision, counted).length > 0,
    },
    today,
  );
  return { apport: apportDe(faits, today), compteLe: prochainCompte(faits, today) };
};
