import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Front } from '../front.ts';
import { objectOfRequest, sendXml } from './protocol.ts';

const member = (xml: string, name: string): string =>
  new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(xml)?.[1] ?? '';

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  request.resume();
  const asked = new URLSearchParams(request.url?.split('?')[1]);
  const query = new URLSearchParams({ 'list-type': '2' });
  const copied = { prefix: 'prefix', 'max-keys': 'max-keys', 'key-marker': 'start-after' };
  for (const [from, to] of Object.entries(copied)) {
    const value = asked.get(from);
    if (value !== null) query.set(to, value);
  }
  const bucket = encodeURIComponent(objectOfRequest(request).bucket);
  const listed = await fetch(`http://127.0.0.1:${request.socket.localPort}/${bucket}?${query}`);
  const xml = await listed.text();
  if (!listed.ok) {
    response.writeHead(listed.status, { 'content-type': 'application/xml' }).end(xml);
    return;
  }
  const contents = [...xml.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)].map(([, one = '']) => one);
  const truncated = member(xml, 'IsTruncated') === 'true';
  const next = truncated
    ? `<NextKeyMarker>${member(contents.at(-1) ?? '', 'Key')}</NextKeyMarker><NextVersionIdMarker>null</NextVersionIdMarker>`
    : '';
  const versions = contents.map(
    (one) => `<Version>${one}<VersionId>null</VersionId><IsLatest>true</IsLatest></Version>`,
  );
  sendXml(
    response,
    200,
    `<ListVersionsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>${truncated}</IsTruncated>${next}${versions.join('')}</ListVersionsResult>`,
  );
};

/**
 * Answers ListObjectVersions as S3 does of a bucket without versions, which the engine's all are: each object has one, `null`
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html).
 */
export const versions: Front = (request, response) => {
  const query = new URLSearchParams(request.url?.split('?')[1]);
  const { bucket, key } = objectOfRequest(request);
  if (request.method !== 'GET' || !query.has('versions') || bucket === '' || key !== '') return false;
  return answer(request, response);
};
