import type { Chance } from '../../cli/demo/random.ts';
import { matches } from '../../local/patterns.ts';
import type { Deployment } from '../../local/resources/deployment.ts';
import { failedItems } from '../../local/sqs-poller.ts';
import type { StreamApi } from '../../local/stream-api.ts';
import { itemOf, laneOf, type StreamItem, type StreamMapping } from '../../local/stream-poller.ts';
import type { Delivery } from './delivery.ts';
import type { Running, Sandboxes } from './sandbox.ts';

/** The readers of the table's stream, whose batches the run chooses. */
export type Streams = {
  /** Reads what the table has written since the last call. */
  readonly fetch: () => Promise<void>;
  readonly deliveries: (chance: Chance) => Delivery[];
  readonly settle: () => void;
  readonly busy: () => number;
  /** Takes the count of records that were given up after every retry: their items must be touched. */
  readonly takeGivenUp: () => number;
};

type Lane = { mapping: StreamMapping; waiting: StreamItem[]; inHand: InHand | undefined; tries: number };
type InHand = { batch: StreamItem[]; running: Running };

export const createStreams = async (
  to: Deployment,
  api: StreamApi,
  sandboxes: Sandboxes,
  count: (what: string) => void,
): Promise<Streams> => {
  const lanes = to.streamMappings.flatMap((mapping) =>
    Array.from(
      { length: mapping.parallelization },
      (): Lane => ({ mapping, waiting: [], inHand: undefined, tries: 0 }),
    ),
  );
  const handled: { mapping: StreamMapping; batch: StreamItem[] }[] = [];
  const repeats = new Set<Running>();
  let givenUp = 0;
  const [{ streamArn } = { streamArn: '' }] = to.streamMappings;
  const iterators = new Map<string, string | undefined>();
  for (const ShardId of await api.shards(streamArn))
    iterators.set(
      ShardId,
      await api.iterator({ StreamArn: streamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );

  const take = (items: readonly StreamItem[]): void => {
    for (const mapping of to.streamMappings) {
      const own = lanes.filter((lane) => lane.mapping === mapping);
      for (const item of items) {
        if (mapping.filters.some((filter) => matches(filter, item.record)))
          own[laneOf(item, mapping.parallelization)]?.waiting.push(item);
      }
    }
  };

  const deliver = async (lane: Lane, chance: Chance): Promise<void> => {
    // One record at a time after a failure: a mapping that bisects ends there.
    const most = lane.mapping.bisects && lane.tries > 0 ? 1 : lane.mapping.batchSize;
    const batch = lane.waiting.splice(0, chance.between(1, most));
    const Records = batch.map(({ record }) => record);
    lane.inHand = { batch, running: await sandboxes.invoke(lane.mapping.fn, { Records }) };
  };

  const settleLane = (lane: Lane): void => {
    const { inHand, mapping } = lane;
    const outcome = inHand?.running.outcome;
    if (!inHand || !outcome) return;
    lane.inHand = undefined;
    const sequences = inHand.batch.map(({ sequence }) => sequence);
    const failed = outcome.kind === 'answered' ? failedItems(outcome.result, sequences) : undefined;
    const first = failed === undefined ? 0 : sequences.findIndex((sequence) => failed.includes(sequence));
    const left = first < 0 ? [] : inHand.batch.slice(first);
    if (first !== 0) handled.push({ mapping, batch: inHand.batch.slice(0, first < 0 ? undefined : first) });
    lane.tries = left.length === 0 ? 0 : left.length < inHand.batch.length ? 1 : lane.tries + 1;
    if (left.length === 0) return;
    count('stream batch tried again');
    if (mapping.maximumRetries >= 0 && lane.tries > mapping.maximumRetries) {
      givenUp += left.length;
      count('stream batch given up');
      lane.tries = 0;
    } else lane.waiting.unshift(...left);
  };

  const again = async (chance: Chance): Promise<void> => {
    const { mapping, batch } = chance.pick(handled);
    count('stream batch repeated');
    repeats.add(await sandboxes.invoke(mapping.fn, { Records: batch.map(({ record }) => record) }));
  };

  return {
    fetch: async () => {
      for (const [shard, iterator] of iterators) {
        if (!iterator) continue;
        const { records, next } = await api.records(iterator, AbortSignal.timeout(30_000));
        iterators.set(shard, next);
        take(records.map((record) => itemOf(record, streamArn)));
      }
    },
    deliveries: (chance) => [
      ...lanes
        .filter((lane) => lane.waiting.length > 0 && !lane.inHand)
        .map((lane) => ({ label: `stream ${lane.mapping.id}`, run: () => deliver(lane, chance) })),
      ...(handled.length > 0 && chance.percent(2)
        ? [{ label: 'stream again', run: () => again(chance) }]
        : []),
    ],
    settle: () => {
      for (const lane of lanes) settleLane(lane);
      for (const one of repeats) if (one.outcome) repeats.delete(one);
    },
    busy: () =>
      repeats.size + lanes.reduce((sum, { waiting, inHand }) => sum + waiting.length + (inHand ? 1 : 0), 0),
    takeGivenUp: () => {
      const taken = givenUp;
      givenUp = 0;
      return taken;
    },
  };
};
