import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Asks, createAsks } from './asks.ts';
import type { Clock } from './clock.ts';
import { REGION } from './constants.ts';
import { type Json, objectOf } from './json.ts';
import { matches } from './patterns.ts';
import type { LocalFunction } from './runtime.ts';
import { failedItems } from './sqs-poller.ts';
import type { StreamApi } from './stream-api.ts';

/** A table's stream that feeds a function. */
export type StreamMapping = {
  readonly id: string;
  readonly streamArn: string;
  readonly fn: LocalFunction;
  readonly batchSize: number;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  readonly filters: readonly Json[];
  readonly reportsFailures: boolean;
  readonly bisects: boolean;
  /** How many batches of one shard run at the same time; records of one key stay in order. */
  readonly parallelization: number;
  /** Retries after the first attempt; infinite when -1. */
  readonly maximumRetries: number;
  /** Age, in seconds of the machine's clock, at which a record that fails is given up; none when -1. */
  readonly maximumAge: number;
  /** Receives the description of a batch that was given up. */
  readonly onFailure?: (body: string) => void;
};

/** The position of each stream's reader, kept over restarts. */
export type Checkpoints = {
  get: (id: string) => string | undefined;
  set: (id: string, sequence: string) => void;
};

/** A running stream reader. */
export type StreamPoller = {
  /** Reads now. Resolves to true when there was nothing to read, and nothing was being handled before. */
  readonly isDrained: () => Promise<boolean>;
  readonly stop: () => Promise<void>;
};

/** A record of a stream, and its place in it. */
export type StreamItem = { readonly sequence: string; readonly record: Json };

/** A record as Lambda passes it to a function, with its sequence number. */
export const itemOf = (record: Json, streamArn: string): StreamItem => ({
  sequence: String(objectOf(objectOf(record).dynamodb).SequenceNumber),
  record: { ...objectOf(record), eventSourceARN: streamArn, awsRegion: REGION },
});

/** Seconds since a record was made. */
const ageOf = ({ record }: StreamItem): number =>
  Date.now() / 1000 - Number(objectOf(objectOf(record).dynamodb).ApproximateCreationDateTime);

/** The parallel batch that a record goes to, by its item's key. */
export const laneOf = ({ record }: StreamItem, lanes: number): number => {
  if (lanes === 1) return 0;
  // Sorted: the engine writes the attributes of a key in any order.
  const keys = JSON.stringify(Object.entries(objectOf(objectOf(objectOf(record).dynamodb).Keys)).sort());
  return createHash('md5').update(keys).digest().readUInt32BE(0) % lanes;
};

/**
 * Reads a stream for its function until stopped, in order, one batch at a time in each lane. A batch that fails is retried with
 * backoff, and halved when the mapping bisects. After its last retry, or too old, it is given up, and its description goes to the
 * failure destination.
 */
export const startStreamPoller = async (
  streams: StreamApi,
  mapping: StreamMapping,
  checkpoints: Checkpoints,
  clock: Clock,
): Promise<StreamPoller> => {
  const ending = new AbortController();
  const shards = await streams.shards(mapping.streamArn);

  const giveUp = (
    batch: readonly StreamItem[],
    shardId: string,
    attempts: number,
    condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded',
  ): void => {
    const now = new Date(clock.now()).toISOString();
    mapping.onFailure?.(
      JSON.stringify({
        requestContext: {
          requestId: randomUUID(),
          functionArn: mapping.fn.arn,
          condition,
          approximateInvokeCount: attempts,
        },
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        version: '1.0',
        timestamp: now,
        DDBStreamBatchInfo: {
          shardId,
          startSequenceNumber: batch[0]?.sequence,
          endSequenceNumber: batch.at(-1)?.sequence,
          approximateArrivalOfFirstRecord: now,
          approximateArrivalOfLastRecord: now,
          batchSize: batch.length,
          streamArn: mapping.streamArn,
        },
      }),
    );
  };

  /** Runs a batch once. Returns the records still to do: none when it succeeded. */
  const attempt = async (batch: readonly StreamItem[]): Promise<readonly StreamItem[]> => {
    try {
      const response = await mapping.fn.invoke({ Records: batch.map((item) => item.record) });
      if (!mapping.reportsFailures) return [];
      const sequences = batch.map((item) => item.sequence);
      const failed = failedItems(response, sequences);
      if (failed === undefined) return batch;
      const first = sequences.findIndex((sequence) => failed.includes(sequence));
      return first < 0 ? [] : batch.slice(first);
    } catch {
      return batch;
    }
  };

  const handle = async (batch: readonly StreamItem[], shardId: string, tried = 0): Promise<void> => {
    let left = batch;
    for (let attempts = tried; left.length > 0 && !ending.signal.aborted; ) {
      const remaining = await attempt(left);
      if (remaining.length === 0) return;
      // When part of the batch succeeds, the count of attempts starts again for the rest, as Lambda does.
      attempts = remaining.length < left.length ? 1 : attempts + 1;
      left = remaining;
      if (mapping.maximumRetries >= 0 && attempts > mapping.maximumRetries)
        return giveUp(left, shardId, attempts, 'RetryAttemptsExhausted');
      const old = left.filter((item) => mapping.maximumAge >= 0 && ageOf(item) > mapping.maximumAge);
      if (old.length > 0) giveUp(old, shardId, attempts, 'RecordAgeExceeded');
      left = left.filter((item) => !old.includes(item));
      await sleep(Math.min(50 * 2 ** (attempts - 1), 5_000), undefined, { signal: ending.signal }).catch(
        () => {},
      );
      if (mapping.bisects && left.length > 1) {
        const middle = Math.ceil(left.length / 2);
        await handle(left.slice(0, middle), shardId, attempts);
        return handle(left.slice(middle), shardId, attempts);
      }
    }
  };

  const handleAll = async (items: readonly StreamItem[], shardId: string): Promise<void> => {
    for (let i = 0; i < items.length; i += mapping.batchSize) {
      await handle(items.slice(i, i + mapping.batchSize), shardId);
    }
  };

  const iteratorOf = (shardId: string): Promise<string> => {
    const at = checkpoints.get(`${mapping.id}/${shardId}`);
    return streams.iterator({
      StreamArn: mapping.streamArn,
      ShardId: shardId,
      ...(at === undefined
        ? { ShardIteratorType: mapping.startingPosition }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: at }),
    });
  };

  const loop = async (shardId: string, first: string | undefined, asks: Asks): Promise<void> => {
    let iterator = first;
    let idle = 10;
    while (!ending.signal.aborted && iterator) {
      const answer = asks.begin();
      try {
        const { records, next } = await streams.records(iterator, ending.signal);
        const items = records.map((record) => itemOf(record, mapping.streamArn));
        const wanted = items.filter(
          ({ record }) =>
            mapping.filters.length === 0 || mapping.filters.some((filter) => matches(filter, record)),
        );
        const lanes = Array.from({ length: mapping.parallelization }, (_, lane) =>
          wanted.filter((item) => laneOf(item, mapping.parallelization) === lane),
        );
        await Promise.all(lanes.map((lane) => handleAll(lane, shardId)));
        const last = items.at(-1);
        if (last && !ending.signal.aborted) checkpoints.set(`${mapping.id}/${shardId}`, last.sequence);
        iterator = next;
        answer(items.length === 0);
        if (items.length > 0) idle = 10;
        else {
          await asks.pause(idle);
          idle = Math.min(idle * 2, 80);
        }
      } catch {
        answer(false);
        if (!ending.signal.aborted) await sleep(100);
      }
    }
    asks.end();
  };

  const starts = await Promise.all(
    shards.map(async (shardId) => ({ shardId, first: await iteratorOf(shardId), asks: createAsks() })),
  );
  const loops = starts.map(({ shardId, first, asks }) => loop(shardId, first, asks));
  return {
    isDrained: async () => (await Promise.all(starts.map(({ asks }) => asks.ask()))).every(Boolean),
    stop: async () => {
      ending.abort();
      for (const { asks } of starts) asks.wake();
      await Promise.all(loops);
    },
  };
};
