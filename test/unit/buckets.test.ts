import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createBuckets } from '../../shared/erasure/buckets.ts';

type Stored = { key: string; versionId: string; body: string | undefined };

/**
 * A bucket that keeps versions, as the embedded engine's does not: listed two at a time, newest first; a deletion without a
 * version adds a marker (https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html).
 */
const versionedBucket = (stored: Stored[]) => {
  let next = 100;
  const xml = (body: string) => ({ status: 200, body, headers: { 'content-type': 'application/xml' } });
  const answer = (method: string, url: URL, body: string) => {
    const key = decodeURIComponent(url.pathname.split('/').slice(2).join('/'));
    if (method === 'GET' && url.searchParams.has('versions')) {
      const prefix = url.searchParams.get('prefix') ?? '';
      const all = stored
        .filter((one) => one.key.startsWith(prefix))
        .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : b.versionId < a.versionId ? -1 : 1));
      const marker = `${url.searchParams.get('key-marker')} ${url.searchParams.get('version-id-marker')}`;
      const from = all.findIndex((one) => `${one.key} ${one.versionId}` === marker) + 1;
      const page = all.slice(from, from + 2);
      const last = page.at(-1);
      const truncated = from + 2 < all.length;
      const members = page.map(({ key: Key, versionId, body: text }) => {
        const inner = `<Key>${Key}</Key><VersionId>${versionId}</VersionId>`;
        return text === undefined
          ? `<DeleteMarker>${inner}</DeleteMarker>`
          : `<Version>${inner}<Size>${text.length}</Size></Version>`;
      });
      const more = truncated
        ? `<NextKeyMarker>${last?.key}</NextKeyMarker><NextVersionIdMarker>${last?.versionId}</NextVersionIdMarker>`
        : '';
      return xml(
        `<ListVersionsResult><IsTruncated>${truncated}</IsTruncated>${more}${members.join('')}</ListVersionsResult>`,
      );
    }
    if (method === 'POST' && url.searchParams.has('delete')) {
      for (const [, one = ''] of body.matchAll(/<Object>([\s\S]*?)<\/Object>/g)) {
        const Key = /<Key>(.*?)<\/Key>/.exec(one)?.[1] ?? '';
        const versionId = /<VersionId>(.*?)<\/VersionId>/.exec(one)?.[1];
        const at = stored.findIndex((other) => other.key === Key && other.versionId === versionId);
        if (versionId === undefined) stored.push({ key: Key, versionId: `v${next++}`, body: undefined });
        else if (at >= 0) stored.splice(at, 1);
      }
      return xml('<DeleteResult></DeleteResult>');
    }
    if (method === 'PUT') {
      const versionId = `v${next++}`;
      stored.push({ key, versionId, body });
      return { status: 200, body: '', headers: { 'x-amz-version-id': versionId } };
    }
    const found = stored.find(
      (one) =>
        one.key === key && one.versionId === url.searchParams.get('versionId') && one.body !== undefined,
    );
    if (found) return { status: 200, body: found.body ?? '', headers: {} };
    return { ...xml('<Error><Code>NoSuchVersion</Code></Error>'), status: 404 };
  };
  return answer;
};

const clientOf = async (stored: Stored[]) => {
  const { createServer } = await import('node:http');
  const answer = versionedBucket(stored);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const told = answer(
      request.method ?? '',
      new URL(request.url ?? '', 'http://s3'),
      Buffer.concat(chunks).toString(),
    );
    response.writeHead(told.status, told.headers).end(told.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const client = new S3Client({
    region: 'eu-west-3',
    endpoint: `http://127.0.0.1:${port}`,
    forcePathStyle: true,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  return { buckets: createBuckets(client), stop: () => server.close() };
};

const history = (): Stored[] => [
  { key: 'etude/acte.pdf', versionId: 'v1', body: 'un' },
  { key: 'etude/acte.pdf', versionId: 'v2', body: 'deux' },
  { key: 'etude/acte.pdf', versionId: 'v3', body: undefined },
  { key: 'etude/acte.pdf.autre', versionId: 'v4', body: 'autre' },
  { key: 'etude/b.json', versionId: 'v5', body: '{}' },
];

describe('objects in a bucket that keeps versions', () => {
  it('are listed in every version, delete markers too, page after page', async () => {
    const { buckets, stop } = await clientOf(history());
    const found = [];
    for await (const { versionId, marker } of buckets.versions('b'))
      found.push(`${versionId}${marker ? ' marker' : ''}`);
    stop();
    expect(found.sort()).toEqual(['v1', 'v2', 'v3 marker', 'v4', 'v5']);
  });

  it('are deleted for good: no version and no marker is left, and no other key is touched', async () => {
    const stored = history();
    const { buckets, stop } = await clientOf(stored);
    expect(await buckets.removeKey('b', 'etude/acte.pdf')).toBe(3);
    stop();
    expect(stored.map(({ versionId }) => versionId)).toEqual(['v4', 'v5']);
  });

  it('rewritten, have the new version only', async () => {
    const stored = history();
    const { buckets, stop } = await clientOf(stored);
    await buckets.replace('b', 'etude/acte.pdf', 'trois', 'text/plain');
    stop();
    expect(stored.filter(({ key }) => key === 'etude/acte.pdf').map(({ body }) => body)).toEqual(['trois']);
  });

  it('are read in the version asked, and hold nothing once gone', async () => {
    const { buckets, stop } = await clientOf(history());
    const [one] = await buckets.of('b', 'etude/b.json');
    if (!one) throw new Error('not listed');
    expect(Buffer.from(await buckets.read(one)).toString()).toBe('{}');
    expect(await buckets.read({ ...one, versionId: 'v9' })).toHaveLength(0);
    stop();
  });
});
