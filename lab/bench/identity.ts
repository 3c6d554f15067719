import '../../test/support/quiet.ts';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DONE, needed, wholeNumber } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import { signalOf } from './messages.ts';

/** Messages a second when a number names their case. One signal of each household is filed first; the four that follow are timed. */
const rateOf = async (folder: string, messages: number): Promise<number> => {
  const { createApp } = await import(join(folder, 'infra/create-app.ts'));
  const { startDemoHub } = await import(join(folder, 'cli/demo/hub.ts'));
  const assembly = mkdtempSync(join(tmpdir(), 'passerelle-identity-'));
  createApp('local', assembly).synth();
  const hub = await startDemoHub({ assembly, now: '2026-03-06T08:00:00.000Z' });
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
      await sqs.send(
        new SendMessageBatchCommand({ QueueUrl: hub.queues.get('passerelle-local-caf-intake'), Entries }),
      );
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

export const identity = command({
  about: `Messages par seconde à travers tout le hub quand un numéro nomme leur dossier, auprès d’une autre version du hub, tour à tour.`,
  usage: '--against DOSSIER [--messages N] [--rounds N]',
  options: {
    against: { type: 'string', value: 'DOSSIER', about: 'l’autre version' },
    messages: { type: 'string', value: 'N', about: 'messages de chaque tour (1200)', default: '1200' },
    rounds: { type: 'string', value: 'N', about: 'tours (4)', default: '4' },
  },
  notes: `DOSSIER a son propre node_modules : un git worktree de la version à comparer, lié à ceux-ci.`,
  run: async ({ values }) => {
    const against = needed(values.against, '--against');
    const messages = wholeNumber(values.messages, '--messages');
    const rounds = wholeNumber(values.rounds, '--rounds');
    const [here, there] = [resolve('.'), resolve(against)];
    const rates: [number, number][] = [];
    for (let round = 0; round < rounds; round++) {
      // The version that goes first has the colder machine: they take turns.
      const order = round % 2 === 0 ? [here, there] : [there, here];
      const found = new Map<string, number>();
      for (const folder of order) found.set(folder, await rateOf(folder, messages));
      const pair: [number, number] = [found.get(here) ?? 0, found.get(there) ?? 0];
      rates.push(pair);
      console.log(
        `${pair.map((rate) => rate.toFixed(1).padStart(7)).join('  ')}  ratio ${(pair[0] / pair[1]).toFixed(3)}`,
      );
    }
    const ratios = rates.map(([a, b]) => a / b).sort((a, b) => a - b);
    const middle = ratios.length / 2;
    const median = ((ratios[Math.ceil(middle) - 1] ?? 0) + (ratios[Math.floor(middle)] ?? 0)) / 2;
    console.log(`median ratio ${median.toFixed(3)} (here over ${against})`);
    return DONE;
  },
});
