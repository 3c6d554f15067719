import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Front, replayed } from '../front.ts';
import { bodyOf } from '../listen.ts';
import { isInner } from './engine.ts';
import { checkForm, type PostedForm, tooLarge } from './policy.ts';
import { objectOfRequest, type S3Failure, sendFailure } from './protocol.ts';

/** The longest form, in bytes. A longer one is too large whatever its policy says, and is refused without being parsed. */
export const LARGEST_FORM = 41 * 1024 * 1024;

/** Whether a request posts a form to a bucket. */
export const isForm = (request: IncomingMessage): boolean =>
  request.method === 'POST' &&
  /^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '') &&
  objectOfRequest(request).key === '';

const malformed: S3Failure = {
  status: 400,
  code: 'MalformedPOSTRequest',
  message: 'The body of your POST request is not well-formed multipart/form-data.',
};
const argument = (message: string): S3Failure => ({ status: 400, code: 'InvalidArgument', message });

const lengthOf = (value: string | Blob): number =>
  typeof value === 'string' ? Buffer.byteLength(value) : value.size;

/** The form's fields up to its file. S3 ignores the fields after it, and so does the engine. */
const formOf = async (bucket: string, body: Buffer, type: string): Promise<PostedForm | S3Failure> => {
  const fields = new Map<string, string>();
  const parts = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => undefined);
  if (!parts) return malformed;
  for (const [given, value] of parts) {
    const name = given.toLowerCase();
    if (given === 'file') {
      const filename = typeof value === 'string' ? '' : (value.name.split(/[\\/]/).at(-1) ?? '');
      const key = fields.get('key');
      if (key !== undefined)
        fields.set(
          'key',
          key.replace(/\$\{filename\}/g, () => filename),
        );
      return { bucket, fields, fileLength: lengthOf(value) };
    }
    // The engine would take any part with a filename as the file, and the last of two fields with the same name.
    if (typeof value !== 'string') return argument('POST requires exactly one file upload per request.');
    if (fields.has(name)) return argument(`The form has two fields ${name}.`);
    fields.set(name, value);
  }
  return argument('POST requires exactly one file upload per request.');
};

const check = async (
  request: IncomingMessage,
  response: ServerResponse,
  pass: (request: IncomingMessage) => void,
  now: () => number,
): Promise<void> => {
  const body = await bodyOf(request, LARGEST_FORM);
  if (!body) {
    const length = Number(request.headers['content-length'] ?? LARGEST_FORM + 1);
    return sendFailure(response, tooLarge(length, LARGEST_FORM));
  }
  const form = await formOf(objectOfRequest(request).bucket, body, request.headers['content-type'] ?? '');
  const failure = 'code' in form ? form : checkForm(form, now());
  if (failure) sendFailure(response, failure);
  else pass(replayed(request, body));
};

/**
 * Checks the policy of posted forms, which the engine accepts without looking at it:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-UsingHTTPPOST.html
 */
export const postPolicy =
  (now: () => number): Front =>
  (request, response, pass) => {
    if (!isForm(request) || isInner(request)) return false;
    return check(request, response, pass, now);
  };
