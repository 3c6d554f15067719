import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { ACCOUNT_ID, REGION } from '../constants.ts';
import { LocalHubError } from '../errors.ts';
import type { Pool } from '../http/issuer.ts';
import type { Physical } from '../intrinsics.ts';
import { generatedId } from '../names.ts';
import { attributes } from './data.ts';
import { type Deployment, propertiesOf, type Resource, whereOf } from './deployment.ts';

/** Starts the pool's server at once: its URL is the issuer of the tokens, which resources deployed later refer to. */
export const deployUserPool = async (resource: Resource, to: Deployment): Promise<Physical> => {
  const { UserPoolName } = propertiesOf(resource, z.object({ UserPoolName: z.string().optional() }));
  const id = `${REGION}_${generatedId(resource.stack, resource.logicalId, 9)}`;
  const name = UserPoolName ?? resource.logicalId;
  const listener = await to.listen('issuer', `the token issuer of ${name}`);
  to.pools.set(id, { id, name, listener, clients: new Map(), scopes: new Set() });
  const known = {
    UserPoolId: id,
    Arn: `arn:aws:cognito-idp:${REGION}:${ACCOUNT_ID}:userpool/${id}`,
    ProviderName: `cognito-idp.${REGION}.amazonaws.com/${id}`,
    ProviderURL: listener.url,
  };
  return { ref: id, attribute: attributes(resource, known) };
};

const poolOf = (resource: Resource, id: string, to: Deployment): Pool => {
  const pool = to.pools.get(id);
  if (!pool) throw new LocalHubError(`${whereOf(resource)}: no user pool ${id} is deployed`);
  return pool;
};

const resourceServerSchema = z.object({
  UserPoolId: z.string(),
  Identifier: z.string(),
  Scopes: z.array(z.object({ ScopeName: z.string() })).default([]),
});

/** Adds scopes to the pool, which clients name `<identifier>/<scope>`. */
export const deployResourceServer = async (resource: Resource, to: Deployment): Promise<Physical> => {
  const { UserPoolId, Identifier, Scopes } = propertiesOf(resource, resourceServerSchema);
  const { scopes } = poolOf(resource, UserPoolId, to);
  for (const { ScopeName } of Scopes) scopes.add(`${Identifier}/${ScopeName}`);
  return { ref: Identifier, attribute: attributes(resource, {}) };
};

const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;
const clientSchema = z.object({
  UserPoolId: z.string(),
  ClientName: z.string().optional(),
  GenerateSecret: z.literal(true),
  AllowedOAuthFlows: z.tuple([z.literal('client_credentials')]),
  AllowedOAuthScopes: z.array(z.string()).default([]),
  AccessTokenValidity: z.number().positive().optional(),
  TokenValidityUnits: z
    .object({ AccessToken: z.enum(['seconds', 'minutes', 'hours', 'days']).default('hours') })
    .default({ AccessToken: 'hours' }),
});

/** Registers a program's client. Its id depends on its place in the templates; its secret is drawn once, and kept. */
export const deployUserPoolClient = async (resource: Resource, to: Deployment): Promise<Physical> => {
  const client = propertiesOf(resource, clientSchema);
  const pool = poolOf(resource, client.UserPoolId, to);
  const id = generatedId(resource.stack, resource.logicalId, 26);
  const kept = `client-secret:${id}`;
  const secret = to.kept.get(kept) ?? randomBytes(26).toString('hex');
  to.kept.set(kept, secret);
  const validity = client.AccessTokenValidity;
  pool.clients.set(id, {
    id,
    name: client.ClientName ?? resource.logicalId,
    secret,
    scopes: client.AllowedOAuthScopes,
    tokenLife: validity === undefined ? 3600 : validity * SECONDS[client.TokenValidityUnits.AccessToken],
  });
  const known = { ClientId: id, ClientSecret: secret, Name: client.ClientName };
  return { ref: id, attribute: attributes(resource, known) };
};

/** The domain is only a name here: clients ask for tokens at the pool's own URL. */
export const deployUserPoolDomain = async (resource: Resource): Promise<Physical> => {
  const { Domain } = propertiesOf(resource, z.object({ Domain: z.string() }));
  return { ref: Domain, attribute: attributes(resource, {}) };
};
