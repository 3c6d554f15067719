import { createHmac, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HubOptions } from '../../local/deployed.ts';
import { type LocalHub, startHub } from '../../local/hub.ts';
import { assemblyOf } from '../support/assembly.ts';

let hub: LocalHub | undefined;
const ends: (() => unknown)[] = [];
afterEach(async () => {
  await hub?.stop();
  hub = undefined;
  for (const end of ends.splice(0)) end();
});

/** Answers with the event that it received, or as a query parameter asks. */
const ECHO = `export const handler = async (event) => {
  const as = event.queryStringParameters?.as;
  if (as === 'throw') throw new Error('no');
  if (as === 'bare') return { all: 'right', url: process.env.URL };
  if (as === 'invalid') return { statusCode: 'many' };
  if (as === 'binary') return { statusCode: 201, headers: { 'X-Kind': 'b' }, cookies: ['a=1', 'b=2'],
    body: Buffer.from([0, 255]).toString('base64'), isBase64Encoded: true };
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) };
};`;

const att = (id: string, name = 'Arn') => ({ 'Fn::GetAtt': [id, name] });
const ref = (id: string) => ({ Ref: id });
const typed = (Type: string, Properties: object) => ({ Type, Properties });
const route = (RouteKey: string, Properties: object = {}) =>
  typed('AWS::ApiGatewayV2::Route', {
    ApiId: ref('Api'),
    RouteKey,
    Target: { 'Fn::Join': ['', ['integrations/', ref('Integration')]] },
    ...Properties,
  });
const api = {
  Fn: typed('AWS::Lambda::Function', {
    FunctionName: 'echo',
    Handler: 'index.handler',
    Code: { S3Key: 'f.zip' },
    Environment: { Variables: { URL: att('Api', 'ApiEndpoint') } },
  }),
  Api: typed('AWS::ApiGatewayV2::Api', { Name: 'demo', ProtocolType: 'HTTP' }),
  Stage: typed('AWS::ApiGatewayV2::Stage', {
    ApiId: ref('Api'),
    StageName: '$default',
    AutoDeploy: true,
    DefaultRouteSettings: { ThrottlingRateLimit: 1 },
  }),
  Integration: typed('AWS::ApiGatewayV2::Integration', {
    ApiId: ref('Api'),
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: att('Fn'),
    PayloadFormatVersion: '2.0',
  }),
};
const client = (ClientName: string, scopes: readonly string[], Properties: object = {}) =>
  typed('AWS::Cognito::UserPoolClient', {
    UserPoolId: ref('Pool'),
    ClientName,
    GenerateSecret: true,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: scopes.map((scope) => ({ 'Fn::Join': ['', [ref('Server'), '/', scope]] })),
    ...Properties,
  });
const cognito = {
  Pool: typed('AWS::Cognito::UserPool', { UserPoolName: 'machines' }),
  Domain: typed('AWS::Cognito::UserPoolDomain', { UserPoolId: ref('Pool'), Domain: 'machines' }),
  Server: typed('AWS::Cognito::UserPoolResourceServer', {
    UserPoolId: ref('Pool'),
    Identifier: 'hub',
    Name: 'hub',
    Scopes: [
      { ScopeName: 'read', ScopeDescription: 'r' },
      { ScopeName: 'write', ScopeDescription: 'w' },
    ],
  }),
  Reader: client('reader', ['read']),
  Both: client('both', ['read', 'write'], {
    AccessTokenValidity: 5,
    TokenValidityUnits: { AccessToken: 'minutes' },
  }),
  Stranger: client('stranger', ['read', 'write']),
};
const COGNITO_ISSUER = {
  'Fn::Join': ['', ['https://cognito-idp.', ref('AWS::Region'), '.amazonaws.com/', ref('Pool')]],
};
const authorizer = (Issuer: unknown, Audience: readonly unknown[], id = 'Authorizer') => ({
  [id]: typed('AWS::ApiGatewayV2::Authorizer', {
    ApiId: ref('Api'),
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer, Audience },
  }),
});
const jwtRoute = (key: string, scopes?: readonly string[]) =>
  route(key, {
    AuthorizationType: 'JWT',
    AuthorizerId: ref('Authorizer'),
    ...(scopes && { AuthorizationScopes: scopes }),
  });

const start = async (resources: object, options: Partial<HubOptions> = {}): Promise<string> => {
  hub = await startHub({ assembly: assemblyOf(resources, ECHO), ...options });
  return hub.apis.get('demo') ?? '';
};
const json = async (answer: Response | Promise<Response>): Promise<Record<string, unknown>> =>
  JSON.parse(await (await answer).text());

describe('an HTTP API', () => {
  const routes = {
    List: route('GET /things'),
    One: route('GET /things/{id}'),
    Fixed: route('GET /things/last'),
    Rest: route('ANY /files/{path+}'),
    Post: route('POST /things'),
  };

  it('hands requests over in payload format 2.0', async () => {
    const url = await start({ ...api, ...routes }, { now: '2026-03-02T08:05:09Z' });
    const event = await json(
      fetch(`${url}/things?a=1&a=2&b=%C3%A9`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'X-Trace': 'T',
          cookie: 'k=v; l=w',
          'user-agent': 'test',
        },
        body: '{"é":1}',
      }),
    );
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /things',
      rawPath: '/things',
      rawQueryString: 'a=1&a=2&b=%C3%A9',
      cookies: ['k=v', 'l=w'],
      queryStringParameters: { a: '1,2', b: 'é' },
      headers: { 'x-trace': 'T', 'content-type': 'application/json; charset=utf-8' },
      body: '{"é":1}',
      isBase64Encoded: false,
      requestContext: {
        accountId: '000000000000',
        http: { method: 'POST', path: '/things', protocol: 'HTTP/1.1', userAgent: 'test' },
        routeKey: 'POST /things',
        stage: '$default',
        time: '02/Mar/2026:08:05:09 +0000',
        timeEpoch: Date.parse('2026-03-02T08:05:09Z'),
      },
    });
    expect(event).not.toHaveProperty('pathParameters');
    expect(event).not.toHaveProperty('requestContext.authorizer');
    expect(event).not.toHaveProperty('headers.cookie');
  });

  it('encodes a body that is no text', async () => {
    const url = await start({ ...api, ...routes });
    const body = Buffer.from([0x25, 0x50, 0xff, 0x00]);
    const headers = { 'content-type': 'application/pdf' };
    const event = await json(fetch(`${url}/things`, { method: 'POST', headers, body }));
    expect(event).toMatchObject({ isBase64Encoded: true, body: body.toString('base64') });
  });

  it('takes the most specific route, and decodes its parameters', async () => {
    const url = await start({ ...api, ...routes });
    const taken = async (path: string, method = 'GET') => {
      const { routeKey, pathParameters } = await json(fetch(`${url}${path}`, { method }));
      return [routeKey, pathParameters];
    };
    expect(await taken('/things')).toEqual(['GET /things', undefined]);
    expect(await taken('/things/last')).toEqual(['GET /things/last', undefined]);
    expect(await taken('/things/a%20b')).toEqual(['GET /things/{id}', { id: 'a b' }]);
    expect(await taken('/files/a/b%2Fc', 'DELETE')).toEqual(['ANY /files/{path+}', { path: 'a/b/c' }]);
    for (const [method, path] of [
      ['GET', '/'],
      ['PUT', '/things'],
      ['GET', '/things/1/2'],
      ['GET', '/files/'],
    ]) {
      const answer = await fetch(`${url}${path}`, { method: String(method) });
      expect([answer.status, await answer.text()], `${method} ${path}`).toEqual([
        404,
        '{"message":"Not Found"}',
      ]);
    }
  });

  it('leaves what no other route takes to $default', async () => {
    const url = await start({ ...api, ...routes, Default: route('$default') });
    expect(await json(fetch(`${url}/else/where`, { method: 'PATCH' }))).toMatchObject({
      routeKey: '$default',
    });
    expect(await json(fetch(`${url}/things`))).toMatchObject({ routeKey: 'GET /things' });
  });

  it('answers as the function says, and knows its own URL', async () => {
    const url = await start({ ...api, ...routes });
    const binary = await fetch(`${url}/things?as=binary`);
    expect(binary.status).toBe(201);
    expect(binary.headers.get('x-kind')).toBe('b');
    expect(binary.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect([...new Uint8Array(await binary.arrayBuffer())]).toEqual([0, 255]);
    const bare = await fetch(`${url}/things?as=bare`);
    expect([bare.status, bare.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(await bare.json()).toEqual({ all: 'right', url });
    for (const as of ['throw', 'invalid']) {
      const failed = await fetch(`${url}/things?as=${as}`);
      expect([failed.status, await failed.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
    }
  });

  it('refuses a payload above 10 MB, and goes on', async () => {
    const url = await start({ ...api, ...routes });
    const post = (length: number) =>
      fetch(`${url}/things?as=bare`, { method: 'POST', body: Buffer.alloc(length, 'a') });
    expect((await post(10 * 1024 * 1024)).status).toBe(200);
    expect((await post(10 * 1024 * 1024 + 1)).status).toBe(413);
    expect((await post(1)).status).toBe(200);
  });

  it('listens on the port it is given, and says when it is in use', async () => {
    const url = await start({ ...api });
    const http = Number(new URL(url).port);
    await expect(startHub({ assembly: assemblyOf(api, ECHO), ports: { http } })).rejects.toThrow(
      `le port ${http} est déjà pris : the HTTP API demo ne peut pas s’y ouvrir`,
    );
    await hub?.stop();
    expect(await start({ ...api }, { ports: { http } })).toBe(url);
  });

  it.each([
    ['Api', { ...api, Api: typed('AWS::ApiGatewayV2::Api', { ProtocolType: 'WEBSOCKET' }) }, 'ProtocolType'],
    [
      'Integration',
      {
        ...api,
        Integration: typed('AWS::ApiGatewayV2::Integration', {
          ...api.Integration.Properties,
          PayloadFormatVersion: '1.0',
        }),
      },
      'PayloadFormatVersion',
    ],
    ['Signed', { ...api, Signed: route('GET /x', { AuthorizationType: 'AWS_IAM' }) }, 'AuthorizationType'],
  ])('says that it does not support %s as it is', async (id, resources, property) => {
    await expect(startHub({ assembly: assemblyOf(resources, ECHO) })).rejects.toThrow(
      new RegExp(`^Demo/${id} .*: ${property} is not supported locally`),
    );
  });
});

const ask = (name: string, form: Record<string, string> = {}, secret?: string): Promise<Response> => {
  const known = hub?.clients.get(name);
  const basic = Buffer.from(`${known?.id}:${secret ?? known?.secret}`).toString('base64');
  return fetch(known?.tokenUrl ?? '', {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
  });
};
const tokenOf = async (name: string, form: Record<string, string> = {}): Promise<string> =>
  String((await json(ask(name, form))).access_token);
const partOf = (token: string, index: number): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString());

describe('a user pool', () => {
  it('issues tokens as Cognito does, and prints nothing', async () => {
    const printed = (['info', 'warn', 'error', 'log'] as const).map((name) => vi.spyOn(console, name));
    hub = await startHub({ assembly: assemblyOf(cognito) });
    const answer = await ask('both', { scope: 'hub/write' });
    expect(answer.status).toBe(200);
    const { access_token, ...rest } = await json(answer);
    expect(rest).toMatchObject({ token_type: 'Bearer', expires_in: 300 });
    const { id, tokenUrl } = hub.clients.get('both') ?? {};
    const { iat, exp, ...claims } = partOf(String(access_token), 1);
    expect(claims).toMatchObject({
      token_use: 'access',
      scope: 'hub/write',
      client_id: id,
      sub: id,
      iss: tokenUrl?.replace('/oauth2/token', ''),
    });
    expect(claims).not.toHaveProperty('aud');
    expect(Number(exp) - Number(iat)).toBe(300);
    expect(partOf(String(access_token), 0)).toMatchObject({ alg: 'RS256', kid: expect.any(String) });
    expect(hub.issuers.get('machines')).toBe(tokenUrl);
    await ask('both', { scope: 'hub/none' });
    for (const spy of printed) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it('gives a client all of its scopes when it asks for none, and takes its secret in the body', async () => {
    hub = await startHub({ assembly: assemblyOf(cognito) });
    expect(partOf(await tokenOf('both'), 1).scope).toBe('hub/read hub/write');
    const { id = '', secret = '', tokenUrl = '' } = hub.clients.get('reader') ?? {};
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: secret,
    });
    const { access_token, expires_in } = await json(fetch(tokenUrl, { method: 'POST', body }));
    expect(expires_in).toBe(3600);
    expect(partOf(String(access_token), 1)).toMatchObject({ client_id: id, scope: 'hub/read' });
  });

  it('refuses a wrong secret, an unknown client, and scopes that are not the client’s', async () => {
    hub = await startHub({ assembly: assemblyOf(cognito) });
    const said = async (answer: Response) => [answer.status, (await json(answer)).error];
    expect(await said(await ask('reader', {}, 'wrong'))).toEqual([401, 'invalid_client']);
    expect(await said(await ask('reader', {}, hub.clients.get('both')?.secret))).toEqual([
      401,
      'invalid_client',
    ]);
    expect(await said(await ask('reader', { scope: 'hub/write' }))).toEqual([400, 'invalid_scope']);
    expect(await said(await ask('reader', { scope: 'hub/read hub/write' }))).toEqual([400, 'invalid_scope']);
    expect(await said(await ask('reader', { scope: 'other/read' }))).toEqual([400, 'invalid_scope']);
    expect(await said(await ask('reader', { grant_type: 'password' }))).toEqual([
      400,
      'unsupported_grant_type',
    ]);
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'no',
      client_secret: 'no',
    });
    const unknown = await fetch(hub.clients.get('reader')?.tokenUrl ?? '', { method: 'POST', body });
    expect(await said(unknown)).toEqual([401, 'invalid_client']);
  });

  it('keeps clients’ ids and secrets, and its key, with the data', async () => {
    const options = {
      assembly: assemblyOf(
        { ...api, ...cognito, ...authorizer(COGNITO_ISSUER, [ref('Reader')]), Get: jwtRoute('GET /x') },
        ECHO,
      ),
      dataDir: mkdtempSync(join(tmpdir(), 'data-')),
    };
    hub = await startHub(options);
    const before = hub.clients.get('reader');
    const token = await tokenOf('reader');
    const issuer = Number(new URL(before?.tokenUrl ?? '').port);
    await hub.stop();
    hub = await startHub({ ...options, ports: { issuer } });
    expect(hub.clients.get('reader')).toEqual(before);
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${hub.apis.get('demo')}/x`, { headers })).status).toBe(200);
    expect([...hub.secrets]).toEqual([]);
  });

  it('says which scope of a client no resource server has', async () => {
    const resources = { ...cognito, Reader: client('reader', ['erase']) };
    await expect(startHub({ assembly: assemblyOf(resources) })).rejects.toThrow(
      'client reader: no resource server of its user pool has the scope hub/erase',
    );
  });
});

describe('a JWT authorizer', () => {
  const secured = {
    ...api,
    ...cognito,
    ...authorizer(COGNITO_ISSUER, [ref('Reader'), ref('Both')]),
    Open: route('GET /open'),
    Any: jwtRoute('GET /any'),
    Write: jwtRoute('GET /write', ['hub/write', 'hub/admin']),
  };
  const call = (url: string, authorization?: string) =>
    fetch(url, authorization === undefined ? {} : { headers: { authorization } });

  it('lets the pool’s tokens in, by the issuer’s name in AWS, and hands their claims over', async () => {
    const url = await start(secured);
    const token = await tokenOf('both');
    const event = await json(call(`${url}/write`, `Bearer ${token}`));
    const claims = partOf(token, 1);
    expect(event).toMatchObject({
      requestContext: {
        authorizer: {
          jwt: {
            claims: {
              client_id: hub?.clients.get('both')?.id,
              scope: 'hub/read hub/write',
              exp: String(claims.exp),
              token_use: 'access',
            },
            scopes: ['hub/write'],
          },
        },
      },
    });
    expect((await call(`${url}/any`, token)).status).toBe(200);
    expect((await call(`${url}/open`)).status).toBe(200);
  });

  it('takes the issuer by the pool’s attribute too', async () => {
    const url = await start({ ...secured, ...authorizer(att('Pool', 'ProviderURL'), [ref('Reader')]) });
    expect((await call(`${url}/any`, `Bearer ${await tokenOf('reader')}`)).status).toBe(200);
    expect((await call(`${url}/any`, `Bearer ${await tokenOf('both')}`)).status).toBe(401);
  });

  it('forbids a route to a token without one of its scopes', async () => {
    const url = await start(secured);
    const answer = await call(`${url}/write`, `Bearer ${await tokenOf('reader')}`);
    expect([answer.status, await answer.text()]).toEqual([403, '{"message":"Forbidden"}']);
    expect(
      (await call(`${url}/write`, `Bearer ${await tokenOf('both', { scope: 'hub/read' })}`)).status,
    ).toBe(403);
  });

  it('refuses no token, another client’s, and one that was touched', async () => {
    const url = await start(secured);
    const token = await tokenOf('reader');
    const [head = '', , signature = ''] = token.split('.');
    const claims = Buffer.from(JSON.stringify({ ...partOf(token, 1), scope: 'hub/write' })).toString(
      'base64url',
    );
    for (const authorization of [
      undefined,
      '',
      'Bearer',
      'Bearer x.y.z',
      `Basic ${token}`,
      `Bearer ${await tokenOf('stranger')}`,
      `Bearer ${head}.${claims}.${signature}`,
    ]) {
      const answer = await call(`${url}/any`, authorization);
      expect([answer.status, await answer.text()], authorization).toEqual([
        401,
        '{"message":"Unauthorized"}',
      ]);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
  });

  describe('with an issuer of the test’s own', () => {
    const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const others = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const now = () => Math.floor(Date.now() / 1000);
    let issuer = '';
    let url = '';
    beforeEach(async () => {
      const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k', alg: 'RS256', use: 'sig' };
      const server = createServer((request, response) => {
        const path = request.url === '/keys' ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/keys` };
        response.end(JSON.stringify(path));
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      ends.push(() => server.close());
      const address = server.address();
      issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
      url = await start({
        ...api,
        ...authorizer(issuer, ['a', 'b']),
        Any: jwtRoute('GET /any'),
        Write: jwtRoute('GET /write', ['w']),
      });
    });
    const sign = (
      claims: Record<string, unknown>,
      header: { kid?: string; alg?: string } = {},
      key = keys.privateKey,
    ) => {
      const { kid = 'k', alg = 'RS256' } = header;
      return new SignJWT({ iss: issuer, aud: 'a', iat: now(), exp: now() + 60, ...claims })
        .setProtectedHeader({ alg, ...(kid === '' ? {} : { kid }) })
        .sign(key);
    };
    const status = async (token: string, path = '/any') =>
      (await call(`${url}${path}`, `Bearer ${token}`)).status;

    it('lets a good token in', async () => {
      expect(await status(await sign({}))).toBe(200);
      expect(await status(await sign({ aud: ['z', 'b'] }))).toBe(200);
      expect(await status(await sign({ scp: ['r', 'w'] }), '/write')).toBe(200);
      const event = await json(
        call(`${url}/any`, `Bearer ${await sign({ n: 1, list: ['x', 'y'], yes: true })}`),
      );
      expect(event).toMatchObject({
        requestContext: {
          authorizer: { jwt: { claims: { n: '1', list: '[x y]', yes: 'true' }, scopes: null } },
        },
      });
    });

    it('refuses one by its claims', async () => {
      expect(await status(await sign({ exp: now() - 1 })), 'expired').toBe(401);
      expect(await status(await sign({ exp: undefined })), 'without end').toBe(401);
      expect(await status(await sign({ nbf: now() + 60 })), 'not yet').toBe(401);
      expect(await status(await sign({ iat: now() + 60 })), 'from the future').toBe(401);
      expect(await status(await sign({ iss: 'https://else.example' })), 'issuer').toBe(401);
      expect(await status(await sign({ aud: 'z' })), 'audience').toBe(401);
      expect(await status(await sign({ aud: 'z', client_id: 'a' })), 'audience before client').toBe(401);
      expect(await status(await sign({ aud: undefined, client_id: 'z' })), 'client').toBe(401);
      expect(await status(await sign({ aud: undefined })), 'no audience').toBe(401);
      expect(await status(await sign({ scope: 'r' }), '/write'), 'scope').toBe(403);
    });

    it('refuses one by its signature', async () => {
      expect(await status(await sign({}, {}, others.privateKey)), 'another key').toBe(401);
      expect(await status(await sign({}, { kid: 'z' }, others.privateKey)), 'an unknown key').toBe(401);
      expect(await status(await sign({}, { kid: '' })), 'an unnamed key').toBe(401);
      const claims = { iss: issuer, aud: 'a', iat: now(), exp: now() + 60 };
      expect(await status(new UnsecuredJWT(claims).encode()), 'unsigned').toBe(401);
      const text = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const none = `${text({ alg: 'none', kid: 'k' })}.${text(claims)}.`;
      expect(await status(none), 'unsigned, naming a key').toBe(401);
      const signed = `${text({ alg: 'HS256', kid: 'k' })}.${text(claims)}`;
      const publicKey = String(keys.publicKey.export({ type: 'spki', format: 'pem' }));
      const mac = createHmac('sha256', publicKey).update(signed).digest('base64url');
      expect(await status(`${signed}.${mac}`), 'the public key as a secret').toBe(401);
    });
  });
});
