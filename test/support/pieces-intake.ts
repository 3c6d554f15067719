import { PutObjectCommand, PutObjectTaggingCommand } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { vi } from 'vitest';
import * as z from 'zod';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import type { Front } from '../../local/front.ts';
import { malwareScans } from '../../local/malware-scans.ts';
import { recordOf } from '../../local/sqs-poller.ts';
import { queueText } from '../../shared/aws/odd-characters.ts';
import { startBuckets } from './buckets.ts';
import { startTable } from './table.ts';

const replySchema = z.object({
  messageId: z.string(),
  reference: z.string().optional(),
  outcome: z.string(),
  case: z.string().optional(),
  receipt: z.string().optional(),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
  errors: z.array(z.looseObject({ code: z.string(), message: z.string() })),
});
const entrySchema = z.looseObject({
  pieceId: z.string(),
  key: z.string(),
  status: z.string(),
  versionId: z.string().optional(),
  sha256: z.string().optional(),
  caseId: z.string().optional(),
  replaces: z.string().optional(),
  errors: z.array(z.looseObject({ code: z.string() })),
});
const responseSchema = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });

export const MATCHING_KEY = 'k'.repeat(32);
/** Seconds that a piece and its data wait for each other. */
const WAIT = 1;

/** Scan results with which the function's role may read an object, or its head (`grantScanned`). */
const READABLE = ['NO_THREATS_FOUND', 'THREATS_FOUND', 'UNSUPPORTED'];
/** Refuses, as the role's policy does, to read a piece that has no such result. The engine knows no policies. */
const refuseUnscanned =
  (results: ReadonlyMap<string, string>): Front =>
  (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://s3');
    const key = /^\/pieces\/(.+)$/.exec(pathname)?.[1];
    const reads = ['GET', 'HEAD'].includes(request.method ?? '') && !searchParams.has('tagging');
    if (!reads || key === undefined) return false;
    const versionId = searchParams.get('versionId');
    const result = results.get(`${decodeURIComponent(key)}${versionId === null ? '' : `?${versionId}`}`);
    if (result === undefined || READABLE.includes(result)) return false;
    response.writeHead(403).end();
    return Promise.resolve();
  };

/**
 * The intake of pieces from outside: its bucket, its queue and its own handler, on a table and buckets of its own. Each object
 * put is notified as S3 and the scan do. The handler gets the queue's messages ten at a time, one batch after the other.
 */
export const startPiecesIntake = async () => {
  const secret = (name: string): string => `arn:aws:secretsmanager:${REGION}:123456789012:secret:${name}`;
  const secrets = new Map([
    [secret('matching'), MATCHING_KEY],
    [secret('canary'), 'c'.repeat(32)],
  ]);
  /** Scans asked for: key and version. */
  const asked: [string, string | undefined][] = [];
  /** Results of scans, by key and by version of a key. */
  const results = new Map<string, string>();
  /** While the function runs: what it may not read, a test may. */
  let handling = false;
  const scans = malwareScans(new Map([['pieces', async (...of) => void asked.push(of)]]));
  const [table, buckets] = [
    await startTable(),
    await startBuckets(secrets, [scans, (...of) => handling && refuseUnscanned(results)(...of)]),
  ];
  const { QueueUrl } = await buckets.sqs.send(new CreateQueueCommand({ QueueName: 'pieces' }));
  const url = new URL(QueueUrl ?? '');
  url.port = new URL(buckets.url).port;
  url.hostname = '127.0.0.1';
  const env = {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: table.url,
    AWS_ENDPOINT_URL_S3: buckets.url,
    AWS_ENDPOINT_URL_SQS: buckets.url,
    TABLE_NAME: table.table,
    MATCHING_KEY_SECRET: secret('matching'),
    CANARY_KEY_SECRET: secret('canary'),
    AWS_ENDPOINT_URL_SECRETS_MANAGER: buckets.url,
    AWS_ENDPOINT_URL_GUARDDUTY: buckets.url,
    MESSAGE_TTL_DAYS: '30',
    DEPARTEMENT: '77',
    PIECES_BUCKET: buckets.buckets.pieces,
    QUARANTINE_BUCKET: buckets.buckets.quarantine,
    DROP_BUCKET: buckets.buckets.drop,
    PIECE_DAYS: '30',
    PIECES_QUEUE_URL: url.href,
    PIECE_WAIT_SECONDS: String(WAIT),
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const load = async () => (await import('../../functions/receive-piece/handler.ts')).handler;
  let handler = await load();
  const { sqs, s3 } = buckets;

  const send = (body: object) =>
    sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: queueText(JSON.stringify(body)) }));
  /** Notifies of an object as S3 does: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
  const notify = (key: string, versionId: string | undefined, eventTime = new Date().toISOString()) => {
    const encoded = new URLSearchParams([['', key]]).toString().slice(1).replaceAll('%2F', '/');
    const object = { key: encoded, ...(versionId && { versionId }) };
    return send({ Records: [{ eventTime, s3: { object } }] });
  };
  /** Notifies of an object as the scan does at its end. */
  const scanned = (key: string, versionId: string | undefined, scanResultStatus = 'NO_THREATS_FOUND') =>
    send({
      'detail-type': 'GuardDuty Malware Protection Object Scan Result',
      time: new Date().toISOString(),
      detail: {
        s3ObjectDetails: { objectKey: key, ...(versionId && { versionId }) },
        scanResultDetails: { scanResultStatus },
      },
    });
  /** Puts an object with the scan's verdict, and notifies nobody. */
  const store = async (
    Key: string,
    Body: string | Uint8Array,
    { passerelle, verdict = 'NO_THREATS_FOUND' }: { passerelle?: string; verdict?: string } = {},
  ): Promise<string | undefined> => {
    const Bucket = buckets.buckets.pieces;
    const { VersionId } = await s3.send(
      new PutObjectCommand({ Bucket, Key, Body, ...(passerelle && { Metadata: { passerelle } }) }),
    );
    await tag(Key, VersionId, verdict);
    return VersionId;
  };
  /** Gives an object a scan's result, and notifies nobody. */
  const tag = (Key: string, VersionId: string | undefined, Value: string) => {
    for (const name of [Key, `${Key}?${VersionId}`]) results.set(name, Value);
    const TagSet = [{ Key: 'GuardDutyMalwareScanStatus', Value }];
    const of = { Bucket: buckets.buckets.pieces, Key, ...(VersionId && { VersionId }) };
    return s3.send(new PutObjectTaggingCommand({ ...of, Tagging: { TagSet } }));
  };

  const waiting = async (): Promise<number> => {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    const { ApproximateNumberOfMessages: here, ApproximateNumberOfMessagesDelayed: later } = Attributes;
    return Number(here ?? 0) + Number(later ?? 0);
  };
  /** Hands one batch to the handler, if there is one. Resolves to its number of messages. */
  const batch = async (): Promise<number> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['All'],
        VisibilityTimeout: 600,
      }),
    );
    if (Messages.length === 0) return 0;
    const event = { Records: Messages.map((message) => recordOf(message, 'passerelle-local-pieces-intake')) };
    handling = true;
    const response: unknown = await Reflect.apply(handler, undefined, [event, {}]);
    handling = false;
    const failed = responseSchema.parse(response).batchItemFailures.map((one) => one.itemIdentifier);
    if (failed.length > 0) throw new Error(`failed records: ${failed.length}`);
    for (const { ReceiptHandle } of Messages)
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    return Messages.length;
  };

  return {
    table,
    buckets,
    /** Puts a message on the queue. */
    send,
    notify,
    scanned,
    store,
    tag,
    asked,
    batch,
    /** How many messages the queue holds, delayed ones included. */
    waiting,
    /** Puts an object, of which S3 and the scan each notify. */
    put: async (key: string, body: string | Uint8Array, given: Parameters<typeof store>[2] = {}) => {
      const versionId = await store(key, body, given);
      await notify(key, versionId);
      await scanned(key, versionId, given.verdict);
      return versionId;
    },
    /** Deletes an object for good, in every version. */
    remove: async (key: string) => void (await buckets.objects.removeKey(buckets.buckets.pieces, key)),
    /** Replaces the function's instance: the new one remembers nothing. */
    replace: async (): Promise<void> => {
      vi.resetModules();
      handler = await load();
    },
    /** Hands the queue to the handler until it is empty. */
    drain: async (): Promise<void> => {
      while ((await waiting()) > 0) await batch();
    },
    /** The replies to messages that hold this text, or that hold it themselves, once for each time they were sent. */
    replies: async (about: string): Promise<z.infer<typeof replySchema>[]> =>
      (await table.items('MESSAGE'))
        .filter(({ raw, reply }) => `${raw} ${reply}`.includes(about))
        .flatMap(({ reply, arrivals }) =>
          Array.from({ length: Number(arrivals) }, () => replySchema.parse(JSON.parse(String(reply)))),
        ),
    /** Entries of the register whose key contains this text. */
    entries: async (about: string): Promise<z.infer<typeof entrySchema>[]> =>
      (await table.items('PIECE'))
        .map((item) => entrySchema.parse(item))
        .filter(({ key }) => key.includes(about)),
    /** Events with this reference. */
    events: async (reference: string): Promise<Record<string, unknown>[]> =>
      (await table.items('EVENT'))
        .map(({ event }): Record<string, unknown> => Object(event))
        .filter((event) => event.reference === reference),
    stop: async (): Promise<void> => {
      vi.unstubAllEnvs();
      await Promise.all([table.stop(), buckets.stop()]);
    },
  };
};
