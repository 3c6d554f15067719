import type { CivilDate } from '../calendar/civil-date.ts';
import { parisDay } from '../calendar/paris-day.ts';
import type { CaseEvent, CaseEventKind, EventOf } from '../events/case-event.ts';

type Reception = EventOf<'receptionPrefet'>;

/** The day on which the préfet received an act, and the day on which the hub learnt it. */
export type Received = { date: CivilDate; knownOn: CivilDate };

/** What is known of the day on which the préfet received acts. */
type Receptions = {
  /** By the id of the act. */
  byAct: ReadonlyMap<string, Received>;
  /** The ids of receptions of acts that nobody else told: they prove them alone. */
  alone: ReadonlySet<string>;
};

/**
 * The day on which the préfet received each act, as EXPLOC's receipt or an agent tells it. The last told prevails over those before
 * and over the day that the act itself says, whatever the order they are read in. One dated after the préfet's answer to that act, or
 * after the end of the procedure, counts for nothing: he had the act before.
 */
export const receptionsOf = (events: readonly CaseEvent[]): Receptions => {
  const byAct = new Map<string, Received>();
  const alone = new Set<string>();
  const told = events
    .filter((event) => event.kind === 'receptionPrefet')
    .filter((reception) => reception.annulee || !isTooLate(events, reception))
    .sort((a, b) => (whenTold(a) < whenTold(b) ? -1 : 1));
  for (const [index, reception] of told.entries()) {
    const acts = actsOf(events, reception);
    for (const { id } of acts) {
      if (reception.annulee) byAct.delete(id);
      else byAct.set(id, { date: reception.actDate, knownOn: knownOf(told, reception) });
    }
    const undone = told.slice(index).some((later) => later.annulee && isSameAct(later, reception));
    if (acts.length === 0 && !undone) alone.add(reception.id);
  }
  return { byAct, alone };
};

/** What leaves the préfet nothing to receive: the procedure is over. */
const overBy: readonly CaseEventKind[] = ['executionCfp', 'finPoursuites', 'nouveauBail', 'departVolontaire'];

/** Whether an event shows that the préfet had the act: he answered it. A mise en demeure, or «too early», answers no commandement. */
const isAnswered = (acte: Reception['acte'], event: CaseEvent): boolean => {
  if (acte === 'assignation') return false;
  if (event.kind === 'retraitDemandeCfp') return acte === 'demandeCfp';
  if (event.kind === 'decisionCfp')
    return event.issue !== 'miseEnDemeure' && (acte === 'demandeCfp' || event.motifRefus !== 'prematuree');
  return overBy.includes(event.kind) && !(event.kind === 'executionCfp' && !event.effectuee);
};

const isTooLate = (events: readonly CaseEvent[], reception: Reception): boolean => {
  const acts = actsOf(events, reception).map(({ actDate }) => actDate);
  const days = acts.length > 0 ? acts : [reception.dateActe ?? reception.actDate];
  return days.some((day) =>
    events.some(
      (event) =>
        day <= event.actDate && event.actDate < reception.actDate && isAnswered(reception.acte, event),
    ),
  );
};

/** A demande that the landlord makes itself seizes nobody: the commissaire de justice asks (CPCE, art. L153-2, R153-1). */
export const isLandlordsLetter = ({ kind, sender }: CaseEvent): boolean =>
  kind === 'demandeCfp' && sender.startsWith('bailleur');

const whenTold = ({ receivedAt, id }: Reception): string => `${receivedAt}|${id}`;

/** Told again, a day is known from the first time. */
const knownOf = (told: readonly Reception[], reception: Reception): CivilDate => {
  const first = told.find(
    (other) => !other.annulee && isSameAct(other, reception) && other.actDate === reception.actDate,
  );
  return parisDay((first ?? reception).receivedAt);
};

const isSameAct = (a: Reception, b: Reception): boolean => a.acte === b.acte && a.dateActe === b.dateActe;

/** The acts that a reception is of: those of its date, or the last ones that are not after it. */
const actsOf = (events: readonly CaseEvent[], { acte, dateActe, actDate }: Reception): CaseEvent[] => {
  const acts = events.filter((event) => event.kind === acte && !isLandlordsLetter(event));
  const day =
    dateActe ??
    acts
      .map((act) => act.actDate)
      .filter((date) => date <= actDate)
      .sort()
      .at(-1);
  return acts.filter((act) => act.actDate === day);
};
