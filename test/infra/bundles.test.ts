import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleFunction } from '../../infra/bundling/bundle-function.ts';
import type { FunctionName } from '../../infra/bundling/functions.ts';
import { withLiteralKeys } from '../../infra/bundling/literal-keys.ts';

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
