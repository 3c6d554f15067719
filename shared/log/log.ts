import { AsyncLocalStorage } from 'node:async_hooks';

/** What may be logged: hashes, codes, counts, references of cases. Never a payload, a name, an address, or a text of a partner's. */
export type LogFields = Record<string, string | number | boolean | undefined>;

const around = new AsyncLocalStorage<LogFields>();

/**
 * Runs `work` with fields that are added to every line logged inside it, beside those of outer calls.
 *
 * @example inLog({ trace }, () => log('message.received')) // {"event":"message.received","at":"…","trace":"…"}
 */
export const inLog = <T>(fields: LogFields, work: () => T): T =>
  around.run({ ...around.getStore(), ...fields }, work);

/** Writes one JSON line on standard output, which Lambda collects. Names of events are stable. */
export const log = (event: string, fields: LogFields = {}): void => writeLine(event, fields);

/** Writes a line. @param rest what CloudWatch reads in it beside its fields */
export const writeLine = (event: string, fields: LogFields, rest: object = {}): void => {
  const at = new Date().toISOString();
  process.stdout.write(`${JSON.stringify({ event, at, ...around.getStore(), ...fields, ...rest })}\n`);
};
