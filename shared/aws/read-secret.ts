import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod/mini';
import { HubError } from '../errors.ts';
import { defaultProvider } from './env-credentials.ts';

/** SHA-256 in the form that the signer asks for: an HMAC when it is given a key. */
class Sha256 {
  private readonly hash: Hash | Hmac;
  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    this.hash =
      key === undefined
        ? createHash('sha256')
        : createHmac('sha256', typeof key === 'string' ? key : new Uint8Array(bytesOf(key)));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(typeof data === 'string' ? data : bytesOf(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }
  reset(): void {
    throw new Error('one hash is made once');
  }
}
const bytesOf = (data: ArrayBuffer | ArrayBufferView): Uint8Array =>
  data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

const TRIES = 3;
const ANSWER_MS = 3000;
const answerSchema = z.object({ SecretString: z.string().check(z.minLength(16)) });

type Told = { status: number; body: string };

const ask = (url: URL, headers: Record<string, string>, body: string): Promise<Told> =>
  new Promise((done, fail) => {
    const send = url.protocol === 'http:' ? plain : secure;
    const asking = send(url, { method: 'POST', headers, timeout: ANSWER_MS }, (response) => {
      text(response).then((told) => done({ status: response.statusCode ?? 0, body: told }), fail);
    });
    asking.on('timeout', () => asking.destroy(new Error('no answer')));
    asking.on('error', fail);
    asking.end(body);
  });

/**
 * Reads the current value of a secret of AWS Secrets Manager, once, at a cold start. One request, `GetSecretValue`
 * (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html). It is signed with the signer of the
 * SDK's clients, which the bundle already contains; the Secrets Manager client would be one more client to load (ADR 46).
 *
 * @throws HubError `SECRET_UNREADABLE` (retryable): refused, or no answer three times running. The message never contains the
 * value
 */
export const readSecret = async (arn: string): Promise<string> => {
  const region = arn.split(':')[3] ?? '';
  const url = new URL(
    process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER ?? `https://secretsmanager.${region}.amazonaws.com/`,
  );
  const body = JSON.stringify({ SecretId: arn });
  const signer = new SignatureV4({
    service: 'secretsmanager',
    region,
    credentials: defaultProvider(),
    sha256: Sha256,
  });
  for (let tried = 1; ; tried++) {
    const { headers } = await signer.sign({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      path: '/',
      headers: {
        host: url.host,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'secretsmanager.GetSecretValue',
      },
      body,
    });
    const told = await ask(url, headers, body).catch((): Told => ({ status: 0, body: '' }));
    if (told.status === 200) return answerSchema.parse(JSON.parse(told.body)).SecretString;
    const again = told.status === 0 || told.status >= 500 || told.body.includes('Throttling');
    if (!again || tried === TRIES)
      throw new HubError('SECRET_UNREADABLE', `secret not read: ${told.status}`, { retryable: true });
    await pause(100 * 2 ** tried);
  }
};
