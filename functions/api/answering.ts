import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import httpSecurityHeaders from '@middy/http-security-headers';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Route } from '../../shared/api/route.ts';
import { codeOf } from '../../shared/errors.ts';
import { log } from '../../shared/log/log.ts';
import { issueFromZod } from '../../shared/outbound/replies/issue.ts';
import type { Caller } from './caller.ts';
import { forbidden, notUtf8, ourFault, Problem, unauthorized, wrongParameter } from './problem.ts';

type Event = APIGatewayProxyEventV2;

/** A request, once its sender is known and its parameters are read. */
export type Call = {
  /** Code of the partner that the token names. */
  partner: string;
  parameters: Readonly<Record<string, string | undefined>>;
  body: string;
};
export type Operation = (call: Call) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * Answers the requests of the HTTP API. The token says who asks and what they may; nothing else in the request does, and nothing is
 * read before it. A problem is answered in French, with its status. A fault of ours is logged by its name and answered 500, which API Gateway's 5xx alarm reports.
 *
 * The body is read here rather than by middy's JSON parser: a piece's data are kept as they were written, and their faults are
 * told in French.
 */
export const answering = (
  routes: readonly Route[],
  operations: Readonly<Record<string, Operation>>,
  callerOf: (authorization: string | undefined) => Promise<Caller | undefined>,
) => {
  const operationOf = ({ routeKey }: Event) =>
    routes.find(({ method, path }) => routeKey === `${method} ${path}`)?.operationId;
  const logged = (event: Event) => ({ operation: operationOf(event), sender: senders.get(event) });
  const senders = new WeakMap<Event, string>();

  return (
    middy<Event, APIGatewayProxyStructuredResultV2>()
      // Middlewares act on an answer in reverse order: what the first one does comes last.
      .use(httpSecurityHeaders(ofData))
      .use({ after: neverKept, onError: neverKept })
      .use(httpErrorHandler({ logger: false, fallbackMessage: ourFault }))
      .after(({ event, response }) => log('api.answered', { ...logged(event), status: response?.statusCode }))
      .onError(({ event, error }) =>
        error instanceof Problem
          ? log('api.refused', { ...logged(event), status: error.statusCode, code: error.code })
          : log('api.failed', { ...logged(event), code: codeOf(error) }),
      )
      .handler(async (event) => {
        const route = routes.find(({ operationId }) => operationId === operationOf(event));
        const operation = route && operations[route.operationId];
        if (!operation) throw new Error(`no operation for ${event.routeKey}`);
        const caller = await callerOf(event.headers?.authorization);
        if (!caller) throw unauthorized();
        const { partner, scopes } = caller;
        senders.set(event, partner);
        if (!scopes.includes(route.scope)) throw forbidden(route.scope);
        return operation({ partner, parameters: parametersOf(event, route), body: bodyOf(event) });
      })
  );
};

/**
 * Security headers of answers that no browser shows as a page: those about a page's features are left out
 * (https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html#security-headers).
 */
const ofData = {
  contentSecurityPolicy: {
    'default-src': "'none'",
    'report-to': '',
    'require-trusted-types-for': '',
  },
  crossOriginEmbedderPolicy: false,
  crossOriginOpenerPolicy: false,
  dnsPrefetchControl: false,
  downloadOptions: false,
  originAgentCluster: false,
  permissionsPolicy: false,
  permittedCrossDomainPolicies: false,
  reportTo: false,
  strictTransportSecurity: { maxAge: 365 * 24 * 60 * 60, preload: false },
} satisfies Parameters<typeof httpSecurityHeaders>[0];

/** No intermediary may cache an answer. */
const neverKept = ({ response }: middy.Request<Event, APIGatewayProxyStructuredResultV2>): void => {
  if (response) response.headers = { ...response.headers, 'Cache-Control': 'no-store' };
};

const bodyOf = ({ body = '', isBase64Encoded }: Event): string => {
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
  // This character replaces bytes that are not valid UTF-8, whoever decoded them: letters are already lost.
  if (text.includes('\u{fffd}')) throw notUtf8();
  return text;
};

const parametersOf = (event: Event, { parameters = {} }: Route): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, { in: place, schema }]) => {
      const given = place === 'path' ? event.pathParameters?.[name] : event.queryStringParameters?.[name];
      const parsed = schema.safeParse(given);
      const issue = parsed.error?.issues[0];
      if (issue) throw wrongParameter(name, issueFromZod(issue, given === undefined).expected);
      return [name, given];
    }),
  );
