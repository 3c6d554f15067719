import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { Front } from '../front.ts';
import { isObject } from '../json.ts';
import { bodyOf } from '../listen.ts';
import { elementOf, memberOf, unescapeXml } from '../xml.ts';
import { askEngine, pathOf } from './engine.ts';
import { NAMESPACE, objectOfRequest, queryOf, sendFailure, sendXml } from './protocol.ts';

/** An object's tags. */
type Tags = Readonly<Record<string, string>>;

/** Tags of every object, kept here because the engine has none. */
export type ObjectTags = {
  readonly get: (bucket: string, key: string) => Tags;
  readonly set: (bucket: string, key: string, tags: Tags) => void;
  /** Forgets the tags of an object that the engine reports as written again or deleted. */
  readonly onEvent: (event: unknown) => void;
  /**
   * How often an object was written again or deleted: a caller that compares it before and after knows whether its result still applies.
   */
  readonly generation: (bucket: string, key: string) => number;
};

const tagsSchema = z.record(z.string(), z.string());

/** Keeps tags in the given map, which the caller may persist. */
export const createObjectTags = (kept: Map<string, string>): ObjectTags => {
  const id = (bucket: string, key: string): string => `${bucket}/${key}`;
  const generations = new Map<string, number>();
  const generation = (bucket: string, key: string): number => generations.get(id(bucket, key)) ?? 0;
  return {
    get: (bucket, key) => tagsSchema.parse(JSON.parse(kept.get(id(bucket, key)) ?? '{}')),
    set: (bucket, key, tags) => kept.set(id(bucket, key), JSON.stringify(tags)),
    onEvent: (event) => {
      if (!isObject(event) || event.service !== 's3' || event.status === 'downloaded') return;
      const [bucket, key] = [String(event.bucket), String(event.key)];
      kept.delete(id(bucket, key));
      generations.set(id(bucket, key), generation(bucket, key) + 1);
    },
    generation,
  };
};

const MAXIMUM = 10;

const tagsOf = (xml: string): [string, string][] | undefined => {
  if (!/<TagSet\s*\/>|<TagSet>[\s\S]*<\/TagSet>/.test(xml)) return undefined;
  return [...xml.matchAll(/<Tag>([\s\S]*?)<\/Tag>/g)].map(([, tag = '']) => {
    const member = (name: string): string => unescapeXml(memberOf(tag, name));
    return [member('Key'), member('Value')];
  });
};

const xmlOf = (tags: Tags): string => {
  const all = Object.entries(tags).map(
    ([key, value]) => `<Tag>${elementOf('Key', key)}${elementOf('Value', value)}</Tag>`,
  );
  return `<Tagging xmlns="${NAMESPACE}"><TagSet>${all.join('')}</TagSet></Tagging>`;
};

const exists = async (request: IncomingMessage, bucket: string, key: string): Promise<boolean> =>
  (await askEngine(request, pathOf(bucket, key), { method: 'HEAD' })).ok;

const put = async (
  tags: ObjectTags,
  request: IncomingMessage,
  response: ServerResponse,
  [bucket, key]: readonly [string, string],
): Promise<void> => {
  const body = await bodyOf(request, 1024 * 1024);
  const given = body && tagsOf(body.toString('utf8'));
  if (!given) {
    const message =
      'The XML you provided was not well-formed or did not validate against our published schema';
    return sendFailure(response, { status: 400, code: 'MalformedXML', message });
  }
  if (given.length > MAXIMUM) {
    const message = `Object tags cannot be greater than ${MAXIMUM}`;
    return sendFailure(response, { status: 400, code: 'BadRequest', message });
  }
  if (new Set(given.map(([name]) => name)).size < given.length) {
    const message = 'Cannot provide multiple Tags with the same key';
    return sendFailure(response, { status: 400, code: 'InvalidTag', message });
  }
  if (given.some(([name, value]) => name.length < 1 || name.length > 128 || value.length > 256)) {
    const message = 'The TagKey or the TagValue you have provided is invalid';
    return sendFailure(response, { status: 400, code: 'InvalidTag', message });
  }
  tags.set(bucket, key, Object.fromEntries(given));
  response.writeHead(200).end();
};

const answer = async (
  tags: ObjectTags,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const { bucket, key } = objectOfRequest(request);
  if (!(await exists(request, bucket, key))) {
    request.resume();
    const message = 'The specified key does not exist.';
    return sendFailure(response, { status: 404, code: 'NoSuchKey', message, details: { Key: key } });
  }
  if (request.method === 'PUT') return put(tags, request, response, [bucket, key]);
  request.resume();
  if (request.method === 'DELETE') {
    tags.set(bucket, key, {});
    response.writeHead(204).end();
  } else sendXml(response, 200, xmlOf(tags.get(bucket, key)));
};

/**
 * Answers GetObjectTagging, PutObjectTagging and DeleteObjectTagging
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html). Tags given with an upload are ignored.
 */
export const tagging =
  (tags: ObjectTags): Front =>
  (request, response) => {
    const known = ['GET', 'PUT', 'DELETE'].includes(request.method ?? '');
    if (!known || !queryOf(request).has('tagging') || objectOfRequest(request).key === '') return false;
    return answer(tags, request, response);
  };
