import '../../test/support/quiet.ts';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { assemblyFor } from '../../infra/assembly.ts';
import { startDynamodb } from '../../local/engines.ts';
import { startHub } from '../../local/hub.ts';
import { openState } from '../../local/state.ts';
import { tableOn } from '../../test/support/table.ts';
import { BulkWriter } from './growth/bulk.ts';
import { createFill } from './growth/fill.ts';
import { type Signal, signals } from './growth/households.ts';
import { type Mix, measureMix } from './growth/mix.ts';
import { growthReport, type Step } from './growth/report.ts';
import { measureLatency, measureThroughput } from './throughput.ts';

const HELP = `The same figures as cases add up: what a message asks of the table, the hub's rate beside the engine's own, time to mail.

  npm run bench:growth -- [--cases 1000,100000,1000000] [--messages N] [--latency N] [--data FOLDER] [--seed N]

  --cases N,N     steps, in cases that the table holds
  --messages N    messages through the hub at each step (default 1000)
  --latency N     messages timed to their mails at each step (default 100)
  --data FOLDER   where the table lies, dropped at the end (default: a temporary folder); a million cases take 13 GB
  --seed N        seed of the households (default 9)
  --no-report     prints without writing docs/performance-growth.md`;

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '1000,100000,1000000' },
    messages: { type: 'string', default: '1000' },
    latency: { type: 'string', default: '100' },
    data: { type: 'string' },
    seed: { type: 'string', default: '9' },
    'no-report': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const sizes = values.cases.split(',').map(Number);
const messages = Number(values.messages);
const seed = Number(values.seed);
const progress = (text: string): void => {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
};

/** The clock of the hub that is measured stands the day after. */
const LAST_DAY = '2026-03-05T08:00:00.000Z';
const dataDir = mkdtempSync(join(values.data ?? tmpdir(), 'passerelle-growth-'));
const database = join(dataDir, 'dynamodb.sqlite');
process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));

progress('synthesis, and a hub without a case');
const assembly = assemblyFor('local');
const empty = await startHub({ assembly, now: LAST_DAY, dataDir });
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
  // Households of their own for each measure of each step.
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
  progress(`${values.latency} messages to their mails`);
  const latency = await measureLatency({
    ...load,
    messages: Number(values.latency),
    perSecond: 4,
    first: first + 300_000,
  });
  steps.push({ cases, items, bytes, fileBytes: statSync(database).size, mixes, rates, latency });
  progress(JSON.stringify(steps.at(-1)));
}

const command = `npm run bench:growth -- --cases ${values.cases} --messages ${messages} --latency ${values.latency} --seed ${seed}`;
const markdown = growthReport(command, steps);
process.stdout.write(markdown);
if (!values['no-report'])
  await writeFile(join(import.meta.dirname, '../../docs/performance-growth.md'), markdown);
process.exit(0);
