import * as z from 'zod/mini';
import { log } from '../../shared/log/log.ts';
import { outcomeSchema } from '../../shared/store/items.ts';

/** What this function reads of a message's record. */
export const replyItemSchema = z.object({
  entity: z.literal('MESSAGE'),
  sender: z.string(),
  messageId: z.string(),
  reply: z.string(),
  raw: z.string(),
  rawKey: z.string(),
  outcome: outcomeSchema,
  receivedAt: z.iso.datetime(),
  replyBy: z._default(z.enum(['queue', 'report', 'done']), 'queue'),
  arrivals: z.int().check(z.positive()),
  /** Seconds since 1970. */
  expiresAt: z.int(),
  /** Set by whoever brings back a message that could not be answered. */
  retriedAt: z.optional(z.string()),
});
export type ReplyItem = z.infer<typeof replyItemSchema>;

export type ReplyDeps = {
  archive: (key: string, raw: string) => Promise<void>;
  /** Gives false when the partner has no replies queue. */
  send: (partner: string, reply: string) => Promise<boolean>;
  /** Lists the reply as unread. Gives false when its sender does not read over HTTP. */
  leave: (item: ReplyItem) => Promise<boolean>;
};

/**
 * Archives a message as it came, then answers its sender. Each arrival gets the reply once; when the stream repeats a record, the
 * same reply goes again. The archive comes first, because a reply promises that the message is kept. A message that is brought
 * back is archived again, since nobody knows how far the earlier try went. A partner without a queue finds its replies over HTTP. A
 * sender that is no partner (a key under no étude's prefix) must not hold up the others: its reply is kept under `unanswered/`, and
 * the log says so. A row of a file is not archived: its raw form is the file.
 */
export const createReply =
  ({ archive, send, leave }: ReplyDeps) =>
  async (item: ReplyItem, again: boolean): Promise<void> => {
    const first = item.arrivals === 1 || item.retriedAt !== undefined || again;
    if (first && !item.rawKey.startsWith('drop/')) {
      await archive(item.rawKey, item.raw);
      log('message.archived');
    }
    if (await send(item.sender, item.reply)) {
      log('message.answered', { sender: item.sender, arrivals: item.arrivals });
    } else if (await leave(item)) {
      log('message.answered', { sender: item.sender, arrivals: item.arrivals });
    } else {
      await archive(`unanswered/${item.rawKey}`, item.reply);
      log('message.unanswerable', { sender: item.sender });
    }
  };
