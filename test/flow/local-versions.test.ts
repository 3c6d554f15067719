import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
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

const queue = (QueueName: string) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName } });
const resources = {
  Uploads: queue('uploads'),
  Results: queue('results'),
  Bucket: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketName: 'drop',
      VersioningConfiguration: { Status: 'Enabled' },
      NotificationConfiguration: {
        QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: { 'Fn::GetAtt': ['Uploads', 'Arn'] } }],
      },
    },
  },
  Plain: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'plain' } },
};
const scanned = {
  ...resources,
  Plan: {
    Type: 'AWS::GuardDuty::MalwareProtectionPlan',
    Properties: {
      Role: 'arn:aws:iam::000000000000:role/scan',
      ProtectedResource: { S3Bucket: { BucketName: { Ref: 'Bucket' } } },
      Actions: { Tagging: { Status: 'ENABLED' } },
    },
  },
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: { source: ['aws.guardduty'] },
      Targets: [{ Id: 't', Arn: { 'Fn::GetAtt': ['Results', 'Arn'] } }],
    },
  },
};
let s3: S3Client;
const start = async (options: Partial<HubOptions> = {}, template: object = resources): Promise<void> => {
  hub = await startHub({ assembly: assemblyOf(template), ...options });
  const endpoint = hub.endpoints.aws;
  s3 = new S3Client({ region: REGION, credentials: CREDENTIALS, endpoint, forcePathStyle: true });
};

const Bucket = 'drop';
const KEY = 'in/é 1+2?versionId=x&.csv';
const put = async (Body: string, Key = KEY): Promise<string> =>
  (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId ?? '';
const textOf = async (VersionId?: string, Key = KEY): Promise<string | undefined> =>
  (await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }))).Body?.transformToString();
const remove = (VersionId?: string, Key = KEY) =>
  s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
/** Every version, then every delete marker; for each key the newest first. */
const history = async (Prefix?: string): Promise<string[]> => {
  const { Versions = [], DeleteMarkers = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket, Prefix }),
  );
  return [
    ...Versions.map(({ VersionId, IsLatest }) => `${VersionId}${IsLatest ? ' latest' : ''}`),
    ...DeleteMarkers.map(({ VersionId, IsLatest }) => `${VersionId} marker${IsLatest ? ' latest' : ''}`),
  ];
};
const messages = async (name: string): Promise<string> => {
  await hub?.idle();
  return (await fetch(`${hub?.endpoints.aws}/_fauxqs/queues/${name}`)).text();
};

describe('an object of a bucket that keeps versions', () => {
  it('is read as it was in each version, in the latest when none is asked', async () => {
    await start();
    const [first, second] = [await put('un'), await put('deux')];
    expect(first).toMatch(/^[\w-]{32}$/);
    expect(await textOf()).toBe('deux');
    expect([await textOf(first), await textOf(second)]).toEqual(['un', 'deux']);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: KEY, VersionId: first }));
    expect(head).toMatchObject({ VersionId: first, ContentLength: 2 });
    expect(await history()).toEqual([`${second} latest`, first]);
  });

  it('has no version that was never made, nor one of another key', async () => {
    await start();
    const first = await put('un');
    await put('autre', 'autre');
    await expect(textOf(first, 'autre')).rejects.toMatchObject({ name: 'NoSuchVersion' });
    await expect(textOf('abc')).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(textOf(undefined, 'absent')).rejects.toMatchObject({ name: 'NoSuchKey' });
    const head = s3.send(new HeadObjectCommand({ Bucket, Key: 'autre', VersionId: first }));
    await expect(head).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('deleted is hidden by a marker, and comes back when the marker is deleted', async () => {
    await start();
    const first = await put('un');
    const { DeleteMarker, VersionId: marker } = await remove();
    expect(DeleteMarker).toBe(true);
    await expect(textOf()).rejects.toMatchObject({ name: 'NoSuchKey' });
    const answer = await fetch(`${hub?.endpoints.aws}/drop/${encodeURIComponent(KEY)}`);
    expect([answer.status, answer.headers.get('x-amz-delete-marker')]).toEqual([404, 'true']);
    expect(await textOf(first)).toBe('un');
    await expect(textOf(marker)).rejects.toMatchObject({ name: 'MethodNotAllowed' });
    expect(await history()).toEqual([first, `${marker} marker latest`]);
    expect(await s3.send(new ListObjectsV2Command({ Bucket }))).toMatchObject({ KeyCount: 0 });
    expect(await remove(marker)).toMatchObject({ DeleteMarker: true, VersionId: marker });
    expect(await textOf()).toBe('un');
  });

  it('loses one version for good, and the one before is the latest again', async () => {
    await start();
    const [first, second] = [await put('un'), await put('deux')];
    expect(await remove(second)).toMatchObject({ VersionId: second });
    expect(await textOf()).toBe('un');
    await expect(textOf(second)).rejects.toMatchObject({ name: 'NoSuchVersion' });
    await remove(first);
    expect(await history()).toEqual([]);
    // Deleting an object that does not exist is no error.
    await remove(first);
  });

  it('goes with others in one request, version by version or under markers', async () => {
    await start();
    const [first, second] = [await put('un'), await put('deux')];
    const other = await put('autre', 'a & b');
    const Objects = [{ Key: KEY, VersionId: first }, { Key: 'a & b' }, { Key: KEY, VersionId: 'abc' }];
    const { Deleted, Errors } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toEqual([
      { Key: KEY, VersionId: first },
      { Key: 'a & b', DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) },
    ]);
    expect(Errors).toMatchObject([{ Key: KEY, VersionId: 'abc', Code: 'InvalidArgument' }]);
    expect(await history('in/')).toEqual([`${second} latest`]);
    expect(await textOf(other, 'a & b')).toBe('autre');
  });

  it('is copied in the version that is asked, to a bucket of its own versions or of none', async () => {
    await start();
    const [first, second] = [await put('un'), await put('deux')];
    const source = `drop/${KEY.split('/').map(encodeURIComponent).join('/')}`;
    const copied = await s3.send(
      new CopyObjectCommand({ Bucket, Key: 'copie', CopySource: `${source}?versionId=${first}` }),
    );
    expect(copied).toMatchObject({ CopySourceVersionId: first, VersionId: expect.stringMatching(/^.{32}$/) });
    expect(await textOf(undefined, 'copie')).toBe('un');
    await s3.send(new CopyObjectCommand({ Bucket: 'plain', Key: 'copie', CopySource: source }));
    const plain = await s3.send(new GetObjectCommand({ Bucket: 'plain', Key: 'copie' }));
    expect([plain.VersionId, await plain.Body?.transformToString()]).toEqual([undefined, 'deux']);
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'retour', CopySource: 'plain/copie' }));
    expect(await textOf(undefined, 'retour')).toBe('deux');
    const gone = `${source}?versionId=${second}`;
    await remove(second);
    const again = s3.send(new CopyObjectCommand({ Bucket, Key: 'copie', CopySource: gone }));
    await expect(again).rejects.toMatchObject({ name: 'NoSuchVersion' });
  });

  it('uploaded in parts is a version, told when they are together, as old as the upload’s beginning', async () => {
    await start();
    const { UploadId, Key } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: KEY }));
    expect(Key).toBe(KEY);
    const after = await put('après');
    const part = { Bucket, Key: KEY, UploadId, PartNumber: 1 };
    const { ETag } = await s3.send(new UploadPartCommand({ ...part, Body: 'parts' }));
    const { VersionId } = await s3.send(
      new CompleteMultipartUploadCommand({
        ...{ Bucket, Key: KEY, UploadId },
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
      }),
    );
    expect(await textOf(VersionId)).toBe('parts');
    expect(await textOf()).toBe('après');
    expect(await history()).toEqual([`${after} latest`, VersionId]);
  });

  it('posted by a form is a version, and the answer names the object', async () => {
    await start();
    const Conditions: { success_action_status: string }[] = [{ success_action_status: '201' }];
    const { url, fields } = await createPresignedPost(s3, { Bucket, Key: KEY, Conditions });
    const form = new FormData();
    const sent = { ...fields, success_action_status: '201' };
    for (const [name, value] of Object.entries(sent)) form.append(name, value);
    form.append('file', new Blob(['posté']), 'a.csv');
    const first = await put('avant');
    const answer = await fetch(url, { method: 'POST', body: form });
    expect(answer.status).toBe(201);
    expect(await answer.text()).toContain('<Key>in/é 1+2?versionId=x&amp;.csv</Key>');
    const version = answer.headers.get('x-amz-version-id') ?? '';
    expect([await textOf(), await textOf(first), await textOf(version)]).toEqual(['posté', 'avant', 'posté']);
    expect((await messages('uploads')).match(/ObjectCreated:Post/g)).toHaveLength(1);
  });

  it('has tags of its own in each version', async () => {
    await start();
    const [first, second] = [await put('un'), await put('deux')];
    const tag = (VersionId: string | undefined, Value: string) =>
      s3.send(
        new PutObjectTaggingCommand({
          ...{ Bucket, Key: KEY, VersionId },
          Tagging: { TagSet: [{ Key: 'n', Value }] },
        }),
      );
    const tagOf = async (VersionId?: string) =>
      (await s3.send(new GetObjectTaggingCommand({ Bucket, Key: KEY, VersionId }))).TagSet?.[0]?.Value;
    await tag(first, '1');
    await tag(undefined, '2');
    expect([await tagOf(first), await tagOf(second), await tagOf()]).toEqual(['1', '2', '2']);
    await remove();
    await expect(tagOf()).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await tagOf(first)).toBe('1');
  });

  it('may hold nothing', async () => {
    await start();
    expect(await textOf(await put(''))).toBe('');
    await s3.send(new PutObjectCommand({ Bucket: 'plain', Key: 'vide', Body: '' }));
    const head = await s3.send(new HeadObjectCommand({ Bucket: 'plain', Key: 'vide' }));
    expect(head.ContentLength).toBe(0);
  });

  it('has a key of 1,024 bytes at most', async () => {
    await start();
    const longest = `${'é'.repeat(512)}`;
    expect(await textOf(await put('x', longest), longest)).toBe('x');
    await expect(put('x', `${longest}x`)).rejects.toMatchObject({ name: 'KeyTooLongError' });
  });

  it('is told of with its version, each upload once, a deletion never', async () => {
    await start();
    const made = [await put('un'), await put('deux')];
    await remove();
    const told = await messages('uploads');
    const found = [...told.matchAll(/versionId\\\\?":\\\\?"([^"\\]+)/g)].map(([, id]) => id);
    expect(found).toEqual(made);
    const orders = [...told.matchAll(/sequencer\\\\?":\\\\?"([^"\\]+)/g)].map(([, order]) => order ?? '');
    expect(orders).toEqual(orders.toSorted());
    expect(told.match(/ObjectCreated/g)).toHaveLength(2);
  });

  it('is scanned and tagged in the version that came, whatever came after', async () => {
    await start({}, scanned);
    const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
    const [bad, good] = [await put(EICAR), await put('propre')];
    const told = await messages('results');
    const verdict = (id: string): string | undefined =>
      new RegExp(`${id}.*?scanResultStatus\\\\+":\\\\+"(\\w+)`).exec(told)?.[1];
    expect([verdict(bad), verdict(good)]).toEqual(['THREATS_FOUND', 'NO_THREATS_FOUND']);
    const tagOf = async (VersionId: string) =>
      (await s3.send(new GetObjectTaggingCommand({ Bucket, Key: KEY, VersionId }))).TagSet?.[0]?.Value;
    expect([await tagOf(bad), await tagOf(good)]).toEqual(['THREATS_FOUND', 'NO_THREATS_FOUND']);
  });
});

describe('a bucket that keeps versions', () => {
  it('lists the latest of what is not deleted, a page at a time, in the order of UTF-8', async () => {
    await start();
    const keys = ['B', 'a', 'é', 'z/1', 'z/2', '￿'];
    for (const key of [...keys].reverse()) await put(key, key);
    await put('deux fois', 'a');
    await put('effacé', 'c');
    await remove(undefined, 'c');
    const pages: string[][] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 2, ContinuationToken }));
      pages.push((page.Contents ?? []).map(({ Key }) => Key ?? ''));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    expect(pages).toEqual([
      ['B', 'a'],
      ['z/1', 'z/2'],
      ['é', '￿'],
    ]);
    const grouped = await s3.send(new ListObjectsV2Command({ Bucket, Delimiter: '/', StartAfter: 'a' }));
    expect(grouped.CommonPrefixes).toEqual([{ Prefix: 'z/' }]);
    expect(grouped.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
      ['é', 2],
      ['￿', 3],
    ]);
    const first = await s3.send(new ListObjectsCommand({ Bucket, Prefix: 'z', MaxKeys: 1 }));
    expect(first).toMatchObject({ IsTruncated: true, Contents: [{ Key: 'z/1' }] });
  });

  it('lists versions and markers newest first, a page at a time, though what a page ended at has gone', async () => {
    await start();
    const made = [await put('1', 'a'), await put('2', 'a'), await put('3', 'b')];
    const { VersionId: marker = '' } = await remove(undefined, 'a');
    const expected = [marker, made[1], made[0], made[2]];
    const found: (string | undefined)[] = [];
    let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined;
    do {
      const page = await s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 1, ...from }));
      const [one] = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
      found.push(one?.VersionId);
      await remove(one?.VersionId, one?.Key);
      from = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
        : undefined;
    } while (from);
    expect(found).toEqual(expected);
    expect(await history()).toEqual([]);
    const lone = s3.send(new ListObjectVersionsCommand({ Bucket, VersionIdMarker: marker }));
    await expect(lone).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  it('keeps them with the data', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'data-'));
    await start({ dataDir });
    const [first, second] = [await put('un'), await put('deux')];
    await put('effacé', 'b');
    const { VersionId: marker } = await remove(undefined, 'b');
    const before = await history();
    await hub?.stop();
    await start({ dataDir });
    expect(await history()).toEqual(before);
    expect([await textOf(first), await textOf()]).toEqual(['un', 'deux']);
    await remove(marker, 'b');
    expect(await textOf(undefined, 'b')).toBe('effacé');
    expect(await put('trois')).not.toBe(second);
    expect(await textOf()).toBe('trois');
  });

  it('holds what came before it kept any as the version null', async () => {
    await start();
    const of = { Bucket: 'plain', Key: 'k' };
    await s3.send(new PutObjectCommand({ ...of, Body: 'avant' }));
    expect(await s3.send(new GetBucketVersioningCommand({ Bucket: 'plain' }))).not.toHaveProperty('Status');
    await s3.send(
      new PutBucketVersioningCommand({
        Bucket: 'plain',
        VersioningConfiguration: { Status: 'Enabled' },
      }),
    );
    await s3.send(new PutObjectCommand({ ...of, Body: 'après' }));
    const old = await s3.send(new GetObjectCommand({ ...of, VersionId: 'null' }));
    expect(await old.Body?.transformToString()).toBe('avant');
    const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket: 'plain' }));
    expect(Versions?.map(({ VersionId }) => VersionId)).toEqual([expect.stringMatching(/^.{32}$/), 'null']);
  });

  it('that is suspended is said to be unsupported', async () => {
    const suspended = {
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status: 'Suspended' } } },
    };
    await expect(startHub({ assembly: assemblyOf(suspended) })).rejects.toThrow(
      'Demo/Bucket: versioning Suspended is not supported locally',
    );
  });
});

describe('a bucket that keeps no versions', () => {
  it('lists each object as the version null, and gives no version id', async () => {
    await start();
    const of = { Bucket: 'plain', Key: 'k' };
    for (const Body of ['un', 'deux'])
      expect(await s3.send(new PutObjectCommand({ ...of, Body }))).not.toHaveProperty('VersionId');
    const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket: 'plain' }));
    expect(Versions).toMatchObject([{ Key: 'k', VersionId: 'null', IsLatest: true, Size: 4 }]);
    await s3.send(new DeleteObjectCommand(of));
    expect(await s3.send(new ListObjectVersionsCommand({ Bucket: 'plain' }))).not.toHaveProperty('Versions');
    const absent = s3.send(new ListObjectVersionsCommand({ Bucket: 'absent' }));
    await expect(absent).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
});
