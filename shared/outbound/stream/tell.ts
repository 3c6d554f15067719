import * as z from 'zod/mini';
import type { Source } from '../../domain/indicateurs/apport.ts';
import { parseJson } from '../../domain/text/parse-json.ts';
import { HubError } from '../../errors.ts';

/** Tells the function that counts what a batch of the stream's records counts for. */
export type Tell = (sources: readonly Source[]) => Promise<void>;

const sourcesSchema = z.array(
  z.object({
    id: z.string().check(z.minLength(1)),
    caseId: z.optional(z.string()),
    version: z.int().check(z.positive()),
    compte: z.record(z.string(), z.number()),
  }),
);

/** Bytes of one message, UTF-8: the queue takes 262,144. */
const MOST = 200_000;

/** Texts for the queue, each a list of sources: one, unless they are too many. */
const textsOf = (sources: readonly Source[]): string[] => {
  const texts: string[] = [];
  let open: string[] = [];
  let size = 0;
  for (const one of sources.map((source) => JSON.stringify(source))) {
    const bytes = Buffer.byteLength(one);
    if (open.length > 0 && size + bytes > MOST) {
      texts.push(`[${open.join(',')}]`);
      open = [];
      size = 0;
    }
    open.push(one);
    size += bytes + 1;
  }
  return open.length > 0 ? [...texts, `[${open.join(',')}]`] : texts;
};

/** @param send puts a text on the queue of the function that counts */
export const createTell =
  (send: (text: string) => Promise<void>): Tell =>
  async (sources) => {
    for (const text of textsOf(sources)) await send(text);
  };

/**
 * The sources that a message tells.
 *
 * @throws HubError `SOURCES_UNREADABLE`: no consumer of the stream wrote it
 */
export const sourcesIn = (body: string): Source[] => {
  const json = parseJson(body);
  const parsed = sourcesSchema.safeParse(json.ok && json.value);
  if (parsed.success) return parsed.data;
  throw new HubError('SOURCES_UNREADABLE', 'not what the stream’s consumers tell', { retryable: false });
};
