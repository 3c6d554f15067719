import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Habilitation } from '../../shared/domain/habilitation/habilitation.ts';
import {
  createPersonRegister,
  createSessions,
  type PersonEntry,
  personIdOf,
  SESSION_IDLE_MS,
  SESSION_LONGEST_MS,
} from '../../shared/store/persons.ts';
import { startTable } from '../support/table.ts';

const MAIL = 'anne.renard@seine-et-marne.gouv.fr';
const ID = personIdOf(MAIL);
const agent: Habilitation = {
  id: 'a1',
  from: '2026-01-01',
  by: 'Claire Martin',
  role: 'agent',
  arrondissements: ['773'],
};
const MORNING = '2026-11-30T07:30:00.000Z';
const later = (ms: number, from = MORNING): string => new Date(Date.parse(from) + ms).toISOString();
const change = (what: string) => ({ at: MORNING, by: 'Claire Martin', what });
const given =
  (...habilitations: Habilitation[]) =>
  (before: PersonEntry | undefined): PersonEntry => ({
    ...(before ?? { id: ID, mail: MAIL, name: 'Anne Renard' }),
    habilitations,
  });

let store: Awaited<ReturnType<typeof startTable>>;
let register: ReturnType<typeof createPersonRegister>;
let sessions: ReturnType<typeof createSessions>;
beforeAll(async () => {
  store = await startTable();
  register = createPersonRegister(store.client, store.table);
  sessions = createSessions(store.client, store.table);
  await register.change(ID, given(agent), change('donnée'));
});
afterAll(() => store?.stop());

describe('the register of persons', () => {
  it('knows a person by their address, whatever its case, and by nothing in its keys', async () => {
    expect(personIdOf(' Anne.RENARD@seine-et-marne.gouv.fr')).toBe(ID);
    expect(await register.get(ID)).toMatchObject({ name: 'Anne Renard', habilitations: [agent] });
    expect(ID).toMatch(/^[0-9a-f]{24}$/);
  });

  it('keeps who changed what, and takes no change made upon an older entry', async () => {
    const id = personIdOf('deux@exemple.fr');
    const entry = (before: PersonEntry | undefined): PersonEntry => ({ ...given(agent)(before), id });
    expect(await register.change(id, entry, change('un'))).toBe(true);
    const [first, second] = await Promise.all([
      register.change(id, entry, { ...change('deux'), at: later(1) }),
      register.change(id, entry, { ...change('trois'), at: later(2) }),
    ]);
    const written = 1 + Number(first) + Number(second);
    expect(written).toBeGreaterThanOrEqual(2);
    expect(await register.changes(id)).toHaveLength(written);
    expect((await register.all()).map((one) => one.id).sort()).toEqual([ID, id].sort());
  });
});

describe('a session', () => {
  const opened = async (hash: string, startedAt = MORNING): Promise<void> =>
    sessions.open(ID, hash, { startedAt, seenAt: startedAt, idToken: 'jeton', formToken: 'formulaire' });

  it('gives the person as the register has them now', async () => {
    await opened('h1');
    await register.change(ID, given(), { ...change('retirée'), at: later(10) });
    expect((await sessions.find(ID, 'h1', later(1_000)))?.person.habilitations).toEqual([]);
    await register.change(ID, given(agent), { ...change('redonnée'), at: later(20) });
    expect((await sessions.find(ID, 'h1', later(2_000)))?.person.habilitations).toEqual([agent]);
  });

  it('is nobody’s under another hash, or another person', async () => {
    await opened('h2');
    expect(await sessions.find(ID, 'h3', later(1_000))).toBeUndefined();
    expect(await sessions.find(personIdOf('deux@exemple.fr'), 'h2', later(1_000))).toBeUndefined();
  });

  it('ends half an hour after its last use, and each use moves that', async () => {
    await opened('h4');
    const almost = SESSION_IDLE_MS - 1;
    expect(await sessions.find(ID, 'h4', later(almost))).toBeDefined();
    expect(await sessions.find(ID, 'h4', later(2 * almost))).toBeDefined();
    expect(await sessions.find(ID, 'h4', later(2 * almost + SESSION_IDLE_MS))).toBeUndefined();
  });

  it('ends ten hours after the sign-in, however much it is used', async () => {
    await opened('h5');
    let at = 0;
    for (; at < SESSION_LONGEST_MS; at += SESSION_IDLE_MS / 2)
      expect(await sessions.find(ID, 'h5', later(at)), String(at)).toBeDefined();
    expect(await sessions.find(ID, 'h5', later(SESSION_LONGEST_MS))).toBeUndefined();
  });

  it('is written again at most each minute', async () => {
    await opened('h6');
    const soon = await sessions.find(ID, 'h6', later(59_000));
    expect(soon?.session.seenAt).toBe(MORNING);
    expect((await sessions.find(ID, 'h6', later(60_000)))?.session.seenAt).toBe(later(60_000));
  });

  it('closed, is no more', async () => {
    await opened('h7');
    await sessions.close(ID, 'h7');
    expect(await sessions.find(ID, 'h7', later(120_000))).toBeUndefined();
  });
});
