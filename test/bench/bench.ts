import '../support/quiet.ts';
import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createApp } from '../../infra/create-app.ts';
import { loadAssembly } from '../../infra/local/template.ts';
import { bundleBare, initTimes } from './init-time.ts';
import { measureRequests } from './requests.ts';
import { measureThroughput } from './throughput.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    messages: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '15' },
  },
});

const progress = (text: string): void => {
  process.stderr.write(`${text}…\n`);
};

progress('synthesis');
const assembly = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
createApp('local', assembly).synth();

/** Function name → its bundle, by what the template says of it. */
const bundles = new Map<string, string>();
for (const { template, assets } of loadAssembly(assembly)) {
  for (const { Type, Properties } of Object.values(Object(template.Resources)).map(Object)) {
    if (Type !== 'AWS::Lambda::Function') continue;
    const folder = assets.get(String(Properties.Code.S3Key).replace('.zip', ''));
    if (folder && readdirSync(folder).includes('index.mjs'))
      bundles.set(Properties.Description, join(folder, 'index.mjs'));
  }
}

progress(`init time of ${bundles.size} functions, ${values.rounds} new processes each`);
const times = await initTimes(new Map([['bare', await bundleBare()], ...bundles]), Number(values.rounds));
const bareInitMs = times.get('bare') ?? Number.NaN;
const functions = Object.fromEntries(
  [...bundles].map(([name, file]) => [
    name,
    { bundleKb: Math.round(statSync(file).size / 1000), initMs: round(times.get(name) ?? Number.NaN) },
  ]),
);

progress('requests and capacity of a message');
const cost = await measureRequests();
progress(`${values.messages} messages through the hub, and as many raw transactions`);
const { pipelinePerSecond, rawPerSecond, messages } = await measureThroughput(
  assembly,
  Number(values.messages),
);

function round(n: number): number {
  return Math.round(n * 10) / 10;
}

const result = {
  functions,
  bareInitMs: round(bareInitMs),
  requestsPerMessage: Object.fromEntries(
    Object.entries(cost).map(([name, { requests }]) => [name, requests]),
  ),
  unitsPerMessage: Object.fromEntries(
    Object.entries(cost).map(([name, { readUnits, writeUnits }]) => [name, { readUnits, writeUnits }]),
  ),
  pipelinePerSecond: Math.round(pipelinePerSecond),
  rawPerSecond: Math.round(rawPerSecond),
};

const met = (good: boolean): string => (good ? 'met' : '**not met**');
const markdown = `# Performance

Printed by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}.

## Functions

Size of the bundle (minified, AWS SDK included) and time to import it in a new process, median of ${values.rounds}, the
bundles taking turns. Bare: a handler that only makes a DynamoDB client, ${round(bareInitMs)} ms. Aims: 450 KB, 1.3 × bare.

| function | KB | init, ms | × bare | size | init |
| --- | ---: | ---: | ---: | --- | --- |
${Object.entries(functions)
  .map(([name, { bundleKb, initMs }]) => {
    const ratio = initMs / bareInitMs;
    return `| ${name} | ${bundleKb} | ${initMs} | ${ratio.toFixed(2)} | ${met(bundleKb <= 450)} | ${met(ratio <= 1.3)} |`;
  })
  .join('\n')}

## DynamoDB, one message

One CAF signal of about 650 bytes. A new case also takes 1/25 of a request, to reserve references. Aim: at most 3
requests when an identity hits (${met(cost.identityHit.requests <= 3)}).

| what it meets | requests | read units | write units |
| --- | ---: | ---: | ---: |
${Object.entries(cost)
  .map(([name, one]) => `| ${name} | ${one.requests} | ${one.readUnits} | ${one.writeUnits} |`)
  .join('\n')}

## Rate

${messages} signals of ${messages / 5} households through the whole hub on the embedded engines (queue, function,
transaction, stream, mail and reply out), over as many TransactWriteItems of the same items, 40 at once, on the same
engine in the same run, half before and half after; the hub's clock stands just after the signals' dates. Everything shares this machine's ${cpus().length} cores.

| | a second |
| --- | ---: |
| pipeline | ${result.pipelinePerSecond} |
| raw TransactWriteItems | ${result.rawPerSecond} |
| ratio (aim 0.5) | ${(pipelinePerSecond / rawPerSecond).toFixed(2)} (${met(pipelinePerSecond / rawPerSecond >= 0.5)}) |

## What falls short, and why

- \`receive-piece\` holds three AWS clients and a PDF parser and writer (pdf-lib, 430 KB with fonts): ADR 6. \`api\` holds the same library for
  receipts, run at the first one only.
- \`receive-event\` and \`receive-file\` hold every partner's format; \`receive-file\` three AWS clients and the readers of CSV and XLSX
  besides.
- \`notify\` holds pdf-lib for the orientation letter, run at the first letter only but parsed with the bundle, and the calendar
  library.
- Matching's weights (55 KB of names' frequencies) are in each receiver, and in \`watch-deadlines\`, which folds cases and never weighs.
- A new case reads its blocks twice, before it is written and after, so that of two opened at one instant one sees the other.
- The rate is bound by the machine's cores, which the engines, the runner and the functions share: a message through the
  hub is seven requests (three to file it when a number names its case; mark sent, mail, archive, reply to tell of it), a raw
  transaction is one. Batching replies by partner would save one of them.
`;

process.stdout.write(markdown);
await writeFile(join(import.meta.dirname, '../../docs/performance.md'), markdown);
if (values.json) await writeFile(values.json, `${JSON.stringify(result, null, 2)}\n`);
process.exit(0);
