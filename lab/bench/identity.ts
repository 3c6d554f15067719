import '../../test/support/quiet.ts';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import { signalOf } from './messages.ts';

const HELP = `Messages a second through the whole hub when a number names their case, beside another checkout of the hub, turn about.

  node lab/bench/identity.ts --against FOLDER [--messages N] [--rounds N]

FOLDER has its own node_modules: a git worktree of the version to compare with, linked to these.`;

const { values } = parseArgs({
  options: {
    against: { type: 'string' },
    messages: { type: 'string', default: '1200' },
    rounds: { type: 'string', default: '4' },
    help: { type: 'boolean', default: false },
  },
});

/** Households of one signal each are filed first; then each signals four times more, and those alone are timed. */
const rateOf = async (folder: string, messages: number): Promise<number> => {
  const { createApp } = await import(join(folder, 'infra/create-app.ts'));
  const { startHub } = await import(join(folder, 'local/hub.ts'));
  const assembly = mkdtempSync(join(tmpdir(), 'passerelle-identity-'));
  createApp('local', assembly).synth();
  const hub = await startHub({ assembly, now: '2026-03-06T08:00:00.000Z' });
  try {
    const sqs = new SQSClient({
      region: REGION,
      credentials: CREDENTIALS,
      endpoint: hub.endpoints.aws,
      useQueueUrlAsEndpoint: false,
    });
    const households = messages / 4;
    const send = async (n: number, k: number): Promise<void> => {
      const Entries = Array.from({ length: 10 }, (_, i) => ({
        Id: String(i),
        MessageBody: JSON.stringify(signalOf(n + i, k)),
      }));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl: hub.outputs.get('CafIntakeUrl'), Entries }));
    };
    for (let n = 0; n < households; n += 10) await send(n, 0);
    await hub.idle();
    const from = performance.now();
    for (let k = 1; k <= 4; k++) for (let n = 0; n < households; n += 10) await send(n, k);
    await hub.idle();
    return messages / ((performance.now() - from) / 1_000);
  } finally {
    await hub.stop();
  }
};

if (values.help || values.against === undefined) console.log(HELP);
else {
  const [here, there] = [resolve('.'), resolve(values.against)];
  const rates: [number, number][] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    // Whoever goes first has the colder machine: they take turns.
    const order = round % 2 === 0 ? [here, there] : [there, here];
    const found = new Map<string, number>();
    for (const folder of order) found.set(folder, await rateOf(folder, Number(values.messages)));
    const pair: [number, number] = [found.get(here) ?? 0, found.get(there) ?? 0];
    rates.push(pair);
    console.log(
      `${pair.map((rate) => rate.toFixed(1).padStart(7)).join('  ')}  ratio ${(pair[0] / pair[1]).toFixed(3)}`,
    );
  }
  const ratios = rates.map(([a, b]) => a / b).sort((a, b) => a - b);
  const middle = ratios.length / 2;
  const median = ((ratios[Math.ceil(middle) - 1] ?? 0) + (ratios[Math.floor(middle)] ?? 0)) / 2;
  console.log(`median ratio ${median.toFixed(3)} (here over ${values.against})`);
}
