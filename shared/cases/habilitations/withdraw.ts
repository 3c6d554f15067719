import { parisDay } from '../../domain/calendar/paris-day.ts';
import { type Habilitation, inForce } from '../../domain/habilitation/habilitation.ts';
import type { createPersonRegister, createSessions, PersonEntry } from '../../store/persons.ts';
import { type Author, toldRight } from './author.ts';

export type WithdrawDeps = {
  register: ReturnType<typeof createPersonRegister>;
  sessions: Pick<ReturnType<typeof createSessions>, 'closeAll'>;
};
export type Withdrawn =
  | { kind: 'withdrawn'; person: PersonEntry; gone: Habilitation[] }
  /** The person has no such right, or nobody has that id. */
  | { kind: 'nothing' }
  /** Nobody else could give a right today. */
  | { kind: 'lastAdministrator' }
  | { kind: 'changed' };

const isAdministrator = (all: readonly Habilitation[], today: string): boolean =>
  inForce(all, today).some(({ role }) => role === 'administrateur');

/**
 * Withdraws a right, or all, with effect at once: rights are read at each request, and the person's sessions end. The last
 * administrator keeps theirs: the entries of the others are a condition of the write, so that two who leave at once do not both go.
 *
 * @param person their id
 * @param right its id; all of them when absent
 */
export const withdrawRight = async (
  { register, sessions }: WithdrawDeps,
  { person, right }: { person: string; right?: string | undefined },
  { by, at }: Author,
): Promise<Withdrawn> => {
  const today = parisDay(at);
  const known = await register.get(person);
  const gone = (known?.habilitations ?? []).filter(({ id }) => right === undefined || id === right);
  if (!known || gone.length === 0) return { kind: 'nothing' };
  const ids = new Set(gone.map(({ id }) => id));
  const left = known.habilitations.filter(({ id }) => !ids.has(id));
  const others: PersonEntry[] = [];
  if (isAdministrator(known.habilitations, today) && !isAdministrator(left, today)) {
    const found = (await register.all()).find(
      (one) => one.id !== person && isAdministrator(one.habilitations, today),
    );
    if (!found) return { kind: 'lastAdministrator' };
    others.push(found);
  }
  const entry = (before: PersonEntry | undefined): PersonEntry => ({
    ...(before ?? known),
    habilitations: (before ?? known).habilitations.filter(({ id }) => !ids.has(id)),
  });
  const what = `retirée : ${gone.map(toldRight).join(' ; ')}`;
  if (!(await register.change(person, entry, { at, by, what }, others))) return { kind: 'changed' };
  await sessions.closeAll(person);
  return { kind: 'withdrawn', person: entry(known), gone };
};
