import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { stageOf } from '../../infra/stages.ts';
import { clientsOf } from '../../local/clients.ts';
import type { LocalHub } from '../../local/hub.ts';
import { addDays, type CivilDate, isDay } from '../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';

/** One line of a fixture's `messages.jsonl`: one thing that a partner does. The lines are in order. */
const lineSchema = z.discriminatedUnion('channel', [
  z.object({ channel: z.enum(['caf', 'msa', 'bdf']), body: z.string() }),
  z.object({
    channel: z.literal('pieces'),
    key: z.string(),
    /** Text of the object, or the name of a file in the fixture's `files/`. */
    text: z.string().optional(),
    file: z.string().optional(),
  }),
]);
export type DemoLine = z.infer<typeof lineSchema>;

/**
 * Reads a fixture.
 *
 * @throws Error naming the line that cannot be read
 */
export const readDemo = async (folder: string): Promise<DemoLine[]> => {
  const file = join(folder, 'messages.jsonl');
  const lines: DemoLine[] = [];
  let number = 0;
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number += 1;
    if (line.trim() === '') continue;
    try {
      lines.push(lineSchema.parse(JSON.parse(line)));
    } catch (error) {
      throw new Error(`${file}, ligne ${number} : illisible`, { cause: error });
    }
  }
  return lines;
};

/** Makes the function that does what a partner does: puts a message on its queue, or an object in the bucket. */
export const createSender = (hub: LocalHub, folder: string): ((line: DemoLine) => Promise<void>) => {
  const { sqs, s3 } = clientsOf(hub.endpoints);
  const files = new Map<string, Buffer>();
  const contentOf = async (line: Extract<DemoLine, { channel: 'pieces' }>): Promise<Buffer> => {
    if (line.file === undefined) return Buffer.from(line.text ?? '');
    const known = files.get(line.file) ?? (await readFile(join(folder, 'files', line.file)));
    files.set(line.file, known);
    return known;
  };
  return async (line) => {
    if (line.channel === 'pieces') {
      const Bucket = hub.outputs.get('PiecesBucketName');
      await s3.send(new PutObjectCommand({ Bucket, Key: line.key, Body: await contentOf(line) }));
    } else {
      const QueueUrl = hub.queues.get(`passerelle-local-${line.channel}-intake`);
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: line.body }));
    }
  };
};

/** The Monday on which the demonstration begins. */
export const DEMO_STARTS = '2026-08-03';

/** How long a piece waits for its data, or the data for their piece. */
const HALF_WAIT_MS = stageOf('local').pieceWaitSeconds * 1000;

/**
 * Sends a fixture as its partners would, in order: each line in the afternoon that follows its act, on the hub's own clock, with the
 * mornings in between. Then lets the last wait end, and the summaries go.
 */
export const playDemo = async (hub: LocalHub, folder: string): Promise<void> => {
  const lines = await readDemo(folder);
  const send = createSender(hub, folder);
  let sent = 0;
  for (const [day, own] of byDay(lines)) {
    const afternoon = `${addDays(day, 1)}T13:00:00.000Z`;
    if (afternoon > hub.now()) await hub.advanceTo(afternoon);
    await Promise.all(
      [...Map.groupBy(own, ({ channel }) => channel).values()].map(async (some) => {
        for (const line of some) {
          await send(line);
          progress('Messages', ++sent, lines.length);
        }
      }),
    );
    await hub.idle();
  }
  await hub.advanceTo(new Date(Date.parse(hub.now()) + HALF_WAIT_MS).toISOString());
  await orderSummary(hub);
};

/** The lines by day, in their order: a piece goes with its data; what says no day, with the line before. */
const byDay = (lines: readonly DemoLine[]): [CivilDate, DemoLine[]][] => {
  const told = (line: DemoLine): string => {
    const text = line.channel === 'pieces' ? line.text : line.body;
    return /"actDate": ?"([^"]+)"/.exec(text ?? '')?.[1] ?? '';
  };
  const stem = (key: string): string => key.replace(/\.\w+$/, '');
  const ofPieces = new Map(
    lines.flatMap((line) => (line.channel === 'pieces' && told(line) ? [[stem(line.key), told(line)]] : [])),
  );
  const days = new Map<CivilDate, DemoLine[]>();
  let last: CivilDate = DEMO_STARTS;
  for (const line of lines) {
    const day = told(line) || (line.channel === 'pieces' ? (ofPieces.get(stem(line.key)) ?? '') : '');
    if (isDay(day) && day > last) last = day;
    days.set(last, [...(days.get(last) ?? []), line]);
  }
  return [...days];
};

/** Orders the watch of the day, and the summaries of all that waits, so that they can be read without waiting for the morning. */
export const orderSummary = async (hub: LocalHub): Promise<void> => {
  const order = { day: parisDay(hub.now()), all: true };
  const QueueUrl = hub.outputs.get('WatchQueueUrl');
  await clientsOf(hub.endpoints).sqs.send(
    new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(order) }),
  );
  await hub.idle();
};

/** Shows progress: a bar redrawn in place on a terminal; elsewhere, a line at every tenth. */
export const progress = (of: string, done: number, total: number): void => {
  const share = Math.floor((done / total) * 30);
  const text = `${of} [${'█'.repeat(share)}${'·'.repeat(30 - share)}] ${done}/${total}`;
  if (process.stdout.isTTY) process.stdout.write(`\r${text}${done === total ? '\n' : ''}`);
  else if (done === total || done % Math.ceil(total / 10) === 0) process.stdout.write(`${text}\n`);
};
