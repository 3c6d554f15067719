/**
 * Base of the hub's errors. `code` is stable and may be logged. `retryable`: trying again may succeed, since the fault is ours
 * and not the sender's.
 */
export class HubError extends Error {
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, options: { retryable: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'HubError';
    this.code = code;
    this.retryable = options.retryable;
  }
}

/**
 * Name of an error for a log: never its message, which may hold a value.
 *
 * @example codeOf(new HubError('TABLE_BUSY', 'claims read throttled', { retryable: true })) // 'TABLE_BUSY'
 * codeOf(new TypeError('…')) // 'TypeError'
 */
export const codeOf = (error: unknown): string =>
  error instanceof HubError ? error.code : error instanceof Error ? error.name : 'UNKNOWN';

/**
 * Errors that the same request always meets again: its shape or size is wrong, or a stored item is not what it should be. Names
 * are without the prefix and suffix that services add: `AWS.SimpleQueueService.InvalidParameterValue`, `ValidationException`.
 */
const permanent: ReadonlySet<string> = new Set([
  // From DynamoDB, SQS, SES and S3, about a request that they cannot accept.
  'Validation',
  'ItemCollectionSizeLimitExceeded',
  'InvalidParameterValue',
  'InvalidMessageContents',
  'BatchRequestTooLong',
  'MessageTooLong',
  'BadRequest',
  'MessageRejected',
  'KeyTooLongError',
  'EntityTooLarge',
  'MetadataTooLarge',
  // From our own code, about something it did not expect.
  '$ZodError',
  'ZodError',
  'SyntaxError',
  'TypeError',
  'RangeError',
]);

/** Whether trying again is useless. An unknown error counts as temporary, like a throttled service or a missing right. */
export const isPermanent = (error: unknown): boolean => {
  if (error instanceof HubError) return !error.retryable;
  if (!(error instanceof Error)) return false;
  const name = error.name.replace(/^.*[.#]/, '').replace(/Exception$/, '');
  return permanent.has(name) || cancellations(error).includes('ValidationError');
};

/** Why a transaction was cancelled, one code for each write (`TransactionCanceledException`). */
const cancellations = (error: Error): unknown[] => {
  const reasons: unknown = Reflect.get(error, 'CancellationReasons');
  return Array.isArray(reasons) ? reasons.map((reason: unknown) => Object(reason).Code) : [];
};
