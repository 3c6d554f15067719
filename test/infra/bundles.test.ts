import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { bundleFunction } from '../../infra/bundling/bundle-function.ts';
import type { FunctionName } from '../../infra/bundling/functions.ts';
import { withLiteralKeys } from '../../infra/bundling/literal-keys.ts';
import { documentOf } from '../../shared/outbound/documents/documents.ts';

const codeOf = (name: FunctionName): string => {
  const folder = bundleFunction(name);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
};

/** Imports a module from its text. Resolves to its exports. */
const run = async (text: string): Promise<Record<string, unknown>> =>
  import(`data:text/javascript,${encodeURIComponent(text)}`);

describe('A bundle', () => {
  it('holds the descriptions of the operations its function calls, and of no other', () => {
    const code = codeOf('reply');

    expect(code).toContain('/{Key+}?x-id=PutObject');
    expect(code).not.toContain('?lifecycle');
    expect(code).not.toContain('ListMessageMoveTasks');
  });

  it('has no key left as a constant in the descriptions of the four clients', () => {
    const require = createRequire(import.meta.url);
    for (const client of ['dynamodb', 's3', 'sqs', 'sesv2']) {
      const entry = require.resolve(`@aws-sdk/client-${client}`);
      const schemas = join(entry, '../../dist-es/schemas/schemas_0.js');

      const text = readFileSync(schemas, 'utf8');

      expect(text, client).toMatch(/\[_\w+\]:/);
      expect(withLiteralKeys(text), client).not.toMatch(/\[_\w+\]:/);
    }
  });
});

/** A document from the thread that a function is deployed with. */
const documentFrom = (name: FunctionName, template: string, data: unknown): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(pathToFileURL(join(bundleFunction(name), 'make-document.mjs')), {
      execArgv: [],
    });
    thread.once('message', (made) => resolve(thread.terminate().then(() => made)));
    thread.once('error', reject);
    thread.postMessage({ template, data });
  });

describe('Documents', () => {
  it.each(['notify', 'receive-piece', 'api'] as const)(
    'are made by %s as it is deployed, with what lies beside its bundle, as by the sources',
    async (name) => {
      const data = {
        ...{ title: 'Accusé', day: '2026-03-02', heading: 'Accusé', number: 'n° 1', notice: 'Lu.' },
        lines: [{ label: 'Étude', value: 'etude-moreau-meaux', 'is-code': true }],
      };
      expect(await documentFrom(name, 'receipt', data)).toEqual(await documentOf('receipt', data));
    },
  );

  it.each(['notify', 'receive-piece', 'api'] as const)(
    'take of %s a twelfth of what Lambda allows: 250 MB unpacked',
    (name) => {
      const folder = bundleFunction(name);
      const sizes = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(250e6 / 12);
    },
  );
});

describe('Keys written out', () => {
  it('give the same object', async () => {
    const module = [
      'const _h = "http";',
      'const _hQ = "httpQuery";',
      'export const GetObject$ = [9, "s3", { [_h]: ["GET", "/{Key+}", 200], [_hQ]: "versionId" }];',
    ].join('\n');

    const written = withLiteralKeys(module);

    expect(written).toContain('{ "http": ["GET", "/{Key+}", 200], "httpQuery": "versionId" }');
    expect({ ...(await run(written)) }).toEqual({ ...(await run(module)) });
  });

  it('leave alone a key that is no constant of the module, a value, and what is computed', () => {
    const module = 'let _v = "a";\nconst _n = 3;\nexport const o = { [_v]: 1, [_n]: 2, [_far]: 3, x: [_v] };';

    expect(withLiteralKeys(module)).toBe(module);
  });
});
