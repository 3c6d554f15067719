import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventNameOf } from '../../shared/cases/reading/piece-of-event.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { reviewWrite } from '../../shared/store/review-writes.ts';
import { transactAgain } from '../../shared/store/transact.ts';
import { anAgentOf, aReviewerOf, startPortal } from '../support/portal.ts';

const dwelling = { insee: '77379', commune: 'Provins', arrondissement: '773' } as const;
const meaux = { insee: '77284', commune: 'Meaux', arrondissement: '771' } as const;
const START = '2026-11-30T07:30:00.000Z';

let portal: Awaited<ReturnType<typeof startPortal>>;
let n = 0;
let caseId = '';
beforeAll(async () => {
  portal = await startPortal([
    { mail: 'agent@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] },
    { mail: 'relecteur@exemple.fr', name: 'Sonia Lefort', rights: [aReviewerOf('773')] },
    { mail: 'meaux@exemple.fr', name: 'Marc Dubois', rights: [aReviewerOf('771')] },
  ]);
});
afterAll(() => portal?.stop());
beforeEach(async () => {
  portal.clock.now = START;
  n += 1;
  caseId = `77-2026-0009${String(n).padStart(2, '0')}`;
  await portal.file(
    caseId,
    { kind: 'commandementDePayer', actDate: '2026-10-05', dwelling },
    { kind: 'assignation', actDate: '2026-11-05', dwelling },
  );
});

const kindsOf = async (one: string): Promise<string[]> =>
  ((await readCase(portal.client, portal.table, one))?.events ?? []).map(({ kind }) => kind).sort();
/** How addresses name an event of the case. */
const nameOf = (index: number): string => eventNameOf({ id: `${caseId}-e-${index}` });

describe('a message of a case', () => {
  it('is taken out by a reviewer, who confirms it first, and brought back the same day', async () => {
    const sonia = await portal.signIn('relecteur@exemple.fr');
    const list = await sonia.get(`/dossiers/${caseId}/rattachements`);
    expect(list.html).toContain(`/dossiers/${caseId}/detacher/${nameOf(1)}`);
    const asked = await sonia.get(`/dossiers/${caseId}/detacher/${nameOf(1)}`);
    expect(asked.html).toContain('Assignation du 05/11/2026');
    expect(await kindsOf(caseId)).toEqual(['assignation', 'commandementDePayer']);

    const done = await sonia.post(`/dossiers/${caseId}/detacher`, { evenement: nameOf(1) });
    expect(done.status).toBe(303);
    const to = done.to ?? '';
    expect(to).toMatch(/^\/dossiers\/77-2026-\d{6}$/);
    expect(await kindsOf(caseId)).toEqual(['commandementDePayer', 'deplacement']);
    const shown = await sonia.get(to);
    expect(shown.html).toContain('Un événement détaché');
    expect(shown.html).toContain('<bdi>Sonia Lefort</bdi>');
    const action = /action="([^"]+\/detacher\/annuler)"/.exec(shown.html)?.[1] ?? '';

    portal.clock.now = '2026-11-30T07:45:00.000Z';
    const undone = await sonia.post(action);
    expect([undone.status, undone.to]).toEqual([303, `/dossiers/${caseId}`]);
    expect(await kindsOf(caseId)).toEqual([
      'assignation',
      'commandementDePayer',
      'deplacement',
      'deplacement',
    ]);
    const emptied = await sonia.get(to);
    expect(emptied.html).toContain('Ce dossier est réuni avec un autre');
    expect(emptied.html).toContain(`href="/dossiers/${caseId}"`);
  });

  it('can only be brought back that day, and once', async () => {
    const sonia = await portal.signIn('relecteur@exemple.fr');
    const { to = '' } = await sonia.post(`/dossiers/${caseId}/detacher`, { evenement: nameOf(1) });
    portal.clock.now = '2026-12-01T07:30:00.000Z';
    const later = await portal.signIn('relecteur@exemple.fr');
    expect((await later.get(to)).html).not.toContain('/detacher/annuler');
    const late = await later.post(`${to}/detacher/annuler`);
    expect([late.status, await kindsOf(caseId)]).toEqual([409, ['commandementDePayer', 'deplacement']]);
    expect(late.html).toContain('Il n’y a plus rien à annuler');
  });

  it('that left meanwhile, or is alone, stays where it is', async () => {
    const sonia = await portal.signIn('relecteur@exemple.fr');
    await sonia.post(`/dossiers/${caseId}/detacher`, { evenement: nameOf(1) });
    const again = await sonia.post(`/dossiers/${caseId}/detacher`, { evenement: nameOf(1) });
    expect([again.status, again.html.includes('n’est plus dans ce dossier')]).toEqual([409, true]);
    const alone = await sonia.post(`/dossiers/${caseId}/detacher`, { evenement: nameOf(0) });
    expect([alone.status, alone.html.includes('C’est le seul message')]).toEqual([409, true]);
    expect((await sonia.get(`/dossiers/${caseId}/detacher/x`)).status).toBe(404);
    expect(await kindsOf(caseId)).toEqual(['commandementDePayer', 'deplacement']);
  });

  it.each([['agent@exemple.fr'], ['meaux@exemple.fr']])('is not taken out by %s', async (mail) => {
    const person = await portal.signIn(mail);
    expect((await person.get(`/dossiers/${caseId}/detacher/${nameOf(1)}`)).status).toBe(403);
    expect((await person.post(`/dossiers/${caseId}/detacher`, { evenement: nameOf(1) })).status).toBe(403);
    expect((await person.get(`/dossiers/${caseId}/rattachements`)).html).not.toContain('/detacher');
    expect(await kindsOf(caseId)).toEqual(['assignation', 'commandementDePayer']);
  });

  it('that is of another arrondissement goes there, where its reviewer cannot send it back alone', async () => {
    await portal.file(`${caseId}`, { kind: 'decision', actDate: '2026-11-20', dwelling: meaux, id: 'meaux' });
    const sonia = await portal.signIn('relecteur@exemple.fr');
    const evenement = eventNameOf({ id: `${caseId}-meaux` });
    const done = await sonia.post(`/dossiers/${caseId}/detacher`, { evenement });
    expect([done.status, done.html.includes('d’un arrondissement que vous ne suivez pas')]).toEqual([
      200,
      true,
    ]);
    const [, to = ''] = /Il est dans le dossier (77-2026-\d{6})/.exec(done.html) ?? [];
    expect(await kindsOf(to)).toEqual(['decision', 'deplacement']);
    expect((await sonia.post(`/dossiers/${to}/detacher/annuler`)).status).toBe(403);
    const marc = await portal.signIn('meaux@exemple.fr');
    const refused = await marc.post(`/dossiers/${to}/detacher/annuler`);
    expect([refused.status, refused.html.includes('que vous ne relisez pas')]).toEqual([409, true]);
    expect(await kindsOf(to)).toEqual(['decision', 'deplacement']);
  });

  it('that an audit asks about blind says no reason until it is answered', async () => {
    const review = {
      entity: 'REVIEW' as const,
      messageId: `audit-${caseId}`,
      reason: 'audit' as const,
      state: 'open' as const,
      openedAt: START,
      caseId,
      candidates: [],
      events: [`${caseId}-e-1`],
    };
    await transactAgain(portal.client, [reviewWrite(portal.table, review)]);
    const sonia = await portal.signIn('relecteur@exemple.fr');
    const { html } = await sonia.get(`/dossiers/${caseId}/rattachements`);
    expect(html.match(/Une relecture à l’aveugle est en cours/g)?.length).toBe(1);
  });
});
