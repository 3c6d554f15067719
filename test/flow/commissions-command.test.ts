import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, dateInFrench } from '../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { apiMessageIn } from '../../shared/intake/api-intake.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { startBuckets } from '../support/buckets.ts';
import { aRow, aTable, type Clpil, CODE, startClpil } from '../support/clpil.ts';
import { type Ran, runCommand } from '../support/command.ts';
import { docxText } from '../support/office.ts';
import { readPdf } from '../support/pdf.ts';

/*
 * A session from its plan to its relevé by the command line alone, as who operates the hub would do it: on the day of this machine.
 */
const today = parisDay(new Date().toISOString());
const letters = dateInFrench(addDays(today, -60));

let clpil: Clpil;
let sqs: Awaited<ReturnType<typeof startBuckets>>;
let queue = '';
let folder = '';
let variables: Record<string, string> = {};
beforeAll(async () => {
  [clpil, sqs] = await Promise.all([startClpil(new Date().toISOString()), startBuckets()]);
  const { QueueUrl } = await sqs.sqs.send(new CreateQueueCommand({ QueueName: 'api-intake' }));
  const url = new URL(QueueUrl ?? '');
  url.port = new URL(sqs.url).port;
  url.hostname = '127.0.0.1';
  queue = url.href;
  folder = await mkdtemp(join(tmpdir(), 'passerelle-seance-'));
  variables = {
    TABLE_NAME: clpil.portal.table,
    MATCHING_KEY: clpil.deps.matchingKey,
    MESSAGES_QUEUE_URL: queue,
    AWS_ENDPOINT_URL_DYNAMODB: clpil.portal.store.url,
    AWS_ENDPOINT_URL_SQS: sqs.url,
  };
}, 60_000);
afterAll(async () => {
  await clpil?.stop();
  await sqs?.stop();
});

const asked = (verb: string, ...args: string[]): Promise<Ran> =>
  runCommand(
    'commission',
    [verb, CODE, '--date', today, '--by', 'Marie Exploite', ...args].filter(Boolean),
    variables,
  );
const ran = async (verb: string, ...args: string[]): Promise<string> => {
  const { code, out, err } = await asked(verb, ...args);
  expect([verb, code, err]).toEqual([verb, 0, expect.any(String)]);
  return out;
};
const written = async (name: string): Promise<Uint8Array> => {
  await ran('fichier', '--fichier', name, '--out', join(folder, name));
  return new Uint8Array(await readFile(join(folder, name)));
};
/** The hub's intake reads what the command put on its queue. */
const takeQueue = async (): Promise<void> => {
  const { Messages = [] } = await sqs.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: 10 }),
  );
  clpil.portal.told.push(...Messages.map(({ Body = '' }) => apiMessageIn(Body)));
  await clpil.takeTold();
};
/** The rows of «situations»: an id, a landlord, a household. */
const listed = async (): Promise<{ id: string; row: string }[]> =>
  (await ran('situations'))
    .split('\n')
    .filter(Boolean)
    .map((row) => ({ id: row.split(' ')[0] ?? '', row }));

describe('a session by the command line', { timeout: 120_000 }, () => {
  it('is planned, given a landlord’s table and its letters, and its list goes to members and to cases', async () => {
    await ran('seance', '--lieu', 'Mairie de Meaux');
    await ran('faire', '--geste', 'inviter');
    const table = join(folder, 'liste.xlsx');
    const rows = [
      aRow('H-1', ['Castel', 'Ana', '12/03/1984'], '9 rue des Ursulines', letters),
      aRow('H-2', ['Diallo', 'Moussa', '28/02/1990'], '4 rue Bossuet', letters),
      aRow('H-3', ['', 'Hugo', '19/03/1975'], '3 place Doumer', letters),
    ];
    await writeFile(table, await aTable(rows));
    expect(await ran('deposer', '--bailleur', 'habitat', '--file', table)).toContain('ligne 4');
    await ran('lettres', '--bailleur', 'habitat', '--out', join(folder, 'lettres.pdf'));
    const letter = await readPdf(new Uint8Array(await readFile(join(folder, 'lettres.pdf'))));
    expect(letter.text).toContain('226-1');
    await ran('transmettre', '--bailleur', 'habitat');
    await takeQueue();
    expect((await listed()).map(({ row }) => row)).toEqual([
      expect.stringContaining('CASTEL Ana'),
      expect.stringContaining('DIALLO Moussa'),
    ]);
  });

  it('is opened, heard and decided; what cannot be is refused in words', async () => {
    await ran('faire', '--geste', 'ouvrir');
    const [first, second] = await listed();
    const [one = '', other = ''] = [first?.id, second?.id];
    await ran('dire', '--situation', one, '--membre', 'mds', '--connu', '--texte', 'Suivie depuis mars.');
    const wrong = await asked('decider', '--situation', one, '--issue', 'planApurement:mds');
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('ORGANISME_INATTENDU')]);
    const early = await asked('faire', '--geste', 'clore');
    expect([early.code, early.out]).toEqual([2, '']);
    await ran('decider', '--situation', one, '--issue', 'accompagnement:mds');
    await ran('decider', '--situation', other, '--issue', 'planApurement:bailleur');
    await ran('faire', '--geste', 'clore');
    const [kept] = (await clpil.situations(today)).filter(({ id }) => id === one);
    const found = await readCase(clpil.portal.client, clpil.portal.table, kept?.caseId ?? '');
    expect(found?.events.map(({ kind }) => kind)).toContain('decisionClpil');
  });

  it('gives its files, its accounts and its evaluation', async () => {
    const releve = await readPdf(await written('releve.pdf'));
    expect(releve.text).toContain('CASTEL Ana');
    expect(await docxText(await written('releve.docx'))).toContain('DIALLO Moussa');
    expect((await readPdf(await written('lettres.pdf'))).pages).toBeGreaterThanOrEqual(2);
    await ran('faire', '--geste', 'releve');
    const [first] = await listed();
    await ran(
      ...(['compte', '--situation', first?.id ?? '', '--membre', 'mds'] as const),
      ...['--mesure', 'accompagnement', '--etat', 'enCours', '--le', today],
    );
    const bilan = await runCommand('commission', ['bilan', CODE, '--annee', today.slice(0, 4)], variables);
    expect([bilan.code, bilan.out]).toEqual([0, expect.stringMatching(/Situations et ménages étudiés/)]);
  });

  it('forgets a household that withdraws, in what it exports too', async () => {
    const rows = await listed();
    const gone = rows.find(({ row }) => row.includes('DIALLO'));
    await ran('retirer', '--situation', gone?.id ?? '');
    expect((await listed()).map(({ row }) => row)).toEqual([expect.stringContaining('CASTEL Ana')]);
    const exported = new TextDecoder().decode(await written('seance.json'));
    expect(exported).toContain('Castel');
    expect(exported).not.toMatch(/diallo|bossuet/i);
  });
});
