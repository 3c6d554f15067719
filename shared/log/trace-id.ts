import { createHash, createHmac } from 'node:crypto';

/**
 * Names a message in every log line, item and mail on its way. It is a keyed hash of the message's id, because the id is its
 * partner's text and may name a person. 96 bits in hex: it fits a mail header and an SES tag.
 */
export const traceOfMessage = (matchingKey: string, messageId: string): string =>
  createHmac('sha256', matchingKey).update(`trace|${messageId}`).digest('hex').slice(0, 24);

/** Names a day's watch in the same places, for what no message brought. */
export const traceOfWatch = (day: string): string =>
  createHash('sha256').update(`trace|watch|${day}`).digest('hex').slice(0, 24);
