import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import http, { IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';

/**
 * A listener that stands before a server's own one. It answers the request, or calls `pass` to hand a request to the next
 * listener. When it returns `false`, the next listener gets the request unchanged.
 */
export type Front = (
  request: IncomingMessage,
  response: ServerResponse,
  pass: (request: IncomingMessage) => void,
) => Promise<void> | false;

/** A request that can be read again, although its body was read. */
export const replayed = (request: IncomingMessage, body: Buffer): IncomingMessage => {
  const again = new IncomingMessage(request.socket);
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  Object.assign(again, { method, url, httpVersion, httpVersionMajor, httpVersionMinor, rawHeaders });
  Object.assign(again.headers, headers);
  again.push(body);
  again.push(null);
  again.complete = true;
  return again;
};

/** A listener that tries each front in order, then `own`. A front that fails ends its request. */
export const behind = (fronts: readonly Front[], own: RequestListener): RequestListener => {
  const passTo = (rest: readonly Front[], request: IncomingMessage, response: ServerResponse): void => {
    const [front, ...next] = rest;
    if (!front) {
      own(request, response);
      return;
    }
    const taken = front(request, response, (further) => passTo(next, further, response));
    if (taken === false) passTo(next, request, response);
    else taken.catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  };
  return (request, response) => passTo(fronts, request, response);
};

/**
 * Starts an HTTP server through `start`, with fronts before it. `start` gives no access to its server, so `http.createServer` is
 * replaced while it runs.
 */
export const withFronts = async <T>(fronts: readonly Front[], start: () => Promise<T>): Promise<T> => {
  const original = http.createServer;
  const watched = (...args: unknown[]): http.Server => {
    const server: http.Server = Reflect.apply(original, http, args);
    const own = server.listeners('request');
    server.removeAllListeners('request');
    const ownListener: RequestListener = (request, response) => {
      for (const one of own) Reflect.apply(one, server, [request, response]);
    };
    return server.on('request', behind(fronts, ownListener));
  };
  Reflect.set(http, 'createServer', watched);
  try {
    return await start();
  } finally {
    Reflect.set(http, 'createServer', original);
  }
};

/**
 * Makes every route of a Fastify server that `start` creates accept bodies of `bodyLimit` bytes. The engine sets a limit of its
 * own, which no option changes; Fastify publishes each instance it creates on a diagnostics channel.
 */
export const withBodyLimit = async <T>(bodyLimit: number, start: () => Promise<T>): Promise<T> => {
  const onRoute = (route: object): void => {
    Reflect.set(route, 'bodyLimit', bodyLimit);
  };
  const created = (message: unknown): void => {
    if (typeof message !== 'object' || message === null) return;
    const server: unknown = Reflect.get(message, 'fastify');
    if (typeof server !== 'object' || server === null) return;
    const addHook: unknown = Reflect.get(server, 'addHook');
    if (typeof addHook === 'function') Reflect.apply(addHook, server, ['onRoute', onRoute]);
  };
  subscribe('fastify.initialization', created);
  try {
    return await start();
  } finally {
    unsubscribe('fastify.initialization', created);
  }
};
