import type { CivilDate } from '../calendar/civil-date.ts';
import type { CaseEvent, EventOf } from '../events/case-event.ts';
import { type Apport, apportDe, prochainCompte } from '../indicateurs/apport.ts';
import type { AvisSur } from '../indicateurs/commissions.ts';
import type { Procedure } from '../indicateurs/concours.ts';
import { reveil } from '../indicateurs/fait.ts';
import { faitsDe, ouverture } from '../indicateurs/faits.ts';
import { marksOf } from '../procedure/marks-of.ts';
import { endOf } from '../procedure/stage.ts';
import { standingAt } from '../procedure/stage-at.ts';
import { refusImplicites } from '../responsabilite/marks.ts';
import { periodesOf } from '../responsabilite/periodes.ts';
import { type Chronology, chronologyOf } from './chronology.ts';
import { departedFrom, opinionsInForce } from './opinions.ts';

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

const endIn = ({ marks, periodes, situation }: Chronology, today: CivilDate): CivilDate | undefined => {
  const { stage, since } = standingAt([...marks, ...refusImplicites(periodes)], situation, today);
  return endOf(stage) === undefined ? undefined : since;
};

/**
 * @param all a case's events that count (`countedIn`), in order
 * @param ended when its procedure ended, where it has
 * @param today Europe/Paris
 */
export const comptesDe = (
  all: readonly CaseEvent[],
  allOfThem: Chronology,
  { ended: endedOn, provisional }: { ended: CivilDate | undefined; provisional: boolean },
  today: CivilDate,
): Comptes => {
  // An act may be dated ahead: nothing of it counts before its day.
  const counted = all.filter(({ actDate }) => actDate <= today);
  const whole = counted.length === all.length;
  const chronology = whole ? allOfThem : chronologyOf(counted);
  const ended = whole ? endedOn : endIn(chronology, today);
  const procedures = proceduresDe(counted, chronology, ended);
  // The opinions of another procedure say nothing of a decision.
  const avisSur = (decision: EventOf<'decisionCfp'>): AvisSur => {
    const events = procedures.find((one) => one.events.some(({ id }) => id === decision.id))?.events ?? [];
    if (departedFrom(decision, events).length > 0) return 'Contraires';
    return opinionsInForce(events, decision.actDate).length > 0 ? 'Conformes' : 'aucun';
  };
  const faits = [
    ...faitsDe({ counted, procedures, situation: chronology.situation, close: ended, avisSur }, today),
    ...ouverture(all, provisional),
    ...all.filter(({ actDate }) => actDate > today).map(({ actDate }) => reveil(actDate)),
  ];
  return { apport: apportDe(faits, today), compteLe: prochainCompte(faits, today) };
};
