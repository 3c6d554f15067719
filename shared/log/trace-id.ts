import { createHash, createHmac } from 'node:crypto';

/**
 * What names a message in every log line, item and mail on its way: a keyed hash of its id, since the id is its
 * partner's string and may name a person. 96 bits, in letters and digits: it fits a mail header and an SES tag.
 */
export const traceOfMessage = (matchingKey: string, messageId: string): string =>
  createHmac('sha256', matchingKey).update(`trace|${messageId}`).digest('hex').slice(0, 24);

/** What names a day's watch in the same places: no message brought what it tells. */
export const traceOfWatch = (day: string): string =>
  createHash('sha256').update(`trace|watch|${day}`).digest('hex').slice(0, 24);
