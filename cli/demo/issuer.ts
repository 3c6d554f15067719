import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider';

/** A person of the demonstration, as the identity provider tells of them. */
type DemoPerson = { mail: string; givenName: string; usualName: string; about: string };

/** A running identity provider. */
export type Issuer = { readonly url: string; readonly stop: () => Promise<void> };

export type IssuerOptions = {
  persons: readonly DemoPerson[];
  clientId: string;
  clientSecret: string;
  redirectUris: readonly string[];
  signedOutUris: readonly string[];
  port?: number;
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

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
export const startIssuer = async (options: IssuerOptions): Promise<Issuer> => {
  const { persons, clientId, clientSecret } = options;
  const server = createServer();
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(options.port ?? 0, '127.0.0.1', () => done());
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : options.port}`;
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
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_, { uid }) => `/qui/${uid}` },
    ttl: {
      AccessToken: 60,
      AuthorizationCode: 60,
      IdToken: 43_200,
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
    findAccount: (_, mail) => {
      const person = persons.find((one) => one.mail === mail);
      if (!person) return undefined;
      const { givenName: given_name, usualName: usual_name } = person;
      return { accountId: mail, claims: () => ({ sub: mail, email: mail, given_name, usual_name }) };
    },
  };
  const provider = new Provider(url, configuration);

  const choose = (
    uid: string,
  ): string => `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Qui êtes-vous ?</title>
<h1>Qui êtes-vous ?</h1><p>Personnes inventées, sur cette machine seulement.</p>
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
      ? { login: { accountId: mail } }
      : { error: 'access_denied' };
    await provider.interactionFinished(request, response, result);
  };
  const callback = provider.callback();
  server.on('request', (request, response) => {
    const [, uid] = /^\/qui\/([\w-]+)$/.exec(request.url ?? '') ?? [];
    if (uid === undefined) callback(request, response);
    else
      interact(request, response, uid).catch((error: unknown) => {
        response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end(String(error));
      });
  });
  return {
    url,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
};
