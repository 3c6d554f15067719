import { createServer } from 'node:net';
import { GuardDutyClient, SendObjectMalwareScanCommand } from '@aws-sdk/client-guardduty';
import {
  DeleteObjectCommand,
  GetObjectTaggingCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import { type LocalHub, startHub } from '../../local/hub.ts';
import { assemblyOf } from '../support/assembly.ts';

let hub: LocalHub | undefined;
const ends: (() => unknown)[] = [];
afterEach(async () => {
  await hub?.stop();
  hub = undefined;
  vi.unstubAllEnvs();
  for (const end of ends.splice(0)) end();
});

// In two halves, so that no antivirus mistakes this source file for the test file.
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
const RESULT = 'GuardDuty Malware Protection Object Scan Result';

/** Keeps the events it receives, in order; invoking it shows a test what it received. */
const WITNESS = `const seen = [];
  export const handler = async (event) => {
    if (event.ask) return seen;
    seen.push(...(event.Records?.map((r) => JSON.parse(r.body)) ?? [event]));
  };`;
const att = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const typed = (Type: string, Properties: object) => ({ Type, Properties });
const rule = (EventPattern: object, ...targets: object[]) =>
  typed('AWS::Events::Rule', {
    EventPattern,
    State: 'ENABLED',
    Targets: targets.map((target, index) => ({ Id: `t${index}`, ...target })),
  });
const base = {
  Fn: typed('AWS::Lambda::Function', {
    FunctionName: 'witness',
    Handler: 'index.handler',
    Code: { S3Key: 'f.zip' },
    Timeout: 20,
  }),
  Results: typed('AWS::SQS::Queue', { QueueName: 'results' }),
  Told: typed('AWS::SQS::Queue', { QueueName: 'told' }),
  TolMap: typed('AWS::Lambda::EventSourceMapping', {
    FunctionName: { Ref: 'Fn' },
    EventSourceArn: att('Told'),
  }),
  Bucket: typed('AWS::S3::Bucket', {
    BucketName: 'drop',
    NotificationConfiguration: { QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: att('Told') }] },
  }),
  Rule: rule(
    { source: ['aws.guardduty'], 'detail-type': [RESULT] },
    { Arn: att('Results') },
    { Arn: att('Fn') },
  ),
};
const plan = (Status: string, ObjectPrefixes?: readonly string[]) =>
  typed('AWS::GuardDuty::MalwareProtectionPlan', {
    Role: 'arn:aws:iam::000000000000:role/scan',
    ProtectedResource: {
      S3Bucket: { BucketName: { Ref: 'Bucket' }, ...(ObjectPrefixes && { ObjectPrefixes }) },
    },
    Actions: { Tagging: { Status } },
  });

const start = async (resources: object): Promise<S3Client> => {
  hub = await startHub({ assembly: assemblyOf(resources, WITNESS) });
  const endpoint = hub.endpoints.aws;
  return new S3Client({ region: REGION, credentials: CREDENTIALS, endpoint, forcePathStyle: true });
};
/** Starts a clamd that gives the test's verdicts, and makes the hub ask it. */
const startClamd = async (verdictOf: (stream: Buffer) => Promise<string>): Promise<void> => {
  const clamd = createServer((socket) => {
    const chunks: Buffer[] = [];
    socket.on('data', (data) => {
      chunks.push(data);
      const stream = Buffer.concat(chunks);
      if (stream.length <= 14 || !stream.subarray(-4).equals(Buffer.alloc(4))) return;
      verdictOf(stream).then(
        (verdict) => socket.end(verdict),
        (error) => socket.destroy(error),
      );
    });
  });
  await new Promise<void>((done) => clamd.listen(0, '127.0.0.1', done));
  ends.push(() => clamd.close());
  const address = clamd.address();
  vi.stubEnv('CLAMD_HOST', '127.0.0.1');
  vi.stubEnv('CLAMD_PORT', String(typeof address === 'object' ? address?.port : ''));
};
/** Bodies of the messages in a queue, once the hub is idle. */
const bodies = async (queue: string): Promise<unknown[]> => {
  await hub?.idle();
  return waiting(queue);
};
/** Bodies of the messages in a queue now. */
const waiting = async (queue: string): Promise<unknown[]> => {
  const inspected: { messages: { ready: { body: string }[] } } = JSON.parse(
    await (await fetch(`${hub?.endpoints.aws}/_fauxqs/queues/${queue}`)).text(),
  );
  return inspected.messages.ready.map(({ body }): unknown => JSON.parse(body));
};
const put = (s3: S3Client, Key: string, Body: string | Uint8Array) =>
  s3.send(new PutObjectCommand({ Bucket: 'drop', Key, Body }));
const tagsOf = async (s3: S3Client, Key: string) =>
  (await s3.send(new GetObjectTaggingCommand({ Bucket: 'drop', Key }))).TagSet;

describe('a malware protection plan', () => {
  it('scans again what it is asked to, and refuses a bucket that has none', async () => {
    const s3 = await start({ ...base, Plan: plan('ENABLED', ['in/']) });
    await put(s3, 'out/acte.pdf', EICAR);
    expect(await bodies('results')).toEqual([]);
    const client = new GuardDutyClient({
      region: REGION,
      credentials: CREDENTIALS,
      endpoint: hub?.endpoints.aws ?? '',
    });
    const ask = (Bucket: string) =>
      client.send(new SendObjectMalwareScanCommand({ S3Object: { Bucket, Key: 'out/acte.pdf' } }));
    await ask('drop');
    await vi.waitFor(async () =>
      expect(await tagsOf(s3, 'out/acte.pdf')).toEqual([
        { Key: 'GuardDutyMalwareScanStatus', Value: 'THREATS_FOUND' },
      ]),
    );
    expect(await bodies('results')).toHaveLength(1);
    await expect(ask('other')).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  it('tells the bus of each object that it holds no threat, and tags it', async () => {
    const s3 = await start({ ...base, Plan: plan('ENABLED') });
    const { ETag } = await put(s3, 'in/étude.pdf', '%PDF-1.7');
    expect(await bodies('results')).toEqual([
      {
        version: '0',
        id: expect.stringMatching(/^[\da-f-]{36}$/),
        'detail-type': RESULT,
        source: 'aws.guardduty',
        account: '000000000000',
        region: 'eu-west-3',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        resources: [expect.stringMatching(/:malware-protection-plan\//)],
        detail: {
          schemaVersion: '1.0',
          scanStatus: 'COMPLETED',
          resourceType: 'S3_OBJECT',
          s3ObjectDetails: {
            bucketName: 'drop',
            objectKey: 'in/étude.pdf',
            eTag: ETag?.replaceAll('"', ''),
            s3Throttled: false,
          },
          scanResultDetails: { scanResultStatus: 'NO_THREATS_FOUND', threats: null },
        },
      },
    ]);
    expect(await tagsOf(s3, 'in/étude.pdf')).toEqual([
      { Key: 'GuardDutyMalwareScanStatus', Value: 'NO_THREATS_FOUND' },
    ]);
  });

  it('finds the EICAR test file, wherever it is in an object a form posted', async () => {
    const s3 = await start({ ...base, Plan: plan('ENABLED') });
    const content = new Uint8Array(12_000_000);
    content.set(Buffer.from(EICAR), 11_999_000);
    const { url, fields } = await createPresignedPost(s3, { Bucket: 'drop', Key: 'bad' });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([content]));
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(204);
    expect(await bodies('results')).toMatchObject([
      {
        detail: {
          s3ObjectDetails: { objectKey: 'bad' },
          scanResultDetails: { scanResultStatus: 'THREATS_FOUND', threats: [{ name: 'EICAR-Test-File' }] },
        },
      },
    ]);
    expect(await tagsOf(s3, 'bad')).toEqual([{ Key: 'GuardDutyMalwareScanStatus', Value: 'THREATS_FOUND' }]);
  });

  it('keeps an object’s other tags, and forgets its result when it is written again', async () => {
    const s3 = await start({ ...base, Plan: plan('ENABLED') });
    await put(s3, 'a', EICAR);
    await hub?.idle();
    expect(await tagsOf(s3, 'a')).toHaveLength(1);
    await put(s3, 'a', 'clean');
    await hub?.idle();
    expect(await tagsOf(s3, 'a')).toEqual([{ Key: 'GuardDutyMalwareScanStatus', Value: 'NO_THREATS_FOUND' }]);
    const TagSet = [{ Key: 'mine', Value: '1' }];
    await s3.send(new PutObjectTaggingCommand({ Bucket: 'drop', Key: 'a', Tagging: { TagSet } }));
    expect(await tagsOf(s3, 'a')).toEqual(TagSet);
  });

  it('comes after the notification, scans what its prefixes name, and tags where it is told to', async () => {
    const s3 = await start({ ...base, Plan: plan('DISABLED', ['in/', 'on/']) });
    await put(s3, 'out/a', EICAR);
    await put(s3, 'in/a', 'x');
    await hub?.idle();
    const keys = (await bodies('results')).map((one) => JSON.stringify(one));
    expect(keys).toHaveLength(1);
    expect(keys[0]).toContain('"objectKey":"in/a"');
    expect(await tagsOf(s3, 'in/a')).toEqual([]);
    const seen = JSON.stringify(await hub?.functions.get('witness')?.invoke({ ask: true }));
    expect(seen).toContain('"key":"in/a"');
    expect(seen).toContain('"objectKey":"in/a"');
  });

  it('tags nothing that is gone, nor what is written next by its name', async () => {
    const s3 = await start({ ...base, Plan: plan('ENABLED') });
    await put(s3, 'a', EICAR);
    await s3.send(new DeleteObjectCommand({ Bucket: 'drop', Key: 'a' }));
    await hub?.idle();
    await expect(tagsOf(s3, 'a')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await put(s3, 'a', 'y');
    await hub?.idle();
    expect(await tagsOf(s3, 'a')).toEqual([{ Key: 'GuardDutyMalwareScanStatus', Value: 'NO_THREATS_FOUND' }]);
  });

  it('asks clamd where it is told of one, in chunks; its failure is a failed scan', async () => {
    const received: Buffer[] = [];
    let verdict = 'stream: Win.Test.EICAR_HDB-1 FOUND\0';
    await startClamd(async (stream) => {
      received.push(stream);
      return verdict;
    });
    const s3 = await start({ ...base, Plan: plan('ENABLED') });
    await put(s3, 'a', 'x'.repeat(100_000));
    expect(await bodies('results')).toMatchObject([
      { detail: { scanResultDetails: { threats: [{ name: 'Win.Test.EICAR_HDB-1' }] } } },
    ]);
    const stream = Buffer.concat(received);
    expect(stream.subarray(0, 10).toString()).toBe('zINSTREAM\0');
    const lengths: number[] = [];
    for (let at = 10; at < stream.length; at += 4 + stream.readUInt32BE(at))
      lengths.push(stream.readUInt32BE(at));
    expect(lengths).toEqual([65_536, 34_464, 0]);
    verdict = 'stream: OK\0';
    await put(s3, 'b', EICAR);
    await hub?.idle();
    expect(await tagsOf(s3, 'b')).toEqual([{ Key: 'GuardDutyMalwareScanStatus', Value: 'NO_THREATS_FOUND' }]);
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
    verdict = 'INSTREAM size limit exceeded. ERROR\0';
    await put(s3, 'c', 'x');
    await hub?.idle();
    expect(quiet).toHaveBeenCalledOnce();
    quiet.mockRestore();
    expect(await tagsOf(s3, 'c')).toEqual([{ Key: 'GuardDutyMalwareScanStatus', Value: 'FAILED' }]);
  });
});

describe('an object written again during its scan', () => {
  it('does not take the result of what it was', async () => {
    let s3 = new S3Client({});
    let between: unknown;
    let first = true;
    await startClamd(async () => {
      if (first) {
        first = false;
        await put(s3, 'a', EICAR);
        return 'stream: OK\0';
      }
      await vi.waitFor(async () => expect(await waiting('results')).toHaveLength(1));
      between = await tagsOf(s3, 'a');
      return 'stream: Eicar FOUND\0';
    });
    s3 = await start({ ...base, Plan: plan('ENABLED') });
    await put(s3, 'a', 'clean');
    await hub?.idle();
    expect(between).toEqual([]);
    expect(await tagsOf(s3, 'a')).toEqual([{ Key: 'GuardDutyMalwareScanStatus', Value: 'THREATS_FOUND' }]);
  });
});

describe('an event rule', () => {
  it('sends an event that it matches to its queues, with what every event has', async () => {
    await start({
      ...base,
      Other: rule({ source: ['mine'], detail: { kind: ['b'] } }, { Arn: att('Results') }),
    });
    const event = { source: 'mine', 'detail-type': 'T', time: '2026-01-01T00:00:00Z', detail: { kind: 'b' } };
    expect(await hub?.putEvent(event)).toBe(1);
    expect(await hub?.putEvent({ ...event, detail: { kind: 'c' } })).toBe(0);
    expect(await bodies('results')).toEqual([
      {
        version: '0',
        id: expect.any(String),
        account: '000000000000',
        region: 'eu-west-3',
        resources: [],
        ...event,
      },
    ]);
  });

  it.each([
    ['InputPath', { InputPath: '$.detail' }],
    ['InputTransformer', { InputTransformer: { InputTemplate: '"x"' } }],
    ['Input', { Input: '{}' }],
  ])('says that it does not support %s', async (member, more) => {
    const resources = { ...base, Rule: rule({ source: ['x'] }, { Arn: att('Results'), ...more }) };
    await expect(startHub({ assembly: assemblyOf(resources, WITNESS) })).rejects.toThrow(
      `Demo/Rule: ${member} of a target is not supported locally`,
    );
  });

  it('says that it does not support a target of another kind', async () => {
    const resources = {
      ...base,
      Rule: rule({ source: ['x'] }, { Arn: 'arn:aws:sns:eu-west-3:000000000000:t' }),
    };
    await expect(startHub({ assembly: assemblyOf(resources, WITNESS) })).rejects.toThrow(
      'Demo/Rule: target arn:aws:sns:eu-west-3:000000000000:t is not supported locally',
    );
  });
});
