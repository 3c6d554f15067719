import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseOfMessages } from '../../shared/cases/commissions/cases-of.ts';
import { caseCopies } from '../../shared/cases/rights/case-copies.ts';
import { situationKey } from '../../shared/store/keys.ts';
import { aRow, aTable, type Clpil, CODE, OWN, SEANCE, startClpil, upload } from '../support/clpil.ts';

/*
 * What a session keeps of a household is a copy of its case: who erases the case finds it.
 */
let clpil: Clpil;
beforeAll(async () => {
  clpil = await startClpil();
  await clpil.plan();
  const rows = [
    aRow('H-1', ['Castel', 'Ana', '12/03/1984'], '9 rue des Ursulines'),
    aRow('H-2', ['Diallo', 'Moussa', '28/02/1990'], '4 rue Bossuet'),
  ];
  await upload(await clpil.as('habitat'), 'habitat', await aTable(rows));
  await (await clpil.as('habitat')).post(`${OWN}/seances/${SEANCE}/bailleurs/habitat`, {
    faire: 'transmettre',
  });
  await clpil.takeTold();
});
afterAll(() => clpil?.stop());

it('a case leads to its household in the session that examines it, and to no other', async () => {
  const listed = await clpil.situations();
  const cases = await caseOfMessages(clpil.deps, listed);
  expect(cases.size).toBe(2);
  const buckets = { raw: 'r', pieces: 'p', drop: 'd', quarantine: 'q', hold: 'h' };
  for (const [id, caseId] of cases) {
    const copies = await caseCopies({ ...clpil.deps, buckets }, caseId);
    const examined = (copies?.elsewhere ?? [])
      .filter(({ entity }) => entity === 'SITUATION')
      .map(({ PK, SK }) => ({ PK, SK }));
    expect(examined).toEqual([situationKey(CODE, SEANCE, id)]);
  }
});
