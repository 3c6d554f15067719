import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Route } from '../../shared/api/route.ts';
import { log } from '../../shared/log/log.ts';
import { issueFromZod } from '../../shared/outbound/replies/issue.ts';
import type { Operation } from './operations.ts';
import { forbidden, json, notUtf8, Problem, wrongParameter } from './problem.ts';

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;

/**
 * Answers one request: who asks is told by the token's client, and by nothing the request says. A problem is answered in French; a
 * fault of ours is logged by its name, and answered 500 by the gateway.
 */
export const answering = async (
  event: Event,
  routes: readonly Route[],
  operations: Readonly<Record<string, Operation>>,
  etudeOf: (clientId: string) => string | undefined,
): Promise<APIGatewayProxyStructuredResultV2> => {
  const route = routes.find(({ method, path }) => event.routeKey === `${method} ${path}`);
  const operation = route && operations[route.operationId];
  if (!route || !operation) throw new Error(`no operation for ${event.routeKey}`);
  const etude = etudeOf(String(event.requestContext.authorizer.jwt.claims.client_id ?? ''));
  try {
    if (!etude) throw forbidden();
    const body = event.isBase64Encoded
      ? Buffer.from(event.body ?? '', 'base64').toString('utf8')
      : (event.body ?? '');
    // What stands where bytes were no UTF-8, whoever read them: letters are lost.
    if (body.includes('\u{fffd}')) throw notUtf8();
    const answer = await operation({ etude, parameters: parametersOf(event, route), body });
    log('api.answered', { operation: route.operationId, etude, status: answer.statusCode ?? 200 });
    return answer;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    log('api.refused', { operation: route.operationId, etude, status: error.status, code: error.message });
    return json(error.status, { errors: error.errors });
  }
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
