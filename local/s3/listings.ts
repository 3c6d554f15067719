import type { IncomingMessage, ServerResponse } from 'node:http';
import { elementOf } from '../xml.ts';
import { askEngine, pathOf } from './engine.ts';
import { NAMESPACE, queryOf, type S3Failure, sendFailure, sendXml } from './protocol.ts';
import { orderOf } from './version-id.ts';
import type { Version, Versions } from './versions.ts';

/** One line of a list: a version of a key, or the common prefix of several keys up to a delimiter. */
type Entry = { readonly key: string; readonly version?: Version; readonly isLatest?: boolean };
type Page = { readonly entries: readonly Entry[]; readonly truncated: boolean; readonly most: number };

const MOST = 1000;

const isAfter = (text: string, other: string): boolean =>
  Buffer.compare(Buffer.from(text), Buffer.from(other)) > 0;
const pageOf = (rows: Iterable<Entry>, query: URLSearchParams, after: (entry: Entry) => boolean): Page => {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const most = Math.min(Number(query.get('max-keys') ?? MOST), MOST);
  const entries: Entry[] = [];
  for (const row of rows) {
    if (!row.key.startsWith(prefix)) continue;
    const end = delimiter === '' ? -1 : row.key.indexOf(delimiter, prefix.length);
    const entry = end < 0 ? row : { key: row.key.slice(0, end + delimiter.length) };
    if (!after(entry) || (!entry.version && entries.at(-1)?.key === entry.key)) continue;
    if (entries.length >= most) return { entries, truncated: most > 0, most };
    entries.push(entry);
  }
  return { entries, truncated: false, most };
};

/** The XML details of each version. A version does not change, so the engine is asked about it once. */
const details = () => {
  const known = new WeakMap<Version, string>();
  return async (request: IncomingMessage, bucket: string, version: Version): Promise<string> => {
    const told = known.get(version);
    if (told !== undefined) return told;
    const { headers } = await askEngine(request, pathOf(bucket, version.place), { method: 'HEAD' });
    const stored = new Date(headers.get('last-modified') ?? 0).toISOString();
    const xml = version.marker
      ? elementOf('LastModified', stored)
      : [
          elementOf('LastModified', stored),
          elementOf('ETag', headers.get('etag') ?? ''),
          elementOf('Size', headers.get('content-length') ?? 0),
          elementOf('StorageClass', 'STANDARD'),
        ].join('');
    known.set(version, xml);
    return xml;
  };
};

/** How a list writes keys: as they are, or URL-encoded when the request asks so. `undefined` for an encoding that S3 does not have. */
const toldBy = (query: URLSearchParams): ((key: string) => string) | undefined => {
  const asked = query.get('encoding-type');
  if (asked === null) return (key) => key;
  return asked === 'url'
    ? (key) => encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+')
    : undefined;
};

const argument = (message: string): S3Failure => ({ status: 400, code: 'InvalidArgument', message });

/**
 * Answers ListObjects, ListObjectsV2 and ListObjectVersions. Returns false for any other request, and for a list of the objects
 * of a bucket that keeps no versions.
 */
export const listing = (versions: Versions) => {
  const detailsOf = details();

  const membersOf = async (
    request: IncomingMessage,
    bucket: string,
    { entries }: Page,
    named: (entry: Entry & { version: Version }, inner: string) => string,
  ): Promise<string> => {
    const members = await Promise.all(
      entries.map(async ({ key, version, isLatest }) =>
        version
          ? named({ key, version, isLatest: isLatest === true }, await detailsOf(request, bucket, version))
          : `<CommonPrefixes>${elementOf('Prefix', toldBy(queryOf(request))?.(key))}</CommonPrefixes>`,
      ),
    );
    return members.join('');
  };

  /** Every version of every key: keys in order, the newest version of each first. */
  function* everyVersion(bucket: string): Generator<Entry> {
    for (const key of versions.keys(bucket))
      for (const [index, version] of versions.of(bucket, key).entries())
        yield { key, version, isLatest: index === 0 };
  }
  /** The latest version of every key that is not deleted. */
  function* latest(bucket: string): Generator<Entry> {
    for (const entry of everyVersion(bucket)) if (entry.isLatest && !entry.version?.marker) yield entry;
  }

  const listVersions = async (request: IncomingMessage, bucket: string): Promise<string | S3Failure> => {
    const query = queryOf(request);
    const fromKey = query.get('key-marker') ?? '';
    const fromId = query.get('version-id-marker') ?? '';
    if (fromId !== '' && fromKey === '')
      return argument('A version-id marker cannot be specified without a key marker.');
    const order = fromId === '' ? undefined : orderOf(fromId);
    if (fromId !== '' && order === undefined) return argument('Invalid version id specified');
    const told = toldBy(query);
    if (!told) return argument('Invalid Encoding Method specified in Request');
    const page = pageOf(everyVersion(bucket), query, ({ key, version }) =>
      key === fromKey && version && order !== undefined ? version.order < order : isAfter(key, fromKey),
    );
    const last = page.entries.at(-1);
    const next = page.truncated
      ? elementOf('NextKeyMarker', last && told(last.key)) +
        elementOf('NextVersionIdMarker', last?.version?.id)
      : '';
    const members = await membersOf(request, bucket, page, ({ key, version, isLatest }, inner) => {
      const name = version.marker ? 'DeleteMarker' : 'Version';
      const own =
        elementOf('Key', told(key)) + elementOf('VersionId', version.id) + elementOf('IsLatest', isLatest);
      return `<${name}>${own}${inner}</${name}>`;
    });
    const head =
      headOf(bucket, query, page) +
      elementOf('KeyMarker', told(fromKey)) +
      elementOf('VersionIdMarker', fromId);
    return `<ListVersionsResult xmlns="${NAMESPACE}">${head}${next}${members}</ListVersionsResult>`;
  };

  const listObjects = async (request: IncomingMessage, bucket: string): Promise<string | S3Failure> => {
    const query = queryOf(request);
    const named = toldBy(query);
    if (!named) return argument('Invalid Encoding Method specified in Request');
    const second = query.get('list-type') === '2';
    const token = query.get('continuation-token');
    const marker = second ? (query.get('start-after') ?? '') : (query.get('marker') ?? '');
    const from = token === null ? marker : Buffer.from(token, 'base64url').toString('utf8');
    const delimiter = query.get('delimiter') ?? '';
    const page = pageOf(latest(bucket), query, ({ key }) => isAfter(key, from));
    const last = page.entries.at(-1)?.key ?? '';
    const told = second
      ? [
          elementOf('KeyCount', page.entries.length),
          elementOf('StartAfter', query.has('start-after') ? named(marker) : undefined),
          elementOf('ContinuationToken', token ?? undefined),
          page.truncated ? elementOf('NextContinuationToken', Buffer.from(last).toString('base64url')) : '',
        ]
      : [
          elementOf('Marker', named(marker)),
          page.truncated && delimiter !== '' ? elementOf('NextMarker', named(last)) : '',
        ];
    const members = await membersOf(
      request,
      bucket,
      page,
      ({ key }, inner) => `<Contents>${elementOf('Key', named(key))}${inner}</Contents>`,
    );
    return `<ListBucketResult xmlns="${NAMESPACE}">${headOf(bucket, query, page)}${told.join('')}${members}</ListBucketResult>`;
  };

  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    bucket: string,
    list: typeof listVersions,
  ): Promise<void> => {
    request.resume();
    const found = await askEngine(request, `/${bucket}?list-type=2&max-keys=1`, { method: 'GET' });
    if (!found.ok) {
      response.writeHead(found.status, { 'content-type': 'application/xml' }).end(await found.text());
      return;
    }
    const listed = await list(request, bucket);
    if (typeof listed === 'string') sendXml(response, 200, listed);
    else sendFailure(response, listed);
  };

  return (request: IncomingMessage, response: ServerResponse, bucket: string): Promise<void> | false => {
    if (request.method !== 'GET') return false;
    const query = queryOf(request);
    if (query.has('versions')) return answer(request, response, bucket, listVersions);
    const others = [...query.keys()].filter((name) => !LIST_PARAMETERS.includes(name));
    return others.length === 0 && versions.isKept(bucket)
      ? answer(request, response, bucket, listObjects)
      : false;
  };
};

/** Parameters of a list of objects. A request with any other parameter asks for something else of the bucket. */
const LIST_PARAMETERS = [
  'list-type',
  'prefix',
  'delimiter',
  'max-keys',
  'marker',
  'start-after',
  'continuation-token',
  'fetch-owner',
  'encoding-type',
  'x-id',
];

const headOf = (bucket: string, query: URLSearchParams, { truncated, most }: Page): string =>
  [
    elementOf('Name', bucket),
    elementOf('Prefix', toldBy(query)?.(query.get('prefix') ?? '')),
    elementOf('Delimiter', query.get('delimiter') ?? undefined),
    elementOf('EncodingType', query.get('encoding-type') ?? undefined),
    elementOf('MaxKeys', most),
    elementOf('IsTruncated', truncated),
  ].join('');
