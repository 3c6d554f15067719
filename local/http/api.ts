import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf, type Listener } from '../listen.ts';
import { eventOf, messageReply, type Reply, replyOf } from './payload.ts';
import { type Pattern, routeOf } from './routes.ts';

/** A route: what it matches, and what it invokes. */
type Route = {
  readonly pattern: Pattern;
  readonly invoke: (event: unknown) => Promise<unknown>;
};

/** An HTTP API. Deploying fills its routes, and its server answers by them. */
export type Api = {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly routes: Route[];
};

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
const LARGEST_PAYLOAD = 10 * 1024 * 1024;

const reply = async (api: Api, request: IncomingMessage, now: () => number): Promise<Reply> => {
  const body = await bodyOf(request, LARGEST_PAYLOAD);
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const found = routeOf(api.routes, request.method ?? 'GET', path);
  if (!found) return messageReply(404, 'Not Found');
  const { route, parameters } = found;
  if (!body) return messageReply(413, 'Request Entity Too Large');
  const event = eventOf(request, body, {
    apiId: api.id,
    routeKey: route.pattern.key,
    parameters,
    now: now(),
  });
  try {
    return replyOf(await route.invoke(event));
  } catch {
    // What the function threw is in the function's log.
    return messageReply(500, 'Internal Server Error');
  }
};

const respond = async (
  api: Api,
  request: IncomingMessage,
  response: ServerResponse,
  now: () => number,
): Promise<void> => {
  const { status, headers, body } = await reply(api, request, now);
  response.writeHead(status, {
    ...headers,
    'apigw-requestid': randomUUID(),
    ...(status === 204 || status === 304 ? {} : { 'content-length': body.length }),
  });
  response.end(body);
};

/** Makes a server answer for an API, by the routes the API has when a request comes. */
export const serveApi = (api: Api, listener: Listener, now: () => number): void =>
  listener.answer((request, response) => {
    respond(api, request, response, now).catch((error: unknown) => {
      // The client went away, or HTTP cannot write the headers of the answer.
      if (response.headersSent) response.destroy(error instanceof Error ? error : undefined);
      else
        response
          .writeHead(500, { 'content-type': 'application/json' })
          .end('{"message":"Internal Server Error"}');
    });
  });
