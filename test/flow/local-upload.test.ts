import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { afterEach, describe, expect, it } from 'vitest';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import type { HubOptions } from '../../local/deployed.ts';
import { type LocalHub, startHub } from '../../local/hub.ts';
import { assemblyOf } from '../support/assembly.ts';

let hub: LocalHub | undefined;
afterEach(async () => {
  await hub?.stop();
  hub = undefined;
});

const MB = 1024 * 1024;
const resources = {
  Uploads: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'uploads' } },
  Bucket: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketName: 'drop',
      CorsConfiguration: {
        CorsRules: [{ AllowedMethods: ['POST'], AllowedOrigins: ['https://portail.example'] }],
      },
      NotificationConfiguration: {
        QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: { 'Fn::GetAtt': ['Uploads', 'Arn'] } }],
      },
    },
  },
  Other: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'other' } },
};
const start = async (options: Partial<HubOptions> = {}): Promise<S3Client> => {
  hub = await startHub({ assembly: assemblyOf(resources), ...options });
  return clientOf(CREDENTIALS);
};
const clientOf = (credentials: { accessKeyId: string; secretAccessKey: string }): S3Client =>
  new S3Client({ region: REGION, credentials, endpoint: String(hub?.endpoints.aws), forcePathStyle: true });
const notified = async (): Promise<string> => {
  await hub?.idle();
  return JSON.stringify(await (await fetch(`${hub?.endpoints.aws}/_fauxqs/queues/uploads`)).json());
};

type Post = { readonly url: string; readonly fields: Record<string, string> };
const presign = (s3: S3Client, options: Partial<PresignedPostOptions> = {}): Promise<Post> =>
  createPresignedPost(s3, {
    Bucket: 'drop',
    Key: 'in/acte.pdf',
    Fields: { 'Content-Type': 'application/pdf' },
    Conditions: [
      ['content-length-range', 2, 1000],
      ['eq', '$Content-Type', 'application/pdf'],
    ],
    Expires: 60,
    ...options,
  });
const formOf = (
  fields: Record<string, string>,
  content: string | Uint8Array<ArrayBuffer> = '%PDF-1.7',
): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([content]), 'acte 1.pdf');
  return form;
};
const post = async ({ url, fields }: Post, content?: string | Uint8Array<ArrayBuffer>) =>
  answerOf(await fetch(url, { method: 'POST', body: formOf(fields, content) }));
const answerOf = async (answer: Response) => {
  const text = await answer.text();
  const member = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(text)?.[1];
  return { status: answer.status, code: member('Code'), message: member('Message'), text };
};
const policyOf = (fields: Record<string, string>) =>
  JSON.parse(Buffer.from(fields.Policy ?? '', 'base64').toString());
const without = (fields: Record<string, string>, name: string) =>
  Object.fromEntries(Object.entries(fields).filter(([given]) => given !== name));

describe('an object posted by a form', () => {
  it('is taken as its policy allows, and S3 tells of it', async () => {
    const s3 = await start();
    expect(await post(await presign(s3))).toMatchObject({ status: 204 });
    const got = await s3.send(new GetObjectCommand({ Bucket: 'drop', Key: 'in/acte.pdf' }));
    expect([got.ContentType, await got.Body?.transformToString()]).toEqual(['application/pdf', '%PDF-1.7']);
    const told = await notified();
    expect(told).toContain('in/acte.pdf');
    expect(told.match(/ObjectCreated:Post/g)).toHaveLength(1);
    expect(told).not.toContain('ObjectCreated:Put');
  });

  it('may hold what a prefix allows, the file’s name in its key, and fields to ignore', async () => {
    const s3 = await start();
    const Conditions: PresignedPostOptions['Conditions'] = [
      ['starts-with', '$key', 'in/'],
      ['starts-with', '$x-amz-meta-note', ''],
      { success_action_status: '201' },
    ];
    const { url, fields } = await presign(s3, {
      Key: ['in/$', '{filename}'].join(''),
      Fields: {},
      Conditions,
    });
    const sent = { ...fields, success_action_status: '201', 'x-amz-meta-note': 'é', 'x-ignore-this': '1' };
    expect(await post({ url, fields: sent })).toMatchObject({ status: 201 });
    const head = await s3.send(new HeadObjectCommand({ Bucket: 'drop', Key: 'in/acte 1.pdf' }));
    expect(head.Metadata).toEqual({ note: 'é' });
  });

  it('is refused when it is shorter or longer than the policy says', async () => {
    const s3 = await start();
    expect(await post(await presign(s3), '1')).toMatchObject({ status: 400, code: 'EntityTooSmall' });
    expect(await post(await presign(s3), 'x'.repeat(1000))).toMatchObject({ status: 204 });
    const large = await post(await presign(s3), 'x'.repeat(1001));
    expect(large).toMatchObject({ status: 400, code: 'EntityTooLarge' });
    expect(large.text).toContain('<ProposedSize>1001</ProposedSize><MaxSizeAllowed>1000</MaxSizeAllowed>');
  });

  it('may be of tens of megabytes; above, it is too large and nothing breaks', async () => {
    const s3 = await start();
    const signed = await presign(s3, { Conditions: [['content-length-range', 0, 40 * MB]] });
    const content = new Uint8Array(40 * MB).map((_, index) => (index * 31) % 251);
    expect(await post(signed, content)).toMatchObject({ status: 204 });
    const got = await s3.send(new GetObjectCommand({ Bucket: 'drop', Key: 'in/acte.pdf' }));
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(hash((await got.Body?.transformToByteArray()) ?? new Uint8Array())).toBe(hash(content));
    const tooLarge = { status: 400, code: 'EntityTooLarge' };
    expect(await post(signed, new Uint8Array(40 * MB + 1))).toMatchObject(tooLarge);
    expect(await post(signed, new Uint8Array(60 * MB))).toMatchObject(tooLarge);
    expect(await post(signed, 'small')).toMatchObject({ status: 204 });
  });

  it.each([
    ['another key', { key: 'in/autre.pdf' }, '["eq","$key","in/acte.pdf"]'],
    ['another content type', { 'Content-Type': 'text/html' }, '["eq","$Content-Type","application/pdf"]'],
    ['another bucket', { bucket: 'other' }, undefined],
    ['another date', { 'X-Amz-Date': '20200101T000000Z' }, undefined],
  ])('is refused with %s', async (_what, changed, condition) => {
    const s3 = await start();
    const { url, fields } = await presign(s3);
    const refused = await post({ url, fields: { ...fields, ...changed } });
    expect(refused).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(refused.message).toMatch(/^Invalid according to Policy: Policy Condition failed: /);
    if (condition) expect(refused.message?.replaceAll('&quot;', '"')).toContain(condition);
    await expect(s3.send(new HeadObjectCommand({ Bucket: 'drop', Key: 'in/autre.pdf' }))).rejects.toThrow();
    await expect(s3.send(new HeadObjectCommand({ Bucket: 'drop', Key: 'in/acte.pdf' }))).rejects.toThrow();
    expect(await notified()).not.toContain('in/');
  });

  it('is refused in a bucket that is not the policy’s', async () => {
    const s3 = await start();
    const { url, fields } = await presign(s3);
    const refused = await post({ url: url.replace(/drop$/, 'other'), fields });
    expect(refused).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(refused.message).toContain('bucket');
  });

  it('is refused with a field that no condition names', async () => {
    const s3 = await start();
    const { url, fields } = await presign(s3);
    expect(await post({ url, fields: { ...fields, acl: 'public-read' } })).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'Invalid according to Policy: Extra input fields: acl',
    });
  });

  it('is refused with a policy that was changed, or signed by another', async () => {
    const s3 = await start();
    const { url, fields } = await presign(s3);
    const policy = policyOf(fields);
    policy.conditions = policy.conditions.filter((one: unknown) => !Array.isArray(one));
    const Policy = Buffer.from(JSON.stringify(policy)).toString('base64');
    const forged = { status: 403, code: 'SignatureDoesNotMatch' };
    expect(await post({ url, fields: { ...fields, Policy } })).toMatchObject(forged);
    expect(await post({ url, fields: { ...fields, 'X-Amz-Signature': '0'.repeat(64) } })).toMatchObject(
      forged,
    );
    const other = clientOf({ accessKeyId: CREDENTIALS.accessKeyId, secretAccessKey: 'guess' });
    expect(await post(await presign(other))).toMatchObject(forged);
    const stranger = clientOf({ accessKeyId: 'AKIASTRANGER', secretAccessKey: 'local' });
    expect(await post(await presign(stranger))).toMatchObject({ status: 403, code: 'InvalidAccessKeyId' });
  });

  it('is refused without a policy, or any of what signs it', async () => {
    const s3 = await start();
    const { url, fields } = await presign(s3);
    const names = ['Policy', 'X-Amz-Signature', 'X-Amz-Credential', 'X-Amz-Date', 'X-Amz-Algorithm'];
    expect(Object.keys(fields)).toEqual(expect.arrayContaining(names));
    for (const name of names) {
      const refused = await post({ url, fields: without(fields, name) });
      expect(refused, name).toMatchObject({ status: 403, code: 'AccessDenied' });
    }
    expect(await post({ url, fields: { key: 'a' } })).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  it('is refused once its policy has expired, by the hub’s clock', async () => {
    const now = new Date().toISOString();
    const s3 = await start({ now });
    const signed = await presign(s3);
    expect(await post(signed)).toMatchObject({ status: 204 });
    await hub?.advanceTo(new Date(Date.parse(now) + 62_000).toISOString());
    expect(await post(signed)).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'Invalid according to Policy: Policy expired.',
    });
  });

  it('is refused in a form the engine would read otherwise', async () => {
    const s3 = await start();
    const { url, fields } = await presign(s3);
    const send = async (form: FormData) => answerOf(await fetch(url, { method: 'POST', body: form }));
    const two = new FormData();
    for (const [name, value] of Object.entries(fields)) two.append(name, value);
    two.append('key', 'in/autre.pdf');
    two.append('file', new Blob(['%PDF']), 'a');
    expect(await send(two)).toMatchObject({ status: 400, code: 'InvalidArgument' });
    const early = new FormData();
    for (const [name, value] of Object.entries(fields)) early.append(name, value);
    early.append('x-ignore-file', new Blob(['x'.repeat(5000)]), 'big');
    early.append('file', new Blob(['%PDF']), 'a');
    expect(await send(early)).toMatchObject({ status: 400, code: 'InvalidArgument' });
    const none = new FormData();
    for (const [name, value] of Object.entries(fields)) none.append(name, value);
    expect(await send(none)).toMatchObject({ status: 400, code: 'InvalidArgument' });
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const garbage = await fetch(url, { method: 'POST', headers, body: 'not a form' });
    expect(await answerOf(garbage)).toMatchObject({ status: 400, code: 'MalformedPOSTRequest' });
    expect(await notified()).not.toContain('in/');
  });
});

describe('an object’s tags', () => {
  const of = { Bucket: 'drop', Key: 'in/é 1.pdf' };
  const tagsOf = async (s3: S3Client) => (await s3.send(new GetObjectTaggingCommand(of))).TagSet;
  const tag = (s3: S3Client, ...TagSet: { Key: string; Value: string }[]) =>
    s3.send(new PutObjectTaggingCommand({ ...of, Tagging: { TagSet } }));

  it('are those it was given, until it is written again, deleted or untagged', async () => {
    const s3 = await start();
    const put = () => s3.send(new PutObjectCommand({ ...of, Body: 'x' }));
    await put();
    expect(await tagsOf(s3)).toEqual([]);
    const tags = [
      { Key: 'a<b>', Value: 'é & "c"' },
      { Key: 'empty', Value: '' },
    ];
    await tag(s3, ...tags);
    expect(await tagsOf(s3)).toEqual(tags);
    await s3.send(new GetObjectCommand(of));
    await tag(s3, { Key: 'only', Value: '1' });
    expect(await tagsOf(s3)).toEqual([{ Key: 'only', Value: '1' }]);
    await put();
    expect(await tagsOf(s3)).toEqual([]);
    await tag(s3, { Key: 'only', Value: '1' });
    await s3.send(new DeleteObjectTaggingCommand(of));
    expect(await tagsOf(s3)).toEqual([]);
    await tag(s3, { Key: 'only', Value: '1' });
    await s3.send(new DeleteObjectCommand(of));
    await expect(tagsOf(s3)).rejects.toMatchObject({ name: 'NoSuchKey' });
    await put();
    expect(await tagsOf(s3)).toEqual([]);
  });

  it('are refused on no object, beyond ten, or twice one name', async () => {
    const s3 = await start();
    await expect(tag(s3, { Key: 'a', Value: '1' })).rejects.toMatchObject({ name: 'NoSuchKey' });
    await s3.send(new PutObjectCommand({ ...of, Body: 'x' }));
    const many = Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
    await expect(tag(s3, ...many)).rejects.toMatchObject({ name: 'BadRequest' });
    await expect(tag(s3, { Key: 'a', Value: '1' }, { Key: 'a', Value: '2' })).rejects.toMatchObject({
      name: 'InvalidTag',
    });
    expect(await tagsOf(s3)).toEqual([]);
  });

  it('are kept with the data', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'data-'));
    const s3 = await start({ dataDir });
    await s3.send(new PutObjectCommand({ ...of, Body: 'x' }));
    await tag(s3, { Key: 'kept', Value: '1' });
    await hub?.stop();
    expect(await tagsOf(await start({ dataDir }))).toEqual([{ Key: 'kept', Value: '1' }]);
  });
});

describe('a script of another site', () => {
  const ask = (bucket: string, origin: string, method: string) =>
    fetch(`${hub?.endpoints.aws}/${bucket}`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method },
    });

  it('may post where the bucket says so, and nowhere else', async () => {
    await start();
    const told = await ask('drop', 'https://portail.example', 'POST');
    expect([told.status, told.headers.get('access-control-allow-origin')]).toEqual([
      200,
      'https://portail.example',
    ]);
    expect((await ask('drop', 'https://ailleurs.example', 'POST')).status).toBe(403);
    expect((await ask('drop', 'https://portail.example', 'DELETE')).status).toBe(403);
    expect((await ask('other', 'https://portail.example', 'POST')).status).toBe(403);
    const posted = await fetch(`${hub?.endpoints.aws}/drop`, {
      method: 'POST',
      headers: { origin: 'https://portail.example' },
      body: new FormData(),
    });
    expect(posted.headers.get('access-control-allow-origin')).toBe('https://portail.example');
  });
});
