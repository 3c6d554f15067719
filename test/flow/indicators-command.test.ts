import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { parseCsvObjects } from 'hucre/csv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeExport } from '../../cli/backup/export-files.ts';
import { itemsIn } from '../../cli/backup/table.ts';
import { itemSchema } from '../../functions/notify/notify.ts';
import { sourceOfCase } from '../../functions/notify/sources.ts';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import { compter } from '../../shared/cases/indicateurs/compter.ts';
import { lireDit } from '../../shared/cases/indicateurs/controle.ts';
import { declarer } from '../../shared/cases/indicateurs/declarer.ts';
import { lireRapport, publierAnnee, sourceDuHub } from '../../shared/cases/indicateurs/rapport.ts';
import { compteEn } from '../../shared/domain/indicateurs/apport.ts';
import { caseKey, indicateursKey } from '../../shared/store/keys.ts';
import { readPublication } from '../../shared/store/publications.ts';
import { runCommand } from '../support/command.ts';
import { anAgentOf, startPortal } from '../support/portal.ts';

/* The yearly report by the command: on the running hub and on an export, drafted and published; and counts that are made anew. */
let portal: Awaited<ReturnType<typeof startPortal>>;
const deps = () => ({ client: portal.client, table: portal.table });
const YEAR = '2025';
const who = ['--by', 'Anne Renard'];
const folder = (): string => mkdtempSync(join(tmpdir(), 'rapport-'));
const variables = async () => {
  const { hostname, port } = (await portal.client.config.endpoint?.()) ?? {};
  return { TABLE_NAME: portal.table, AWS_ENDPOINT_URL_DYNAMODB: `http://${hostname}:${port}` };
};
const ran = async (...args: string[]) => runCommand('indicators', args, await variables());
const offline = (...args: string[]) => runCommand('indicators', args, {});
const exported = async (): Promise<string> => {
  const out = folder();
  const { AWS_ENDPOINT_URL_DYNAMODB: endpoint } = await variables();
  const client = new DynamoDBClient({ region: REGION, credentials: CREDENTIALS, endpoint });
  await writeExport(out, portal.table, itemsIn(client, portal.table));
  return out;
};
const MELUN = { insee: '77288', commune: 'Melun', arrondissement: '772' };

/** A household of Melun whose concours is granted, told and counted as the stream's consumers do. */
const granted = async (n: number, counted = true): Promise<string> => {
  const caseId = `77-2025-${String(n).padStart(6, '0')}`;
  await portal.file(
    caseId,
    {
      kind: 'commandementDeQuitterLesLieux',
      actDate: '2025-03-03',
      prefetInformeLe: '2025-03-03',
      dwelling: MELUN,
    },
    { kind: 'demandeCfp', actDate: '2025-05-05', dwelling: MELUN },
    { kind: 'decisionCfp', actDate: '2025-06-04', issue: 'accord', sender: 'etat', dwelling: MELUN },
  );
  if (!counted) return caseId;
  const { Item } = await portal.client.send(
    new GetCommand({ TableName: portal.table, Key: caseKey(caseId) }),
  );
  const item = itemSchema.parse(Item);
  if (item.entity !== 'CASE') throw new Error('no case');
  await compter({ ...deps(), now: () => portal.clock.now }, sourceOfCase(item));
  return caseId;
};

beforeAll(async () => {
  portal = await startPortal([{ mail: 'anne@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('772')] }]);
  for (let n = 1; n <= 7; n++) await granted(n);
  await compter({ ...deps(), now: () => portal.clock.now }, [
    { id: 'MESSAGE#a', version: 1, compte: compteEn('hub', { 2025: { 'messages.etat@accepted': 7 } }) },
  ]);
  const at = '2026-02-02T08:00:00.000Z';
  const told = lireDit({ indicateur: 'adil.contacts', valeur: 1_204 }, 'adil');
  if (!told.ok) throw new Error('not read');
  await declarer(deps(), { partenaire: 'adil', annee: 2025, at, by: 'Anne Renard', voie: 'commande' }, [
    told.dit,
  ]);
});
afterAll(() => portal?.stop());

const csvOf = (out: string, version: string) =>
  parseCsvObjects(readFileSync(join(out, `charte-77-${YEAR}-${version}.csv`), 'utf8'), { header: true }).data;
const figure = (out: string, version: string, id: string, territoire = '77') =>
  csvOf(out, version).find(
    (row) => row.indicateur === id && row.annee === YEAR && row.territoire_code === territoire,
  );

describe('the report by the command', () => {
  it('writes every form of it, for the State, and records who read', async () => {
    const out = folder();
    const { code, err, out: told } = await ran('--year', YEAR, '--out', out, ...who);
    expect([code, err.includes('année 2025')]).toEqual([0, true]);
    const names = ['pdf', 'docx', 'xlsx', 'ods', 'csv', 'schema.json'].map(
      (one) => `charte-77-2025-etat.${one}`,
    );
    expect(readdirSync(out).toSorted()).toEqual(names.toSorted());
    for (const name of names) expect(told).toContain(name);
    expect(figure(out, 'etat', 'etat.cfpAccordes')).toMatchObject({ valeur: '7', statut: 'valeur' });
    expect(figure(out, 'etat', 'etat.cfpAccordes', '772')).toMatchObject({ valeur: '7' });
    expect(figure(out, 'etat', 'adil.contacts')).toMatchObject({ valeur: '1204', source: 'declare' });
    expect(figure(out, 'etat', 'caf.impayesTraites')).toMatchObject({ statut: 'non_recu' });
    expect((await ran('--year', YEAR, '--out', out)).code).toBe(2);
  }, 60_000);

  it('is the same from an export, byte for byte', async () => {
    const [from, here, there] = [await exported(), folder(), folder()];
    for (const version of [[], ['--public']]) {
      expect((await ran('--year', YEAR, ...version, '--out', here, ...who)).code).toBe(0);
      expect((await offline('--year', YEAR, ...version, '--from', from, '--out', there)).code).toBe(0);
    }
    for (const name of readdirSync(here).filter((one) => /\.(pdf|csv|json|ods|xlsx)$/.test(one)))
      expect(readFileSync(join(there, name)).equals(readFileSync(join(here, name))), name).toBe(true);
  }, 120_000);

  it('hides small numbers from the public, in the forms that were asked', async () => {
    const out = folder();
    expect((await ran('--year', YEAR, '--public', '--format', 'csv', '--out', out, ...who)).code).toBe(0);
    expect(readdirSync(out).toSorted()).toEqual([
      'charte-77-2025-public.csv',
      'charte-77-2025-public.schema.json',
    ]);
    expect(figure(out, 'public', 'etat.refusExpres')).toMatchObject({ valeur: '', statut: 'secret' });
    expect(
      csvOf(out, 'public').filter(({ indicateur }) => /^(hub|service)\./.test(String(indicateur))),
    ).toEqual([]);
  });

  it.each([
    [['--out', 'x', ...who], '--year'],
    [['--year', '2999', '--out', 'x', ...who], 'n’a pas commencé'],
    [['--year', YEAR, ...who], '--out'],
    [['--year', YEAR, '--out', 'x', '--format', 'doc', ...who], 'pdf, docx'],
    [['--year', YEAR, '--out', 'x', '--day', '2026-01-01', ...who], '--from'],
    [['--year', YEAR, '--out', 'x', '--publish', '--from', 'y'], 'sans --from'],
    [['rien'], 'rebuild'],
  ])('says in French what it lacks: %j', async (args, told) => {
    const { code, err } = await ran(...args);
    expect(code).toBe(2);
    expect(err).toContain(told);
  });
});

describe('a year that was published', () => {
  it('is not before it ends', async () => {
    expect(await publierAnnee(deps(), 2025, { by: 'Anne Renard', at: '2025-11-30T08:00:00.000Z' })).toEqual({
      kind: 'anneeEnCours',
    });
    expect(await readPublication(portal.client, portal.table, 2025)).toBeUndefined();
  });

  it('stays as it was, whatever is counted since; a later year shows it so', async () => {
    const first = folder();
    const done = await ran('--year', YEAR, '--publish', '--format', 'csv', '--out', first, ...who);
    expect([done.code, done.err.includes('publié : 2025')]).toEqual([0, true]);
    expect(await readPublication(portal.client, portal.table, 2025)).toMatchObject({
      annee: 2025,
      by: 'Anne Renard',
    });
    // An eighth, told late.
    await granted(8);
    const again = folder();
    const told = await ran('--year', YEAR, '--publish', '--format', 'csv', '--out', again, ...who);
    expect([told.code, told.err.includes('déjà publiée')]).toEqual([0, true]);
    expect(csvOf(again, 'public')).toEqual(csvOf(first, 'public'));
    const state = folder();
    await ran('--year', YEAR, '--format', 'csv', '--out', state, ...who);
    expect(figure(state, 'etat', 'etat.cfpAccordes')).toMatchObject({ valeur: '8' });
    // What an export has of it is the same.
    const fromExport = folder();
    await offline(
      '--year',
      YEAR,
      '--public',
      '--format',
      'csv',
      '--from',
      await exported(),
      '--out',
      fromExport,
    );
    expect(csvOf(fromExport, 'public')).toEqual(csvOf(first, 'public'));
    // The next year's report has it as it was published.
    const { annees } = await lireRapport(sourceDuHub(deps(), '2027-02-01'), 2026, 'public');
    expect(annees.map(({ annee }) => annee)).toEqual([2025, 2026]);
    expect(annees[0]?.chiffres).toEqual((await readPublication(portal.client, portal.table, 2025))?.chiffres);
  }, 60_000);
});

describe('counts made anew', () => {
  it('are said to be those that are kept', async () => {
    const { code, out } = await offline('rebuild', '--from', await exported());
    expect([code, out]).toEqual([0, expect.stringContaining('Les comptes gardés sont ceux des événements.')]);
  });

  it('count on the hub the case that was not, told as such; a row that is wrong by itself is told, and stays', async () => {
    // A ninth, whose telling was lost.
    await granted(9, false);
    const from = await exported();
    const looked = await offline('rebuild', '--from', from);
    expect(looked.code).toBe(1);
    expect(looked.out).toContain('772|2025|etat.cfpAccordes : 8 dans l’export, 9 d’après les événements');
    const { code, out } = await ran('rebuild', '--from', from, '--apply', ...who);
    expect([code, out]).toEqual([0, expect.stringContaining('1 dossier compté à nouveau')]);
    expect((await offline('rebuild', '--from', await exported())).code).toBe(0);
    const key = indicateursKey('2025', '772', 'etat');
    const { Item: row } = await portal.client.send(new GetCommand({ TableName: portal.table, Key: key }));
    await portal.client.send(
      new PutCommand({ TableName: portal.table, Item: { ...row, 'n.cfpAccordes': 3 } }),
    );
    const again = await ran('rebuild', '--from', await exported(), '--apply', ...who);
    expect(again.out).toContain('La plateforme comptait déjà chaque dossier pour ce qu’il est.');
    expect(again.out).toContain('3 dans l’export, 9 d’après les événements');
  });
});
