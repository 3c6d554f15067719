import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { BatchWriteCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { DONE, type Options, wholeNumber } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { createWatch } from '../../functions/watch-deadlines/watch.ts';
import { createCloseGroup, readGathered } from '../../shared/cases/watch/gathered.ts';
import { createWatchCase, readDueCases } from '../../shared/cases/watch/watch.ts';
import { addDays } from '../../shared/domain/calendar/civil-date.ts';
import { agendaOf } from '../../shared/domain/case/agenda.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { caseWrite, eventWrite } from '../../shared/store/writes.ts';
import { eventsOf } from '../../test/support/procedures.ts';
import { startTable } from '../../test/support/table.ts';

const options = {
  cases: { type: 'string', value: 'N', about: 'dossiers ouverts (100000)', default: '100000' },
  due: { type: 'string', value: 'N', about: 'dont une alerte est due ce jour (1000)', default: '1000' },
} as const satisfies Options;
const DAY = '2026-11-23';
/** Milliseconds that Lambda gives the function: it hands over twenty seconds before the end. */
const TIMEOUT_MS = 300_000;

/**
 * A day's run of watch-deadlines over many open cases, by the function's own code on the embedded engine. Counts requests and
 * time, compared with a scan of the same table in the same run.
 */
const measure = async (cases: number, due: number): Promise<void> => {
  const store = await startTable();
  const show = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };

  /** Case `n` as the hub would have left it: the first `due` have an alert today, the others in the year to come. */
  const itemsOf = (n: number): Record<string, unknown>[] => {
    const caseId = `77-2026-${String(n).padStart(6, '0')}`;
    const asked = n < due ? addDays(DAY, -31) : addDays(DAY, -30 + (n % 25));
    const events = eventsOf(
      { kind: 'commandementDePayer', actDate: '2026-01-12' },
      { kind: 'assignation', actDate: '2026-04-01', dateAudience: '2026-06-01' },
      { kind: 'decision', actDate: '2026-06-20', issue: 'resiliation' },
      { kind: 'commandementDeQuitterLesLieux', actDate: '2026-07-10', prefetInformeLe: '2026-07-10' },
      { kind: 'demandeCfp', actDate: asked },
    ).map((event) => ({ ...event, id: `${caseId}-${event.id}` }));
    const before = addDays(DAY, -1);
    const state = caseOf(events, before);
    const agenda = agendaOf(state, [], before);
    return [
      ...events.map((event) => eventWrite(store.table, caseId, event)),
      caseWrite(store.table, caseId, state, agenda, 0),
    ].flatMap(({ Put }) => (Put?.Item ? [Put.Item] : []));
  };

  show(`Filling ${cases} open cases, ${due} of them due…`);
  const filled = performance.now();
  let batch: Record<string, unknown>[] = [];
  const flush = async (): Promise<void> => {
    const requests = batch.map((Item) => ({ PutRequest: { Item } }));
    batch = [];
    await store.client.send(new BatchWriteCommand({ RequestItems: { [store.table]: requests } }));
  };
  for (let n = 0; n < cases; n++) {
    for (const item of itemsOf(n)) {
      batch.push(item);
      if (batch.length === 25) await flush();
    }
    if ((n + 1) % Math.ceil(cases / 10) === 0) show(`  ${n + 1}`);
  }
  if (batch.length > 0) await flush();
  show(`  in ${Math.round((performance.now() - filled) / 1000)} s`);

  const orders: { day: string; step: 'read' | 'close' }[] = [{ day: DAY, step: 'read' }];
  const { client, table } = store;
  const told = { notices: 0, digests: 0 };
  const watchCase = createWatchCase({
    client,
    table,
    mailboxOf: ({ recipient }) => ({ mailbox: `${recipient}@etat.example`, forward: [] }),
    retire: async () => {},
    pause: async () => {},
  });
  const closeGroup = createCloseGroup(client, table, []);
  const watchDay = createWatch({
    readDue: (shard, day, from) => readDueCases(client, table, shard, day, from),
    watchCase: async (...args) => {
      const notices = await watchCase(...args);
      told.notices += notices;
      return notices;
    },
    readGathered: () => readGathered(client, table),
    closeGroup: async (...args) => {
      const closing = await closeGroup(...args);
      told.digests += closing.digests;
      return closing;
    },
    goOn: async (order) => {
      orders.push(order);
    },
    tellSeances: async () => 0,
    demander: async () => 0,
    remind: async () => 0,
    countReviews: async () => 0,
    closeDelaySeconds: 0,
    retirementsADay: 25,
    now: () => `${DAY}T05:00:00.000Z`,
  });

  store.takeRequests();
  store.takeUnits();
  const measured: {
    step: string;
    seconds: number;
    requests: number;
    readUnits: number;
    writeUnits: number;
  }[] = [];
  for (let order = orders.shift(); order; order = orders.shift()) {
    const began = performance.now();
    await watchDay(order, () => TIMEOUT_MS - (performance.now() - began));
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    measured.push({ step: order.step, seconds, requests: store.takeRequests(), ...store.takeUnits() });
  }
  const again = performance.now();
  await watchDay({ day: DAY, step: 'read' }, () => TIMEOUT_MS);
  measured.push({
    step: 'read again, nothing due',
    seconds: Math.round((performance.now() - again) / 100) / 10,
    requests: store.takeRequests(),
    ...store.takeUnits(),
  });
  let scanned = 0;
  const scanBegan = performance.now();
  for await (const { Items = [] } of paginateScan({ client }, { TableName: table })) scanned += Items.length;
  measured.push({
    step: `reference: scan of the ${scanned} items`,
    seconds: Math.round((performance.now() - scanBegan) / 100) / 10,
    requests: store.takeRequests(),
    ...store.takeUnits(),
  });
  await store.stop();

  const markdown = `# Performance of the daily watch

Printed by \`npm run lab -- watch --cases ${cases} --due ${due}\` on ${new Date().toISOString().slice(0, 10)}: ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}.

${cases} open cases of five events, ${due} with an alert due today: the function's own code on the embedded engine, against
a scan of the same table. An invocation has ${TIMEOUT_MS / 1000} s; one line an invocation. ${told.notices} notices, ${told.digests} digests.

| invocation | seconds | requests | read units | write units |
| --- | ---: | ---: | ---: | ---: |
${measured.map((one) => `| ${one.step} | ${one.seconds} | ${one.requests} | ${one.readUnits} | ${one.writeUnits} |`).join('\n')}

A run reads the 16 partitions of the index (a page of 500 keys at most a request), then two requests a case that is due, a third where lists follow it; the
others are not read. Closing is one request a page of gathered notices, and one a digest of 99 rows or a notice sent alone.
`;
  show('');
  show(markdown);
  await writeFile(join(import.meta.dirname, '../../docs/performance-watch.md'), markdown);
};

export const watch = command({
  about: `La veille d’un jour sur de nombreux dossiers ouverts, par le code de la fonction ; écrit docs/performance-watch.md.`,
  usage: '[--cases 100000] [--due 1000]',
  options,
  run: async ({ values }) => {
    await measure(wholeNumber(values.cases, '--cases'), wholeNumber(values.due, '--due', 0));
    return DONE;
  },
});
