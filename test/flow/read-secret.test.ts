import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { secretsManager } from '../../local/secrets.ts';
import { readSecret } from '../../shared/aws/read-secret.ts';

const ARN = 'arn:aws:secretsmanager:eu-west-3:000000000000:secret:passerelle-matching-key';
const VALUE = 'a-value-of-more-than-sixteen-characters';
const KEY = { id: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

const front = secretsManager(new Map([[ARN, VALUE]]));
const asked: { headers: IncomingMessage['headers']; body: string }[] = [];
/** Statuses to answer before the service's own answer. */
let before: number[] = [];
const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
  const status = before.shift();
  if (status === undefined) {
    const taken = front(request, response, () => {});
    if (taken !== false) return taken;
  }
  asked.push({ headers: request.headers, body: await text(request) });
  response.writeHead(status ?? 404).end('{}');
});

beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', `http://127.0.0.1:${address.port}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', KEY.id);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', KEY.secret);
  vi.stubEnv('AWS_SESSION_TOKEN', 'a-session');
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
});

const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();
/**
 * The signature of a request, computed as AWS documents it
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 */
const signatureOf = ({ headers, body }: (typeof asked)[number]): string => {
  const [, scope = '', signed = ''] =
    /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+)/.exec(headers.authorization ?? '') ?? [];
  const canonical = [
    'POST',
    '/',
    '',
    ...signed.split(';').map((name) => `${name}:${headers[name]}`),
    '',
    signed,
    createHash('sha256').update(body).digest('hex'),
  ].join('\n');
  const toSign = [
    'AWS4-HMAC-SHA256',
    headers['x-amz-date'],
    scope,
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((made, part) => hmac(made, part), `AWS4${KEY.secret}`);
  return hmac(key, toSign).toString('hex');
};

describe('a secret, as a function reads it', () => {
  it('is what the service holds', async () => {
    expect(await readSecret(ARN)).toBe(VALUE);
  });

  it('is asked for again when the service fails, and given up after three times', async () => {
    before = [500, 503];
    expect(await readSecret(ARN)).toBe(VALUE);
    before = [500, 500, 500];
    await expect(readSecret(ARN)).rejects.toMatchObject({ code: 'SECRET_UNREADABLE', retryable: true });
  });

  it('is asked for once when it is refused, and no error tells its name or value', async () => {
    await expect(readSecret(`${ARN}-other`)).rejects.toMatchObject({ message: 'secret not read: 400' });
  });

  it('is asked for by a request signed as AWS asks, for that service and region, with the session', async () => {
    before = [400];
    asked.length = 0;
    await expect(readSecret(ARN)).rejects.toThrow();
    const [request] = asked;
    if (!request) throw new Error('not asked');
    const { authorization = '' } = request.headers;
    expect(authorization).toMatch(/Credential=AKIDEXAMPLE\/\d{8}\/eu-west-3\/secretsmanager\/aws4_request/);
    for (const name of ['host', 'x-amz-date', 'x-amz-security-token', 'x-amz-target'])
      expect(authorization).toContain(name);
    expect(authorization).toContain(`Signature=${signatureOf(request)}`);
    expect(JSON.parse(request.body)).toEqual({ SecretId: ARN });
  });
});
