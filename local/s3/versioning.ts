import type { IncomingMessage } from 'node:http';
import type { Front } from '../front.ts';
import { bodyOf } from '../listen.ts';
import { memberOf } from '../xml.ts';
import { removeMany, removeOne } from './delete-versions.ts';
import { askEngine, isInner, pathOf } from './engine.ts';
import {
  type Exchange,
  find,
  isMarker,
  keyTooLong,
  LONGEST_KEY,
  noSuchKey,
  placeSource,
} from './find-version.ts';
import { listing } from './listings.ts';
import { isForm } from './post.ts';
import { NAMESPACE, objectOfRequest, queryOf, type S3Failure, sendFailure, sendXml } from './protocol.ts';
import { beginUpload, postForm, versionOfUpload } from './upload-versions.ts';
import type { Version, Versions } from './versions.ts';

/** Rewrites a request to address the object under which the engine keeps a version. */
const place = (request: IncomingMessage, bucket: string, { place: key }: Version, asked = ''): void => {
  request.url = `${pathOf(bucket, key)}${asked === '' ? '' : `?${asked}`}`;
  request.headers.host = '127.0.0.1';
};

/**
 * Directs GET, HEAD and tag requests to one version of the object. Returns true when it has answered with an error, false when
 * the engine is to answer.
 */
const read = ({ versions, request, response, bucket, key }: Exchange, write: boolean): boolean => {
  const query = queryOf(request);
  const found = find(versions, [bucket, key], query.get('versionId'));
  const fail = (failure: S3Failure): true => {
    request.resume();
    sendFailure(response, failure);
    return true;
  };
  if ('status' in found) return fail(found);
  response.setHeader('x-amz-version-id', found.id);
  if (found.marker) {
    response.setHeader('x-amz-delete-marker', 'true');
    if (query.has('versionId')) response.setHeader('allow', 'DELETE');
    return fail(query.has('versionId') || write ? isMarker : noSuchKey(key));
  }
  query.delete('versionId');
  place(request, bucket, found, query.toString());
  return false;
};

/**
 * Sends an empty body in chunks: the engine fails on an object without a byte, because its server sees no body when the length is 0.
 */
const giveBody = ({ headers }: IncomingMessage): void => {
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0) return;
  delete headers['content-length'];
  headers['transfer-encoding'] = 'chunked';
};

const statusXml = (enabled: boolean): string =>
  `<VersioningConfiguration xmlns="${NAMESPACE}">${enabled ? '<Status>Enabled</Status>' : ''}</VersioningConfiguration>`;

/**
 * Answers whether a bucket keeps versions, or makes it keep them.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html
 */
const configure = async ({ versions, request, response, bucket }: Exchange): Promise<void> => {
  const body = await bodyOf(request, 64 * 1024);
  const exists = await askEngine(request, `/${bucket}`, { method: 'HEAD' });
  if (!exists.ok) {
    const message = 'The specified bucket does not exist';
    return sendFailure(response, { status: 404, code: 'NoSuchBucket', message });
  }
  if (request.method === 'GET') return sendXml(response, 200, statusXml(versions.isKept(bucket)));
  if (memberOf(body?.toString('utf8') ?? '', 'Status') !== 'Enabled') {
    const message = 'A bucket that keeps versions cannot stop to locally.';
    return sendFailure(response, { status: 501, code: 'NotImplemented', message });
  }
  versions.keep(bucket);
  response.writeHead(200).end();
};

/**
 * Handles a request about a bucket that keeps versions, or about its objects. Returns false when the engine is to answer the
 * request, which may have been rewritten.
 */
const answer = (exchange: Exchange): Promise<void> | boolean => {
  const { versions, request, response, bucket, key } = exchange;
  const { method = '' } = request;
  const query = queryOf(request);
  if (key === '') {
    if (isForm(request)) return postForm(exchange);
    if (method === 'POST' && query.has('delete')) return removeMany(exchange);
    return false;
  }
  if (query.has('tagging')) return read(exchange, method !== 'GET');
  if (query.has('uploadId')) {
    const id = method === 'POST' ? versionOfUpload(query.get('uploadId') ?? '') : undefined;
    if (id !== undefined) response.setHeader('x-amz-version-id', id);
    return false;
  }
  if (method === 'GET' || method === 'HEAD') return read(exchange, false);
  if (method === 'DELETE') return removeOne(exchange);
  if (method === 'POST' && query.has('uploads')) return beginUpload(exchange);
  if (method !== 'PUT') return false;
  const version = versions.next(key);
  response.setHeader('x-amz-version-id', version.id);
  place(request, bucket, version);
  return false;
};

/**
 * Makes the engine keep versions as S3 does, in the buckets that ask for it. The engine keeps one object for each key, so each
 * version is an object of its own there, under a key that no client sees.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html
 */
export const versioning = (versions: Versions): Front => {
  const list = listing(versions);
  return (request, response) => {
    const { bucket, key } = objectOfRequest(request);
    if (request.method === 'PUT') giveBody(request);
    if (isInner(request) || bucket === '') return false;
    const exchange = { versions, request, response, bucket, key };
    if (key === '' && queryOf(request).has('versioning')) return configure(exchange);
    if (Buffer.byteLength(key) > LONGEST_KEY) {
      request.resume();
      sendFailure(response, keyTooLong);
      return Promise.resolve();
    }
    const source = request.headers['x-amz-copy-source'];
    if (typeof source === 'string') {
      const placed = placeSource(versions, source);
      if ('status' in placed) {
        request.resume();
        sendFailure(response, placed);
        return Promise.resolve();
      }
      request.headers['x-amz-copy-source'] = placed.path;
      if (placed.id !== undefined) response.setHeader('x-amz-copy-source-version-id', placed.id);
    }
    const listed = key === '' && list(request, response, bucket);
    if (listed) return listed;
    if (!versions.isKept(bucket)) return false;
    const taken = answer(exchange);
    return taken === true ? Promise.resolve() : taken;
  };
};
