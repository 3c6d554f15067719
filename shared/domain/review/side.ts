import type { CivilDate } from '../calendar/civil-date.ts';
import { caseOf } from '../case/case-of.ts';
import { bookkeepingKinds, type CaseEvent, type CaseEventKind } from '../events/case-event.ts';
import type { Dwelling, Person } from '../events/household.ts';
import type { Reference } from '../matching/subject.ts';
import type { Stage } from '../procedure/stage.ts';
import { normaliseName } from '../text/normalise-name.ts';

/** What a reviewer compares of a case, or of some of its events: as it was told, each thing once. */
export type Side = {
  household: Person[];
  dwellings: Dwelling[];
  bailleurs: string[];
  /** What happened where the reader may see the procedure; undefined where only what matching compares is shown. */
  procedure:
    | {
        numbers: Reference[];
        stage: Stage;
        stageSince: CivilDate | undefined;
        /** In euro cents, the latest first. */
        dettes: { on: CivilDate; amount: number; sender: string }[];
        /** The latest first. */
        facts: { on: CivilDate; kind: CaseEventKind; sender: string }[];
      }
    | undefined;
};

const once = <T>(all: readonly T[], name: (one: T) => string): T[] =>
  [...new Map([...all].reverse().map((one) => [name(one), one])).values()].reverse();

const placeOf = ({ street, complement, commune, postcode, insee }: Dwelling): string =>
  [street, complement, insee ?? commune ?? postcode].map((part) => normaliseName(part ?? '')).join('|');

/**
 * One side of what a reviewer compares.
 *
 * @param events a case's, or some of them; what the hub and persons noted of the case itself is left out
 * @param today Europe/Paris
 * @param whole whether the reader may see the procedure too
 */
export const sideOf = (events: readonly CaseEvent[], today: CivilDate, whole: boolean): Side => {
  const told = events.filter(({ kind }) => !bookkeepingKinds.includes(kind));
  const confirmed = events.filter(({ kind }) => kind === 'communeConfirmee');
  const shared = {
    dwellings: once(
      [...told, ...confirmed].map(({ dwelling }) => dwelling),
      placeOf,
    ).filter((dwelling) => placeOf(dwelling) !== '||'),
    bailleurs: once(
      told.flatMap((event) => ('bailleur' in event && event.bailleur?.nom ? [event.bailleur.nom] : [])),
      normaliseName,
    ),
  };
  if (told.length === 0) return { ...shared, household: [], procedure: undefined };
  const state = caseOf(told, today);
  const latest = [...told].sort((a, b) => (a.actDate < b.actDate ? 1 : a.actDate > b.actDate ? -1 : 0));
  return {
    ...shared,
    household: state.household,
    procedure: whole
      ? {
          numbers: state.subject.references,
          stage: state.stage,
          stageSince: state.stageSince,
          dettes: latest.flatMap((event) =>
            'dette' in event && typeof event.dette === 'number'
              ? [{ on: event.actDate, amount: event.dette, sender: event.sender }]
              : [],
          ),
          facts: latest.map(({ actDate: on, kind, sender }) => ({ on, kind, sender })),
        }
      : undefined,
  };
};
