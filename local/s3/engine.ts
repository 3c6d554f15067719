import { randomUUID } from 'node:crypto';
import http, { type IncomingMessage, type RequestOptions } from 'node:http';

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
): Promise<Response> => {
  const inner = { ...headers, [HEADER]: TOKEN };
  const port = request.socket.localPort;
  return init.body
    ? fetch(`http://127.0.0.1:${port}${path}`, { ...init, headers: inner })
    : askAsIs({ port, path, method: init.method, headers: inner });
};

/** A URL would lose what a key may hold: parts that are `.` or `..`. */
const askAsIs = (options: RequestOptions): Promise<Response> =>
  new Promise((resolve, reject) => {
    const asked = http.request({ ...options, host: '127.0.0.1' }, async (answer) => {
      try {
        const body = Buffer.concat(await answer.toArray());
        const headers = new Headers();
        for (const [name, value] of Object.entries(answer.headers)) headers.set(name, String(value));
        const { statusCode: status = 500 } = answer;
        resolve(new Response(body.length > 0 ? body : null, { status, headers }));
      } catch (error) {
        reject(error instanceof Error ? error : new Error('no answer'));
      }
    });
    asked.once('error', reject);
    asked.end();
  });
