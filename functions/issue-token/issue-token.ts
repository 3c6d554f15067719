import OAuth2Server from '@node-oauth/oauth2-server';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { scopesOf } from '../../shared/api/route.ts';
import { hashOf, newToken } from '../../shared/api/token.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { log } from '../../shared/log/log.ts';
import { hasLeft, isPartnerCode, type PartnerEntry, type TokenStore } from '../../shared/store/partners.ts';

/** Seconds for which a token is good. */
const LIFE_SECONDS = 3_600;

export type IssueDeps = { store: Pick<TokenStore, 'partnerOf' | 'keep'>; now: () => string };

type Holder = {
  id: string;
  grants: string[];
  entry: PartnerEntry;
  secretFrom: string;
  secretUntil: string | undefined;
};

const modelOf = ({ store, now }: IssueDeps) => ({
  // The library asks without a secret where a code verifier comes in its place, which no partner has.
  getClient: async (id: string, secret?: string): Promise<Holder | false> => {
    if (!secret || !isPartnerCode(id)) return false;
    const found = await store.partnerOf(id, hashOf(secret), now());
    const isOpen = found?.entry.doors.includes('api') && found.entry.from <= parisDay(now());
    return found && isOpen ? { id, grants: ['client_credentials'], ...found } : false;
  },
  getUserFromClient: async ({ entry }: Holder) => ({ entry }),
  validateScope: async (_: unknown, { entry }: Holder, asked?: string[]) => {
    const allowed: readonly string[] = scopesOf(entry.kind, hasLeft(entry, parisDay(now())));
    if (!asked || asked.length === 0) return [...allowed];
    return asked.every((scope) => allowed.includes(scope)) ? asked : false;
  },
  generateAccessToken: async ({ id }: Holder) => newToken(id),
  saveToken: async (token: OAuth2Server.Token, client: Holder) => {
    const { id, secretFrom, secretUntil } = client;
    const hour = new Date(Date.parse(now()) + LIFE_SECONDS * 1000).toISOString();
    // No token outlives its secret.
    const until = secretUntil !== undefined && secretUntil < hour ? secretUntil : hour;
    await store.keep(id, hashOf(token.accessToken), {
      until,
      scopes: [token.scope ?? []].flat(),
      secretFrom,
    });
    return { ...token, accessTokenExpiresAt: new Date(until), client, user: {} };
  },
  // The interface asks for it; tokens are checked by the API (`functions/api/caller.ts`).
  getAccessToken: async () => false as const,
});

/**
 * Answers `POST /oauth2/token`: the client credentials grant (RFC 6749, section 4.4), the partner's code and secret by Basic or in
 * the form. Errors are the protocol's own, as every OAuth library expects them.
 */
export const createIssueToken = (deps: IssueDeps) => {
  const server = new OAuth2Server({
    model: modelOf(deps),
    accessTokenLifetime: LIFE_SECONDS,
  });
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { body = '', headers, isBase64Encoded, requestContext } = event;
    const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
    const request = new OAuth2Server.Request({
      method: requestContext.http.method,
      // The library looks for a body by its announced length, which HTTP/2 may leave out.
      headers: { ...headers, 'content-length': String(Buffer.byteLength(text)) },
      query: {},
      body: Object.fromEntries(new URLSearchParams(text)),
    });
    const response = new OAuth2Server.Response({});
    try {
      const { client } = await server.token(request, response);
      log('token.issued', { sender: String(client.id) });
    } catch (error) {
      if (!(error instanceof OAuth2Server.OAuthError)) throw error;
      // By our own fault: the gateway answers 500 and its alarm counts it; the partner tries again.
      if (error.code >= 500) throw error;
      if (!response.body?.error) {
        response.status = error.code;
        response.body = { error: error.name, error_description: error.message };
      }
      log('token.refused', { status: response.status ?? error.code, code: error.name });
    }
    return {
      statusCode: response.status ?? 200,
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Cache-Control': 'no-store',
        ...(response.get('WWW-Authenticate') && {
          'WWW-Authenticate': String(response.get('WWW-Authenticate')),
        }),
      },
      body: JSON.stringify(response.body),
    };
  };
};
