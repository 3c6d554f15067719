import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aClerkOf, aDpd, anAdministrator, anAgentOf, aReviewerOf, startPortal } from '../support/portal.ts';

const CASE = '77-2026-000001';
let portal: Awaited<ReturnType<typeof startPortal>>;
beforeAll(async () => {
  portal = await startPortal([
    { mail: 'provins@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] },
    { mail: 'relecteur@exemple.fr', name: 'Sonia Lefort', rights: [aReviewerOf('773')] },
    { mail: 'meaux@exemple.fr', name: 'Marc Dubois', rights: [anAgentOf('771')] },
    { mail: 'clerc@exemple.fr', name: 'Paul Girard', rights: [aClerkOf('etude-girard-provins')] },
    { mail: 'admin@exemple.fr', name: 'Claire Martin', rights: [anAdministrator] },
    { mail: 'dpd@exemple.fr', name: 'Iris Noël', rights: [aDpd] },
  ]);
  const dwelling = { insee: '77379', commune: 'Provins', arrondissement: '773' } as const;
  await portal.file(CASE, { kind: 'commandementDePayer', actDate: '2026-10-05', dwelling });
});
afterAll(() => portal?.stop());

describe('a case', () => {
  it.each([
    ['provins@exemple.fr', 200],
    ['relecteur@exemple.fr', 200],
    ['meaux@exemple.fr', 403],
    ['clerc@exemple.fr', 403],
    ['admin@exemple.fr', 403],
    ['dpd@exemple.fr', 403],
  ])('is shown to who is entitled to it: %s, %d', async (mail, status) => {
    const person = await portal.signIn(mail);
    expect((await person.get(`/dossiers/${CASE}`)).status).toBe(status);
  });

  it('that is not there is not found, whatever its reference looks like', async () => {
    const anne = await portal.signIn('provins@exemple.fr');
    for (const reference of ['77-2026-999999', 'x', '77-2026-000001%0a', '..%2f..', "'", '%F0%9F%92%A9'])
      expect([reference, (await anne.get(`/dossiers/${reference}`)).status]).toEqual([reference, 404]);
  });

  it('once read leaves who read it, when and which page', async () => {
    const anne = await portal.signIn('provins@exemple.fr');
    await anne.get(`/dossiers/${CASE}`);
    expect(await portal.store.items('TRACE')).toContainEqual(
      expect.objectContaining({ by: 'Anne Renard', command: 'page case', cases: [CASE], action: 'lecture' }),
    );
  });
});
