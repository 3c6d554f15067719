import '../../test/support/quiet.ts';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { paginateQuery } from '@aws-sdk/client-dynamodb';
import { DONE, type Options, wholeNumber } from '../../cli/arguments.ts';
import { itemOf, lineOf, type StoredItem } from '../../cli/backup/item-lines.ts';
import { command } from '../../cli/command.ts';
import { createChance } from '../../cli/demo/random.ts';
import { rebuild } from '../../cli/indicators/rebuild.ts';
import { compter } from '../../shared/cases/indicateurs/compter.ts';
import { compteEn, type Source } from '../../shared/domain/indicateurs/apport.ts';
import { tableauDe } from '../../shared/domain/indicateurs/tableau.ts';
import { toItem } from '../../shared/store/client.ts';
import { readAnnee } from '../../shared/store/indicateurs.ts';
import { eventKey, indicateursKey } from '../../shared/store/keys.ts';
import { startTable } from '../../test/support/table.ts';
import { type History, histories } from './counters/histories.ts';

const TODAY = '2026-11-30';
const NOW = `${TODAY}T08:00:00.000Z`;
/** Records of a batch of the stream, and messages of a batch of the function that counts (`infra/`). */
const RECORDS = 10;
const MESSAGES = 100;
/** Messages that a request of the queue receives, or deletes. */
const OF_QUEUE = 10;
/** Years that the histories count in. */
const YEARS = [2024, 2025, 2026, 2027];
/** Cases that are going on at the same time. */
const AT_ONCE = 4_000;

const options = {
  events: { type: 'string', value: 'N', about: 'événements (1000000)', default: '1000000' },
  'no-report': { type: 'boolean', about: 'imprime sans écrire docs/performance-indicators.md' },
} as const satisfies Options;

const progress = (text: string): void => {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
};

type Open = { history: History; caseId: string; next: number };

/** What the stream's consumers tell of one message: its case, the message, one mail, and an alert of two. */
const toldOf = ({ history, caseId, next }: Open, n: number): { notify: Source[]; reply: Source[] } => {
  const once = (id: string, cle: string): Source => ({
    id,
    version: 1,
    compte: compteEn('hub', { 2026: { [cle]: 1 } }),
  });
  return {
    notify: [
      {
        id: `CASE#${caseId}`,
        caseId,
        version: next + 1,
        compte: compteEn(history.arrondissement, history.apports[next] ?? {}),
      },
      once(`MEL#${n}`, `mels.uns@${[1, 5, 15][n % 3]}`),
      ...(n % 2 === 0 ? [once(`ALERTE#${n}#alertes`, 'hub.alertes')] : []),
    ],
    reply: [once(`MESSAGE#${n}`, `messages.${['caf', 'etat', 'etude-moreau-meaux'][n % 3]}@accepted`)],
  };
};

/** Messages in a minute, few enough for the stream to give each by itself. */
const TRICKLES = [1, 10, 60] as const;
const MINUTES = 30;

/** Requests for each message when so many come in a minute: each is told by both readers, and a minute's are counted together. */
const trickle = async (known: readonly History[], aMinute: number): Promise<number> => {
  const store = await startTable();
  try {
    const deps = { client: store.client, table: store.table, now: () => NOW };
    const chance = createChance(aMinute);
    let queue = 0;
    store.takeRequests();
    for (let minute = 0; minute < MINUTES; minute++) {
      const told = Array.from({ length: aMinute }, (_, n) => {
        const at = minute * aMinute + n;
        const caseId = `77-2026-${String(at).padStart(6, '0')}`;
        return toldOf({ history: chance.pick(known), caseId, next: 0 }, at);
      });
      const sends = 2 * told.length;
      queue += sends + 2 * Math.ceil(sends / OF_QUEUE);
      await compter(
        deps,
        told.flatMap(({ notify, reply }) => [...notify, ...reply]),
      );
    }
    return (queue + store.takeRequests()) / (MINUTES * aMinute);
  } finally {
    await store.stop();
  }
};

const measure = async (events: number): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-counters-'));
  const store = await startTable();
  try {
    progress('histories of cases');
    const began = performance.now();
    const known = histories(TODAY);
    const foldMs = (performance.now() - began) / known.reduce((sum, { events: own }) => sum + own.length, 0);
    const slow = await Promise.all(TRICKLES.map((one) => trickle(known, one)));
    const chance = createChance(22);
    const path = join(folder, 'export.jsonl');
    const out = createWriteStream(path);
    const write = async (item: StoredItem): Promise<void> => {
      if (!out.write(`${lineOf(item)}\n`))
        await new Promise<void>((drained) => out.once('drain', () => drained()));
    };
    let opened = 0;
    const open = (): Open => {
      opened += 1;
      const history = chance.pick(known);
      return { history, caseId: `77-2026-${String(opened).padStart(6, '0')}`, next: 0 };
    };
    const going = Array.from({ length: AT_ONCE }, open);
    const deps = { client: store.client, table: store.table, now: () => NOW };
    let [sends, done] = [0, 0];
    let waiting: Source[][] = [];
    const count = async (): Promise<void> => {
      await compter(deps, waiting.flat());
      waiting = [];
    };
    store.takeRequests();
    store.takeUnits();
    const start = performance.now();
    while (done < events) {
      // A second of a busy day: the stream's consumers read its records in batches, each of which tells once.
      const [notify, reply]: [Source[], Source[]] = [[], []];
      for (let n = 0; n < 200 && done < events; n++) {
        const at = chance.between(0, going.length - 1);
        const one = going[at];
        if (!one) continue;
        const told = toldOf(one, done);
        notify.push(...told.notify);
        reply.push(...told.reply);
        const event = one.history.events[one.next];
        if (event)
          await write(
            toItem({
              ...eventKey(one.caseId, event.actDate, event.id),
              entity: 'EVENT',
              caseId: one.caseId,
              event,
            }),
          );
        one.next += 1;
        done += 1;
        if (one.next === one.history.events.length) {
          await write(toItem({ PK: `CASE#${one.caseId}`, SK: 'CASE', entity: 'CASE', version: one.next }));
          going[at] = open();
        }
        if (done % 50_000 === 0)
          progress(`  ${done} events, ${Math.round((performance.now() - start) / 1000)} s`);
      }
      for (const records of [notify, reply])
        for (let from = 0; from < records.length; from += RECORDS) {
          sends += 1;
          waiting.push(records.slice(from, from + RECORDS));
          if (waiting.length === MESSAGES) await count();
        }
    }
    await count();
    const seconds = (performance.now() - start) / 1000;
    const requests = store.takeRequests();
    const units = store.takeUnits();
    for (const { caseId, next } of going)
      if (next > 0) await write(toItem({ PK: `CASE#${caseId}`, SK: 'CASE', entity: 'CASE', version: next }));

    progress('reading a year');
    const readBegan = performance.now();
    const year = tableauDe(2026, await readAnnee(store.client, store.table, 2026), [], TODAY);
    const read = { ms: performance.now() - readBegan, requests: store.takeRequests(), ...store.takeUnits() };

    progress('an export with the rows, and its rebuild');
    let rows = 0;
    for (const annee of YEARS)
      for await (const { Items = [] } of paginateQuery(
        { client: store.base },
        {
          TableName: store.table,
          KeyConditionExpression: 'PK = :annee',
          ExpressionAttributeValues: { ':annee': { S: indicateursKey(String(annee), '', '').PK } },
        },
      ))
        for (const item of Items) {
          rows += 1;
          await write(item);
        }
    await new Promise<void>((ended) => out.end(() => ended()));
    const bytes = (await stat(path)).size;
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 100);
    const rebuildBegan = performance.now();
    const rebuilt = await rebuild(itemsOf(path), TODAY);
    const rebuildSeconds = (performance.now() - rebuildBegan) / 1000;
    clearInterval(watch);
    const reference = performance.now();
    const plain = (await readFile(path)).length;
    const referenceSeconds = (performance.now() - reference) / 1000;

    const queue = sends + Math.ceil(sends / OF_QUEUE) * 2;
    const each = (n: number): string => (n / events).toFixed(3);
    const mb = (n: number): string => `${Math.round(n / 2 ** 20)} MB`;
    return `# Indicators

Printed by \`npm run --silent lab -- counters --events ${events}\` on ${new Date().toISOString().slice(0, 10)}: ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}.

${events} messages of ${rebuilt.cases} cases, ${AT_ONCE} going on at a time, through the code that counts on the embedded engine. Each message tells
its case, itself and one mail, and one of two an alert: ${each(sends)} messages on the queue of what counts, of a batch of ${RECORDS} records of the stream
each; a batch of the function that counts is ${MESSAGES} of them.

| upkeep, for each message | |
| --- | ---: |
| requests of the table (read what was counted, add the difference) | ${each(requests)} |
| requests of the queue (send, receive, delete) | ${each(queue)} |
| **requests in all: no more than one** | **${each(requests + queue)}, ${requests + queue <= events ? 'met' : 'NOT MET'}** |
| read units | ${each(units.readUnits)} |
| write units | ${each(units.writeUnits)} |
| milliseconds (one at a time; the engine's own included) | ${((seconds * 1000) / events).toFixed(2)} |
| milliseconds of folding a case, its counts included | ${foldMs.toFixed(2)} |

While messages come slowly the stream gives each by itself, and both of its readers tell the queue of it: requests for each message, of the
queue (USD 0.4 a million) for most of them.

| messages a minute | ${TRICKLES.join(' | ')} |
| --- | ${TRICKLES.map(() => '---:').join(' | ')} |
| requests a message | ${slow.map((n) => n.toFixed(1)).join(' | ')} |

| a year of ${events} messages | |
| --- | ---: |
| rows | ${rows} |
| read, and made into figures (what partners declare is another request) | ${read.requests} request${read.requests === 1 ? '' : 's'}, ${read.readUnits} read units, ${Math.round(read.ms)} ms |
| figures other than zero | ${[...year.valeurs.values()].filter(({ total }) => (total ?? 0) !== 0).length} |

| a rebuild from an export of ${mb(bytes)} | |
| --- | ---: |
| events, cases | ${rebuilt.events}, ${rebuilt.cases} |
| seconds | ${rebuildSeconds.toFixed(0)} |
| seconds to read the same file and do nothing with it | ${referenceSeconds.toFixed(1)} (${mb(plain)}) |
| most memory (the whole process, with Node and the code) | ${mb(peak)} |
| **places where it differs from the rows kept** | **${rebuilt.differences.length}** |
`;
  } finally {
    await store.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

async function* itemsOf(path: string): AsyncGenerator<StoredItem> {
  const { createReadStream } = await import('node:fs');
  for await (const line of createInterface({ input: createReadStream(path) })) yield itemOf(line);
}

export const counters = command({
  about:
    'Ce que coûtent les indicateurs, message par message, et ce que prend une reconstruction ; écrit docs/performance-indicators.md.',
  usage: '[--events 1000000]',
  options,
  run: async ({ values }) => {
    const text = await measure(wholeNumber(values.events, '--events'));
    console.log(text);
    if (!values['no-report'])
      await writeFile(join(import.meta.dirname, '../../docs/performance-indicators.md'), text);
    return DONE;
  },
});
