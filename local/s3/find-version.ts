import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathOf } from './engine.ts';
import type { S3Failure } from './protocol.ts';
import { orderOf } from './version-id.ts';
import type { Version, Versions } from './versions.ts';

/** A request about a bucket that keeps versions, or about an object of it. */
export type Exchange = {
  readonly versions: Versions;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly bucket: string;
  readonly key: string;
};

/** Longest key, in bytes of UTF-8. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
export const LONGEST_KEY = 1024;
export const keyTooLong: S3Failure = {
  status: 400,
  code: 'KeyTooLongError',
  message: 'Your key is too long',
};
export const noSuchKey = (key: string): S3Failure => ({
  status: 404,
  code: 'NoSuchKey',
  message: 'The specified key does not exist.',
  details: { Key: key },
});
const noSuchVersion = (key: string, id: string): S3Failure => ({
  status: 404,
  code: 'NoSuchVersion',
  message: 'The specified version does not exist.',
  details: { Key: key, VersionId: id },
});
const invalidVersion: S3Failure = {
  status: 400,
  code: 'InvalidArgument',
  message: 'Invalid version id specified',
};
/** The answer about a delete marker: https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html */
export const isMarker: S3Failure = {
  status: 405,
  code: 'MethodNotAllowed',
  message: 'The specified method is not allowed against this resource.',
};

/** The version asked for, or the latest one without an id; S3's error when there is none. */
export const find = (
  versions: Versions,
  [bucket, key]: readonly [string, string],
  id: string | null,
): Version | S3Failure => {
  const all = versions.of(bucket, key);
  if (id === null) return all[0] ?? noSuchKey(key);
  if (orderOf(id) === undefined) return invalidVersion;
  return all.find((one) => one.id === id) ?? noSuchVersion(key, id);
};

/**
 * A copy's source, `bucket/key` or one version of it, as the path under which the engine keeps it:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export const placeSource = (
  versions: Versions,
  source: string,
): { path: string; id?: string } | S3Failure => {
  const [, path = '', id] = /^\/?(.*?)(?:\?versionId=(.*))?$/s.exec(source) ?? [];
  const decoded = decodeURIComponent(path);
  const [bucket = ''] = decoded.split('/');
  const key = decoded.slice(bucket.length + 1);
  if (!versions.isKept(bucket)) return { path: pathOf(bucket, key) };
  const found = find(versions, [bucket, key], id ?? null);
  if ('status' in found) return found;
  if (found.marker)
    return id === undefined
      ? noSuchKey(key)
      : {
          status: 400,
          code: 'InvalidRequest',
          message:
            'The source of a copy request may not specifically refer to a delete marker by version id.',
        };
  return { path: pathOf(bucket, found.place), id: found.id };
};
