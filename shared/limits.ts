import { HubError } from './errors.ts';

/**
 * What the services accept at most, and what the hub allows itself within that. Sizes are checked before anything is sent: a
 * request that exceeds a limit fails at every retry.
 */
export const limits = {
  /** A message, and a row of a file: the most that the hub's queues accept (`MaximumMessageSize`). */
  messageBytes: 256 * 1024,
  /** A piece, and a file of rows. */
  pieceBytes: 25 * 1024 * 1024,
  fileBytes: 100 * 1024 * 1024,
  /**
   * A reply on a queue: a quarter of what the hub's queues accept. SQS itself accepts more
   * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html).
   */
  replyBytes: 64 * 1024,
  /** Problems reported for one message, row, piece or request: how many, and how many bytes in all. */
  issues: 50,
  issuesBytes: 32 * 1024,
  /**
   * An item of the table, names and values
   * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items).
   */
  itemBytes: 400 * 1024,
  /** Bytes that a case's summary keeps of its persons, and of each of its other lists: the events hold them all. */
  summaryPersonsBytes: 32 * 1024,
  summaryListBytes: 8 * 1024,
  /** Events of one case: fifteen times the longest procedure's. Beyond, a person is asked before the case takes more. */
  caseEvents: 500,
  /**
   * Descriptions of persons, and of addresses, of one case: three times the most that one message may have. Beyond, a person is
   * asked too.
   */
  caseDescriptions: 60,
  /** A transaction (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html). */
  transactionItems: 100,
  transactionBytes: 4 * 1024 * 1024,
  /** An object's key, UTF-8 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html). */
  objectKeyBytes: 1024,
  /** Characters of what a person types for another to read: a question to a partner, why a case is held. */
  saidCharacters: 1000,
} as const;

/** Bytes of a text in UTF-8. */
export const bytesOf = (text: string): number => Buffer.byteLength(text);

/**
 * Bytes of an item as DynamoDB counts them: names and values, three more for a list or a map, one more for each element
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html). A number counts as its
 * longest form.
 *
 * @example itemBytes({ PK: 'A', n: 1 }) // 25: 2 + 1 for PK, 1 + 21 for n
 */
export const itemBytes = (item: Readonly<Record<string, unknown>>): number =>
  Object.entries(item).reduce(
    (sum, [name, value]) => (value === undefined ? sum : sum + bytesOf(name) + valueBytes(value)),
    0,
  );

const NUMBER_BYTES = 21;

const valueBytes = (value: unknown): number => {
  if (typeof value === 'string') return bytesOf(value);
  if (typeof value === 'number' || typeof value === 'bigint') return NUMBER_BYTES;
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value)) return 3 + value.reduce((sum: number, one) => sum + 1 + valueBytes(one), 0);
  if (typeof value === 'object' && value !== null)
    return 3 + Object.keys(value).length + itemBytes(Object.fromEntries(Object.entries(value)));
  return 1;
};

/**
 * The first elements of a list that fit together in `most` bytes of an item.
 *
 * @example firstWithin(['abc', 'def'], 5) // ['abc']: each takes 4 bytes
 */
export const firstWithin = <T>(elements: readonly T[], most: number): T[] => {
  let bytes = 0;
  const end = elements.findIndex((element) => {
    bytes += 1 + valueBytes(element);
    return bytes > most;
  });
  return elements.slice(0, end < 0 ? undefined : end);
};

/**
 * A reply as JSON, once checked that its sender's queue will accept it.
 *
 * @throws HubError `REPLY_TOO_LARGE`: a fault of ours, since what a reply tells must be bounded before
 */
export const replyWithin = (reply: unknown): string => {
  const text = JSON.stringify(reply);
  if (bytesOf(text) > limits.replyBytes)
    throw new HubError('REPLY_TOO_LARGE', `${bytesOf(text)} bytes`, { retryable: false });
  return text;
};
