import '../../test/support/quiet.ts';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DONE } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { startTable } from '../../test/support/table.ts';
import { signalOf } from './messages.ts';
import { prices } from './prices.ts';
import { deliver, pipelineOn } from './receiver-costs.ts';

/** Where Linux (cgroup 1) holds how much processor a group of processes has. */
const GROUPS = '/sys/fs/cgroup/cpu';
const PERIOD_US = 20_000;
/** Memory at which Lambda gives a whole core, in MB. */
const CORE_MB = 1_769;
const SIZES = [256, 512, 1_024, CORE_MB];
const ROUNDS = 25;

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
/** Price of a million batches of so many milliseconds, in USD. */
const priceOf = (ms: number, mb: number): number =>
  (ms / 1_000) * (mb / 1_024) * prices.functionGbSecond.usd * 1e6;

/** Ten signals of ten households, the first of each or a later one. */
const ten = (from: number, k: number): object[] =>
  Array.from({ length: 10 }, (_, i) => signalOf(from + i, k));

const measure = async (): Promise<void> => {
  const store = await startTable();
  const receive = await pipelineOn(store);
  // The engine is another process, which keeps all of the machine.
  for (let n = 0; n < 60; n++) for (const k of [0, 1, 2]) await deliver(receive, ten(10_000 + n * 10, k));
  const group = join(GROUPS, `passerelle-${process.pid}`);
  const set = (name: string, value: number): void => writeFileSync(join(group, name), String(value));
  mkdirSync(group);
  set('cpu.cfs_period_us', PERIOD_US);
  set('cgroup.procs', process.pid);
  const took = async (from: number, k: number): Promise<number> => {
    const began = performance.now();
    await deliver(receive, ten(from, k));
    return performance.now() - began;
  };
  let household = 20_000;
  console.log('   Mo   dix premiers signaux         dix suivants');
  for (const mb of SIZES) {
    set('cpu.cfs_quota_us', Math.round((PERIOD_US * mb) / CORE_MB));
    const [opened, joined]: [number[], number[]] = [[], []];
    for (let n = 0; n < ROUNDS; n++) {
      opened.push(await took(household, 0));
      joined.push(await took(household, 1));
      household += 10;
    }
    const told = [median(opened), median(joined)].map(
      (ms) => `${ms.toFixed(0).padStart(4)} ms, ${priceOf(ms, mb).toFixed(2)} USD le million`,
    );
    console.log(`${String(mb).padStart(5)}   ${told.join('   ')}`);
  }
  set('cpu.cfs_quota_us', -1);
  await store.stop();
};

export const memory = command({
  about:
    'Mesure un récepteur à la part de processeur que Lambda donne pour une mémoire : dix premiers signaux, puis dix autres des mêmes ménages.',
  usage: '',
  options: {},
  run: async () => {
    if (!existsSync(GROUPS))
      throw new Error(`rien ne limite le processeur ici : pas de ${GROUPS} (Linux, cgroup 1)`);
    await measure();
    return DONE;
  },
});
