import type { CivilDate } from '../calendar/civil-date.ts';
import type { CaseEvent, EventOf } from '../events/case-event.ts';
import { inOrder } from '../events/compare-events.ts';
import { marksOf } from '../procedure/marks-of.ts';
import { countedIn } from './ends.ts';
import { episodesOf } from './episodes.ts';
import { inForce, notUndone } from './standing.ts';

type Avis = EventOf<'avisCcapex'>;
type Recommandation = Avis['recommandations'][number];

/** An opinion of the CCAPEX, with those of its recommendations that still hold. */
export type Opinion = {
  id: string;
  on: CivilDate;
  nature: Avis['nature'];
  recommandations: Recommandation[];
};

/** Whether a fact carries a recommendation out, or makes an end of it. One that nothing ends holds until another opinion. */
const isEndedBy = (one: Recommandation, event: CaseEvent): boolean => {
  switch (one) {
    case 'relogement':
      return event.kind === 'relogement' && event.etat !== 'assure';
    case 'planApurement':
      return event.kind === 'planApurement' && event.etat !== 'signe';
    case 'aideFsl':
      return event.kind === 'aideFsl' && event.etat === 'refusee';
    case 'accompagnement':
      return event.kind === 'accompagnement' && event.mesure !== 'avdl' && event.etat === 'close';
    case 'avdl':
      return event.kind === 'accompagnement' && event.mesure === 'avdl' && event.etat === 'close';
    case 'maintienDansLesLieux':
    case 'delais':
    case 'concoursForcePublique':
      return false;
  }
};

const CFP = 'concoursForcePublique';

/** Whether a later opinion takes the place of a recommendation: it says it again, or the contrary. */
const isReplacedBy = (one: Recommandation, { recommandations }: Avis): boolean =>
  recommandations.includes(one) || recommandations.includes(CFP) !== (one === CFP);

/**
 * The opinions of the CCAPEX that hold on a day, the first first: those of the current episode, given that day or before, without
 * the recommendations that a later opinion replaced, or that a fact carried out or made vain since. Of two of the same day neither
 * replaces the other: both hold.
 *
 * @param events a case's, in any order
 */
export const opinionsInForce = (events: readonly CaseEvent[], on: CivilDate): Opinion[] => {
  const { counted } = countedIn(inForce(inOrder(notUndone(events))));
  const known = (episodesOf(counted, marksOf(counted)).at(-1)?.events ?? []).filter(
    ({ actDate }) => actDate <= on,
  );
  const opinions = known.filter((event): event is Avis => event.kind === 'avisCcapex');
  return opinions.flatMap((avis) => {
    const holds = (one: Recommandation): boolean =>
      !opinions.some((later) => later.actDate > avis.actDate && isReplacedBy(one, later)) &&
      !known.some((event) => event.actDate >= avis.actDate && isEndedBy(one, event));
    const recommandations = avis.recommandations.filter(holds);
    const { id, actDate, nature } = avis;
    return recommandations.length > 0 ? [{ id, on: actDate, nature, recommandations }] : [];
  });
};

/**
 * The opinions in force that a decision on the concours departs from: it is granted, and they recommend something else. A grant that
 * is put off (`sursis`) gives the time that an opinion recommends.
 *
 * @param events the case's, without this decision or with it
 */
export const departedFrom = (
  { issue, actDate }: Pick<EventOf<'decisionCfp'>, 'issue' | 'actDate'>,
  events: readonly CaseEvent[],
): Opinion[] =>
  issue !== 'accord' && issue !== 'sursis'
    ? []
    : opinionsInForce(events, actDate).filter(
        ({ recommandations }) =>
          !recommandations.includes(CFP) &&
          recommandations.some((one) => !(issue === 'sursis' && one === 'delais')),
      );
