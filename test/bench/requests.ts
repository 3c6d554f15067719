import { createReceive } from '../../shared/intake/receive.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { impayeFormat } from '../../shared/partners/caf-msa/format.ts';
import { startTable } from '../support/table.ts';
import { signalOf } from './messages.ts';

export type Cost = { requests: number; readUnits: number; writeUnits: number };

/** DynamoDB requests and capacity units of one message, by what it meets. */
export const measureRequests = async (): Promise<
  Record<'newCase' | 'identityHit' | 'repeat' | 'refused', Cost>
> => {
  const store = await startTable();
  try {
    const env = {
      TABLE_NAME: store.table,
      MATCHING_KEY: 'k'.repeat(32),
      DEPARTEMENT: '77',
      MESSAGE_TTL_DAYS: 30,
    };
    const receive = createReceive(createReceiveDeps(store.client, env), () => impayeFormat);
    const one = async (message: object): Promise<Cost> => {
      store.takeRequests();
      store.takeUnits();
      await receive({ sender: 'caf', raw: JSON.stringify(message), receivedAt: '2026-03-03T08:00:00.000Z' });
      return { requests: store.takeRequests(), ...store.takeUnits() };
    };
    // The first message of a year also reserves a block of references: 1/25 of a request, left out here.
    await one(signalOf(0, 0));
    return {
      newCase: await one(signalOf(1, 0)),
      identityHit: await one(signalOf(1, 1)),
      repeat: await one(signalOf(1, 1)),
      refused: await one({ ...signalOf(1, 2), version: '2' }),
    };
  } finally {
    await store.stop();
  }
};
