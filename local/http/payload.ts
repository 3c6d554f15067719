import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { ACCOUNT_ID } from '../constants.ts';
import type { JsonObject } from '../json.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number): string => String(value).padStart(2, '0');

/** An instant as logs of HTTP servers write it. */
const commonTime = (at: Date): string =>
  `${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}:${two(at.getUTCHours())}:${two(
    at.getUTCMinutes(),
  )}:${two(at.getUTCSeconds())} +0000`;

/** Whether a body goes to the function as text; any other goes in base 64. */
const isText = (type: string, body: Buffer): boolean =>
  /^$|^text\/|^application\/(json|javascript|xml|[^;]+\+(json|xml))\s*(;|$)/i.test(type) && isUtf8(body);

const joined = (pairs: Iterable<readonly [string, string]>): Record<string, string> => {
  const all: Record<string, string> = {};
  for (const [name, value] of pairs) all[name] = all[name] === undefined ? value : `${all[name]},${value}`;
  return all;
};

const headersOf = (request: IncomingMessage): Record<string, string> =>
  joined(
    Object.entries(request.headersDistinct)
      .filter(([name]) => name !== 'cookie')
      .map(([name, values]): [string, string] => [name, (values ?? []).join(',')]),
  );

/** The event that a function receives for a request, in payload format 2.0. */
export const eventOf = (
  request: IncomingMessage,
  body: Buffer,
  of: {
    readonly apiId: string;
    readonly routeKey: string;
    readonly parameters: Readonly<Record<string, string>>;
    readonly now: number;
  },
): JsonObject => {
  const [path = '/', ...rest] = (request.url ?? '/').split('?');
  const query = rest.join('?');
  const headers = headersOf(request);
  const cookies = request.headers.cookie?.split(/;\s*/).filter((cookie) => cookie !== '');
  const domainName = request.headers.host ?? '';
  const text = isText(headers['content-type'] ?? '', body);
  return {
    version: '2.0',
    routeKey: of.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies?.length ? { cookies } : {}),
    headers,
    ...(query === '' ? {} : { queryStringParameters: joined(new URLSearchParams(query)) }),
    ...(Object.keys(of.parameters).length > 0 ? { pathParameters: of.parameters } : {}),
    requestContext: {
      accountId: ACCOUNT_ID,
      apiId: of.apiId,
      domainName,
      domainPrefix: of.apiId,
      http: {
        method: request.method ?? 'GET',
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: of.routeKey,
      stage: '$default',
      time: commonTime(new Date(of.now)),
      timeEpoch: of.now,
    },
    ...(body.length > 0 ? { body: body.toString(text ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: body.length > 0 && !text,
  };
};

const answerSchema = z.object({
  statusCode: z.union([z.int(), z.string().regex(/^\d{3}$/)]).transform(Number),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** A response, ready to be written. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
};

/** A response of the gateway's own, with a message. */
export const messageReply = (status: number, message: string, headers: Reply['headers'] = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify({ message })),
});

/**
 * The response that a function's answer makes. An answer with a status code gives its members; any other value is the body of a
 * 200. Members of the wrong type make a 500, as with API Gateway.
 */
export const replyOf = (answer: unknown): Reply => {
  if (typeof answer !== 'object' || answer === null || !('statusCode' in answer)) {
    const body = Buffer.from(typeof answer === 'string' ? answer : JSON.stringify(answer ?? null));
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success || parsed.data.statusCode < 200 || parsed.data.statusCode > 599) {
    return messageReply(500, 'Internal Server Error');
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...Object.fromEntries(
        Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
      ),
      ...(cookies?.length ? { 'set-cookie': cookies } : {}),
    },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
};
