import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { impayeFormat } from '../../../shared/intake/partners/caf-msa/partner.ts';
import { createReceive } from '../../../shared/intake/receive.ts';
import { createReceiveDeps } from '../../../shared/intake/wiring.ts';
import { ofItem } from '../../../shared/store/client.ts';
import type { BulkWriter } from './bulk.ts';
import type { Signal } from './households.ts';

/** Days over which the cases of a table were opened. */
const DAYS = 365;
const DAY_MS = 86_400_000;
/** Days that markers live: the table's TTL has deleted the older ones. */
const MARKER_DAYS = 30;
const FIRST_REFERENCE = 500_000;

/**
 * Opens a case for each signal by the receiver's own code, over a table that answers «nothing known». No household is like
 * another, so what is written is what the hub would write. The mails count as sent.
 */
export const createFill = (table: string, matchingKey: string, lastDay: string) => {
  let opened = 0;
  const refused: string[] = [];
  let writer: BulkWriter;
  let keepMarker = true;
  let reserved = FIRST_REFERENCE;
  const answers: Record<string, (input: Record<string, unknown>) => unknown> = {
    QueryCommand: () => ({ Items: [] }),
    BatchGetItemCommand: () => ({ Responses: {} }),
    // Reserves a block of references, far from those that a running hub draws.
    UpdateCommand: () => {
      reserved += 25;
      return { Attributes: { reserved } };
    },
    TransactWriteItemsCommand: ({ TransactItems }) => {
      for (const { Put } of Array.isArray(TransactItems) ? TransactItems : []) {
        if (!Put) throw new Error('a first message only writes');
        const Item = ofItem(Put.Item);
        if (Item.entity === 'MESSAGE' && !keepMarker) continue;
        writer.put(Item.entity === 'NOTICE' ? { ...Item, status: 'sent', sentAt: Item.createdAt } : Item);
      }
      return {};
    },
  };
  const send = async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
    const answer = answers[command.constructor.name];
    if (!answer) throw new Error(`${command.constructor.name} is not of a first message`);
    return answer(command.input);
  };
  const client = { send } as unknown as DynamoDBDocumentClient;
  const env = {
    TABLE_NAME: table,
    MATCHING_KEY: matchingKey,
    DEPARTEMENT: '77',
    MESSAGE_TTL_DAYS: MARKER_DAYS,
  };
  const receive = createReceive(createReceiveDeps(client, env), () => impayeFormat);
  return {
    /** Cases opened so far. */
    opened: (): number => opened,
    /** Why the receiver refused signals so far: for these no case was opened. */
    refused: (): readonly string[] => refused,
    /** Opens a case. When the receiver refuses the signal, the paths and codes of its errors go to `refused` instead. */
    open: async (into: BulkWriter, signal: Signal): Promise<void> => {
      writer = into;
      const daysAgo = opened % DAYS;
      keepMarker = daysAgo < MARKER_DAYS;
      const receivedAt = new Date(Date.parse(lastDay) - daysAgo * DAY_MS).toISOString();
      const raw = JSON.stringify({ ...signal, actDate: receivedAt.slice(0, 10), messageId: randomUUID() });
      const { outcome, errors } = await receive({ sender: 'caf', raw, receivedAt, source: 'fill' });
      if (outcome === 'refused') refused.push(errors.map(({ path, code }) => `${path}: ${code}`).join(', '));
      else opened += 1;
    },
  };
};
