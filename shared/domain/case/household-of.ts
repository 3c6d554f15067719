import type { CaseEvent } from '../events/case-event.ts';
import type { Person } from '../events/household.ts';
import { normaliseName } from '../text/normalise-name.ts';

/** Each person once, with the fullest description met. Persons are told apart by surname, first name and birth date. */
export const householdOf = (ordered: readonly CaseEvent[]): Person[] => {
  const persons = new Map<string, Person>();
  for (const { household } of ordered) {
    for (const person of household) {
      const key = [
        // Stryker disable next-line StringLiteral: in a key, any one word for what is not known will do
        normaliseName(person.nomNaissance ?? person.nomUsage ?? ''),
        // Stryker disable next-line StringLiteral: in a key, any one word for what is not known will do
        normaliseName(person.prenoms?.[0] ?? ''),
        // Stryker disable next-line StringLiteral: in a key, any one word for what is not known will do
        person.dateNaissance ?? '',
      ].join(
        // Stryker disable next-line StringLiteral: a key in memory: without it two collide only for names nobody bears
        '|',
      );
      persons.set(key, { ...person, ...persons.get(key) });
    }
  }
  // Stryker disable next-line EqualityOperator: of two that are equal, either comes first
  return [...persons.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, person]) => person);
};
