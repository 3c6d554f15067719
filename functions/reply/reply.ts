import * as z from 'zod/mini';
import { log } from '../../shared/log/log.ts';

/** What `reply` reads of a message's record. */
export const replyItemSchema = z.object({
  entity: z.literal('MESSAGE'),
  sender: z.string(),
  reply: z.string(),
  raw: z.string(),
  rawKey: z.string(),
  arrivals: z.int().check(z.positive()),
  /** Set by whoever brings back a message that could not be answered. */
  retriedAt: z.optional(z.string()),
});
export type ReplyItem = z.infer<typeof replyItemSchema>;

export type ReplyDeps = {
  archive: (key: string, raw: string) => Promise<void>;
  /** Gives false when the partner has no replies queue. */
  send: (partner: string, reply: string) => Promise<boolean>;
};

/**
 * Archives a message as it came, then answers its sender. Each arrival gets the reply once; a stream that repeats
 * a record repeats the reply, which says the same. The archive comes first: a reply promises that it is kept. What is brought back
 * is archived again: nobody knows how far it had come. A sender without a queue must not hold up the others: its reply is kept
 * under `unanswered/`, and the log says so. The raw form of a file's row is its file: it is not archived a second time.
 */
export const createReply =
  ({ archive, send }: ReplyDeps) =>
  async (item: ReplyItem, again: boolean): Promise<void> => {
    const first = item.arrivals === 1 || item.retriedAt !== undefined || again;
    if (first && !item.rawKey.startsWith('drop/')) {
      await archive(item.rawKey, item.raw);
      log('message.archived');
    }
    if (await send(item.sender, item.reply)) {
      log('message.answered', { sender: item.sender, arrivals: item.arrivals });
    } else {
      await archive(`unanswered/${item.rawKey}`, item.reply);
      log('message.unanswerable', { sender: item.sender });
    }
  };
