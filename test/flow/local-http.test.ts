import { afterEach, describe, expect, it } from 'vitest';
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
    const port = Number(new URL(url).port);
    const http = { demo: port };
    await expect(startHub({ assembly: assemblyOf(api, ECHO), ports: { http } })).rejects.toThrow(
      `le port ${port} est déjà pris : the HTTP API demo ne peut pas s’y ouvrir`,
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
    ['Asked', { ...api, Asked: route('GET /x', { AuthorizationType: 'CUSTOM' }) }, 'AuthorizationType'],
  ])('says that it does not support %s as it is', async (id, resources, property) => {
    await expect(startHub({ assembly: assemblyOf(resources, ECHO) })).rejects.toThrow(
      new RegExp(`^Demo/${id} .*: ${property} is not supported locally`),
    );
  });
});
