import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { AT, aRow, aTable, type Clpil, fileOf, startClpil, upload } from '../support/clpil.ts';

/*
 * Doors beside the list: a landlord's own page and its files, whose reads of cases are recorded as the list's are; a room that is open when a household
 * withdraws.
 */
const CASTEL = aRow('H-1', ['Castel', 'Ana', '12/03/1984'], '9 rue des Ursulines');
const DIALLO = aRow('H-2', ['Diallo', 'Moussa', '28/02/1990'], '4 rue Bossuet');

let clpil: Clpil;
const readSchema = z.object({ command: z.string(), cases: z.array(z.string()) });
const reads = async () =>
  (await clpil.portal.store.items('TRACE')).flatMap((one) => readSchema.safeParse(one).data ?? []);
const secretariat = async () => clpil.as('secretariat');

beforeAll(async () => {
  clpil = await startClpil();
  await clpil.plan();
  const nadia = await clpil.as('habitat');
  await upload(nadia, 'habitat', await aTable([CASTEL, DIALLO]));
  await nadia.post(`${AT}/bailleurs/habitat`, { faire: 'transmettre' });
  await clpil.takeTold();
  await (await secretariat()).post(`${AT}/confidentialite`, { lu: 'oui' });
});
afterAll(() => clpil?.stop());

describe('a landlord’s page and table', () => {
  it.each([
    ['', 'page bailleur'],
    ['/tableau.xlsx', 'page tableau'],
  ])('%s: who reads them is recorded, with the cases', async (path, command) => {
    const cases = (await clpil.portal.store.items('EVENT')).map(({ caseId }) => caseId);
    expect(new Set(cases).size).toBe(2);
    const ofBoth = async () =>
      (await reads()).filter((one) => one.command === command && one.cases.length === 2).length;
    for (const who of [await secretariat(), await clpil.as('habitat')]) {
      const before = await ofBoth();
      expect((await fileOf(who, `${AT}/bailleurs/habitat${path}`)).status).toBe(200);
      expect(await ofBoth()).toBe(before + 1);
    }
  });
});

describe('a household that withdraws while a secretary has the room open', () => {
  it('is decided no more: the room is told why, and nothing that names it comes back', async () => {
    clpil.portal.clock.now = '2027-03-18T13:00:00.000Z';
    const lea = await secretariat();
    await lea.post(AT, { faire: 'ouvrir' });
    const id = (await clpil.situations()).find(({ reference }) => reference === 'H-1')?.id ?? '';
    expect((await lea.get(`${AT}/salle`)).html).toMatch(/castel/i);
    await (await clpil.as('habitat')).post(`${AT}/situations/${id}`, { faire: 'retirer' });
    const body = new URLSearchParams({
      jeton: await lea.token(),
      faire: 'decider',
      vue: '',
      issues: 'accompagnement|mds',
      note: 'Castel dit',
    });
    const answer = await lea.browser.ask(`https://passerelle.example${AT}/situations/${id}`, {
      method: 'POST',
      body: body.toString(),
      headers: {
        accept: 'application/json',
        origin: 'https://passerelle.example',
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
    expect([answer.status, await answer.json()]).toEqual([
      404,
      { code: 'SITUATION_INCONNUE', text: expect.stringContaining('n’est plus sur la liste') },
    ]);
    expect(JSON.stringify(await clpil.situations())).not.toMatch(/castel|ursulines/i);
    expect((await lea.get(`${AT}/salle`)).html).not.toMatch(/castel/i);
  });
});
