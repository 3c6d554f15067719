import { cpus, totalmem } from 'node:os';
import type { Latency, Throughput } from '../throughput.ts';
import type { Mix } from './mix.ts';

/** What was measured with this many cases in the table. */
export type Step = {
  cases: number;
  items: number;
  /** As DynamoDB counts bytes, indexes left out. */
  bytes: number;
  /** Size of the engine's database. */
  fileBytes: number;
  mixes: Record<'alone' | 'common', Mix>;
  rates: readonly Throughput[];
  latency: Latency;
};

/** Most that a figure may move and still count as flat, as a share of the first step's. */
const FLAT = 0.1;
/** Messages of a year in France, for 158,500 assignations. */
const YEAR_MESSAGES = 2_000_000;
const WORKING_SECONDS = 250 * 10 * 3600;
/** Busiest hour over the mean of working hours. It is an assumption; CAF's monthly send in one morning is of this order. */
const PEAK = 30;

const mean = (list: readonly number[]): number => list.reduce((sum, n) => sum + n, 0) / list.length;
const rateOf = ({ rates }: Step): number => mean(rates.map(({ pipelinePerSecond }) => pipelinePerSecond));
const rawOf = ({ rates }: Step): number => mean(rates.map(({ rawPerSecond }) => rawPerSecond));

type Row = {
  name: string;
  of: (step: Step) => number;
  digits: number;
  better: 'less' | 'more';
  note?: string;
};

const mixRows = (kind: keyof Step['mixes'], called: string): Row[] =>
  (
    [
      ['newCase', 'requests', 'a first signal: requests'],
      ['newCase', 'readUnits', 'a first signal: read units'],
      ['newCase', 'writeUnits', 'a first signal: write units'],
      ['identityHit', 'requests', 'a second: requests'],
      ['identityHit', 'readUnits', 'a second: read units'],
      ['identityHit', 'writeUnits', 'a second: write units'],
    ] as const
  ).map(
    ([meets, figure, name]): Row => ({
      name: `${called}, ${name}`,
      of: ({ mixes }) => mixes[kind][meets][figure],
      digits: 1,
      better: 'less',
    }),
  );

const ROWS: readonly Row[] = [
  ...mixRows('alone', 'like no other'),
  {
    name: 'like no other, processor ms a message',
    of: ({ mixes }) => mixes.alone.cpuMs,
    digits: 1,
    better: 'less',
  },
  ...mixRows('common', 'with homonyms'),
  {
    name: 'with homonyms, processor ms a message',
    of: ({ mixes }) => mixes.common.cpuMs,
    digits: 1,
    better: 'less',
  },
  { name: 'messages a second', of: rateOf, digits: 0, better: 'more' },
  { name: 'raw transactions a second', of: rawOf, digits: 0, better: 'more' },
  { name: 'messages over raw', of: (step) => rateOf(step) / rawOf(step), digits: 2, better: 'more' },
  { name: 'message to mail, p50 ms', of: ({ latency }) => latency.p50, digits: 0, better: 'less' },
  { name: 'message to mail, p99 ms', of: ({ latency }) => latency.p99, digits: 0, better: 'less' },
];

const rowOf = ({ name, of, digits, better }: Row, steps: readonly Step[]): string => {
  const found = steps.map(of);
  const [first = Number.NaN] = found;
  const last = found.at(-1) ?? Number.NaN;
  const moved = last / first - 1;
  const worse = better === 'less' ? moved : -moved;
  const judged = worse <= FLAT ? 'met' : '**not met**';
  const cells = found.map((value) => value.toFixed(digits)).join(' | ');
  return `| ${name} | ${cells} | ${moved >= 0 ? '+' : ''}${(100 * moved).toFixed(0)} % | ${judged} |`;
};

const thousands = (n: number): string => n.toLocaleString('en-GB');

/** The page that is committed. */
export const growthReport = (command: string, steps: readonly Step[]): string => {
  const last = steps.at(-1);
  if (!last) throw new Error('no step');
  const perSecond = YEAR_MESSAGES / WORKING_SECONDS;
  const peak = perSecond * PEAK;
  const { newCase, identityHit } = last.mixes.common;
  const writes = (newCase.writeUnits + 4 * identityHit.writeUnits) / 5;
  const reads = (newCase.readUnits + 4 * identityHit.readUnits) / 5;
  return `# Performance as cases add up

Printed by \`${command}\` on ${new Date().toISOString().slice(0, 10)}: ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}.

The table is filled by the receiver's own code, written straight into the embedded engine's database; households are invented with
names, birth dates and addresses as common as they are in the département, all of them in that one. Then the same is
measured at each step: what the receiver asks of the table, over 100 households like no other and over 100 drawn as
those of the table are; ${steps[0]?.rates[0]?.messages ?? 0} messages through the whole hub, twice, over as many raw transactions in the same run; from message to mail.
Aim: no figure worse by more than ${100 * FLAT} % from the first step to the last.

| | ${steps.map(({ cases }) => `${thousands(cases)} cases`).join(' | ')} | moved | flat |
| --- | ${steps.map(() => '---:').join(' | ')} | ---: | --- |
| items | ${steps.map(({ items }) => thousands(items)).join(' | ')} | | |
| their size, GB (the engine’s file) | ${steps.map(({ bytes, fileBytes }) => `${(bytes / 1e9).toFixed(3)} (${(fileBytes / 1e9).toFixed(2)})`).join(' | ')} | | |
${ROWS.map((row) => rowOf(row, steps)).join('\n')}

Requests and units are what the service would count. Rates and times are of the embedded engine on this machine, the hub, its
functions and the engines sharing its cores: what they say of growth, the service's own do not depend on.

## A national year

158,500 assignations a year and what goes with them are about ${thousands(YEAR_MESSAGES)} messages.

- By measured rate, with ${thousands(last.cases)} cases in the table: ${thousands(Math.round(rateOf(last)))} messages a second, so ${(YEAR_MESSAGES / rateOf(last) / 3600).toFixed(1)} hours of this machine for the year.
- On paper: 250 days of 10 hours make ${perSecond.toFixed(2)} messages a second, ${peak.toFixed(1)} at ${PEAK} times the mean. One household signalling
  five times, a message is ${writes.toFixed(1)} write units and ${reads.toFixed(1)} read units: ${Math.round(peak * writes)} and ${Math.round(peak * reads)} a second at that peak, over partitions that
  each take 1,000 and 3,000. The busiest single key is the counter of references, one write for 25 cases.
- A receiver is busy some ${Math.round(last.mixes.common.cpuMs * 5)} ms a message at worst (five times the processor time here): ${Math.ceil((peak * last.mixes.common.cpuMs * 5) / 1000)} at once at that peak, of the 1,000 of an account.

## What grows, and why

- A message whose number names its case costs the same whatever the table holds: that is most of them, and it is what the aim is for.
- A first signal reads the blocks its household falls in, fifty cases a block and twelve blocks at most: what it reads, and the
  processor time to compare it, grow with its homonyms until those bounds. Requests and writes do not. Since 2026-11-28 a block of one name and a
  commune that is full brings nothing to compare (ADR 16): households «like no other», who share one given name and one street, had taken 128 to
  193 read units, those with homonyms up to 92.
- A million cases in one département is more than Seine-et-Marne has dwellings: homonyms are as dense here as in no real table. A
  year's cases of the département are some thousands, between the first two steps.
- Times are of a machine that does all of it; from a run to the next they move by 20 %.
`;
};
