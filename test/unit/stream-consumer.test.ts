import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import type { Source } from '../../shared/domain/indicateurs/apport.ts';
import { streamConsumer } from '../../shared/outbound/stream/stream-consumer.ts';

vi.spyOn(console, 'log').mockImplementation(() => {});

const never = async (): Promise<never> => {
  throw new Error('nothing is put aside here');
};
const recordOf = (PK: string) => ({
  dynamodb: { SequenceNumber: PK, Keys: marshall({ PK, SK: 'X' }), NewImage: marshall({ PK, SK: 'X' }) },
});
const sourceOf = (id: string): Source => ({ id, version: 1, compte: {} });

describe('what is to be counted', () => {
  it('of a batch that takes long is told, although another batch of the same instance was told meanwhile', async () => {
    const gates = new Map<string, () => void>();
    const told: string[] = [];
    const consumer = streamConsumer(
      z.looseObject({ PK: z.string() }),
      async ({ PK }) => {
        if (PK === 'slow') await new Promise<void>((open) => gates.set(PK, open));
        return [sourceOf(PK)];
      },
      { read: never, tryAgain: never, setApart: never },
      async (sources) => void told.push(...sources.map(({ id }) => id)),
    );
    const invoke = (PK: string) =>
      consumer(Object.assign(Object.create(null), { Records: [recordOf(PK)] }), Object.create(null));
    const slow = invoke('slow');
    await vi.waitFor(() => expect(gates.has('slow')).toBe(true));
    expect(await invoke('quick')).toEqual({ batchItemFailures: [] });
    gates.get('slow')?.();
    expect(await slow).toEqual({ batchItemFailures: [] });
    expect(told).toEqual(['quick', 'slow']);
  });
});
