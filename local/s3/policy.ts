import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { CREDENTIALS } from '../constants.ts';
import type { S3Failure } from './protocol.ts';

/** A posted form: its fields by lower-case name, up to the file, and the file's length. */
export type PostedForm = {
  readonly bucket: string;
  readonly fields: ReadonlyMap<string, string>;
  readonly fileLength: number;
};

const size = z.union([z.int(), z.string().regex(/^\d+$/)]).transform(Number);
const rangeSchema = z.tuple([z.literal('content-length-range'), size, size]);
const matchSchema = z.tuple([z.enum(['eq', 'starts-with']), z.string().startsWith('$'), z.string()]);
const exactSchema = z
  .record(z.string(), z.string())
  .refine((condition) => Object.keys(condition).length === 1);
const policySchema = z.object({
  expiration: z.iso.datetime(),
  conditions: z.array(z.union([rangeSchema, matchSchema, exactSchema])),
});
type Policy = z.infer<typeof policySchema>;

const SIGNING = ['policy', 'x-amz-algorithm', 'x-amz-credential', 'x-amz-date', 'x-amz-signature'] as const;
/** Fields that need no condition. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html */
const isFree = (name: string): boolean =>
  ['policy', 'x-amz-signature', 'file'].includes(name) || name.startsWith('x-ignore-');

const denied = (message: string): S3Failure => ({ status: 403, code: 'AccessDenied', message });
const broken = (what: string): S3Failure => denied(`Invalid according to Policy: ${what}`);

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The signature of a policy: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html */
const signatureOf = (policy: string, [date, region, service]: readonly [string, string, string]): string => {
  const dated = hmac(`AWS4${CREDENTIALS.secretAccessKey}`, date);
  const key = hmac(hmac(hmac(dated, region), service), 'aws4_request');
  return createHmac('sha256', key).update(policy).digest('hex');
};

const checkSignature = (field: (name: string) => string): S3Failure | undefined => {
  const missing = SIGNING.find((name) => field(name) === '');
  if (missing) return denied(`Access Denied: the form has no field ${missing}`);
  const [id, date = '', region = '', service = '', end, ...more] = field('x-amz-credential').split('/');
  if (id !== CREDENTIALS.accessKeyId) {
    const message = 'The AWS Access Key Id you provided does not exist in our records.';
    return { status: 403, code: 'InvalidAccessKeyId', message };
  }
  const isScope = service === 's3' && end === 'aws4_request' && more.length === 0;
  if (
    !isScope ||
    field('x-amz-algorithm') !== 'AWS4-HMAC-SHA256' ||
    field('x-amz-signature') !== signatureOf(field('policy'), [date, region, service])
  ) {
    const message =
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
    return { status: 403, code: 'SignatureDoesNotMatch', message };
  }
  return undefined;
};

const policyOf = (text: string): Policy | undefined => {
  try {
    return policySchema.safeParse(JSON.parse(Buffer.from(text, 'base64').toString('utf8'))).data;
  } catch {
    return undefined;
  }
};

/** A condition on one field: how to check it, and how an error quotes it. `undefined` for `content-length-range`. */
const matchOf = (condition: Policy['conditions'][number]) => {
  if (!Array.isArray(condition)) {
    const [[name = '', value = ''] = []] = Object.entries(condition);
    return { kind: 'eq', name: name.toLowerCase(), value, written: ['eq', `$${name}`, value] };
  }
  if (condition[0] === 'content-length-range') return undefined;
  const [kind, name, value] = condition;
  return { kind, name: name.slice(1).toLowerCase(), value, written: condition };
};

const checkLength = (length: number, { conditions }: Policy): S3Failure | undefined => {
  for (const condition of conditions) {
    if (!Array.isArray(condition) || condition[0] !== 'content-length-range') continue;
    const [, least, most] = condition;
    if (length < least) {
      const message = 'Your proposed upload is smaller than the minimum allowed size';
      const details = { ProposedSize: length, MinSizeAllowed: least };
      return { status: 400, code: 'EntityTooSmall', message, details };
    }
    if (length > most) return tooLarge(length, most);
  }
  return undefined;
};

/** S3's error for a file longer than `most` bytes. */
export const tooLarge = (length: number, most: number): S3Failure => ({
  status: 400,
  code: 'EntityTooLarge',
  message: 'Your proposed upload exceeds the maximum allowed size',
  details: { ProposedSize: length, MaxSizeAllowed: most },
});

/**
 * Checks a posted form against the policy it holds, as S3 does: the signature, the expiration, each condition, then that every
 * field is in a condition. Returns S3's error, or nothing when the form is accepted.
 */
export const checkForm = (form: PostedForm, now: number): S3Failure | undefined => {
  const field = (name: string): string => form.fields.get(name) ?? '';
  const forged = checkSignature(field);
  if (forged) return forged;
  const policy = policyOf(field('policy'));
  if (!policy)
    return { status: 400, code: 'InvalidPolicyDocument', message: 'Invalid Policy: Invalid JSON.' };
  if (Date.parse(policy.expiration) <= now) return broken('Policy expired.');
  const matches = policy.conditions.flatMap((condition) => matchOf(condition) ?? []);
  for (const { kind, name, value, written } of matches) {
    // The condition applies to the bucket posted to, and to the form's `bucket` field when it has one.
    const given = name === 'bucket' ? [form.bucket, field(name) || form.bucket] : [field(name)];
    if (!given.every((text) => (kind === 'eq' ? text === value : text.startsWith(value)))) {
      return broken(`Policy Condition failed: ${JSON.stringify(written)}`);
    }
  }
  const named = new Set(matches.map(({ name }) => name));
  const extra = [...form.fields.keys()].filter((name) => !isFree(name) && !named.has(name));
  if (extra.length > 0) return broken(`Extra input fields: ${extra.join(', ')}`);
  return checkLength(form.fileLength, policy);
};
