import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const COMMAND = join(import.meta.dirname, '../../cli/audit.ts');
const VERSION = '4.2.0';
const ADVISORIES = '/-/npm/v1/security/advisories/bulk';

let stop = (): void => {};
afterEach(() => stop());

/** A registry that answers with these advisories, or with this status. */
const registry = async (answer: object | number): Promise<string> => {
  const server = createServer((request, response) => {
    request.resume();
    if (request.url === '/mustache')
      return response.end(
        JSON.stringify({
          name: 'mustache',
          'dist-tags': { latest: VERSION },
          versions: { [VERSION]: { name: 'mustache', version: VERSION, dist: {} } },
        }),
      );
    if (request.url !== ADVISORIES || typeof answer === 'number') {
      response.statusCode = typeof answer === 'number' ? answer : 404;
      return response.end('{}');
    }
    return response.end(JSON.stringify(answer));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  stop = () => void server.close();
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/`;
};

const audit = async (url: string, ...args: string[]): Promise<{ code: number; text: string }> =>
  new Promise((done) => {
    const env = { ...process.env, npm_config_registry: url, npm_config_fetch_retries: '0' };
    execFile(process.execPath, [COMMAND, ...args], { env }, (error, stdout) =>
      done({ code: Number(error?.code ?? 0), text: stdout }),
    );
  });

describe('the audit of dependencies', () => {
  it('passes when the registry knows of nothing', async () => {
    expect(await audit(await registry({}))).toEqual({
      code: 0,
      text: expect.stringMatching(/^audit: no known vulnerability in [1-9]\d* production dependencies\n$/),
    });
  });

  it('fails on one that is deployed, and names it', async () => {
    const advisory = {
      id: 1,
      url: 'https://advisories.example/1',
      title: 'Prototype pollution',
      severity: 'high',
      vulnerable_versions: '<=4.2.0',
      cwe: [],
      cvss: { score: 7, vectorString: null },
    };

    expect(await audit(await registry({ mustache: [advisory] }))).toEqual({
      code: 1,
      text: expect.stringContaining(': high: Prototype pollution'),
    });
  });

  it('says that it was not done when the registry does not say, and fails on it when strict', async () => {
    const url = await registry(405);

    expect(await audit(url)).toEqual({ code: 0, text: expect.stringMatching(/^audit NOT DONE/) });
    expect((await audit(url, '--strict')).code).toBe(2);
  });
});
