import '../../test/support/quiet.ts';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DONE, type Options, type Values, wholeNumber } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { startDemoHub } from '../../cli/demo/hub.ts';
import { assemblyFor } from '../../infra/assembly.ts';
import { startDynamodb } from '../../local/engines.ts';
import { openState } from '../../local/state.ts';
import { tableOn } from '../../test/support/table.ts';
import { BulkWriter } from './growth/bulk.ts';
import { createFill } from './growth/fill.ts';
import { type Signal, signals } from './growth/households.ts';
import { type Mix, measureMix } from './growth/mix.ts';
import { growthReport, type Step } from './growth/report.ts';
import { measureLatency, measureThroughput } from './throughput.ts';

const options = {
  cases: {
    type: 'string',
    value: 'N,N',
    about: 'paliers, en dossiers que tient la table',
    default: '1000,100000,1000000',
  },
  messages: {
    type: 'string',
    value: 'N',
    about: 'messages à travers le hub à chaque palier (1000)',
    default: '1000',
  },
  latency: {
    type: 'string',
    value: 'N',
    about: 'messages suivis jusqu’à leur mél à chaque palier (100)',
    default: '100',
  },
  data: {
    type: 'string',
    value: 'DOSSIER',
    about:
      'où mettre la table, effacée à la fin (un dossier temporaire) ; un million de dossiers prend 13 Go',
  },
  seed: { type: 'string', value: 'N', about: 'graine des ménages (9)', default: '9' },
  'no-report': { type: 'boolean', about: 'imprime sans écrire docs/performance-growth.md' },
} as const satisfies Options;

const progress = (text: string): void => {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
};

/** The clock of the measured hub stands on the day after this one. */
const LAST_DAY = '2026-03-05T08:00:00.000Z';
const measure = async (values: Values<typeof options>): Promise<void> => {
  const sizes = values.cases.split(',').map((cases) => wholeNumber(cases, '--cases'));
  const messages = wholeNumber(values.messages, '--messages');
  const latencies = wholeNumber(values.latency, '--latency');
  const seed = wholeNumber(values.seed, '--seed', 0);
  const dataDir = mkdtempSync(join(values.data ?? tmpdir(), 'passerelle-growth-'));
  const database = join(dataDir, 'dynamodb.sqlite');
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));

  progress('synthesis, and a hub without a case');
  const assembly = await assemblyFor('local');
  const empty = await startDemoHub({ assembly, now: LAST_DAY, dataDir });
  const table = empty.outputs.get('TableName') ?? '';
  await empty.stop();
  const [matchingKey] = openState(dataDir).secrets.values();
  if (!table || !matchingKey || !existsSync(database)) throw new Error('the hub kept no data');

  const households = signals(seed);
  const nextHouseholds = (count: number): Signal[] =>
    Array.from({ length: count }, () => {
      const { value, done } = households.next();
      if (done) throw new Error('no household left');
      return value;
    });

  const fill = createFill(table, matchingKey, LAST_DAY);
  const fillTo = async (cases: number): Promise<{ items: number; bytes: number }> => {
    const writer = new BulkWriter(database, table);
    const began = performance.now();
    const every = Math.max(1000, Math.ceil(cases / 20));
    let told = fill.opened();
    while (fill.opened() < cases) {
      for (const signal of nextHouseholds(1)) await fill.open(writer, signal);
      if (fill.opened() < told + every) continue;
      told = fill.opened();
      progress(`  ${told} of ${cases} cases, ${Math.round((performance.now() - began) / 1000)} s`);
    }
    for (const issue of fill.refused()) progress(`  refused, and no case: ${issue}`);
    writer.close();
    return { items: writer.items, bytes: writer.bytes };
  };

  const steps: Step[] = [];
  let items = 0;
  let bytes = 0;
  for (const [rank, cases] of sizes.entries()) {
    progress(`filling to ${cases} cases`);
    const filled = await fillTo(cases);
    items += filled.items;
    bytes += filled.bytes;
    // Each measure of each step has its own households.
    const first = (rank + 1) * 1_000_000;
    const load = { assembly, dataDir, messages };
    progress('requests, units and processor time');
    const engine = await startDynamodb(undefined, dataDir);
    const store = tableOn(engine, table);
    const mixes: Record<'alone' | 'common', Mix> = {
      alone: await measureMix(store, matchingKey, { first }),
      common: await measureMix(store, matchingKey, { signals: nextHouseholds(150) }),
    };
    await store.stop();
    progress(`${messages} messages through the hub, and as many raw transactions, twice over`);
    const rates = [
      await measureThroughput({ ...load, first: first + 100_000 }),
      await measureThroughput({ ...load, first: first + 200_000 }),
    ];
    progress(`${latencies} messages to their mails`);
    const latency = await measureLatency({
      ...load,
      messages: latencies,
      perSecond: 4,
      first: first + 300_000,
    });
    steps.push({ cases, items, bytes, fileBytes: statSync(database).size, mixes, rates, latency });
    progress(JSON.stringify(steps.at(-1)));
  }

  const command = `npm run lab -- growth --cases ${values.cases} --messages ${messages} --latency ${values.latency} --seed ${seed}`;
  const markdown = growthReport(command, steps);
  process.stdout.write(markdown);
  if (!values['no-report'])
    await writeFile(join(import.meta.dirname, '../../docs/performance-growth.md'), markdown);
};

export const growth = command({
  about: `Les mêmes mesures à mesure que les dossiers s’accumulent : ce qu’un message demande à la table, le débit du hub à côté de celui du
moteur seul, le délai jusqu’au mél.`,
  usage: '[--cases 1000,100000,1000000] [--messages N] [--latency N] [--data DOSSIER] [--seed N]',
  options,
  run: async ({ values }) => {
    await measure(values);
    return DONE;
  },
});
