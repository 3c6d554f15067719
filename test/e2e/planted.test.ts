import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ListBucketsCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { demoPartners, startDemoHub } from '../../cli/demo/hub.ts';
import { orderSummary } from '../../cli/demo/play.ts';
import { assemblyFor } from '../../infra/assembly.ts';
import { clientsOf } from '../../local/clients.ts';
import type { LocalHub } from '../../local/hub.ts';
import { partnerOfSender } from '../../shared/intake/partners/all.ts';
import { tokenOf } from '../support/partners.ts';
import { readPdf } from '../support/pdf.ts';
import { createGarden, keysIn, plantedIn } from '../support/planted.ts';

/**
 * Plants a distinct word in every free field of every kind of every partner, through that partner's own channel. Nobody but its
 * own sender may then read it: no mail, letter, calendar, log, key, object name, or reply to another.
 */
const FILES = join(import.meta.dirname, '../fixtures/demo/files');
const PDF = readFileSync(join(FILES, 'acte.pdf'));
const garden = createGarden();

/** Dwellings as partners give them: with a certain commune, with a town that was only typed, with nothing that names a commune. */
const dwellings = [
  () => ({ insee: '77284', commune: garden.word('commune'), street: garden.word('street') }),
  () => ({ postcode: '77100', commune: garden.word('commune'), street: garden.word('street') }),
  () => ({ commune: garden.word('commune'), street: garden.word('street') }),
];

const mailSchema = z.looseObject({
  subject: z.string(),
  body: z.object({ html: z.string(), text: z.string() }),
  attachments: z.array(z.looseObject({ filename: z.string(), contentType: z.string(), content: z.string() })),
});
type Mail = z.infer<typeof mailSchema>;

let hub: LocalHub;
let sqs: SQSClient;
let s3: S3Client;
let mails: Mail[];
const own = new Map<string, Set<string>>();

/** One sender of each partner, and a second étude, which must not read what the first one sent. */
const known = demoPartners.map(({ code }) => code);
const senders = known.filter((sender, n) => {
  const partner = partnerOfSender(sender);
  const before = known.slice(0, n).filter((other) => partnerOfSender(other) === partner).length;
  return before < (partner?.code === 'etude' ? 2 : 1);
});
const owned = (sender: string, words: Iterable<string>): void => {
  const mine = own.get(sender) ?? new Set();
  for (const word of words) mine.add(word);
  own.set(sender, mine);
};

/** A piece and its data, under the étude's own prefix. */
const dropPiece = async (sender: string, n: string, message: object): Promise<void> => {
  const Bucket = hub.outputs.get('PiecesBucketName');
  await s3.send(
    new PutObjectCommand({ Bucket, Key: `${sender}/p/${n}.json`, Body: JSON.stringify(message) }),
  );
  await s3.send(new PutObjectCommand({ Bucket, Key: `${sender}/p/${n}.pdf`, Body: PDF }));
};

const announcePiece = async (token: string, message: object): Promise<void> => {
  const response = await fetch(`${[...hub.apis.values()][0]}/v1/pieces`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(message),
  });
  const { upload } = z
    .object({ upload: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }) })
    .parse(await response.json());
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.set(name, value);
  form.set('file', new Blob([PDF], { type: upload.fields['Content-Type'] ?? '' }), 'acte.pdf');
  await fetch(upload.url, { method: 'POST', body: form });
};

const sendMessage = (sender: string, message: object) =>
  sqs.send(
    new SendMessageCommand({
      QueueUrl: hub.queues.get(`passerelle-local-${sender}-intake`),
      MessageBody: JSON.stringify(message),
    }),
  );

/** Sends everything that a partner can send, with words planted: by its queue, then as a file; for an étude, over HTTP and by S3. */
const plantAll = async (sender: string): Promise<void> => {
  const before = new Set(garden.words.keys());
  const token = sender.startsWith('etude-') ? await tokenOf(hub, sender) : '';
  const lines: string[] = [];
  let turn = senders.indexOf(sender);
  for (const format of Object.values(partnerOfSender(sender)?.formats ?? {})) {
    const where = (n: number) => ({ dwelling: dwellings[(turn + n) % dwellings.length]?.() });
    // A message that cannot be filed is reported too.
    const [refused] = garden.plant(sender, format, () => ({ actDate: 'hier' }));
    if (refused && token === '') await sendMessage(sender, refused.message);
    if (refused && token !== '') await dropPiece(sender, `${turn}-refused`, refused.message);
    for (const { message } of garden.plant(sender, format, where)) {
      turn += 1;
      if (token !== '' && turn % 2 === 0) await announcePiece(token, message);
      else if (token !== '') await dropPiece(sender, `${turn}-${message.kind}`, message);
      else if (turn % 2 === 0) await sendMessage(sender, message);
      else lines.push(JSON.stringify(message));
    }
  }
  const Bucket = hub.outputs.get('DropBucketName');
  if (lines.length > 0)
    await s3.send(new PutObjectCommand({ Bucket, Key: `drop/${sender}/f.jsonl`, Body: lines.join('\n') }));
  await hub.idle();
  owned(
    sender,
    [...garden.words.keys()].filter((word) => !before.has(word)),
  );
};

const allItems = async (): Promise<Record<string, unknown>[]> => {
  const found = [];
  const asked = { TableName: hub.outputs.get('TableName'), ConsistentRead: true };
  for await (const { Items = [] } of paginateScan({ client: clientsOf(hub.endpoints).documents }, asked))
    found.push(...Items);
  return found;
};

beforeAll(async () => {
  const assembly = await assemblyFor('local');
  hub = await startDemoHub({ assembly, now: '2026-03-05T05:00:00.000Z' });
  ({ sqs, s3 } = clientsOf(hub.endpoints));
  for (const sender of senders) await plantAll(sender);
  // The watch of a few mornings: what is urgent and what waited, with their calendars and letters.
  await hub.advanceTo('2026-03-09T08:00:00.000Z');
  await orderSummary(hub);
  const store: unknown = await (await fetch(`${hub.endpoints.ses}/store`)).json();
  mails = z.object({ emails: z.array(mailSchema) }).parse(store).emails;
}, 1_200_000);
afterAll(() => hub?.stop());

const told = (words: readonly string[]): string[] =>
  words.map((word) => `${word} (${garden.words.get(word)})`);

/** The text of a PDF: its bytes, its title and metadata, its lines, and these without their blanks, for a word that a line cuts. */
const textOfPdf = async (bytes: Buffer): Promise<string> => {
  const { title, metadata, text } = await readPdf(bytes);
  return [bytes.toString('latin1'), title, metadata, text, text.replace(/\s/g, '')].join('\n');
};

describe('words planted in every free field of every kind', () => {
  it('were taken: each sender has messages filed and refused, and its own replies tell its own words', async () => {
    const items = await allItems();
    const events = items.filter(({ entity }) => entity === 'EVENT');
    for (const sender of senders)
      expect(events.filter(({ event }) => Object(event).sender === sender).length, sender).toBeGreaterThan(0);
    const refused = items.filter(({ entity, outcome }) => entity === 'MESSAGE' && outcome === 'refused');
    expect(new Set(refused.map(({ sender }) => sender))).toEqual(new Set(senders));
    expect(garden.words.size).toBeGreaterThan(500);
  });

  it('are in no mail: subject, headers, text, page, names of files, letters, calendars', async () => {
    // Few mails, of many notices each.
    expect(mails.flatMap(({ body }) => body.text.match(/^- /gm) ?? []).length).toBeGreaterThan(50);
    const kinds = new Set(
      mails.flatMap(({ attachments }) => attachments.map(({ contentType }) => contentType.split(';')[0])),
    );
    // The table of figures that a partner fills in each January.
    expect(kinds).toEqual(new Set(['text/calendar', 'application/pdf', 'text/csv']));
    const letters: string[] = [];
    const found: string[] = [];
    for (const mail of mails) {
      const files: string[] = [];
      for (const { content, contentType } of mail.attachments) {
        const bytes = Buffer.from(content, 'base64');
        const isLetter = contentType === 'application/pdf';
        const text = isLetter ? await textOfPdf(bytes) : bytes.toString('utf8').replace(/\r?\n /g, '');
        if (isLetter) letters.push(text);
        files.push(text);
      }
      found.push(...plantedIn([JSON.stringify(mail), ...files].join('\n')));
    }
    // The search must be able to find text in a letter.
    for (const letter of letters) expect(letter).toContain('Madame,');
    expect(told([...new Set(found)])).toEqual([]);
  });

  it('send no reader elsewhere: every address in a mail is the hub’s own', () => {
    const addresses = mails.flatMap(
      ({ body }) => `${body.text} ${body.html}`.match(/https?:\/\/[^\s"<>]+/g) ?? [],
    );
    const base = /^https?:\/\/[^/]+/.exec(addresses[0] ?? '')?.[0] ?? '-';
    expect(addresses.filter((address) => !address.startsWith(base))).toEqual([]);
  });

  it('are in no log nor metric', async () => {
    const files = await readdir(hub.logDir);
    const texts = await Promise.all(files.map((file) => readFile(join(hub.logDir, file), 'utf8')));
    expect(texts.join('').length).toBeGreaterThan(1_000);
    expect(told(plantedIn(texts.join('\n')))).toEqual([]);
  });

  it('are in no key of the table or its indexes, and in no item of the outbox', async () => {
    const items = await allItems();
    const inKeys = items.map(keysIn).join('\n');
    expect(told(plantedIn(inKeys))).toEqual([]);
    const outbox = items.filter(({ entity }) => ['NOTICE', 'DIGEST', 'DEMANDE'].includes(String(entity)));
    expect(outbox.length).toBeGreaterThan(30);
    expect(told(plantedIn(JSON.stringify(outbox)))).toEqual([]);
  });

  it('are in no name of an object', async () => {
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    const keys: string[] = [];
    for (const { Name } of Buckets)
      for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: Name }))
        keys.push(...Contents.map(({ Key }) => Key ?? ''));
    expect(keys.length).toBeGreaterThan(50);
    expect(told(plantedIn(keys.join('\n')))).toEqual([]);
  });

  it('are in no reply but their own sender’s', async () => {
    for (const sender of senders) {
      const QueueUrl = hub.queues.get(`passerelle-local-replies-${sender}`);
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
        );
        if (Messages.length === 0) break;
        const foreign = plantedIn(JSON.stringify(Messages)).filter((word) => !own.get(sender)?.has(word));
        expect(told(foreign), sender).toEqual([]);
      }
    }
  });

  it('leave no dead letter', () => {
    expect(Object.entries(hub.deadLetters()).filter(([, n]) => n > 0)).toEqual([]);
  });
});
