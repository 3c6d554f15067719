import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { createWatchCase } from '../../shared/cases/watch/watch.ts';
import { impayeFormat } from '../../shared/intake/partners/caf-msa/partner.ts';
import { createReceive } from '../../shared/intake/receive.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { createMarkSent } from '../../shared/store/delivery.ts';
import { startTable } from '../../test/support/table.ts';
import { signalOf } from './messages.ts';
import type { Cost } from './receiver-costs.ts';

/**
 * What the table costs beside receiving: marking a notice sent, a case that the watch looks at, and the bytes that a message leaves.
 */
export type Around = { markSent: Cost; watch: Cost; bytes: number };

const HOUSEHOLDS = 20;
const AT = '2026-03-06T08:00:00.000Z';

export const measureAround = async (): Promise<Around> => {
  const store = await startTable();
  try {
    const { client, table } = store;
    const env = { TABLE_NAME: table, MATCHING_KEY: 'k'.repeat(32), DEPARTEMENT: '77', MESSAGE_TTL_DAYS: 30 };
    const receive = createReceive(createReceiveDeps(client, env), () => impayeFormat);
    for (let k = 0; k < 5; k++)
      for (let n = 0; n < HOUSEHOLDS; n++)
        await receive({ sender: 'caf', raw: JSON.stringify(signalOf(n, k)), receivedAt: AT });
    let bytes = 0;
    for await (const { Items = [] } of paginateScan({ client }, { TableName: table }))
      bytes += Items.reduce((sum, item) => sum + Buffer.byteLength(JSON.stringify(item)), 0);
    const one = async (work: () => Promise<unknown>): Promise<Cost> => {
      store.takeRequests();
      store.takeUnits();
      await work();
      return { requests: store.takeRequests(), ...store.takeUnits() };
    };
    const [notice] = (await store.items('NOTICE')).filter(({ status }) => status === 'due');
    if (!notice) throw new Error('no notice is due');
    const markSent = await one(() =>
      createMarkSent(
        client,
        table,
      )({
        caseId: String(notice.caseId),
        noticeId: String(notice.noticeId),
        mailbox: 'etat@etat.example',
        sesMessageId: '0100018d2f7b6d5e-3a1c9a0e-0000-4000-8000-000000000000-000000',
        sentAt: AT,
      }),
    );
    const watch = createWatchCase({
      client,
      table,
      mailboxOf: () => ({ mailbox: 'etat@etat.example', forward: [] }),
      retire: async () => {},
      pause: async () => {},
    });
    return {
      markSent,
      watch: await one(() => watch(String(notice.caseId), '2026-09-01', '2026-09-01T05:00:00.000Z')),
      bytes: bytes / (HOUSEHOLDS * 5),
    };
  } finally {
    await store.stop();
  }
};
