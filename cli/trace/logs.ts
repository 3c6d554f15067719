import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { eventWords } from './words.ts';

const lineSchema = z.object({
  event: z.string(),
  at: z.string(),
  trace: z.string(),
  sender: z.string().optional(),
  outcome: z.string().optional(),
  caseId: z.string().optional(),
  noticeId: z.string().optional(),
  recipient: z.string().optional(),
  code: z.string().optional(),
  reason: z.string().optional(),
  sesMessageId: z.string().optional(),
});
/** A line logged on the way of a message, and the function that logged it. */
export type LogLine = z.infer<typeof lineSchema> & { log: string };

const order = Object.keys(eventWords);
const rank = ({ event }: LogLine): number => order.indexOf(event);

const parsed = (line: string): z.infer<typeof lineSchema> | undefined => {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
};

/**
 * The lines, in a folder of the local hub's logs, that have one of these traces. Oldest first; lines of the same instant follow
 * the order of a message's way.
 */
export const linesIn = async (folder: string, traces: readonly string[]): Promise<LogLine[]> => {
  const found: LogLine[] = [];
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.log')).sort()) {
    for await (const line of createInterface({ input: createReadStream(join(folder, name)) })) {
      if (!traces.some((trace) => line.includes(trace))) continue;
      const read = parsed(line);
      if (read && traces.includes(read.trace)) found.push({ ...read, log: name.slice(0, -4) });
    }
  }
  return found.toSorted((a, b) => a.at.localeCompare(b.at) || rank(a) - rank(b));
};

/** A CloudWatch Logs Insights query for the same lines on AWS, over the stage's log groups. */
export const insightsQuery = (traces: readonly string[]): string =>
  [
    'fields at, event, sender, outcome, caseId, noticeId, recipient, code, reason, @log',
    `filter trace in [${traces.map((trace) => JSON.stringify(trace)).join(', ')}]`,
    'sort at asc',
    'limit 1000',
  ].join(' | ');
