import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractFiles } from '../../cli/contracts/files.ts';
import { serveContracts } from '../../cli/contracts/serve.ts';
import { type LocalHub, startHub } from '../../local/hub.ts';
import { assemblyOf } from '../support/assembly.ts';

let builds = 0;
const build = () => {
  builds += 1;
  return contractFiles();
};
let hub: LocalHub;
let url: string;
let files: Awaited<ReturnType<typeof contractFiles>>;

beforeAll(async () => {
  const resources = {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'demo', ProtocolType: 'HTTP' } },
  };
  hub = await startHub({ assembly: assemblyOf(resources), fronts: [serveContracts(build)] });
  url = hub.apis.get('demo') ?? '';
  expect(builds).toBe(0);
  files = await contractFiles();
});
afterAll(() => hub.stop());

/** Sends the path unchanged: `fetch` would resolve its dots and escapes first. */
const asked = (path: string): Promise<IncomingMessage> =>
  new Promise((done, fail) => {
    const { hostname, port } = new URL(url);
    get({ hostname, port, path }, (response) => done(response.resume())).once('error', fail);
  });

describe('the contracts of a running hub', () => {
  it('have an index, at /contrats/', async () => {
    const answer = await fetch(`${url}/contrats`);

    expect(answer.url).toBe(`${url}/contrats/`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await answer.text()).toBe(files.get('index.html'));
  });

  it('are all there, as they are built, each under its type', async () => {
    const served = new Map<string, string | null>();
    for (const [name, content] of files) {
      const answer = await fetch(`${url}/contrats/${name}`);
      expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(content)), name).toBe(true);
      served.set(name, answer.headers.get('content-type'));
    }

    expect(served.get('impaye.v1.schema.json')).toBe('application/json');
    expect(served.get('openapi.v1.json')).toBe('application/json');
    expect(served.get('caf.html')).toBe('text/html; charset=utf-8');
    expect(served.get('caf-impayes.modele.csv')).toBe('text/csv; charset=utf-8');
    expect(served.get('caf-impayes.modele.xlsx')).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
    expect([...served.values()]).not.toContain('application/octet-stream');
  });

  it('are built once, at the first request', async () => {
    await fetch(`${url}/contrats/?a=b`);

    expect(builds).toBe(1);
  });

  it('answer HEAD as GET, without the body', async () => {
    const answer = await fetch(`${url}/contrats/caf.html`, { method: 'HEAD' });

    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength(files.get('caf.html') ?? '')));
    expect(await answer.text()).toBe('');
  });

  it('are read, and only read', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const answer = await fetch(`${url}/contrats/caf.html`, { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    }
    const long = await fetch(`${url}/contrats/`, { method: 'POST', body: 'a'.repeat(5_000_000) });
    expect(long.status).toBe(405);
  });

  it('say in French where nothing is', async () => {
    const answer = await fetch(`${url}/contrats/absent.html`);

    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('Aucun contrat à cette adresse. Le sommaire : /contrats/\n');
  });

  it.each([
    '/contrats/../package.json',
    '/contrats/%2e%2e/package.json',
    '/contrats/..%2f..%2fpackage.json',
    '/contrats/..\\package.json',
    '/contrats//etc/passwd',
    '/contrats/%00',
    '/contrats/constructor',
    '/contrats/__proto__',
  ])('lead nowhere else: %s', async (path) => {
    expect((await asked(path)).statusCode).toBe(404);
  });

  it('leave the rest to the API', async () => {
    for (const path of ['/', '/contratsx', '/v1/pieces', '/x/contrats/'])
      expect(await (await fetch(`${url}${path}`)).text()).toBe('{"message":"Not Found"}');
  });
});
