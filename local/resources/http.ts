import * as z from 'zod';
import { ACCOUNT_ID, REGION } from '../constants.ts';
import { LocalHubError } from '../errors.ts';
import { type Api, serveApi } from '../http/api.ts';
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
  const listener = await to.listen(name);
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

const routeSchema = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string().regex(/^integrations\//),
  // A route with an authorizer is an error: none is asked here.
  AuthorizationType: z.literal('NONE').optional(),
});

export const deployRoute = async (resource: Resource, to: Deployment): Promise<Physical> => {
  const route = propertiesOf(resource, routeSchema);
  const known = <T>(found: T | undefined, what: string): T => {
    if (found === undefined) throw new LocalHubError(`${whereOf(resource)}: no ${what} is deployed`);
    return found;
  };
  const api = known(to.apis.get(route.ApiId), `API ${route.ApiId}`);
  const name = known(to.integrations.get(route.Target.replace('integrations/', '')), route.Target);
  api.routes.push({
    pattern: patternOf(route.RouteKey),
    invoke: (event) => known(to.functions.get(name), `function ${name}`).invoke(event),
  });
  const id = generatedId(resource.stack, resource.logicalId, 7);
  const arn = `arn:aws:apigateway:${REGION}:${ACCOUNT_ID}:/apis/${api.id}/routes/${id}`;
  return { ref: id, attribute: attributes(resource, { RouteId: id, Arn: arn }) };
};
