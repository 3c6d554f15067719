import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { Chance } from '../../cli/demo/random.ts';

/** What goes wrong at one call to AWS. */
export type Fault =
  | { readonly kind: 'none' }
  /** The function dies: before the call leaves, or after the call is done and before its answer. */
  | { readonly kind: 'dieBefore' | 'dieAfter' }
  /** The service refuses and does nothing, even after the SDK's own retries. */
  | { readonly kind: 'refused'; readonly name: string; readonly error: () => Error }
  /** The service does the work, and the caller gets an error instead of the answer. */
  | { readonly kind: 'answerNever'; readonly error: () => Error }
  /** The service does the work, the answer is lost, and the SDK sends the same request again. */
  | { readonly kind: 'answerLost' }
  /** The write of one item conflicts with a transaction on it, this many times. */
  | { readonly kind: 'contended'; readonly times: number }
  /** A batch read leaves part of its keys for later. */
  | { readonly kind: 'partly'; readonly share: number };

const none: Fault = { kind: 'none' };

const named = (name: string, status: number) => ({
  name,
  error: (): Error =>
    Object.assign(new Error(`${name} (injected)`), { name, $metadata: { httpStatusCode: status } }),
});
/** A cancelled transaction: one item has the reason `code`, and the `before` items ahead of it have `None`, as DynamoDB writes it. */
const canceled = (code: string, before = 0) => ({
  name: `TransactionCanceled: ${code}`,
  error: (): Error =>
    new TransactionCanceledException({
      message: `${code} (injected)`,
      $metadata: { httpStatusCode: 400 },
      CancellationReasons: [...Array.from({ length: before }, () => ({ Code: 'None' })), { Code: code }],
    }),
});
const network = (): Error =>
  Object.assign(new Error('socket hang up (injected)'), { name: 'TimeoutError', code: 'ECONNRESET' });

const ofTable = [named('ProvisionedThroughputExceededException', 400), named('InternalServerError', 500)];
const ofTransaction = [
  ...ofTable,
  canceled('TransactionConflict'),
  canceled('TransactionConflict', 1),
  canceled('ThrottlingError', 2),
  named('TransactionInProgressException', 400),
];
const ofObjects = [named('SlowDown', 503), named('InternalError', 500)];
const ofQueues = [named('RequestThrottled', 400), named('InternalFailure', 500)];
const ofMail = [named('TooManyRequestsException', 429), named('InternalServiceErrorException', 500)];

const refusalsOf = (command: string) => {
  if (command === 'TransactWriteItemsCommand') return ofTransaction;
  if (command === 'SendEmailCommand') return ofMail;
  if (/Object/.test(command)) return ofObjects;
  if (/Message|Queue/.test(command)) return ofQueues;
  return ofTable;
};

/** Chances in a hundred, for each call. */
export type Rates = {
  readonly die: number;
  readonly refuse: number;
  readonly lose: number;
  /** For each mail, while SES is out. */
  readonly outage: number;
};
export const calm: Rates = { die: 0, refuse: 0, lose: 0, outage: 0 };

/** Draws what goes wrong at a call of this kind. */
export const drawFault = (chance: Chance, command: string, rates: Rates): Fault => {
  // All four are drawn each time, whichever is used: what follows in the run then does not depend on this choice alone.
  const [dies, refuses, loses, second] = [
    chance.percent(rates.die),
    chance.percent(rates.refuse),
    chance.percent(rates.lose),
    chance.random(),
  ];
  if (command === 'timer') return none;
  if (command === 'SendEmailCommand' && second * 100 < rates.outage)
    return { kind: 'refused', ...named('ServiceOutage', 503) };
  if (dies) return { kind: second < 0.5 ? 'dieBefore' : 'dieAfter' };
  if (refuses) {
    // Half of these refusals are faults that the SDK does not retry by itself.
    if (/^(Put|Update|Delete)Command$/.test(command) && second < 0.5)
      return { kind: 'contended', times: 1 + Math.floor(second * 8) };
    if (/^BatchGet/.test(command) && second < 0.5) return { kind: 'partly', share: second };
    const refusals = refusalsOf(command);
    const refusal = refusals[Math.floor(second * refusals.length)];
    return refusal ? { kind: 'refused', ...refusal } : none;
  }
  if (loses) return second < 0.6 ? { kind: 'answerLost' } : { kind: 'answerNever', error: network };
  return none;
};

/** The name of a fault in the counts of a run. */
export const faultName = (fault: Fault, command: string): string | undefined => {
  switch (fault.kind) {
    case 'none':
      return undefined;
    case 'dieBefore':
      return 'function died before a call';
    case 'dieAfter':
      return 'function died after a call';
    case 'answerLost':
      return 'answer lost, sent again by the SDK';
    case 'answerNever':
      return 'answer never came';
    case 'contended':
      return 'write turned away by a transaction';
    case 'partly':
      return 'batch read in part';
    case 'refused':
      return /Throttl|Throughput|SlowDown|TooMany|Outage/.test(fault.name)
        ? `${serviceOf(command)} throttled`
        : /Transaction/.test(fault.name)
          ? 'transaction canceled'
          : `${serviceOf(command)} failed`;
  }
};

const serviceOf = (command: string): string => {
  if (command === 'SendEmailCommand') return 'SES';
  if (/Object/.test(command)) return 'S3';
  if (/Message|Queue/.test(command)) return 'SQS';
  return 'DynamoDB';
};
