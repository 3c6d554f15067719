import { bodyOf } from '../listen.ts';
import { elementOf, memberOf, unescapeXml } from '../xml.ts';
import { askEngine, pathOf } from './engine.ts';
import { type Exchange, find } from './find-version.ts';
import { NAMESPACE, queryOf, type S3Failure, sendFailure, sendXml } from './protocol.ts';

/**
 * Deletes one version for good or, without an id, hides the object under a delete marker. Returns what was deleted or added, or
 * S3's error.
 */
const remove = async (
  { versions, request, bucket }: Exchange,
  key: string,
  id: string | null,
): Promise<{ readonly id: string; readonly marker: boolean } | S3Failure> => {
  if (id === null) {
    const marker = versions.next(key, true);
    await askEngine(request, pathOf(bucket, marker.place), { method: 'PUT' });
    return marker;
  }
  const found = find(versions, [bucket, key], id);
  if ('status' in found) return found.code === 'NoSuchVersion' ? { id, marker: false } : found;
  await askEngine(request, pathOf(bucket, found.place), { method: 'DELETE' });
  return found;
};

/** DeleteObject: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const removeOne = async (exchange: Exchange): Promise<void> => {
  const { request, response, key } = exchange;
  request.resume();
  const removed = await remove(exchange, key, queryOf(request).get('versionId'));
  if ('status' in removed) return sendFailure(response, removed);
  response.setHeader('x-amz-version-id', removed.id);
  if (removed.marker) response.setHeader('x-amz-delete-marker', 'true');
  response.writeHead(204).end();
};

const MOST_DELETED = 1000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 has no way to say (https://www.w3.org/TR/xml/#charsets)
const NO_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
/** DeleteObjects: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export const removeMany = async (exchange: Exchange): Promise<void> => {
  const { request, response } = exchange;
  const body = (await bodyOf(request, 4 * 1024 * 1024))?.toString('utf8') ?? '';
  const asked = [...body.matchAll(/<Object>([\s\S]*?)<\/Object>/g)].map(([, one = '']) => ({
    key: unescapeXml(memberOf(one, 'Key')),
    id: unescapeXml(memberOf(one, 'VersionId')) || null,
  }));
  if (asked.length === 0 || asked.length > MOST_DELETED || NO_XML.test(body)) {
    const message =
      'The XML you provided was not well-formed or did not validate against our published schema';
    return sendFailure(response, { status: 400, code: 'MalformedXML', message });
  }
  const told: string[] = [];
  for (const { key, id } of asked) {
    const removed = await remove(exchange, key, id);
    const named = elementOf('Key', key) + elementOf('VersionId', id ?? undefined);
    if ('status' in removed) {
      told.push(
        `<Error>${named}${elementOf('Code', removed.code)}${elementOf('Message', removed.message)}</Error>`,
      );
      continue;
    }
    const marker = removed.marker
      ? `<DeleteMarker>true</DeleteMarker>${elementOf('DeleteMarkerVersionId', removed.id)}`
      : '';
    if (memberOf(body, 'Quiet') !== 'true') told.push(`<Deleted>${named}${marker}</Deleted>`);
  }
  sendXml(response, 200, `<DeleteResult xmlns="${NAMESPACE}">${told.join('')}</DeleteResult>`);
};
