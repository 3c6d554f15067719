/** Base of the hub's errors: `code` is stable and may be logged; `retryable` tells our fault from the sender's. */
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

/** What an error is called in a log, and never what it says: that may hold a value. */
export const codeOf = (error: unknown): string =>
  error instanceof HubError ? error.code : error instanceof Error ? error.name : 'UNKNOWN';

/**
 * Errors that the same request meets for ever: its shape or size is wrong, or a stored item is not what it should be. Without what the
 * services put around a name: `AWS.SimpleQueueService.InvalidParameterValue`, `ValidationException`.
 */
const permanent: ReadonlySet<string> = new Set([
  // DynamoDB, SQS, SES and S3, of a request that they cannot take.
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
  // Our own code, on what it did not expect.
  '$ZodError',
  'ZodError',
  'SyntaxError',
  'TypeError',
  'RangeError',
]);

/** Whether trying again is of no use. What is not known to be so passes, like a service that is throttled or refuses for want of a right. */
export const isPermanent = (error: unknown): boolean => {
  if (error instanceof HubError) return !error.retryable;
  if (!(error instanceof Error)) return false;
  const name = error.name.replace(/^.*[.#]/, '').replace(/Exception$/, '');
  return permanent.has(name) || cancellations(error).includes('ValidationError');
};

/** Why a transaction was canceled, write by write (`TransactionCanceledException`). */
const cancellations = (error: Error): unknown[] => {
  const reasons: unknown = Reflect.get(error, 'CancellationReasons');
  return Array.isArray(reasons) ? reasons.map((reason: unknown) => Object(reason).Code) : [];
};
