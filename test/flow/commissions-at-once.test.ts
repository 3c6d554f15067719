import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { envoyerReleve, transmettre } from '../../shared/cases/commissions/envois.ts';
import { deposerListe, type LigneLue, verifierLigne } from '../../shared/cases/commissions/listes.ts';
import { keepCommission } from '../../shared/cases/commissions/register.ts';
import { retirerMenage } from '../../shared/cases/commissions/retrait.ts';
import { inscrites, type Situation } from '../../shared/domain/commissions/seance.ts';
import { lireListe } from '../../shared/intake/commissions/lire-liste.ts';
import { aRow, aTable, type Clpil, CODE, OWN, type Row, startClpil } from '../support/clpil.ts';

/*
 * A household that two landlords present at the same instant; one that withdraws while it is deposited; members who share a mailbox.
 */
const FABRE = aRow('F-1', ['Fabre', 'Rachid', '14/09/1968'], '2 quai Sadi-Carnot');
const CASTEL = aRow('H-1', ['Castel', 'Ana', '12/03/1984'], '9 rue des Ursulines');
const DIALLO = aRow('H-2', ['Diallo', 'Moussa', '28/02/1990'], '4 rue Bossuet');

let clpil: Clpil;
let day = 0;
const session = async (): Promise<string> => {
  day += 1;
  const date = new Date(Date.UTC(2027, 2, 18 + day)).toISOString().slice(0, 10);
  await clpil.plan(date);
  return date;
};
const member = (id: string) => {
  const found = clpil.commission.membres.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
};
const at = (by: string) => ({ by, at: clpil.portal.clock.now });
const rowsOf = async (landlord: string, date: string, rows: readonly Row[]): Promise<LigneLue[]> => {
  const read = await lireListe(await aTable(rows), {
    sender: member(landlord).partenaire ?? '',
    date,
    at: clpil.portal.clock.now,
  });
  if (!read.ok) throw new Error(read.issue.code);
  return read.lignes.flatMap(({ ligne, event }) => (event ? [{ ligne, event }] : []));
};
const lay = async (landlord: string, date: string, rows: readonly Row[]) =>
  deposerListe(
    clpil.deps,
    await clpil.en(date),
    member(landlord),
    await rowsOf(landlord, date, rows),
    at(landlord),
  );
const dire = async (_: string, { id }: Situation) => `message-${id}`;
const transmit = async (landlord: string, date: string) =>
  transmettre(clpil.deps, await clpil.en(date), member(landlord), dire, at(landlord));
const listed = async (date: string): Promise<string[]> =>
  inscrites(await clpil.situations(date), await clpil.seanceAt(date))
    .map(({ reference }) => reference)
    .toSorted();

beforeAll(async () => {
  clpil = await startClpil();
});
afterAll(() => clpil?.stop());

describe('two landlords who present one household at the same instant', () => {
  const both = async (date: string): Promise<void> => {
    const [h, f] = [
      await rowsOf('habitat', date, [CASTEL, FABRE.with(0, 'H-9')]),
      await rowsOf('foyers', date, [FABRE]),
    ];
    const en = await clpil.en(date);
    const done = await Promise.all([
      deposerListe(clpil.deps, en, member('habitat'), h, at('habitat')),
      deposerListe(clpil.deps, en, member('foyers'), f, at('foyers')),
    ]);
    expect(done.map(({ kind }) => kind)).toEqual(['fait', 'fait']);
  };

  it('have it listed once: the second list leaves it to the secretariat', async () => {
    const date = await session();
    await both(date);
    expect(await transmit('habitat', date)).toMatchObject({ kind: 'fait' });
    const second = await transmit('foyers', date);
    const listings = (await listed(date)).filter((one) => one === 'H-9' || one === 'F-1');
    expect([second.kind, listings.length]).toEqual([expect.any(String), 1]);
    const waiting = (await clpil.situations(date)).filter(({ aVerifier }) => aVerifier === 'certain');
    expect(waiting).toHaveLength(1);
  });

  it('may both have it listed, once the secretariat has said that they are two', async () => {
    const date = await session();
    await both(date);
    for (const landlord of ['habitat', 'foyers', 'habitat', 'foyers']) {
      await transmit(landlord, date);
      for (const { id, aVerifier } of await clpil.situations(date))
        if (aVerifier !== undefined)
          expect((await verifierLigne(clpil.deps, await clpil.en(date), id, true, at('Léa'))).kind).toBe(
            'fait',
          );
    }
    expect(await listed(date)).toEqual(['F-1', 'H-1', 'H-9']);
  });

  it('are asked nothing of a row that was first, when the second already waits', async () => {
    const date = await session();
    await lay('foyers', date, [FABRE]);
    await lay('habitat', date, [CASTEL, FABRE.with(0, 'H-9')]);
    expect(await transmit('foyers', date)).toMatchObject({ kind: 'fait', inscrites: 1 });
    expect(await transmit('habitat', date)).toMatchObject({ kind: 'fait', inscrites: 1 });
    expect(await listed(date)).toEqual(['F-1', 'H-1']);
  });

  it('do not have it listed under the reference of a row that was let through', async () => {
    const date = await session();
    await lay('foyers', date, [FABRE]);
    await lay('habitat', date, [DIALLO]);
    await lay('habitat', date, [CASTEL, FABRE.with(0, 'H-2')]);
    await transmit('foyers', date);
    await transmit('habitat', date);
    expect(await listed(date)).toEqual(['F-1', 'H-1']);
  });
});

describe('a household that withdraws while another landlord deposits it', () => {
  it('is on no list, and nothing that names it is left', async () => {
    const [other, date] = [await session(), await session()];
    await lay('foyers', other, [FABRE]);
    const [kept] = await clpil.situations(other);
    // The table is read before the withdrawal, and its rows are written after it.
    const rows = await rowsOf('habitat', date, [CASTEL, FABRE.with(0, 'H-9')]);
    const deps = {
      ...clpil.deps,
      store: {
        ...clpil.store,
        change: async (...given: Parameters<typeof clpil.store.change>) => {
          const left = await retirerMenage(clpil.deps, await clpil.en(other), kept?.id ?? '', at('Léa'));
          expect(left.kind).toBe('fait');
          return clpil.store.change(...given);
        },
      },
    };
    await deposerListe(deps, await clpil.en(date), member('habitat'), rows, at('habitat'));
    expect(await transmit('habitat', date)).toMatchObject({ kind: 'fait', inscrites: 1, retirees: 1 });
    expect(await listed(date)).toEqual(['H-1']);
    expect(JSON.stringify(await clpil.situations(date))).not.toMatch(/Fabre|Sadi/);
  });

  it('leaves a list that held no other with nothing to send, which is said', async () => {
    const date = await session();
    await lay('habitat', date, [DIALLO]);
    const [kept] = await clpil.situations(date);
    await retirerMenage(clpil.deps, await clpil.en(date), kept?.id ?? '', at('Léa'));
    await clpil.put(
      [{ ...(kept ?? ({} as Situation)), id: 'f'.repeat(24), bailleur: 'foyers', version: 1 }],
      {},
      date,
    );
    expect(await transmit('foyers', date)).toMatchObject({ kind: 'fait', inscrites: 0, retirees: 1 });
    const path = `${OWN}/seances/${date}/bailleurs/foyers?fait=transmise&n=0&retirees=1`;
    expect((await (await clpil.as('foyers')).get(path)).html).toContain('s’est retiré depuis son dépôt');
    expect(JSON.stringify(await clpil.situations(date))).not.toMatch(/Diallo|Bossuet/);
  });
});

describe('members who share one mailbox', () => {
  it('have each their own relevé there', async () => {
    const date = await session();
    const { commission } = clpil;
    const SHARED = 'commun@exemple.fr';
    const membres = commission.membres.map((one) =>
      ['habitat', 'foyers', 'commune'].includes(one.id) ? { ...one, mail: SHARED } : one,
    );
    const kept = await keepCommission(clpil.deps, { ...commission, membres }, clpil.answer());
    if (kept.kind !== 'kept') throw new Error(kept.kind);
    const boites = { ...clpil.deps.boites, etat: () => SHARED };
    await clpil.put([], { etat: 'close' }, date);
    const en = { commission: kept.commission, seance: await clpil.seanceAt(date) };
    expect((await envoyerReleve({ ...clpil.deps, boites }, en, at('Léa'))).kind).toBe('fait');
    const sent = (await clpil.store.courriels(CODE, date)).filter(
      ({ genre, mailbox }) => genre === 'releve' && mailbox === SHARED,
    );
    expect(sent.map(({ membre }) => membre).toSorted()).toEqual(['commune', 'etat', 'foyers', 'habitat']);
  });
});
