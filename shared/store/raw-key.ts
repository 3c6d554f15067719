import { createHash } from 'node:crypto';

/**
 * Where a message's raw form is kept: a key of the raw archive by sender and day, or the place of a file's row, which its file is.
 *
 * @param incoming `receivedAt` ISO UTC
 * @example rawKeyOf({ sender: 'caf', receivedAt: '2026-03-03T08:12:45.120Z' }, id) // caf/2026/03/03/9f86d081884c7d65….json
 */
export const rawKeyOf = (
  incoming: { sender: string; receivedAt: string; reported?: { rawKey: string } },
  messageId: string,
): string =>
  incoming.reported?.rawKey ??
  `${incoming.sender}/${incoming.receivedAt.slice(0, 10).replaceAll('-', '/')}/${createHash('sha256').update(messageId).digest('hex').slice(0, 32)}.json`;

/** An id for what is told of a message beside its own end. */
export const besideIdOf = (messageId: string, id: string): string => `${messageId}#${id}`;
