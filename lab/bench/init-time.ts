import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type BuildOptions, build } from 'esbuild';
import { asFunction } from '../../infra/bundling/build.ts';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import { startBuckets } from '../../test/support/buckets.ts';

const run = promisify(execFile);

const BARE = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
  const client = new DynamoDBClient({});
  export const handler = async () => client.config.region();`;

/**
 * Bundles a handler that only makes a DynamoDB client, with the whole SDK and its chain of credentials: the baseline for init time.
 */
export const bundleBare = (): Promise<string> => bundle(BARE, { alias: {}, banner: {}, plugins: [] });

/** Bundles the same handler as the hub's functions are. */
export const bundleBareAsHub = (): Promise<string> => bundle(BARE);

/** Bundles the reference receiver as the hub's functions are. */
export const bundleReference = (): Promise<string> =>
  bundle(`export { handler } from './reference/handler.ts';`);

const bundle = async (contents: string, more: BuildOptions = {}): Promise<string> => {
  const outfile = join(mkdtempSync(join(tmpdir(), 'bundle-')), 'index.mjs');
  await build({
    ...asFunction,
    stdin: { contents, resolveDir: import.meta.dirname },
    outfile,
    ...more,
    logLevel: 'error',
  });
  return outfile;
};

/** Kilobytes of a bundle's code: all of it, and the part read when its entry is imported, without the files imported later. */
export const sizesOf = (entry: string): { bundleKb: number; startKb: number } => {
  const folder = dirname(entry);
  const read = new Set<string>();
  const follow = (file: string): void => {
    if (read.has(file)) return;
    read.add(file);
    // `import("./x.mjs")` is a later import; `from"./x.mjs"` and `import"./x.mjs"` are not.
    for (const [, name] of readFileSync(file, 'utf8').matchAll(/(?:from|import)"\.\/([^"]+\.mjs)"/g))
      follow(join(folder, name ?? ''));
  };
  follow(entry);
  const kb = (files: readonly string[]): number =>
    Math.round(files.reduce((sum, file) => sum + statSync(file).size, 0) / 1000);
  const all = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
  return { bundleKb: kb(all.map((name) => join(folder, name))), startKb: kb([...read]) };
};

const secretOf = (name: string): string => `arn:aws:secretsmanager:${REGION}:123456789012:secret:${name}`;
const KEY = secretOf('key');

/** A bundle, and the variables of its function: values of the template, intrinsics included. */
export type Bundle = { file: string; variables: Readonly<Record<string, unknown>> };

/** Variables with which a function loads: the template's strings, and for an intrinsic a value of the same form. */
const environmentOf = (variables: Bundle['variables']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : (formOf.find(([end]) => name.endsWith(end))?.[1] ?? 'hub'),
    ]),
  );
const formOf = [
  ['_SECRET', KEY],
  ['_URL', 'http://127.0.0.1/queue'],
  ['CLIENTS', '{}'],
] as const;

const importOnce = async ({ file, variables }: Bundle, secretsUrl: string): Promise<number> => {
  const script = `const t = performance.now(); await import(${JSON.stringify(file)}); process.stdout.write(String(performance.now() - t))`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], {
    env: {
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsUrl,
      ...environmentOf(variables),
    },
  });
  return Number(stdout);
};

/** Median time in ms to import each bundle in a new process. The bundles take turns, so that noise is shared. */
export const initTimes = async (
  bundles: ReadonlyMap<string, Bundle>,
  rounds: number,
): Promise<Map<string, number>> => {
  const times = new Map([...bundles.keys()].map((name): [string, number[]] => [name, []]));
  const { url, stop } = await startBuckets(new Map([[KEY, 'k'.repeat(32)]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, bundle] of bundles) times.get(name)?.push(await importOnce(bundle, url));
  }
  await stop();
  return new Map([...times].map(([name, list]) => [name, median(list)]));
};

/** Middle value. */
const median = (list: readonly number[]): number =>
  list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
