import { randomUUID } from 'node:crypto';
import http, { type IncomingMessage, type RequestOptions } from 'node:http';

const HEADER = 'x-local-front';
const TOKEN = randomUUID();

/** Whether a front itself sent this request, for the engine to answer as it is. */
export const isInner = (request: IncomingMessage): boolean => request.headers[HEADER] === TOKEN;

/** An object's path, each part percent-encoded. */
export const pathOf = (bucket: string, key: string): string =>
  `/${[bucket, ...key.split('/')].map(encodeURIComponent).join('/')}`;

/** Sends a request to the engine behind this one, past the fronts. */
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

/** Sends the path unchanged: a URL would lose the parts `.` and `..`, which a key may hold. */
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
