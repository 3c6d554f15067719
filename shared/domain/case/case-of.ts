import type { CaseEvent } from '../events/case-event.ts';
import type { ArrondissementCode, Dwelling, Person } from '../events/household.ts';
import { normaliseName } from '../matching/normalise.ts';
import { compareEvents, isEnded, type Stage, stageOf } from './stage.ts';

/** What the hub knows of one household and dwelling: the fold of its events. */
export type Case = {
  stage: Stage;
  status: 'open' | 'closed' | 'review';
  /** Absent while nobody could tell the commune for certain. */
  arrondissement: ArrondissementCode | undefined;
  dwelling: Dwelling;
  household: Person[];
  /** Who knows this case under which reference, `sender:reference`, sorted. */
  references: string[];
  /** Last debt told, in cents. */
  dette: number | undefined;
  surendettement: string | undefined;
  firstActDate: string;
  lastActDate: string;
  eventCount: number;
};

/**
 * Folds events into the case they tell of. Pure; the order of arrival and repeats change nothing: events are
 * told apart by id and ordered by act's date, kind, id.
 *
 * @throws RangeError when there is no event: a case exists by its first event.
 */
export const caseOf = (events: readonly CaseEvent[]): Case => {
  const ordered = [...new Map(events.map((event) => [event.id, event])).values()].sort(compareEvents);
  const first = ordered[0];
  const last = ordered.at(-1);
  if (!first || !last) throw new RangeError('a case has at least one event');
  const stage = stageOf(ordered);
  const dwelling = dwellingOf(ordered);
  return {
    stage,
    status: isEnded(stage) ? 'closed' : dwelling.arrondissement ? 'open' : 'review',
    arrondissement: dwelling.arrondissement,
    dwelling,
    household: householdOf(ordered),
    references: [...new Set(ordered.map(({ sender, reference }) => `${sender}:${reference}`))].sort(),
    dette: lastOf(ordered, debtOf),
    surendettement: lastOf(ordered, (event) => (event.kind === 'surendettement' ? event.etape : undefined)),
    firstActDate: first.actDate,
    lastActDate: last.actDate,
    eventCount: ordered.length,
  };
};

/** A person's answer first; else the earliest event that names the commune; else the earliest that has its arrondissement. */
const dwellingOf = (ordered: readonly CaseEvent[]): Dwelling => {
  const confirmed = ordered.findLast(({ kind }) => kind === 'communeConfirmee');
  const known =
    confirmed ??
    ordered.find(({ dwelling }) => dwelling.insee && dwelling.arrondissement) ??
    ordered.find(({ dwelling }) => dwelling.arrondissement) ??
    ordered[0];
  const street = ordered.find(({ dwelling }) => dwelling.street)?.dwelling;
  return { ...(street && { street: street.street, complement: street.complement }), ...known?.dwelling };
};

/** Each person once, with the fullest description met; told apart by names and birth date. */
const householdOf = (ordered: readonly CaseEvent[]): Person[] => {
  const persons = new Map<string, Person>();
  for (const { household } of ordered) {
    for (const person of household) {
      const key = [
        normaliseName(person.nomNaissance ?? person.nomUsage ?? ''),
        normaliseName(person.prenoms?.[0] ?? ''),
        person.dateNaissance ?? '',
      ].join('|');
      persons.set(key, { ...person, ...persons.get(key) });
    }
  }
  return [...persons.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, person]) => person);
};

const debtOf = (event: CaseEvent): number | undefined =>
  'dette' in event ? event.dette : event.kind === 'surendettement' ? event.detteLocative : undefined;

const lastOf = <T>(ordered: readonly CaseEvent[], read: (event: CaseEvent) => T | undefined): T | undefined =>
  ordered.reduce<T | undefined>((found, event) => read(event) ?? found, undefined);
