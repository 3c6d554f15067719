import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { countAll } from '../../functions/count/count.ts';
import { compter } from '../../shared/cases/indicateurs/compter.ts';
import {
  addCompte,
  differencesOf,
  lignesDe,
  rowsOf,
  type Sums,
} from '../../shared/cases/indicateurs/reconstruire.ts';
import { solder } from '../../shared/cases/indicateurs/solder.ts';
import { type Apport, compteEn, type Lieu, type Source } from '../../shared/domain/indicateurs/apport.ts';
import { tableauDe } from '../../shared/domain/indicateurs/tableau.ts';
import { createTell } from '../../shared/outbound/stream/tell.ts';
import { readAnnee, readBehind } from '../../shared/store/indicateurs.ts';
import { startTable } from '../support/table.ts';

let store: Awaited<ReturnType<typeof startTable>>;
beforeEach(async () => {
  await store?.stop();
  store = await startTable();
});
afterAll(() => store?.stop());

const NOW = '2026-11-30T08:00:00.000Z';
const deps = () => ({ client: store.client, table: 'hub', now: () => NOW });
const aSource = (caseId: string, version: number, lieu: Lieu, apport: Apport): Source => ({
  id: `CASE#${caseId}`,
  caseId,
  version,
  compte: compteEn(lieu, apport),
});
const cfp = (n: number): Apport => (n === 0 ? {} : { 2026: { 'etat.cfpAccordes': n } });

/** All rows of cases, by place; of those that are live and of those erased. */
const kept = async (): Promise<{ dossiers: Sums; effaces: Sums; hub: Sums }> => {
  const sums = { dossiers: new Map(), effaces: new Map(), hub: new Map() };
  for await (const { Items = [] } of paginateScan({ client: store.client }, { TableName: 'hub' }))
    for (const item of Items) for (const { of, compte } of rowsOf(item)) addCompte(sums[of], compte);
  return sums;
};
const live = async (): Promise<Record<string, number>> =>
  Object.fromEntries([...(await kept()).dossiers].filter(([, n]) => n !== 0).toSorted());
const behind = async (cle: string, lieu: Lieu): Promise<string[]> =>
  (await readBehind(store.client, 'hub', { annee: 2026, cle, lieu }, 100)).caseIds;

describe('what a case counts for', () => {
  it('is counted once, however often it is told, and follows it when it changes', async () => {
    const first = aSource('77-2026-000001', 1, '773', cfp(1));
    await compter(deps(), [first, first]);
    await compter(deps(), [first]);
    expect(await live()).toEqual({ '773|2026|etat.cfpAccordes': 1 });
    await compter(deps(), [aSource('77-2026-000001', 2, '773', cfp(2))]);
    expect(await live()).toEqual({ '773|2026|etat.cfpAccordes': 2 });
    // An older telling that comes late changes nothing.
    await compter(deps(), [first]);
    expect(await live()).toEqual({ '773|2026|etat.cfpAccordes': 2 });
    expect(await behind('etat.cfpAccordes', '773')).toEqual(['77-2026-000001']);
  });

  it('goes with its commune to another arrondissement, and leaves the list behind the count', async () => {
    await compter(deps(), [aSource('77-2026-000001', 1, 'sans', cfp(1))]);
    await compter(deps(), [aSource('77-2026-000001', 2, '771', cfp(1))]);
    expect(await live()).toEqual({ '771|2026|etat.cfpAccordes': 1 });
    expect([await behind('etat.cfpAccordes', 'sans'), await behind('etat.cfpAccordes', '771')]).toEqual([
      [],
      ['77-2026-000001'],
    ]);
  });

  it('stays counted when it is erased, names nobody, and is not counted again by what was still on its way', async () => {
    const last = aSource('77-2026-000001', 7, '773', { ...cfp(1), 2025: { 'etat.demandesCfp': 1 } });
    await compter(deps(), [
      aSource('77-2026-000001', 6, '773', cfp(2)),
      aSource('77-2026-000002', 1, '773', cfp(1)),
    ]);
    await solder(deps(), '77-2026-000001', '773', { ...cfp(1), 2025: { 'etat.demandesCfp': 1 } });
    await solder(deps(), '77-2026-000001', '773', { ...cfp(1), 2025: { 'etat.demandesCfp': 1 } });
    await compter(deps(), [last, { ...last, version: 9 }]);
    expect(await live()).toEqual({ '773|2025|etat.demandesCfp': 1, '773|2026|etat.cfpAccordes': 2 });
    expect(Object.fromEntries((await kept()).effaces)).toEqual({
      '773|2025|etat.demandesCfp': 1,
      '773|2026|etat.cfpAccordes': 1,
    });
    expect(await behind('etat.cfpAccordes', '773')).toEqual(['77-2026-000002']);
    const texts: string[] = [];
    for await (const { Items = [] } of paginateScan({ client: store.client }, { TableName: 'hub' }))
      texts.push(...Items.map((item) => JSON.stringify(item)));
    expect(texts.filter((text) => text.includes('77-2026-000001'))).toEqual([]);
  });

  it('is counted whole when it is more than a transaction holds, by steps that another may finish', async () => {
    const many: Apport = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [
        String(1990 + n),
        { 'etat.cfpAccordes': 1, 'etat.demandesCfp': 2, 'departement.fslDemandes': 1, 'caf.maintiens': 1 },
      ]),
    );
    await compter(deps(), [
      aSource('77-2026-000001', 1, '773', many),
      aSource('77-2026-000002', 1, '773', many),
    ]);
    const rows = await live();
    expect(Object.keys(rows)).toHaveLength(160);
    expect(rows['773|1990|etat.demandesCfp']).toBe(4);
    await solder(deps(), '77-2026-000001', '773', many);
    expect((await live())['773|2029|caf.maintiens']).toBe(2);
    expect([...(await kept()).effaces.values()].reduce((a, b) => a + b, 0)).toBe(200);
  });

  it('is counted whole when all of it is of one row: an update says so many names and no more', async () => {
    const many: Apport = {
      2026: Object.fromEntries(
        Array.from({ length: 1_000 }, (_, k) => [`clpil.situations@BAILLEUR ${k}`, 1]),
      ),
    };
    const expressions: number[] = [];
    const send = vi.spyOn(store.client, 'send');
    await compter(deps(), [aSource('77-2026-000001', 1, '773', many)]);
    for (const [command] of send.mock.calls)
      for (const { Update } of Object(command.input).TransactItems ?? [])
        if (Update) expressions.push(Update.UpdateExpression.length);
    send.mockRestore();
    expect(Object.keys(await live())).toHaveLength(1_000);
    expect(Math.max(...expressions)).toBeLessThanOrEqual(4_096);
  });

  it('is what all the cases count for together, whatever was told, in whatever order, by whom at once', async () => {
    const lieux = ['771', '773', 'sans'] as const;
    const history = fc.array(
      fc.record({ lieu: fc.constantFrom(...lieux), n: fc.nat(3), year: fc.constantFrom('2025', '2026') }),
      { minLength: 1, maxLength: 5 },
    );
    const world = fc.tuple(
      fc.array(history, { minLength: 1, maxLength: 12 }),
      fc.infiniteStream(fc.nat(1_000)),
    );
    await fc.assert(
      fc.asyncProperty(world, async ([cases, draws]) => {
        await store.stop();
        store = await startTable();
        const told = cases.flatMap((versions, c) =>
          versions.flatMap(({ lieu, n, year }, v) => {
            const apport: Apport =
              n === 0 ? {} : { [year]: { 'etat.cfpAccordes': n, 'etat.suspensions': 1 } };
            const one = aSource(`77-2026-00000${c}`, v + 1, lieu, apport);
            return [one, one];
          }),
        );
        const shuffled = told
          .map((one) => ({ one, at: draws.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const half = Math.ceil(shuffled.length / 2);
        await Promise.all([compter(deps(), shuffled.slice(0, half)), compter(deps(), shuffled.slice(half))]);
        const expected: Sums = new Map();
        for (const [c, versions] of cases.entries()) {
          const { lieu, n, year } = versions.at(-1) ?? { lieu: 'sans' as const, n: 0, year: '2026' };
          if (n > 0)
            addCompte(
              expected,
              aSource(String(c), 1, lieu, { [year]: { 'etat.cfpAccordes': n, 'etat.suspensions': 1 } })
                .compte,
            );
        }
        expect(differencesOf((await kept()).dossiers, expected)).toEqual([]);
      }),
      { numRuns: 12, seed: 77 },
    );
  }, 120_000);
});

describe('a year', () => {
  it('is read by one request, and rows made of sums are those that are kept', async () => {
    await compter(deps(), [
      aSource('77-2026-000001', 1, '773', { 2026: { 'etat.cfpAccordes': 1, 'delai.octroiExecution@12': 1 } }),
      aSource('77-2026-000002', 1, '771', { 2026: { 'caf.maintiens': 1 }, 2025: { 'caf.maintiens': 1 } }),
    ]);
    const send = vi.spyOn(DynamoDBClient.prototype, 'send');
    const sendDocument = vi.spyOn(store.client, 'send');
    const lignes = await readAnnee(store.client, 'hub', 2026);
    expect(sendDocument).toHaveBeenCalledTimes(1);
    send.mockRestore();
    sendDocument.mockRestore();
    const byRow = (all: typeof lignes) =>
      all.toSorted((a, b) => (`${a.lieu}${a.ligne}` < `${b.lieu}${b.ligne}` ? -1 : 1));
    expect(byRow(lignesDe(2026, (await kept()).dossiers))).toEqual(byRow(lignes));
    const { valeurs, delais } = tableauDe(2026, lignes, [], '2026-11-30');
    expect(valeurs.get('etat.cfpAccordes')).toMatchObject({ total: 1, parLieu: { 773: 1 } });
    expect(delais.find(({ lieu }) => lieu === '773')).toMatchObject({ cle: 'octroiExecution', mediane: 12 });
  });
});

describe('the function that counts', () => {
  const record = (messageId: string, body: string) => ({ messageId, body });
  const invoke = (count: (sources: readonly Source[]) => Promise<number>, ...records: object[]) =>
    countAll(count)(Object.assign(Object.create(null), { Records: records }), Object.create(null));

  it('counts a batch together; of one that fails, only what fails alone comes back', async () => {
    const texts: string[] = [];
    await createTell(async (text) => void texts.push(text))([aSource('77-2026-000001', 1, '773', cfp(1))]);
    const calls: number[] = [];
    const poison = aSource('77-2026-000666', 1, '773', cfp(1));
    const count = async (sources: readonly Source[]): Promise<number> => {
      calls.push(sources.length);
      if (sources.some(({ id }) => id === poison.id)) throw new Error('poison');
      return compter(deps(), sources);
    };
    expect(
      await invoke(
        count,
        record('a', texts[0] ?? ''),
        record('b', JSON.stringify([poison])),
        record('c', 'not json'),
      ),
    ).toEqual({ batchItemFailures: [{ itemIdentifier: 'b' }, { itemIdentifier: 'c' }] });
    expect(await live()).toEqual({ '773|2026|etat.cfpAccordes': 1 });
    expect(await invoke(count, record('a', texts[0] ?? ''))).toEqual({ batchItemFailures: [] });
    expect(await live()).toEqual({ '773|2026|etat.cfpAccordes': 1 });
  });

  it('is told a batch of the stream in one message, or in as many as a queue takes', async () => {
    const texts: string[] = [];
    const tell = createTell(async (text) => void texts.push(text));
    await tell([]);
    await tell([aSource('a', 1, '773', cfp(1)), aSource('b', 1, '773', cfp(1))]);
    expect(texts).toHaveLength(1);
    const large: Apport = {
      2026: Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`clpil.situations@${n}`, 1])),
    };
    texts.length = 0;
    await tell([1, 2, 3].map((n) => aSource(String(n), 1, '773', large)));
    expect(texts.length).toBeGreaterThan(1);
    expect(Math.max(...texts.map((text) => Buffer.byteLength(text)))).toBeLessThan(262_144);
    // A landlord's name may be of another script: three bytes a letter.
    const foreign: Apport = {
      2026: Object.fromEntries(
        Array.from({ length: 400 }, (_, k) => [`clpil.situations@${'字'.repeat(80)}${k}`, 1]),
      ),
    };
    texts.length = 0;
    await tell([1, 2, 3, 4, 5].map((k) => aSource(String(k), 1, '773', foreign)));
    expect(Math.max(...texts.map((text) => Buffer.byteLength(text)))).toBeLessThan(262_144);
  });
});
