import { bodyOf } from '../listen.ts';
import { elementOf, memberOf } from '../xml.ts';
import { askEngine, pathOf } from './engine.ts';
import { type Exchange, keyTooLong, LONGEST_KEY } from './find-version.ts';
import { NAMESPACE, sendFailure, sendXml } from './protocol.ts';

/** Upload id → the version that the multipart upload will become: the client learns it when the upload completes. */
const uploads = new Map<string, string>();

/** The id of the version that a multipart upload will become. */
export const versionOfUpload = (uploadId: string): string | undefined => uploads.get(uploadId);

/** Begins a multipart upload. As on S3, its version is ordered by the instant at which the upload began. */
export const beginUpload = async ({ versions, request, response, bucket, key }: Exchange): Promise<void> => {
  request.resume();
  const version = versions.next(key);
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      /^(content-(type|language|disposition|encoding)|cache-control|x-amz-.*)$/.test(name) &&
      value !== undefined
        ? [[name, String(value)]]
        : [],
    ),
  );
  const answer = await askEngine(request, `${pathOf(bucket, version.place)}?uploads=`, {
    method: 'POST',
    headers,
  });
  const id = memberOf(await answer.text(), 'UploadId');
  uploads.set(id, version.id);
  const algorithm = answer.headers.get('x-amz-checksum-algorithm');
  if (algorithm) response.setHeader('x-amz-checksum-algorithm', algorithm);
  sendXml(
    response,
    200,
    `<InitiateMultipartUploadResult xmlns="${NAMESPACE}">${elementOf('Bucket', bucket)}${elementOf('Key', key)}${elementOf('UploadId', id)}</InitiateMultipartUploadResult>`,
  );
};

/**
 * Takes a form's object and gives it to the engine under its version's place. The answer that the form asks for (redirect,
 * status) is made here: the engine knows only the place, not the key.
 */
export const postForm = async ({ versions, request, response, bucket }: Exchange): Promise<void> => {
  const body = (await bodyOf(request, Number.POSITIVE_INFINITY)) ?? Buffer.alloc(0);
  const type = request.headers['content-type'] ?? '';
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const file = form.get('file');
  const filename = file instanceof File ? (file.name.split(/[\\/]/).at(-1) ?? '') : '';
  const field = (name: string): string | undefined => {
    const [, value] = [...form].find(([given]) => given.toLowerCase() === name) ?? [];
    return typeof value === 'string' ? value : undefined;
  };
  const key = (field('key') ?? '').replace(/\$\{filename\}/g, () => filename);
  if (Buffer.byteLength(key) > LONGEST_KEY) return sendFailure(response, keyTooLong);
  const version = versions.next(key);
  const placed = new FormData();
  placed.set('key', version.place);
  for (const [name, value] of form) {
    if (/^(key|success_action_.*|redirect)$/i.test(name)) continue;
    placed.append(name, value);
    if (name === 'file') break;
  }
  const answer = await askEngine(request, `/${bucket}`, { method: 'POST', body: placed });
  if (!answer.ok) {
    response.writeHead(answer.status, { 'content-type': 'application/xml' }).end(await answer.text());
    return;
  }
  const etag = answer.headers.get('etag') ?? '';
  response.setHeader('etag', etag);
  response.setHeader('x-amz-version-id', version.id);
  const redirect = field('success_action_redirect') ?? field('redirect');
  if (redirect !== undefined && URL.canParse(redirect)) {
    const to = new URL(redirect);
    for (const [name, value] of Object.entries({ bucket, key, etag })) to.searchParams.set(name, value);
    response.writeHead(303, { location: to.toString() }).end();
    return;
  }
  const location = `http://${request.headers.host}${pathOf(bucket, key)}`;
  response.setHeader('location', location);
  const status = Number(field('success_action_status') ?? 204);
  if (status !== 201) {
    response.writeHead(status === 200 ? 200 : 204).end();
    return;
  }
  const members = { Location: location, Bucket: bucket, Key: key, ETag: etag };
  const xml = Object.entries(members).map(([name, text]) => elementOf(name, text));
  sendXml(response, 201, `<PostResponse>${xml.join('')}</PostResponse>`);
};
