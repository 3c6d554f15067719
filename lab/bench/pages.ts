import '../../test/support/quiet.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { CANNOT, DONE, type Options, type Values, wholeNumber } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { startDemoHub } from '../../cli/demo/hub.ts';
import { assemblyFor } from '../../infra/assembly.ts';
import { startDynamodb } from '../../local/engines.ts';
import { openState } from '../../local/state.ts';
import { toItem } from '../../shared/store/client.ts';
import { caseKey } from '../../shared/store/keys.ts';
import { tableOn } from '../../test/support/table.ts';
import { BulkWriter } from './growth/bulk.ts';
import { createFill } from './growth/fill.ts';
import { signals } from './growth/households.ts';
import { measureTogether } from './pages/measure.ts';
import { agentIds, openPortal } from './pages/portal.ts';
import { type PageFigures, pagesReport } from './pages/report.ts';
import { seedCases } from './pages/seed.ts';

const options = {
  cases: { type: 'string', value: 'N,N', about: 'paliers, en dossiers', default: '1000,100000' },
  rounds: { type: 'string', value: 'N', about: 'mesures de chaque page (100)', default: '100' },
  'no-report': { type: 'boolean', about: 'imprime sans écrire docs/performance-pages.md' },
} as const satisfies Options;

/** The most that a page of every morning may take, in reads of one item, and may move as cases add up. */
const MOST_TIMES = 8;
const FLAT = 0.1;
/** The clock of the filled table. */
const NOW = '2026-03-05T08:00:00.000Z';

const progress = (text: string): void => {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
};

/** Resolves to whether the pages of every morning are as fast, and as flat, as they must be. */
const measure = async (values: Values<typeof options>): Promise<boolean> => {
  const sizes = values.cases.split(',').map((cases) => wholeNumber(cases, '--cases'));
  const rounds = wholeNumber(values.rounds, '--rounds');
  const dataDir = mkdtempSync(join(tmpdir(), 'passerelle-pages-'));
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  progress('synthesis, and a hub without a case');
  const empty = await startDemoHub({ assembly: await assemblyFor('local'), now: NOW, dataDir });
  const table = empty.outputs.get('TableName') ?? '';
  await empty.stop();
  const [matchingKey] = openState(dataDir).secrets.values();
  if (!table || !matchingKey) throw new Error('the hub kept no data');

  const households = signals(9);
  const fill = createFill(table, matchingKey, NOW);
  const steps: { cases: number; pages: PageFigures[] }[] = [];
  for (const [rank, cases] of sizes.entries()) {
    progress(`filling to ${cases} cases`);
    const writer = new BulkWriter(join(dataDir, 'dynamodb.sqlite'), table);
    while (fill.opened() < cases) {
      const { value, done } = households.next();
      if (done) throw new Error('no household left');
      await fill.open(writer, value);
    }
    writer.close();
    const engine = await startDynamodb(undefined, dataDir);
    const store = tableOn(engine, table);
    const deps = { client: store.client, table, matchingKey };
    if (rank === 0) {
      progress('cases of every kind, the same at each size');
      await seedCases(deps, NOW, agentIds);
    }
    const portal = await openPortal(store, matchingKey, NOW);
    const read = () =>
      store.base.send(new GetItemCommand({ TableName: table, Key: toItem(caseKey(portal.caseId)) }));
    const pages: PageFigures[] = [];
    for (const daily of [true, false]) {
      const some = portal.pages.filter((page) => page.daily === daily);
      progress(daily ? 'pages of every morning' : 'the others');
      pages.push(...(await measureTogether(some, rounds, portal.get, read, store.takeRequests)));
    }
    steps.push({ cases, pages });
    await store.stop();
  }
  const told = `npm run lab -- pages --cases ${values.cases} --rounds ${values.rounds}`;
  const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}`;
  const { markdown, met } = pagesReport(told, machine, steps, { times: MOST_TIMES, flat: FLAT });
  process.stdout.write(markdown);
  if (!values['no-report'])
    await writeFile(join(import.meta.dirname, '../../docs/performance-pages.md'), markdown);
  return met;
};

export const pages = command({
  about: `Les pages du portail à mesure que les dossiers s’accumulent : requêtes, octets, et le temps du serveur à côté d’une lecture simple.`,
  usage: '[--cases 1000,100000] [--rounds N]',
  options,
  run: async ({ values }) => ((await measure(values)) ? DONE : CANNOT),
});
