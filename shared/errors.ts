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
