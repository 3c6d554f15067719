import type { CaseEvent } from '../events/case-event.ts';
import type { Person } from '../events/household.ts';
import { normaliseName } from '../text/normalise-name.ts';

/** Each person once, with the fullest description met; told apart by names and birth date. */
export const householdOf = (ordered: readonly CaseEvent[]): Person[] => {
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
