import { generateKeyPairSync } from 'node:crypto';
import type { Adapter, JWK } from 'oidc-provider';
import * as z from 'zod';
import { LocalHubError } from '../errors.ts';
import type { Listener } from '../listen.ts';

/** A client of a user pool: a program that asks for tokens in its own name. */
type PoolClient = {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
  readonly scopes: readonly string[];
  /** Seconds for which its access tokens are valid. */
  readonly tokenLife: number;
};

/** A user pool. Deploying fills it, and its own token issuer answers for it. */
export type Pool = {
  readonly id: string;
  readonly name: string;
  readonly listener: Listener;
  readonly clients: Map<string, PoolClient>;
  /** Scopes that the pool's resource servers define. */
  readonly scopes: Set<string>;
};

const TOKEN_PATH = '/oauth2/token';

/** URL at which a pool's clients ask for tokens. */
export const tokenUrlOf = (pool: Pool): string => `${pool.listener.url}${TOKEN_PATH}`;

// Nothing is ever stored: a token carries all its claims, and the provider gets the clients as it starts.
const nothing = async (): Promise<undefined> => undefined;
const noStore = (): Adapter => ({
  upsert: nothing,
  find: nothing,
  findByUserCode: nothing,
  findByUid: nothing,
  consume: nothing,
  destroy: nothing,
  revokeByGrantId: nothing,
});

// Cognito's access tokens have no audience, but the provider insists on one: this value serializes to nothing.
const NO_AUDIENCE = { toJSON: () => undefined };

const keySchema = z.looseObject({ kty: z.literal('RSA'), n: z.string(), e: z.string(), d: z.string() });

/** A new signing key, as JSON text. */
const createKey = (): string =>
  JSON.stringify(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }));

const signingKeyOf = (pool: Pool, kept: Map<string, string>): JWK => {
  const name = `signing-key:${pool.id}`;
  const text = kept.get(name) ?? createKey();
  kept.set(name, text);
  return { ...keySchema.parse(JSON.parse(text)), use: 'sig', alg: 'RS256' };
};

const checkScopes = (pool: Pool): void => {
  for (const { name, scopes } of pool.clients.values()) {
    const unknown = scopes.find((scope) => !pool.scopes.has(scope));
    if (unknown !== undefined) {
      throw new LocalHubError(`client ${name}: no resource server of its user pool has the scope ${unknown}`);
    }
  }
};

/**
 * Makes a pool's server issue tokens to the pool's clients by the client credentials grant, as Cognito does: JWTs signed with
 * RS256, the client in `client_id`, no audience, and every scope of the client when it asks for none. A token's validity counts
 * in the machine's time, whatever the hub's clock says.
 *
 * @param kept store of the signing key: a key found there is used, a new one is put there
 * @throws LocalHubError when a client has a scope that no resource server of the pool defines
 */
export const startIssuer = async (pool: Pool, kept: Map<string, string>): Promise<void> => {
  checkScopes(pool);
  const { Provider, errors } = await import('oidc-provider');
  const scopesOf = (clientId: string): readonly string[] => pool.clients.get(clientId)?.scopes ?? [];
  const provider = new Provider(pool.listener.url, {
    adapter: noStore,
    jwks: { keys: [signingKeyOf(pool, kept)] },
    clients: [...pool.clients.values()].map(({ id, secret }) => ({
      client_id: id,
      client_secret: secret,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    })),
    routes: { token: TOKEN_PATH, jwks: '/.well-known/jwks.json' },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => pool.listener.url,
        getResourceServerInfo: (ctx, _resource, client) => {
          const allowed = scopesOf(client.clientId);
          const parameters = ctx.oidc.params ?? {};
          const asked = String(parameters.scope ?? '')
            .split(' ')
            .filter((scope) => scope !== '');
          const refused = asked.find((scope) => !allowed.includes(scope));
          if (refused !== undefined) throw new errors.InvalidScope('invalid scope requested', refused);
          if (asked.length === 0 && allowed.length > 0) parameters.scope = allowed.join(' ');
          return {
            scope: allowed.join(' '),
            audience: client.clientId,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'RS256' } },
          };
        },
      },
    },
    formats: {
      customizers: {
        jwt: (_ctx, _token, { payload }) => {
          Object.assign(payload, {
            aud: NO_AUDIENCE,
            token_use: 'access',
            auth_time: payload.iat,
            version: 2,
          });
        },
      },
    },
    ttl: {
      ClientCredentials: (_ctx, _token, client) => pool.clients.get(client.clientId)?.tokenLife ?? 3600,
    },
  });
  // Koa would print each failed request; the client already gets the error.
  provider.silent = true;
  const answer = provider.callback();
  pool.listener.answer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
};
