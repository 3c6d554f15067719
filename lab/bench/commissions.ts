import '../../test/support/quiet.ts';
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { CANNOT, DONE, type Options, type Values, wholeNumber } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { startDemoHub } from '../../cli/demo/hub.ts';
import { assemblyFor } from '../../infra/assembly.ts';
import { clientsOf } from '../../local/clients.ts';
import type { LocalHub } from '../../local/hub.ts';
import { commissionKey } from '../../shared/store/keys.ts';
import { countTable } from './commissions/counted.ts';
import { largeList } from './commissions/large-list.ts';
import { commissionPages } from './commissions/pages.ts';
import { commissionsReport } from './commissions/report.ts';
import { session } from './commissions/session.ts';
import { median } from './pages/measure.ts';

const options = {
  rows: { type: 'string', value: 'N', about: 'lignes du tableau d’un bailleur (500)', default: '500' },
  households: { type: 'string', value: 'N', about: 'ménages d’une séance, pair (40)', default: '40' },
  commissions: { type: 'string', value: 'N,N', about: 'paliers des pages, en commissions', default: '1,50' },
  rounds: { type: 'string', value: 'N', about: 'mesures de chaque page (100)', default: '100' },
  'no-report': { type: 'boolean', about: 'imprime sans écrire docs/performance-commissions.md' },
} as const satisfies Options;

/** Seconds that a landlord waits at most for its table and its transmission, of 500 rows. */
const BOUND = 30;
/** The clock of the hubs: five weeks before the session. */
const NOW = '2026-11-02T08:00:00.000Z';
const READS = 200;

const progress = (text: string): void => {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
};

/** The load of the last minute: processes that want a core. */
const load = (): string => (loadavg()[0] ?? 0).toFixed(1);

/** Milliseconds of one read of one item, on a running hub. */
const oneRead = async (hub: LocalHub): Promise<number> => {
  const { documents } = clientsOf(hub.endpoints);
  const TableName = hub.outputs.get('TableName') ?? '';
  const times: number[] = [];
  for (let n = 0; n < READS; n += 1) {
    const began = performance.now();
    await documents.send(
      new GetCommand({ TableName, Key: commissionKey('clpil-meaux'), ConsistentRead: true }),
    );
    times.push(performance.now() - began);
  }
  return median(times.slice(READS / 4));
};

/** Resolves to whether the bound holds. */
const measure = async (values: Values<typeof options>): Promise<boolean> => {
  const rows = wholeNumber(values.rows, '--rows');
  const households = wholeNumber(values.households, '--households');
  const rounds = wholeNumber(values.rounds, '--rounds');
  const sizes = values.commissions.split(',').map((count) => wholeNumber(count, '--commissions'));
  const assembly = await assemblyFor('local');
  const loads = [load()];
  progress('a hub, timed');
  const hub = await startDemoHub({ assembly, now: NOW });
  const timed = async () => {
    try {
      progress('a session');
      const held = await session(hub, households);
      progress('a landlord’s table');
      return { held, list: await largeList(hub, rows, await oneRead(hub)) };
    } finally {
      await hub.stop();
    }
  };
  const { held, list } = await timed();
  const table = await countTable();
  progress('another hub, counted');
  const other = await startDemoHub({ assembly, now: NOW }, table.start);
  const count = async () => {
    try {
      return await session(other, households, table.take);
    } finally {
      await other.stop();
      await table.stop();
    }
  };
  const counted = await count();
  loads.push(load());
  const pages = await commissionPages(sizes, households, rounds, progress);
  const told = `npm run --silent lab -- commissions --rows ${rows} --households ${households} --commissions ${values.commissions} --rounds ${rounds}`;
  const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}; load before, in the middle and after: ${[...loads, load()].join(', ')} (the hub’s own included: past the cores, other work ran beside)`;
  const { markdown, met } = commissionsReport(told, machine, { list, timed: held, counted, pages }, BOUND);
  process.stdout.write(markdown);
  if (!values['no-report'])
    await writeFile(join(import.meta.dirname, '../../docs/performance-commissions.md'), markdown);
  return met;
};

export const commissions = command({
  about: `Le tableau d’un bailleur jusqu’aux dossiers, une séance jusqu’à son relevé, ce qu’elle coûte, et les pages des commissions.`,
  usage: '[--rows N] [--households N] [--commissions 1,50] [--rounds N] [--no-report]',
  options,
  notes: `Se termine par 1 si le tableau et sa transmission prennent ${BOUND} s ou plus, ou si une ligne se perd.`,
  run: async ({ values }) => ((await measure(values)) ? DONE : CANNOT),
});
