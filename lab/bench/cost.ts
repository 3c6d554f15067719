import '../../test/support/quiet.ts';
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { DONE } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { assemblyFor, partnerTemplatesOf } from '../../infra/assembly.ts';
import { FUNCTION_MB } from '../../infra/memory.ts';
import { loadAssembly } from '../../local/template.ts';
import { recipients } from '../../shared/domain/delays/rule.ts';
import { partners as families } from '../../shared/intake/partners/all.ts';
import { metrics } from '../../shared/log/measure.ts';
import { outcomeSchema } from '../../shared/store/items.ts';
import { measureAround } from './around.ts';
import { inParis, PARIS, PRICED_ON, type Price, prices } from './prices.ts';
import { type Cost, measureReceivers, type ReceiverCosts } from './receiver-costs.ts';

/** Messages for each assignation: signals, notices, acts, measures (a national year is about 2 million messages for 158,500). */
const MESSAGES_AN_ASSIGNATION = 12.6;
/** Share of messages that open a case: one of each household's. */
const NEW = 1 / MESSAGES_AN_ASSIGNATION;
/** Share of messages that are an étude's piece, of 300 KB. */
const PIECES = 0.35;
const PIECE_GB = 0.0003;
/** Mails for each message, and days on which the watch looks at a case, both as in the demonstration year. */
const MAILS = 2.2;
const WATCHED_DAYS = 9;
/** What counting a message takes while messages come one by one, its alert and its mail too (docs/performance-indicators.md). */
const COUNTING = { writeUnits: 10.7, readUnits: 3.5, queueRequests: 6 };
/** Share of a processor that a function has; it waits 5 ms for each request. */
const VCPU = FUNCTION_MB / 1_769;
const WAIT_MS = 5;
const LOG_BYTES = 1_500;
/** Partners of a département with a software, and with an AWS account: CAF, MSA, Banque de France, a few landlords, ten études. */
const API_PARTNERS = 200;
const AWS_PARTNERS = 10;
const AWS_ETUDES = 10;
/** A token lasts an hour: a partner that works ten hours a working day asks ten, and looks for replies every quarter of an hour. */
const TOKENS_A_YEAR = 10 * 250;
const LOOKS_A_YEAR = 40 * 250;
/** Lambda asks an empty queue five times at once, each for twenty seconds. */
const POLLS_A_YEAR = 5 * 3 * 60 * 24 * 365;
const YEARS_KEPT = 3;

type Line = { what: string; family: 'messages' | 'there'; count: number; price: Price };
const none: Cost = { requests: 0, readUnits: 0, writeUnits: 0 };
const sum = (lines: readonly Line[], family?: Line['family']): number =>
  lines
    .filter((line) => family === undefined || line.family === family)
    .reduce((total, { count, price }) => total + inParis(count, price), 0);

const DEPARTEMENT = 4_083;
const FRANCE = 158_500;
const scales = [
  { name: 'Seine-et-Marne', messages: DEPARTEMENT * MESSAGES_AN_ASSIGNATION },
  { name: 'France', messages: FRANCE * MESSAGES_AN_ASSIGNATION },
];
const usd = (amount: number): string =>
  amount.toLocaleString('en-US', { maximumFractionDigits: amount < 10 ? 2 : 0 });
const round = (count: number): string => Math.round(count).toLocaleString('en-US');

const price = async (): Promise<void> => {
  console.warn = () => {};
  process.stderr.write('a few thousand messages, on the embedded engine…\n');
  const receivers = await measureReceivers();
  const around = await measureAround();

  const assembly = await assemblyFor('prod', { bundle: false });
  const deployed = new Map<string, number>();
  for (const { template } of loadAssembly(assembly))
    for (const { Type } of Object.values(Object(template.Resources)).map(Object))
      deployed.set(Type, (deployed.get(Type) ?? 0) + 1);
  const templates = await partnerTemplatesOf('prod');
  const idleOf = (template: string): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const { Type } of Object.values(Object(JSON.parse(template).Resources)).map(Object))
      counts.set(Type, (counts.get(Type) ?? 0) + 1);
    return counts;
  };
  const [onePartner, oneEtude] = [idleOf(templates.partner), idleOf(templates.etude)];
  const there = (type: string): number =>
    (deployed.get(type) ?? 0) +
    AWS_PARTNERS * (onePartner.get(type) ?? 0) +
    AWS_ETUDES * (oneEtude.get(type) ?? 0);
  /** What a partner costs a year before its first message. */
  const idle = (counts: ReadonlyMap<string, number>): number =>
    inParis((counts.get('AWS::CloudWatch::Alarm') ?? 0) * 12, prices.alarmMonth) +
    inParis((counts.get('AWS::Lambda::EventSourceMapping') ?? 0) * POLLS_A_YEAR, prices.queueRequest);

  const year = (messages: number, receiver: ReceiverCosts, isReference: boolean): Line[] => {
    const of = (pick: (cost: Cost) => number): number =>
      NEW * pick(receiver.costs.newCase ?? none) + (1 - NEW) * pick(receiver.costs.identityHit ?? none);
    const cases = messages / MESSAGES_AN_ASSIGNATION;
    const notices = messages * MAILS;
    const looks = cases * WATCHED_DAYS;
    const ms = receiver.cpuMs / VCPU + of(({ requests }) => requests) * WAIT_MS;
    const line = (what: string, count: number, price: Price, family: Line['family'] = 'messages'): Line => ({
      what,
      family,
      count,
      price,
    });
    return [
      line(
        'table: write units',
        messages * of((c) => c.writeUnits) +
          notices * around.markSent.writeUnits +
          looks * around.watch.writeUnits +
          (isReference ? messages * 2 : 0),
        prices.tableWrite,
      ),
      line(
        'table: read units',
        messages * of((c) => c.readUnits) + looks * around.watch.readUnits,
        prices.tableRead,
      ),
      line('table: GB-months', (messages * around.bytes * YEARS_KEPT * 12) / 1e9, prices.tableGbMonth),
      line('backups: GB-months', (messages * around.bytes * YEARS_KEPT * 12) / 1e9, prices.backupGbMonth),
      line(
        'functions: GB-seconds',
        ((messages * ms + notices * 40 + messages * 30) / 1000) * (FUNCTION_MB / 1_024),
        prices.functionGbSecond,
      ),
      line('functions: invocations', messages * (isReference ? 1 : 2) + notices, prices.functionRequest),
      line('queues: requests of messages', messages * 5, prices.queueRequest),
      line('indicators: write units', messages * COUNTING.writeUnits, prices.tableWrite),
      line('indicators: read units', messages * COUNTING.readUnits, prices.tableRead),
      line('indicators: queue requests', messages * COUNTING.queueRequests, prices.queueRequest),
      line('objects: PUT', messages * (1 + PIECES * 5), prices.objectPut),
      line('objects: GET', messages * PIECES * 6, prices.objectGet),
      line('objects: GB-months', messages * (PIECES * PIECE_GB + 0.000002) * 24, prices.objectGbMonth),
      line('scans: objects', messages * PIECES * 2, prices.scanObject),
      line('scans: GB', messages * PIECES * PIECE_GB, prices.scanGb),
      line('mails', notices, prices.mail),
      line('mails: GB of attachments', notices * 0.00001, prices.mailGb),
      line('logs: GB', (messages * LOG_BYTES + notices * 500) / 1e9, prices.logGb),
      line('keys: requests', messages * 8, prices.keyRequest),
      line(
        'queues: polled when empty',
        there('AWS::Lambda::EventSourceMapping') * POLLS_A_YEAR,
        prices.queueRequest,
        'there',
      ),
      line('custom metrics, months', customMetrics() * 12, prices.metricMonth, 'there'),
      line('alarms, months', there('AWS::CloudWatch::Alarm') * 12, prices.alarmMonth, 'there'),
      line('dashboards, months', there('AWS::CloudWatch::Dashboard') * 12, prices.dashboardMonth, 'there'),
      line('keys, months', there('AWS::KMS::Key') * 12, prices.keyMonth, 'there'),
      line('secrets, months', there('AWS::SecretsManager::Secret') * 12, prices.secretMonth, 'there'),
      line(
        'API: requests',
        messages * PIECES * 4 + API_PARTNERS * (TOKENS_A_YEAR + LOOKS_A_YEAR),
        prices.apiRequest,
      ),
      line('API: table, read units', API_PARTNERS * (TOKENS_A_YEAR * 2 + LOOKS_A_YEAR * 3), prices.tableRead),
      line('API: table, write units', API_PARTNERS * TOKENS_A_YEAR, prices.tableWrite),
    ];
  };

  /**
   * CloudWatch bills one metric a month for each combination of values that a metric is counted by. Senders are counted by family.
   */
  const customMetrics = (): number => {
    const values: Record<string, number> = {
      sender: families.length,
      // One more outcome: a repeat is counted apart from what the message became.
      outcome: outcomeSchema.options.length + 1,
      // One more recipient: a digest goes to a mailbox, whatever the roles of its notices.
      recipient: recipients.length + 1,
    };
    const product = (fields: readonly string[]): number =>
      fields.reduce((count, field) => count * (values[field] ?? Number.NaN), 1);
    return Object.values(metrics)
      .flatMap(({ by }) => by.map(product))
      .reduce((a, b) => a + b, 0);
  };
  const table = (scale: (typeof scales)[number]): string => {
    const lines = year(scale.messages, receivers.pipeline, false);
    const rows = [...lines]
      .sort((a, b) => inParis(b.count, b.price) - inParis(a.count, a.price))
      .map(
        ({ what, count, price }) =>
          `| ${what} | ${round(count)} | ${price.per} | ${price.usd} | ${price.region} | ${usd(inParis(count, price))} |`,
      );
    return `| what | a year | unit | list price, USD | of | USD a year, Paris |
| --- | ---: | --- | ---: | --- | ---: |
${rows.join('\n')}
| **all** | | | | | **${usd(sum(lines))}** |`;
  };

  const [one, all] = scales;
  if (!one || !all) throw new Error('two scales');
  const own = {
    one: year(one.messages, receivers.pipeline, false),
    all: year(all.messages, receivers.pipeline, false),
  };
  const other = {
    one: year(one.messages, receivers.reference, true),
    all: year(all.messages, receivers.reference, true),
  };
  const biggest = (lines: readonly Line[]): string =>
    [...lines]
      .sort((a, b) => inParis(b.count, b.price) - inParis(a.count, a.price))
      .slice(0, 3)
      .map(
        ({ what, count, price }) => `${what} (${Math.round((100 * inParis(count, price)) / sum(lines))} %)`,
      )
      .join(', ');

  const markdown = `# Cost

Printed by \`npm run --silent lab -- cost\` on ${new Date().toISOString().slice(0, 10)} (${cpus()[0]?.model ?? 'unknown processor'}): requests and capacity units measured on the embedded
engine, resources counted in the template of \`prod\`, metrics by the sets they are counted by, AWS list prices put together on ${PRICED_ON}
(\`lab/bench/prices.ts\`), no free tier, no tax. Prices of eu-west-3 are AWS's own list and bills as others published them; those of us-east-1 come from general
knowledge of AWS's pages, times ${PARIS} for Paris. Take them from its calculator before a budget.

| a year | messages | USD, hub | of which whatever comes | USD a thousand messages | with the reference receiver |
| --- | ---: | ---: | ---: | ---: | ---: |
| ${one.name} | ${round(one.messages)} | ${usd(sum(own.one))} | ${usd(sum(own.one, 'there'))} | ${usd((1000 * sum(own.one)) / one.messages)} | ${usd(sum(other.one))} |
| ${all.name} | ${round(all.messages)} | ${usd(sum(own.all))} | ${usd(sum(own.all, 'there'))} | ${usd((1000 * sum(own.all)) / all.messages)} | ${usd(sum(other.all))} |

${one.name}: ${DEPARTEMENT.toLocaleString('en-US')} assignations (2016), ${all.name}: ${FRANCE.toLocaleString('en-US')} (2017), ${MESSAGES_AN_ASSIGNATION} messages each with what goes before and after. The reference is the
receiver of [performance.md](performance.md); all else being the hub's.

Measured for a message: ${receivers.pipeline.costs.identityHit?.writeUnits ?? 0} write units when a number names its case, ${receivers.pipeline.costs.newCase?.writeUnits ?? 0} for a new case; ${around.markSent.writeUnits} to mark a notice sent; ${around.watch.readUnits} read and ${around.watch.writeUnits} write units each time the watch
looks at a case; ${Math.round(around.bytes)} bytes kept in the table. Assumed: ${MAILS} mails a message, ${WATCHED_DAYS} looks a case, ${PIECES * 100} % pieces of 300 KB, ${YEARS_KEPT} years kept, ${WAIT_MS} ms a request.

## ${one.name}, a year

${table(one)}

## ${all.name}, a year, in one stage

${table(all)}

## What dominates, and what would halve it

- ${one.name}: ${biggest(own.one)}. Nearly all of it is there before the first message: custom metrics, alarms, queues that functions
  poll. Two stages less (\`dev\` and \`preprod\` on demand) halve what a département pays in all.
- A partner that waits costs, a year: by HTTP **nothing**; with an AWS account ${usd(idle(onePartner))} USD (four alarms, a queue that is polled), an étude with one ${usd(idle(oneEtude))} USD.
  Counted above: ${API_PARTNERS} by HTTP, ${AWS_PARTNERS} partners and ${AWS_ETUDES} études with an account. 500, all by HTTP: nothing more but their requests.
- As Cognito's clients (ADR 59), ${API_PARTNERS} partners would be ${usd(inParis(API_PARTNERS * 12, prices.clientMonth) + inParis(API_PARTNERS * TOKENS_A_YEAR, prices.token))} USD a year, tokens included, and 500 ${usd(inParis(500 * 12, prices.clientMonth) + inParis(500 * TOKENS_A_YEAR, prices.token))}.
- ${all.name}: ${biggest(own.all)}. Scanning one object a piece instead of two (its data sent by the API, which needs no scan) and
  pieces moved to infrequent access after 90 days would halve what pieces cost; write units fall by a third if the case's summary were
  written once a batch, which one transaction a message does not allow.
- Custom metrics were the first of these lines until ADR 36: counted by partner and outcome together, by recipient where nobody asked, they were some
  160, now ${customMetrics()}. By étude they would cost ${usd(inParis(1_700 * 12, prices.metricMonth))} USD a year for France: a sender is counted by its family, and the log line of a
  reception names each.
`;
  process.stdout.write(markdown);
  await writeFile(join(import.meta.dirname, '../../docs/cost.md'), markdown);
};

export const cost = command({
  about: `Ce que coûte une année, par les requêtes mesurées et les prix publics ; écrit docs/cost.md.`,
  usage: '',
  options: {},
  run: async () => {
    await price();
    return DONE;
  },
});
