import { createHash, generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import Provider, {
  type AdapterFactory,
  type AdapterPayload,
  type Configuration,
  type JWK,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { listen } from '../../local/listen.ts';
import { escaped } from '../person/html.ts';

/** A person of the demonstration, as the identity provider tells of them. */
type DemoPerson = { mail: string; givenName: string; usualName: string; about: string };

/** A running identity provider. It answers nothing before it knows its client, which is told where it is. */
export type Issuer = {
  readonly url: string;
  readonly serve: (client: IssuerClient) => void;
  readonly stop: () => Promise<void>;
};

/** Whom it signs persons in for. */
type IssuerClient = {
  persons: readonly DemoPerson[];
  clientId: string;
  clientSecret: string;
  redirectUris: readonly string[];
  signedOutUris: readonly string[];
};

const pageOf = (title: string): string =>
  `<!doctype html><html lang="fr"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>`;

/** What the provider calls a person: it tells nobody who they are, as ProConnect's does not. */
const subOf = (mail: string): string => createHash('sha256').update(mail).digest('hex').slice(0, 16);

/** What ProConnect gives of a person, by scope. */
const CLAIMS = {
  openid: ['sub', 'acr', 'amr'],
  email: ['email'],
  given_name: ['given_name'],
  usual_name: ['usual_name'],
};

/**
 * Starts an identity provider of this machine, with ProConnect's profile and nobody's password: one chooses whom to be. It is the library
 * that ProConnect itself runs.
 *
 * @param port any free one when absent
 */
export const startIssuer = async (port?: number): Promise<Issuer> => {
  const listener = await listen('l’émetteur d’identités', port);
  return {
    url: listener.url,
    serve: (client) => listener.answer(answerOf(listener.url, client)),
    stop: listener.stop,
  };
};

/** A key of this run: what it signs is good for no longer. */
const ownKey = (): JWK => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kty: 'RSA', use: 'sig', alg: 'RS256' };
};

/** What the library keeps: sessions, codes, tokens. In memory, for one run. */
const keepInMemory = (): AdapterFactory => {
  const kept = new Map<string, AdapterPayload>();
  return (model) => {
    const at = (id: string): string => `${model}:${id}`;
    const first = (is: (one: AdapterPayload) => boolean) =>
      [...kept].find(([key, one]) => key.startsWith(`${model}:`) && is(one))?.[1];
    return {
      upsert: async (id, payload) => void kept.set(at(id), payload),
      find: async (id) => kept.get(at(id)),
      findByUid: async (uid) => first((one) => one.uid === uid),
      findByUserCode: async (code) => first((one) => one.userCode === code),
      consume: async (id) => {
        const one = kept.get(at(id));
        if (one) kept.set(at(id), { ...one, consumed: Math.floor(Date.now() / 1000) });
      },
      destroy: async (id) => void kept.delete(at(id)),
      revokeByGrantId: async (grantId) => {
        for (const [key, one] of kept) if (one.grantId === grantId) kept.delete(key);
      },
    };
  };
};

const answerOf = (url: string, options: IssuerClient): RequestListener => {
  const { persons, clientId, clientSecret } = options;
  const configuration: Configuration = {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [...options.redirectUris],
        post_logout_redirect_uris: [...options.signedOutUris],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: CLAIMS,
    scopes: Object.keys(CLAIMS),
    cookies: { keys: [clientSecret] },
    adapter: keepInMemory(),
    jwks: { keys: [ownKey()] },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = `${pageOf('Se déconnecter ?')}${form}<button form="op.logoutForm" name="logout" value="yes">Se déconnecter</button></html>`;
        },
      },
    },
    interactions: { url: (_, { uid }) => `/qui/${uid}` },
    ttl: {
      AccessToken: 60,
      AuthorizationCode: 60,
      // A hub on a virtual clock may be years ahead of this machine's.
      IdToken: 5 * 366 * 86_400,
      Session: 43_200,
      Interaction: 600,
      Grant: 43_200,
    },
    // Consent is not asked: the client is the only one.
    loadExistingGrant: async (ctx: KoaContextWithOIDC) => {
      const { provider, session, client } = ctx.oidc;
      if (!session?.accountId || !client) return undefined;
      const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
      grant.addOIDCScope(Object.keys(CLAIMS).join(' '));
      await grant.save();
      return grant;
    },
    findAccount: (_, sub) => {
      const person = persons.find((one) => subOf(one.mail) === sub);
      if (!person) return undefined;
      const { mail: email, givenName: given_name, usualName: usual_name } = person;
      return { accountId: sub, claims: () => ({ sub, email, given_name, usual_name }) };
    },
  };
  const provider = new Provider(url, configuration);

  const choose = (uid: string): string => `${pageOf('Qui êtes-vous ?')}
<p>Personnes inventées, sur cette machine seulement.</p>
${persons
  .map(
    ({ mail, givenName, usualName, about }) =>
      `<form method="post" action="/qui/${uid}"><input type="hidden" name="mail" value="${escaped(mail)}"><button>${escaped(`${givenName} ${usualName}`)}</button> ${escaped(about)}</form>`,
  )
  .join('\n')}</html>`;

  const interact = async (request: IncomingMessage, response: ServerResponse, uid: string): Promise<void> => {
    if (request.method !== 'POST') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(choose(uid));
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const mail = new URLSearchParams(Buffer.concat(chunks).toString()).get('mail') ?? '';
    const result = persons.some((one) => one.mail === mail)
      ? { login: { accountId: subOf(mail) } }
      : { error: 'access_denied' };
    await provider.interactionFinished(request, response, result);
  };
  const callback = provider.callback();
  return (request, response) => {
    const [, uid] = /^\/qui\/([\w-]+)$/.exec(request.url ?? '') ?? [];
    if (uid === undefined) callback(request, response);
    else
      interact(request, response, uid).catch((error: unknown) => {
        response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end(String(error));
      });
  };
};
