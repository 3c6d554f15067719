import { createHash } from 'node:crypto';

/**
 * Where a message's raw form is kept: a key of the raw archive by sender and day or, for a row of a file, its place in that file.
 *
 * @param incoming `receivedAt` ISO UTC
 *
 * @example rawKeyOf({ sender: 'caf', receivedAt: '2026-03-03T08:12:45.120Z' }, id) // caf/2026/03/03/9f86d081884c7d65….json
 */
export const rawKeyOf = (
  incoming: { sender: string; receivedAt: string; reported?: { rawKey: string } },
  messageId: string,
): string =>
  incoming.reported?.rawKey ??
  `${incoming.sender}/${incoming.receivedAt.slice(0, 10).replaceAll('-', '/')}/${createHash('sha256').update(messageId).digest('hex').slice(0, 32)}.json`;

/** The id of what is answered about a message beside its own reply. */
export const besideIdOf = (messageId: string, id: string): string => `${messageId}#${id}`;
