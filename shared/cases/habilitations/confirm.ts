import { parisDay } from '../../domain/calendar/paris-day.ts';
import type { Habilitation } from '../../domain/habilitation/habilitation.ts';
import type { createPersonRegister, PersonEntry } from '../../store/persons.ts';
import { type Author, toldRight } from './author.ts';

export type Confirmed =
  | { kind: 'confirmed'; person: PersonEntry; right: Habilitation }
  | { kind: 'nothing' }
  /** Nobody confirms what they have themself: another administrator does. */
  | { kind: 'own' }
  | { kind: 'changed' };

/**
 * Confirms a right at the half-yearly review: who did, and when, is kept. A right that nobody confirms goes on, and is listed.
 *
 * @param person their id
 * @param right its id
 */
export const confirmRight = async (
  register: ReturnType<typeof createPersonRegister>,
  { person, right }: { person: string; right: string },
  author: Author,
): Promise<Confirmed> => {
  if (author.person === person) return { kind: 'own' };
  const { by, at } = author;
  const known = await register.get(person);
  const found = known?.habilitations.find(({ id }) => id === right);
  if (!known || !found) return { kind: 'nothing' };
  const confirmed = { on: parisDay(at), by };
  const entry = (before: PersonEntry | undefined): PersonEntry => ({
    ...(before ?? known),
    habilitations: (before ?? known).habilitations.map((one) =>
      one.id === right ? { ...one, confirmed } : one,
    ),
  });
  const what = `confirmée : ${toldRight(found)}`;
  if (!(await register.change(person, entry, { at, by, what }))) return { kind: 'changed' };
  return { kind: 'confirmed', person: entry(known), right: { ...found, confirmed } };
};
