import '../../test/support/quiet.ts';
import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { DONE, type Options, type Values, wholeNumber } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { assemblyFor } from '../../infra/assembly.ts';
import { loadAssembly } from '../../local/template.ts';
import {
  type Bundle,
  bundleBare,
  bundleBareAsHub,
  bundleReference,
  initTimes,
  sizesOf,
} from './init-time.ts';
import { bytesOfSignal } from './messages.ts';
import {
  type Cost,
  CPU_HOUSEHOLDS,
  type Meets,
  measureReceivers,
  type ReceiverCosts,
} from './receiver-costs.ts';
import { measureLatency, measureThroughput, type Throughput } from './throughput.ts';

const options = {
  messages: { type: 'string', value: 'N', about: 'messages pour le débit (1000)', default: '1000' },
  rounds: { type: 'string', value: 'N', about: 'démarrages de chaque fonction (41)', default: '41' },
  latency: { type: 'string', value: 'N', about: 'messages suivis jusqu’à leur mél (100)', default: '100' },
  'per-second': { type: 'string', value: 'N', about: 'ceux-ci, par seconde (4)', default: '4' },
  json: { type: 'string', value: 'F', about: 'écrit aussi les mesures dans F' },
} as const satisfies Options;

const progress = (text: string): void => {
  process.stderr.write(`${text}…\n`);
};

const measure = async (values: Values<typeof options>): Promise<void> => {
  const messages = wholeNumber(values.messages, '--messages');
  const rounds = wholeNumber(values.rounds, '--rounds');
  const sent = wholeNumber(values.latency, '--latency');
  const perSecond = wholeNumber(values['per-second'], '--per-second');
  progress('synthesis');
  const assembly = await assemblyFor('local');

  /** Function name → its bundle and its variables, as the template gives them. */
  const bundles = new Map<string, Bundle>();
  for (const { template, assets } of loadAssembly(assembly)) {
    for (const { Type, Properties } of Object.values(Object(template.Resources)).map(Object)) {
      if (Type !== 'AWS::Lambda::Function') continue;
      const folder = assets.get(String(Properties.Code.S3Key).replace('.zip', ''));
      if (folder && readdirSync(folder).includes('index.mjs'))
        bundles.set(Properties.Description, {
          file: join(folder, 'index.mjs'),
          variables: Object(Properties.Environment?.Variables),
        });
    }
  }

  progress(`init time of ${bundles.size} functions, ${rounds} new processes each`);
  const reference = await bundleReference();
  const timed = new Map<string, Bundle>([
    ['bare', { file: await bundleBare(), variables: {} }],
    ['bareAsHub', { file: await bundleBareAsHub(), variables: {} }],
    ...bundles,
    ['reference', { file: reference, variables: {} }],
  ]);
  const times = await initTimes(timed, rounds);
  const bareInitMs = times.get('bareAsHub') ?? Number.NaN;
  const bareWholeMs = times.get('bare') ?? Number.NaN;
  const functions = Object.fromEntries(
    [...timed]
      .slice(2)
      .map(([name, { file }]) => [name, { ...sizesOf(file), initMs: round(times.get(name) ?? Number.NaN) }]),
  );

  progress('requests, capacity and processor time of a message, beside the reference');
  const receivers = await measureReceivers();
  progress(`${messages} messages through the hub, and as many raw transactions; then the reference`);
  const rates = {
    pipeline: await measureThroughput({ assembly, messages }),
    reference: await measureThroughput({ assembly, messages, reference }),
  };
  progress(`${sent} messages, ${perSecond} a second, to their mails; then the reference`);
  const latencies = {
    pipeline: await measureLatency({ assembly, messages: sent, perSecond }),
    reference: await measureLatency({ assembly, messages: sent, perSecond, reference }),
  };

  function round(n: number): number {
    return Math.round(n * 10) / 10;
  }

  /** The mean over the five signals of a household: one opens its case, four find it by its number. */
  const ofTraffic = (of: (cost: Cost) => number, { costs }: ReceiverCosts): number =>
    ((costs.newCase ? of(costs.newCase) : 0) + 4 * (costs.identityHit ? of(costs.identityHit) : 0)) / 5;
  const ratioOf = (meets: Meets): number =>
    (receivers.pipeline.costs[meets]?.requests ?? Number.NaN) /
    (receivers.reference.costs[meets]?.requests ?? Number.NaN);

  const result = {
    functions,
    bareInitMs: round(bareInitMs),
    bareWholeMs: round(bareWholeMs),
    receivers,
    rates,
    latencies,
  };

  const met = (good: boolean): string => (good ? 'met' : '**not met**');
  const meets = {
    newCase: 'a new case',
    identityHit: 'a number names its case',
    repeat: 'a repeat',
    refused: 'a refusal',
  };
  const costRow = (who: string, kind: Meets, { costs }: ReceiverCosts): string => {
    const cost = costs[kind];
    return cost
      ? `| ${meets[kind]} | ${who} | ${cost.requests} | ${cost.readUnits} | ${cost.writeUnits} |`
      : '';
  };
  const rowsOf = (kind: Meets): string[] =>
    [costRow('pipeline', kind, receivers.pipeline), costRow('reference', kind, receivers.reference)].filter(
      Boolean,
    );
  const requests = (receiver: ReceiverCosts): number => ofTraffic((cost) => cost.requests, receiver);
  const rateRow = (
    who: string,
    { pipelinePerSecond, rawPerSecond, journeyPerSecond }: Throughput,
  ): string => {
    const [ratio, alone, most] = [
      pipelinePerSecond / rawPerSecond,
      pipelinePerSecond / journeyPerSecond,
      journeyPerSecond / rawPerSecond,
    ].map((value) => value.toFixed(2));
    return `| ${who} | ${Math.round(pipelinePerSecond)} | ${Math.round(rawPerSecond)} | ${ratio} (${met(Number(ratio) >= 0.6)}) | ${Math.round(journeyPerSecond)} | ${alone} | ${most} |`;
  };
  const markdown = `# Performance

Printed by \`npm run lab -- bench\` on ${new Date().toISOString().slice(0, 10)}: ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}.

Beside the hub stands a reference (\`lab/bench/reference/\`): a receiver of the same CAF signals written the recommended way, with
Powertools' Parser, Idempotency and Batch, doing the same reads, the same matching and the same writes in one transaction.
Both take their turns in the same run.

## Functions

Size of the bundle (minified, AWS SDK included), what a cold start reads of it, and time to import that in a new process, median of ${rounds}, the
bundles taking turns. Bare: a handler that only makes a DynamoDB client, bundled as the hub's functions are (ADR 9, 35): ${round(bareInitMs)} ms. With
the SDK taken whole, as most take it, ${round(bareWholeMs)}. Aims: 450 KB, 1.3 × bare.

| function | KB | read at start | init, ms | × bare | size | init |
| --- | ---: | ---: | ---: | ---: | --- | --- |
${Object.entries(functions)
  .map(([name, { bundleKb, startKb, initMs }]) => {
    const ratio = initMs / bareInitMs;
    const judged = name === 'reference' ? '| | |' : `| ${met(bundleKb <= 450)} | ${met(ratio <= 1.3)} |`;
    return `| ${name} | ${bundleKb} | ${startKb} | ${initMs} | ${ratio.toFixed(2)} ${judged}`;
  })
  .join('\n')}

## DynamoDB, one message

One CAF signal of ${bytesOfSignal()} bytes, of a household like no other. A new case also takes 1/25 of a request, to reserve references. Aims: at most 3
requests when an identity hits (${met((receivers.pipeline.costs.identityHit?.requests ?? 9) <= 3)}); 0.6 of the reference's: ${ratioOf('identityHit').toFixed(2)} when a number
names the case (${met(ratioOf('identityHit') <= 0.6)}), ${ratioOf('newCase').toFixed(2)} for a new case (${met(ratioOf('newCase') <= 0.6)}).

| what it meets | | requests | read units | write units |
| --- | --- | ---: | ---: | ---: |
${(['newCase', 'identityHit', 'repeat', 'refused'] as const).flatMap(rowsOf).join('\n')}
| five signals of a household, mean | pipeline | ${requests(receivers.pipeline).toFixed(1)} | ${ofTraffic((cost) => cost.readUnits, receivers.pipeline).toFixed(1)} | ${ofTraffic((cost) => cost.writeUnits, receivers.pipeline).toFixed(1)} |
| | reference | ${requests(receivers.reference).toFixed(1)} | ${ofTraffic((cost) => cost.readUnits, receivers.reference).toFixed(1)} | ${ofTraffic((cost) => cost.writeUnits, receivers.reference).toFixed(1)} |

Processor time of the receiver itself, over the same five signals of ${CPU_HOUSEHOLDS} households, ten a batch: ${receivers.pipeline.cpuMs.toFixed(1)} ms a
message; the reference ${receivers.reference.cpuMs.toFixed(1)} ms.

## Rate

${messages} signals of ${messages / 5} households through the whole hub on the embedded engines (queue, function,
transaction, stream, mail and reply out), over as many TransactWriteItems of the same items, 40 at once, on the same
engine in the same run, half before and half after; the hub's clock stands just after the signals' dates. Everything shares this machine's ${cpus().length} cores.
Then the same with the reference in the receiver's place, which archives and answers by itself. Aim: 0.6 of raw.

«The requests alone»: what the same messages ask of the same engines (queue, table, mail, archive, reply), by the SDK and with nothing done
in between, as many at once, before and after: the most that this machine lets any hub reach that makes these requests.

| | a second | raw TransactWriteItems | ratio | the requests alone | of them | these over raw |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${rateRow('pipeline', rates.pipeline)}
${rateRow('reference', rates.reference)}

## From message to mail

${sent} signals, each the first of its household, ${perSecond} a second, in real time: from sending it to its mail marked sent.

| | p50, ms | p99, ms |
| --- | ---: | ---: |
| pipeline | ${latencies.pipeline.p50} | ${latencies.pipeline.p99} |
| reference | ${latencies.reference.p50} | ${latencies.reference.p99} |

## What falls short, and why

- Size counts every file; what a cold start reads is less by what is imported later: Typst, 10.9 MB with its fonts, beside \`notify\`,
  \`receive-piece\` and \`api\`, opened in a thread with the first document (ADR 62); pdf-lib (430 KB, ADR 6) in that thread and in the one that
  opens pieces (ADR 32, 33); the reader of workbooks.
- A receiver starts with matching, the vocabulary's schemas and the table's client: what of it a bare handler has not is what it is for. \`receive-piece\`
  and \`receive-file\` hold S3's client beside; the second a reader of CSV, every partner's format and what makes columns of it. Loading these with the first
  file would move their time from init into that file: not done. \`Intl\` (ADR 34), the SDK's unused descriptions (ADR 35) and the queue's client left the start.
- Matching's weights (51 KB of names' frequencies, 1.4 ms) are in each receiver, and in \`watch-deadlines\` and \`retire-case\`, which fold cases and
  never weigh.
- A new case reads its blocks twice, before it is written and after, so that of two opened at one instant one sees the other; the
  reference, which must do the same, saves nothing there. Until 2026-11-23 the bench's households were all called alike: fewer
  blocks to read, and a doubt where a new case was meant.
  Writing each block's version in the transaction would save the second reading (some 15 requests for 24), for a write unit a
  block, twice over, and a fight over the blocks of common names whenever a month's file comes in: not done. All the table's readings of a
  year of France cost less than three dollars ([cost.md](cost.md)).
- The rate is bound by the machine's cores, which the engines, the runner and the functions share: a message through the
  hub is seven requests (three to file it when a number names its case; mark sent, mail, archive, reply to tell of it) and a receive and a delete
  of the queue, a raw transaction is one request. The last column is what those requests alone reach of raw: no hub that makes them
  could reach 0.6 here. On AWS each engine is a service of its own, and what bounds the rate is the table. Batching replies by
  partner would save one request.
`;

  process.stdout.write(markdown);
  await writeFile(join(import.meta.dirname, '../../docs/performance.md'), markdown);
  if (values.json) await writeFile(values.json, `${JSON.stringify(result, null, 2)}\n`);
};

export const bench = command({
  about: `Mesure tailles, démarrages, requêtes, débit et délais du hub, à côté d’un récepteur de référence ; écrit docs/performance.md.`,
  usage: '[--messages 1000] [--rounds 41] [--latency 100] [--per-second 4] [--json F]',
  options,
  run: async ({ values }) => {
    await measure(values);
    return DONE;
  },
});
