import * as z from 'zod';
import { ACCOUNT_ID, REGION } from '../constants.ts';
import { LocalHubError } from '../errors.ts';
import { type Api, serveApi } from '../http/api.ts';
import { createJwtCheck } from '../http/jwt.ts';
import { patternOf } from '../http/routes.ts';
import type { Physical } from '../intrinsics.ts';
import { generatedId } from '../names.ts';
import { attributes } from './data.ts';
import { type Deployment, propertiesOf, type Resource, whereOf } from './deployment.ts';

const apiSchema = z.object({ Name: z.string().optional(), ProtocolType: z.literal('HTTP') });

/** Starts the API's server at once: resources deployed later refer to its URL. CorsConfiguration is ignored. */
export const deployApi = async (resource: Resource, to: Deployment): Promise<Physical> => {
  const { Name } = propertiesOf(resource, apiSchema);
  const id = generatedId(resource.stack, resource.logicalId, 10);
  const name = Name ?? resource.logicalId;
  const listener = await to.listen('http', `the HTTP API ${name}`);
  const api: Api = { id, name, url: listener.url, routes: [] };
  serveApi(api, listener, to.clock.now);
  to.apis.set(id, api);
  return { ref: id, attribute: attributes(resource, { ApiId: id, ApiEndpoint: api.url }) };
};

// Throttling and access logs are ignored: nobody shares this machine's API, and each function's log shows its calls.
const stageSchema = z.object({ StageName: z.literal('$default') });

/** The `$default` stage, to which an API's URL leads. */
export const deployStage = async (resource: Resource): Promise<Physical> => {
  const { StageName } = propertiesOf(resource, stageSchema);
  return { ref: StageName, attribute: attributes(resource, {}) };
};

const integrationSchema = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string().regex(/:function:/),
  PayloadFormatVersion: z.literal('2.0'),
});

export const deployIntegration = async (resource: Resource, to: Deployment): Promise<Physical> => {
  const { IntegrationUri } = propertiesOf(resource, integrationSchema);
  const id = generatedId(resource.stack, resource.logicalId, 7);
  const [, name = ''] = /:function:([^:/]+)/.exec(IntegrationUri) ?? [];
  to.integrations.set(id, name);
  return { ref: id, attribute: attributes(resource, { IntegrationId: id }) };
};

const authorizerSchema = z.object({
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.tuple([z.string().regex(/^\$request\.header\.[\w-]+$/)]),
  JwtConfiguration: z.object({ Issuer: z.url(), Audience: z.array(z.string()) }),
});

/** The local URL of an issuer: the issuer of a user pool in AWS becomes that pool's own server; any other stays as it is. */
const localIssuer = (issuer: string, to: Deployment): string => {
  const [, pool] = /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com\/([^/]+)$/.exec(issuer) ?? [];
  if (pool === undefined) return issuer;
  const found = to.pools.get(pool);
  if (!found) throw new LocalHubError(`the issuer ${issuer} is no user pool deployed here`);
  return found.listener.url;
};

export const deployAuthorizer = async (resource: Resource, to: Deployment): Promise<Physical> => {
  const { IdentitySource, JwtConfiguration } = propertiesOf(resource, authorizerSchema);
  const id = generatedId(resource.stack, resource.logicalId, 6);
  const issuer = localIssuer(JwtConfiguration.Issuer, to);
  to.authorizers.set(id, {
    check: createJwtCheck({ issuer, audiences: JwtConfiguration.Audience }),
    header: IdentitySource[0].replace('$request.header.', '').toLowerCase(),
  });
  return { ref: id, attribute: attributes(resource, { AuthorizerId: id }) };
};

const routeSchema = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string().regex(/^integrations\//),
  AuthorizationType: z.enum(['NONE', 'JWT']).optional(),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).optional(),
});

export const deployRoute = async (resource: Resource, to: Deployment): Promise<Physical> => {
  const route = propertiesOf(resource, routeSchema);
  const known = <T>(found: T | undefined, what: string): T => {
    if (found === undefined) throw new LocalHubError(`${whereOf(resource)}: no ${what} is deployed`);
    return found;
  };
  const api = known(to.apis.get(route.ApiId), `API ${route.ApiId}`);
  const name = known(to.integrations.get(route.Target.replace('integrations/', '')), route.Target);
  const authorizer =
    route.AuthorizationType === 'JWT'
      ? known(to.authorizers.get(route.AuthorizerId ?? ''), `authorizer ${route.AuthorizerId}`)
      : undefined;
  api.routes.push({
    pattern: patternOf(route.RouteKey),
    invoke: (event) => known(to.functions.get(name), `function ${name}`).invoke(event),
    authorization: authorizer && { ...authorizer, scopes: route.AuthorizationScopes ?? [] },
  });
  const id = generatedId(resource.stack, resource.logicalId, 7);
  const arn = `arn:aws:apigateway:${REGION}:${ACCOUNT_ID}:/apis/${api.id}/routes/${id}`;
  return { ref: id, attribute: attributes(resource, { RouteId: id, Arn: arn }) };
};
