import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type BuildOptions, build } from 'esbuild';
import { asFunction } from '../../infra/bundling/build.ts';
import { stageOf } from '../../infra/stages.ts';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import { startBuckets } from '../../test/support/buckets.ts';

const run = promisify(execFile);

const BARE = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
  const client = new DynamoDBClient({});
  export const handler = async () => client.config.region();`;

/** A handler that only makes a DynamoDB client, the SDK taken whole, its chain of credentials included: what init time is measured against. */
export const bundleBare = (): Promise<string> => bundle(BARE, { alias: {}, banner: {}, plugins: [] });

/** The same, bundled as the hub's functions are. */
export const bundleBareAsHub = (): Promise<string> => bundle(BARE);

/** The reference receiver, bundled as the hub's functions are. */
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

/** Kilobytes of a bundle's code: all of it, and what importing its entry reads, files imported later left out. */
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

const local = stageOf('local');

const secretOf = (name: string): string => `arn:aws:secretsmanager:${REGION}:123456789012:secret:${name}`;
const secrets = new Map([
  [secretOf('matching'), 'k'.repeat(32)],
  [secretOf('canary'), 'c'.repeat(32)],
]);

/** Environment under which any of the functions loads; what matches asks for its two keys as it does. */
const environment = {
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  TABLE_NAME: 'hub',
  MATCHING_KEY_SECRET: secretOf('matching'),
  CANARY_KEY_SECRET: secretOf('canary'),
  DEPARTEMENT: '77',
  MESSAGE_TTL_DAYS: '30',
  PIECES_BUCKET: 'pieces',
  PIECES_QUEUE_URL: 'http://127.0.0.1/q',
  RETRY_QUEUE_URL: 'http://127.0.0.1/r',
  FAILURES_QUEUE_URL: 'http://127.0.0.1/x',
  QUARANTINE_BUCKET: 'quarantine',
  HOLD_BUCKET: 'hold',
  DROP_QUEUE_URL: 'http://127.0.0.1/d',
  DROP_BUCKET: 'drop',
  FILES_QUEUE_URL: 'http://127.0.0.1/f',
  PIECE_DAYS: '90',
  CLIENTS: '{}',
  PIECE_WAIT_SECONDS: '3',
  RAW_BUCKET: 'raw',
  CANARY_PARTNERS: '[]',
  INTAKE_PREFIX: 'passerelle-',
  REPLIES_QUEUE_PREFIX: 'replies-',
  STAGE: 'local',
  MAILBOXES: JSON.stringify(local.mailboxes),
  CCAPEX_FORMATIONS: JSON.stringify(local.ccapexFormations),
  POSTAL_ADDRESSES: JSON.stringify(local.postalAddresses),
  DIGEST_ABOVE: '10',
  WATCH_QUEUE_URL: 'http://127.0.0.1/watch',
  CLOSE_DELAY_SECONDS: '0',
  SENDER_ADDRESS: 'a@b.example',
  CONFIGURATION_SET: 'mails',
  CASE_URL_BASE: 'https://hub.example/',
};

const importOnce = async (bundle: string, secretsUrl: string): Promise<number> => {
  const script = `const t = performance.now(); await import(${JSON.stringify(bundle)}); process.stdout.write(String(performance.now() - t))`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...environment, AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsUrl },
  });
  return Number(stdout);
};

/** Median import time of each bundle in a new process, milliseconds; the bundles take turns, so that noise is shared. */
export const initTimes = async (
  bundles: ReadonlyMap<string, string>,
  rounds: number,
): Promise<Map<string, number>> => {
  const times = new Map([...bundles.keys()].map((name): [string, number[]] => [name, []]));
  const { url, stop } = await startBuckets(secrets);
  for (let round = 0; round < rounds; round++) {
    for (const [name, bundle] of bundles) times.get(name)?.push(await importOnce(bundle, url));
  }
  await stop();
  return new Map([...times].map(([name, list]) => [name, median(list)]));
};

/** Middle value. */
const median = (list: readonly number[]): number =>
  list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
