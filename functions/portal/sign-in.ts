import * as client from 'openid-client';
import * as z from 'zod/mini';
import { HubError } from '../../shared/errors.ts';

/** The identity provider, and what the portal is to it. */
export type SignInOptions = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Where the provider sends the person back, once they are known; registered there. */
  redirectUri: string;
  /** Where it sends them once they are signed out; registered there. */
  signedOutUri: string;
  /** Authentication levels asked for (`acr`): none, any will do. */
  levels: readonly string[];
};

/** What is kept in the person's browser while they are at their identity provider. */
export const attemptSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Page that was asked for. */
  next: z.string(),
});
export type Attempt = z.infer<typeof attemptSchema>;

/** Who came back. */
export type Identified = { mail: string; name: string; idToken: string };

/** Scopes of ProConnect: the address finds the habilitation, the names are read. */
const SCOPES = 'openid email given_name usual_name';

const claimsSchema = z.object({
  email: z.string(),
  given_name: z.optional(z.string()),
  usual_name: z.optional(z.string()),
});

const isOfThisMachine = (issuer: string): boolean =>
  ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(issuer).hostname);

/**
 * Signs persons in by OpenID Connect, as ProConnect has it: authorization code, state, nonce, PKCE. Rights are not the provider's
 * matter: it says who somebody is, and the register what they may.
 */
export const createSignIn = (options: SignInOptions) => {
  const { issuer, clientId, clientSecret, redirectUri, levels } = options;
  let known: Promise<client.Configuration> | undefined;
  /** Read from the provider at the first sign-in, and again after a failure. */
  const configuration = (): Promise<client.Configuration> => {
    known ??= client
      .discovery(
        new URL(issuer),
        clientId,
        { client_secret: clientSecret, redirect_uris: [redirectUri] },
        client.ClientSecretPost(clientSecret),
        isOfThisMachine(issuer) ? { execute: [client.allowInsecureRequests] } : {},
      )
      .catch((error: unknown) => {
        known = undefined;
        throw error;
      });
    return known;
  };

  return {
    /** Where to send the person, and what to keep of it in their browser. @param next the page that was asked for */
    begin: async (next: string): Promise<{ url: URL; attempt: Attempt }> => {
      const provider = await configuration();
      const attempt: Attempt = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        next,
      };
      const claims = { id_token: { acr: { essential: true, values: levels } } };
      const url = client.buildAuthorizationUrl(provider, {
        redirect_uri: redirectUri,
        scope: SCOPES,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
        ...(levels.length > 0 && { claims: JSON.stringify(claims) }),
      });
      return { url, attempt };
    },

    /**
     * Who came back.
     *
     * @param search what follows `?` in the address they came back to
     * @throws HubError `LEVEL_TOO_LOW` when they were known by less than what was asked; another error when the answer is not that of
     *   this attempt, or not the provider's
     */
    end: async (search: string, { state, nonce, verifier }: Attempt): Promise<Identified> => {
      const provider = await configuration();
      const tokens = await client.authorizationCodeGrant(provider, new URL(`${redirectUri}${search}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
      });
      const told = tokens.claims();
      if (told === undefined || tokens.id_token === undefined) throw new Error('no identity came back');
      // A provider may not know what was asked, and sign in all the same.
      if (levels.length > 0 && !levels.includes(String(told.acr)))
        throw new HubError('LEVEL_TOO_LOW', 'no second factor', { retryable: false });
      const info = claimsSchema.parse(await client.fetchUserInfo(provider, tokens.access_token, told.sub));
      return {
        mail: info.email,
        name: [info.given_name, info.usual_name].filter(Boolean).join(' ') || info.email,
        idToken: tokens.id_token,
      };
    },

    /** Where the person signs out of the provider too. */
    signOutUrl: async (idToken: string): Promise<URL> =>
      client.buildEndSessionUrl(await configuration(), {
        id_token_hint: idToken,
        post_logout_redirect_uri: options.signedOutUri,
      }),
  };
};
export type SignIn = ReturnType<typeof createSignIn>;
