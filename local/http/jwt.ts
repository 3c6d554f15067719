import { createRemoteJWKSet, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose';
import * as z from 'zod';

/** What a JWT authorizer requires of a token. */
export type JwtRules = {
  /** The issuer, by a URL that this machine can reach. */
  readonly issuer: string;
  readonly audiences: readonly string[];
};

/** Resolves to the claims of a valid token; rejects for any other. */
export type JwtCheck = (token: string) => Promise<JWTPayload>;

const discoverySchema = z.object({ jwks_uri: z.url() });

/** A claim as API Gateway passes it: a list in brackets, anything else as text. */
const textOf = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(textOf).join(' ')}]`;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** A token's claims, all as texts. */
export const claimsOf = (payload: JWTPayload): Record<string, string> =>
  Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, textOf(value)]));

/** The scopes of a token, from `scope` (a text) or `scp` (a list or a text). */
export const scopesOf = ({ scope, scp }: JWTPayload): string[] =>
  [scope, scp].flatMap((value) => {
    if (typeof value === 'string') return value.split(' ').filter((one) => one !== '');
    return Array.isArray(value) ? value.map(String) : [];
  });

const isInAudience = ({ aud, client_id }: JWTPayload, audiences: readonly string[]): boolean => {
  if (aud === undefined) return typeof client_id === 'string' && audiences.includes(client_id);
  return [aud].flat().some((one) => audiences.includes(one));
};

/**
 * Makes the check that a JWT authorizer does:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 * The issuer's keys are found through its discovery document, then kept. Validity is checked against the machine's time, in which
 * the tokens are issued.
 */
export const createJwtCheck = (rules: JwtRules): JwtCheck => {
  let keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;
  const discover = async (issuer: string) => {
    const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    if (!answer.ok) throw new Error(`the issuer ${issuer} answers ${answer.status} to its discovery`);
    return createRemoteJWKSet(new URL(discoverySchema.parse(await answer.json()).jwks_uri));
  };
  const { issuer } = rules;
  return async (token) => {
    keys ??= discover(issuer);
    keys.catch(() => {
      keys = undefined;
    });
    if (decodeProtectedHeader(token).kid === undefined) throw new Error('the token names no key');
    const { payload } = await jwtVerify(token, await keys, {
      issuer,
      algorithms: ['RS256', 'RS384', 'RS512'],
      requiredClaims: ['exp'],
    });
    if (!isInAudience(payload, rules.audiences)) throw new Error('the token is for another audience');
    if (payload.iat !== undefined && payload.iat > Date.now() / 1000) {
      throw new Error('the token was issued in the future');
    }
    return payload;
  };
};
