/** What may be logged: ids, codes, counts. Never a payload, a name, an address, a date of birth. */
export type LogFields = Record<string, string | number | boolean | undefined>;

/** Writes one JSON line on standard output, which the platform collects. `event` names are stable. */
export const log = (event: string, fields: LogFields = {}): void => {
  process.stdout.write(`${JSON.stringify({ event, ...fields })}\n`);
};
