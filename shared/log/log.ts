import { AsyncLocalStorage } from 'node:async_hooks';

/** What may be logged: hashes, codes, counts, references of cases. Never a payload, a name, an address, a partner's own string. */
export type LogFields = Record<string, string | number | boolean | undefined>;

const around = new AsyncLocalStorage<LogFields>();

/** Runs `work` with fields that every line logged inside it bears, beside those already borne. */
export const inLog = <T>(fields: LogFields, work: () => T): T =>
  around.run({ ...around.getStore(), ...fields }, work);

/** Writes one JSON line on standard output, which the platform collects. `event` names are stable. */
export const log = (event: string, fields: LogFields = {}): void => writeLine(event, fields);

/** A line, and what the platform reads in it beside its fields. */
export const writeLine = (event: string, fields: LogFields, rest: object = {}): void => {
  const at = new Date().toISOString();
  process.stdout.write(`${JSON.stringify({ event, at, ...around.getStore(), ...fields, ...rest })}\n`);
};
