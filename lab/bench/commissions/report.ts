import { FUNCTION_MB } from '../../../infra/memory.ts';
import type { PageFigures } from '../pages/report.ts';
import { inParis, PRICED_ON, type Price, prices } from '../prices.ts';
import { sumOf } from './counted.ts';
import type { LargeList } from './large-list.ts';
import { members } from './people.ts';
import type { SessionFigures } from './session.ts';

/** Sessions a year: fifty CLPIL, each quarter. */
const SESSIONS = 200;
/** Requests of queues, and of keys, for a message: as `lab -- cost` has them. */
const QUEUE_REQUESTS = 5;
const KEY_REQUESTS = 8;
/** Months for which a session's households are kept. */
const MONTHS_KEPT = 24;

export type Figures = {
  list: LargeList;
  timed: SessionFigures;
  counted: SessionFigures;
  pages: readonly { commissions: number; pages: readonly PageFigures[] }[];
};

const at = (times: readonly number[], share: number): number => {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};
const s = (seconds: number): string => `${seconds.toFixed(1)} s`;
const ms = (milliseconds: number): string => `${milliseconds.toFixed(0)} ms`;
const whole = (count: number): string => Math.round(count).toLocaleString('en-GB');

/** What a session costs: each line, how many, at which price. */
const linesOf = (of: SessionFigures): { what: string; count: number; price: Price }[] => {
  const count = sumOf(of.phases.map((one) => one.count));
  const asked = of.phases.reduce((sum, one) => sum + one.asked, 0);
  const mails = of.phases.reduce((sum, one) => sum + one.mails, 0);
  return [
    { what: 'table: write units', count: count.writeUnits, price: prices.tableWrite },
    { what: 'table: read units', count: count.readUnits, price: prices.tableRead },
    {
      what: `table: GB-months, ${MONTHS_KEPT} kept`,
      count: (of.tableBytes * MONTHS_KEPT) / 1e9,
      price: prices.tableGbMonth,
    },
    {
      what: 'backups: GB-months',
      count: (of.tableBytes * MONTHS_KEPT) / 1e9,
      price: prices.backupGbMonth,
    },
    {
      what: 'functions: GB-seconds, as this machine took',
      count: (count.ms / 1000) * (FUNCTION_MB / 1024),
      price: prices.functionGbSecond,
    },
    { what: 'functions: invocations', count: count.invocations, price: prices.functionRequest },
    { what: 'API: requests', count: asked, price: prices.apiRequest },
    { what: 'queues: requests of messages', count: of.messages * QUEUE_REQUESTS, price: prices.queueRequest },
    { what: 'objects: PUT', count: of.messages, price: prices.objectPut },
    { what: 'keys: requests', count: of.messages * KEY_REQUESTS, price: prices.keyRequest },
    { what: 'mails', count: mails, price: prices.mail },
    { what: 'mails: GB of attachments', count: of.attachmentBytes / 1e9, price: prices.mailGb },
    { what: 'logs: GB', count: of.logBytes / 1e9, price: prices.logGb },
  ];
};

/** The page that is committed, and whether the bound holds. @param bound seconds */
export const commissionsReport = (
  command: string,
  machine: string,
  { list, timed, counted, pages }: Figures,
  bound: number,
): { markdown: string; met: boolean } => {
  const both = list.deposit + list.transmit;
  const isWhole =
    list.deposited === list.rows &&
    list.noted === list.rows &&
    list.listed === list.rows &&
    list.cases === list.rows;
  const met = both < bound && isWhole;
  const lines = linesOf(counted);
  const cost = lines.reduce((sum, { count, price }) => sum + inParis(count, price), 0);
  const total = sumOf(counted.phases.map(({ count }) => count));
  const byFunction = Map.groupBy(
    counted.phases.flatMap(({ byFunction: own }) => [...own]),
    ([name]) => name,
  );
  const functions = [...byFunction]
    .map(([name, own]) => ({ name, ...sumOf(own.map(([, count]) => count)) }))
    .filter(({ requests, invocations }) => requests + invocations > 0)
    .toSorted((a, b) => b.writeUnits - a.writeUnits || b.readUnits - a.readUnits);
  const inHand = timed.close + timed.pdf + timed.docx + timed.letters;
  const last = timed.phases.at(-1);
  const [first] = pages;

  const markdown = `# Commissions

Printed by \`${command}\`. ${machine}. A hub with all its functions and engines on this machine, asked by its portal's HTTP as signed-in persons' browsers ask; a page is timed from what is sent to the last byte of the page that it leads to.
Beside these figures, one read of one item of the same table took ${list.readMs.toFixed(1)} ms (median).

## A landlord's table of ${whole(list.rows)} rows

| what | took |
| --- | ---: |
| the table (${list.fileKb.toFixed(0)} KB), to its page of ${whole(list.pageKb)} KB with a word on each row | ${s(list.deposit)} |
| ${whole(list.rows)} letters of consent and those of guardians, one PDF of ${list.pdfMb.toFixed(1)} MB | ${s(list.pdf)} |
| the letters noted | ${s(list.letters)} |
| «Transmettre la liste», to its page | ${s(list.transmit)} |
| until the hub is quiet: ${whole(list.cases)} listings filed in cases, from the same press | ${s(list.filed)} |
| **table and transmission: under ${bound} s** | **${s(both)}, ${met ? 'met' : 'not met'}** |

Proposed ${whole(list.deposited)}, noted ${whole(list.noted)}, listed ${whole(list.listed)}, in cases ${whole(list.cases)}, of ${whole(list.rows)}.

## A session of ${timed.households} households and ${members.length} members

| what | took |
| --- | ---: |
| a contribution, to the household's page (${timed.contributions.length}): p50, p95 | ${ms(at(timed.contributions, 0.5))}, ${ms(at(timed.contributions, 0.95))} |
| a decision, as the room's script sends it (${timed.decisions.length}): p50, p95 | ${ms(at(timed.decisions, 0.5))}, ${ms(at(timed.decisions, 0.95))} |
| «Clore», to the relevé's page | ${s(timed.close / 1000)} |
| relevé, PDF of ${whole(timed.sizes.pdf / 1000)} KB | ${s(timed.pdf / 1000)} |
| relevé, DOCX of ${whole(timed.sizes.docx / 1000)} KB | ${s(timed.docx / 1000)} |
| letters of ${timed.households} households and their guardians, PDF of ${timed.letterPages} pages, ${whole(timed.sizes.letters / 1000)} KB | ${s(timed.letters / 1000)} |
| **from the last outcome to all of them in hand** | **${s(inHand / 1000)}** |
| the relevé sent, until ${last?.mails ?? 0} mails are in the members' mailboxes | ${s(last?.seconds ?? 0)} |

| part of the session | seconds | asked of the portal | table requests | read units | write units | function calls | mails |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${counted.phases
  .map(
    ({ name, asked, mails, count }, n) =>
      `| ${name} | ${(timed.phases[n]?.seconds ?? 0).toFixed(1)} | ${whole(asked)} | ${whole(count.requests)} | ${whole(count.readUnits)} | ${whole(count.writeUnits)} | ${whole(count.invocations)} | ${mails} |`,
  )
  .join('\n')}
| **all** | | ${whole(counted.phases.reduce((sum, { asked }) => sum + asked, 0))} | ${whole(total.requests)} | ${whole(total.readUnits)} | ${whole(total.writeUnits)} | ${whole(total.invocations)} | ${counted.phases.reduce((sum, { mails }) => sum + mails, 0)} |

Seconds are of a first hub; requests and units of a second, whose table answers behind a counter. What the hub does on the days between the lists and the session is left out.

| function | table requests | read units | write units | calls |
| --- | ---: | ---: | ---: | ---: |
${functions
  .map(
    (one) =>
      `| ${one.name} | ${whole(one.requests)} | ${whole(one.readUnits)} | ${whole(one.writeUnits)} | ${whole(one.invocations)} |`,
  )
  .join('\n')}

## What it costs

AWS list prices put together on ${PRICED_ON} (\`lab/bench/prices.ts\`), in Paris, no free tier, no tax. Measured above: the table's units, calls, mails, bytes of attachments, logs and table. Taken from \`lab -- cost\`: ${QUEUE_REQUESTS} requests of queues and ${KEY_REQUESTS} of keys a message.

| what | a session | USD |
| --- | ---: | ---: |
${lines
  .map(
    ({ what, count, price }) =>
      `| ${what} | ${count < 10 ? Number(count.toPrecision(2)) : whole(count)} | ${inParis(count, price).toFixed(4)} |`,
  )
  .join('\n')}
| **a session** | | **${cost.toFixed(3)}** |
| **${SESSIONS} sessions, fifty CLPIL each quarter, a year** | | **${(cost * SESSIONS).toFixed(2)}** |

## The pages

The pages as they are bundled, in one process with the embedded engine beside; ${timed.households} households a session, ${members.length} members, four of whom said something of each. Measured in turn; each figure is the median of its rounds, and in each round one read of one item is timed just before the page.

| page | requests | KB | KB gzip | ms at ${pages.map(({ commissions }) => commissions).join(' → ')} commissions | × one read |
| --- | --- | --- | --- | --- | --- |
${(first?.pages ?? [])
  .map((page, n) => {
    const all = pages.map((step) => step.pages[n] ?? page);
    const each = (of: (one: PageFigures) => string): string => all.map(of).join(' → ');
    return `| ${page.name} | ${each(({ requests }) => String(requests))} | ${each(({ bytes }) => (bytes / 1000).toFixed(0))} | ${each(({ gzip }) => (gzip / 1000).toFixed(1))} | ${each((one) => one.ms.toFixed(1))} | ${each((one) => (one.ms / one.readMs).toFixed(1))} |`;
  })
  .join('\n')}
`;
  return { markdown, met };
};
