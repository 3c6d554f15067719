import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { addDemoPartners } from '../../cli/demo/hub.ts';
import type { Chance } from '../../cli/demo/random.ts';
import { clientsOf } from '../../local/clients.ts';
import { holdDelays } from '../../local/delays.ts';
import { type DeployedHub, deployHub } from '../../local/deployed.ts';
import { resolveLocalhostNames } from '../../local/localhost-names.ts';
import { createStreamApi } from '../../local/stream-api.ts';
import { installVirtualDate } from '../../local/virtual-date.ts';
import { HubError } from '../../shared/errors.ts';
import type { Delivery } from './delivery.ts';
import { drawFault, faultName, type Rates } from './faults.ts';
import type { Gate } from './gate.ts';
import { createQueues } from './queues.ts';
import { createSandboxes, type Running } from './sandbox.ts';
import { createStreams } from './streams.ts';
import { countThreads } from './threads.ts';
import type { Line, Sending } from './traffic.ts';

const PDF = readFileSync(join(import.meta.dirname, '../../test/fixtures/demo/files/acte.pdf'));

/** A hub in which one thing happens at a time, drawn at random. */
export type World = {
  readonly hub: DeployedHub;
  readonly now: () => string;
  readonly setClock: (instant: string) => void;
  readonly send: (sending: Sending) => void;
  readonly orderWatch: (day: string) => Promise<void>;
  /** Goes on until nothing is left to do, including what waits for the clock. */
  readonly drain: (rates: Rates) => Promise<void>;
  /** Goes on for so many steps, or until nothing is left to do. */
  readonly advance: (steps: number, rates: Rates) => Promise<void>;
  readonly redrive: () => Promise<number>;
  readonly takeGivenUp: () => number;
  /** Everything that happened, in order. */
  readonly trace: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
  readonly sandboxes: () => number;
  readonly stop: () => Promise<void>;
};

/** The name of an error in the counts of a run. */
const nameOf = (error: unknown): string =>
  error instanceof HubError ? error.code : error instanceof Error ? error.name : String(error);

const busyThreads = countThreads();

/** More steps than a run of this size can need: a run that never ends is stopped. */
const MOST_STEPS = 2_000_000;

export const createWorld = async (
  assembly: string,
  now: string,
  gate: Gate,
  chance: Chance,
): Promise<World> => {
  resolveLocalhostNames();
  const trace: string[] = [];
  const counts = new Map<string, number>();
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  let rates: Rates | undefined;
  const timeLeft = (): number => (rates && rates.die > 0 && chance.percent(4) ? 5_000 : 600_000);
  const sandboxes = createSandboxes(gate, timeLeft);
  const live = new Map<number, Running>();
  const tracked = {
    ...sandboxes,
    invoke: async (...args: Parameters<typeof sandboxes.invoke>): Promise<Running> => {
      const running = await sandboxes.invoke(...args);
      live.set(running.invocation.id, running);
      return running;
    },
  };
  const hub = await deployHub({ assembly, now }, sandboxes.startFunction);
  await addDemoPartners({ ...hub, addStack: hub.stacks.create });
  const { to, endpoints } = hub;
  const { clock } = to;
  if (clock.shared) installVirtualDate(clock.shared);
  const { sqs, s3 } = clientsOf(endpoints);
  const delays = holdDelays(to.aws, clock, to.queues.keys());
  const queues = createQueues(to, sqs, tracked, count);
  const streams = await createStreams(to, createStreamApi(endpoints.dynamodb), tracked, count);
  const sendings: Sending[] = [];

  const put = async (line: Line): Promise<void> => {
    switch (line.channel) {
      case 'pieces':
      case 'drop': {
        const Bucket = hub.outputs.get(line.channel === 'drop' ? 'DropBucketName' : 'PiecesBucketName');
        const text = line.channel === 'pieces' && line.file !== undefined ? PDF : (line.text ?? '');
        await s3.send(new PutObjectCommand({ Bucket, Key: line.key, Body: text }));
        break;
      }
      default: {
        const name = line.channel === 'queue' ? line.queue : `${line.channel}-intake`;
        const QueueUrl = to.queues.get(`passerelle-local-${name}`);
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: line.body }));
      }
    }
  };
  const sends = (): Delivery[] =>
    sendings.map((sending) => ({
      label: 'send',
      run: async () => {
        sendings.splice(sendings.indexOf(sending), 1);
        for (const line of sending.lines) {
          await put(line);
          await settle();
        }
      },
    }));

  /** Waits until every invocation waits at the gate or has ended, and until what ended was reported to its queue or stream. */
  const settle = async (): Promise<void> => {
    for (let still = 0; still < 3; ) {
      await turn();
      const moving = [...live.values()].some(
        ({ invocation, outcome }) => !outcome && !gate.parked.some((one) => one.invocation === invocation),
      );
      const elsewhere = gate.turning() || busyThreads() > 0 || to.notifier.pending() > 0;
      still = moving || elsewhere ? 0 : still + 1;
    }
    for (const [id, { outcome, invocation }] of live) {
      if (!outcome) continue;
      live.delete(id);
      if (outcome.kind === 'failed') count(`${invocation.name} failed: ${nameOf(outcome.error)}`);
    }
    await queues.settle();
    streams.settle();
  };

  let steps = 0;
  /** Makes one thing happen. Resolves to false when nothing can. */
  const step = async (current: Rates): Promise<boolean> => {
    rates = current;
    steps += 1;
    if (steps > MOST_STEPS) throw new Error('the run does not come to an end');
    await settle();
    if (steps % 4 === 0) await streams.fetch();
    const ready = gate.parked.filter(({ notBefore }) => notBefore <= steps);
    const others = [...queues.deliveries(chance), ...streams.deliveries(chance), ...sends()];
    const chosen =
      others.length === 0 || (ready.length > 0 && chance.percent(80)) ? undefined : chance.pick(others);
    if (chosen) {
      trace.push(chosen.label);
      await chosen.run();
      return true;
    }
    if (ready.length === 0) return gate.parked.length > 0;
    const entry = chance.pick(ready);
    const { invocation, command } = entry;
    if (/Object/.test(command) && chance.percent(current.lose)) {
      count('S3 answered late');
      entry.notBefore = steps + chance.between(5, 60);
      return true;
    }
    const fault = drawFault(chance, command, current);
    const name = faultName(fault, command);
    if (name) count(name);
    trace.push(`${invocation.name} ${command} ${fault.kind}`);
    if (fault.kind !== 'dieBefore') await entry.resume(fault);
    if (fault.kind === 'dieBefore' || fault.kind === 'dieAfter') live.get(invocation.id)?.kill();
    return true;
  };

  const isIdle = async (): Promise<boolean> => {
    await settle();
    await streams.fetch();
    return gate.parked.length + live.size + queues.busy() + streams.busy() + sendings.length === 0;
  };
  /** Moves the clock to the next thing that waits for it. */
  const release = (): boolean => {
    const due = delays.dueAt();
    if (due === undefined) return false;
    clock.set(Math.max(clock.now(), due));
    delays.release();
    return true;
  };

  return {
    hub,
    now: () => new Date(clock.now()).toISOString(),
    setClock: (instant) => {
      clock.set(Math.max(clock.now(), Date.parse(instant)));
      delays.release();
    },
    send: (sending) => void sendings.push(sending),
    orderWatch: async (day) => {
      const QueueUrl = to.queues.get('passerelle-local-watch');
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ day }) }));
    },
    drain: async (current) => {
      for (;;) {
        while (await step(current));
        if (!(await isIdle())) await sleep(5);
        else if (!release()) return;
      }
    },
    advance: async (most, current) => {
      for (let done = 0; done < most; done++) if (!(await step(current)) && (await isIdle())) return;
    },
    redrive: queues.redrive,
    takeGivenUp: streams.takeGivenUp,
    trace,
    counts,
    sandboxes: sandboxes.made,
    stop: async () => {
      await hub.stop();
      // The functions' environment was put in this process: the engines that the next hub starts must not see it.
      for (const name of Object.keys(process.env))
        if (name.startsWith('AWS_ENDPOINT_URL')) delete process.env[name];
    },
  };
};
