import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const HEADER = 'x-local-front';
const TOKEN = randomUUID();

/** Whether a request is asked by what stands before the engine, and meant for the engine as it is. */
export const isInner = (request: IncomingMessage): boolean => request.headers[HEADER] === TOKEN;

/** An object's path, each part encoded. */
export const pathOf = (bucket: string, key: string): string =>
  `/${[bucket, ...key.split('/')].map(encodeURIComponent).join('/')}`;

/** Asks the engine behind a request, past what stands before it. */
export const askEngine = (
  request: IncomingMessage,
  path: string,
  { headers, ...init }: { method: string; headers?: Record<string, string>; body?: FormData },
): Promise<Response> =>
  fetch(`http://127.0.0.1:${request.socket.localPort}${path}`, {
    ...init,
    headers: { ...headers, [HEADER]: TOKEN },
  });
