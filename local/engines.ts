import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { REGION } from './constants.ts';
import { LocalHubError } from './errors.ts';
import { type Front, withBodyLimit, withFronts } from './front.ts';
import { LARGEST_FORM, postPolicy } from './s3/post.ts';
import { createObjectTags, type ObjectTags, tagging } from './s3/tags.ts';
import { versioning } from './s3/versioning.ts';
import { createVersions, type Versions } from './s3/versions.ts';
import { indexStreams } from './stream-index.ts';

const require = createRequire(import.meta.url);

/** A started engine: its URL and how to stop it. */
export type Engine = { readonly url: string; readonly port: number; readonly stop: () => Promise<void> };

const listens = (port: number): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(port, '0.0.0.0', () => {
      const address = probe.address();
      const found = typeof address === 'object' && address ? address.port : port;
      probe.close(() => done(found));
    });
  });

/** The given port when it is free, or any free port when none is given; throws one line naming the port when it is in use. */
const freePort = async (engine: string, port = 0): Promise<number> => {
  try {
    return await listens(port);
  } catch (error) {
    throw new LocalHubError(`le port ${port} est déjà pris : ${engine} ne peut pas s’y ouvrir`, {
      cause: error,
    });
  }
};

/** @throws LocalHubError in one line when one of these ports is in use */
export const checkPorts = async (ports: readonly number[]): Promise<void> => {
  for (const port of ports) await freePort('le hub', port);
};

const dynoxideBinary = (): string => {
  const name = `@dynoxide/${platform()}-${arch()}`;
  try {
    return require.resolve(`${name}/dynoxide`);
  } catch (error) {
    throw new LocalHubError(
      `the embedded DynamoDB engine ${name} is not installed: set HUB_DYNAMODB_URL to another DynamoDB engine's URL`,
      { cause: error },
    );
  }
};

/** Folder for a database that is not kept: in memory where the system has such a folder, which is fastest. */
const memoryFolder = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());

const answers = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => done(socket.destroy() !== undefined));
    socket.once('error', () => done(false));
  });

/**
 * Starts a command that ends with this process, however this one ends: a shell waits for the end of its input, which comes when we
 * close it or are killed, and stops the command.
 */
const spawnWithUs = (command: string, args: readonly string[]) =>
  spawn('/bin/sh', ['-c', KEEPER, 'sh', command, ...args], {
    stdio: ['pipe', 'ignore', 'pipe'],
    // Apart from the terminal: Ctrl-C is ours to answer.
    detached: true,
  });
const KEEPER = `exec 3<&0
"$@" </dev/null 3<&- & engine=$!
(cat <&3 >/dev/null; kill $engine 2>/dev/null) & keeper=$!
wait $engine
ended=$?
kill $keeper 2>/dev/null
exit $ended`;

/** The command that starts an engine, to listen on `port` and keep its data in `folder`. */
type Start = {
  readonly command: string;
  readonly args: (port: number, folder: string) => readonly string[];
};

const dynoxide = (): Start => ({
  command: dynoxideBinary(),
  args: (port, folder) => ['--port', String(port), '--db-path', databaseIn(folder)],
});
const databaseIn = (folder: string): string => join(folder, 'dynamodb.sqlite');

/** AWS's own engine. `path` is the folder its archive was extracted to, or one that holds all its jars. It needs Java. */
const dynamodbLocal = (path: string): Start => ({
  command: 'java',
  args: (port, folder) => [
    `-Djava.library.path=${path}:${path}/DynamoDBLocal_lib`,
    '-cp',
    `${path}/*:${path}/DynamoDBLocal_lib/*`,
    'com.amazonaws.services.dynamodbv2.local.main.ServerRunner',
    '-sharedDb',
    ...['-port', String(port), '-dbPath', folder],
  ],
});

/**
 * Starts DynamoDB in a child process: dynoxide, or AWS's DynamoDB Local when DYNAMODB_LOCAL_PATH names its folder. When
 * HUB_DYNAMODB_URL is set, nothing is started and the engine at that URL is used. No `AWS_…` variable is read: one that was set to
 * work on another hub must not reach its table.
 *
 * @param dataDir folder of the database file; when absent, a temporary one, deleted at the end
 * @throws LocalHubError in one line: the port is in use, the engine is not installed, it did not start within 20 seconds
 */
export const startDynamodb = async (port?: number, dataDir?: string): Promise<Engine> => {
  const other = process.env.HUB_DYNAMODB_URL;
  if (other) return { url: other, port: Number(new URL(other).port), stop: async () => {} };
  const local = process.env.DYNAMODB_LOCAL_PATH;
  const start = local ? dynamodbLocal(local) : dynoxide();
  const chosen = await freePort(local ? 'DynamoDB Local' : 'DynamoDB (dynoxide)', port);
  const folder = dataDir ?? mkdtempSync(join(memoryFolder(), 'dynamodb-'));
  const child = spawnWithUs(start.command, start.args(chosen, folder));
  let problem = '';
  child.stderr.on('data', (data) => {
    problem = `${problem}${data}`.slice(-500);
  });
  child.once('error', (error) => {
    problem = error.message;
  });
  let stopping = false;
  const exited = new Promise<void>((done) => {
    child.once('close', (code, signal) => {
      if (!stopping)
        console.error(`the embedded DynamoDB engine ended (${signal ?? code}): ${problem.trim()}`);
      done();
    });
  });
  const kill = () => {
    child.stdin.end();
    if (dataDir === undefined) rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', kill);
  for (let waited = 0; !(await answers(chosen)); waited += 20) {
    if (child.exitCode !== null || child.pid === undefined || waited > 20_000) {
      throw new LocalHubError(`the embedded DynamoDB engine did not start: ${problem.trim() || 'no answer'}`);
    }
    await sleep(20);
  }
  if (!local) indexStreams(databaseIn(folder));
  return {
    url: `http://127.0.0.1:${chosen}`,
    port: chosen,
    stop: async () => {
      process.off('exit', kill);
      stopping = true;
      child.stdin.end();
      await exited;
      if (dataDir === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** SQS and S3, started. */
export type AwsEngine = Engine & {
  readonly server: FauxqsServer;
  readonly versions: Versions;
  /** Calls the listener at once for each event that the engine reports: an object written, read or deleted, a message. */
  readonly onEvent: (listener: (event: unknown) => void) => void;
};

/**
 * Registers the versions that a previous run left. They are read from the engine's database: its lists stop at a thousand keys,
 * and lose some from one page to the next.
 */
const enterKept = (versions: Versions, folder: string): void => {
  const file = join(folder, 'fauxqs.db');
  if (!existsSync(file)) return;
  const database = new DatabaseSync(file, { readOnly: true });
  for (const { bucket, key } of database.prepare('SELECT bucket, key FROM s3_objects').iterate())
    versions.enter(String(bucket), String(key));
  database.close();
};

/**
 * Starts SQS and S3 (fauxqs, in this process), behind the fronts that answer first. The URL is by IP, which makes the SDKs
 * address buckets by path.
 *
 * @param dataDir folder of its data; in memory when absent
 * @param now the instant, in ms, against which the expiration of a form's policy is checked
 * @param tags store of the objects' tags
 * @param fronts more listeners that answer at this address
 * @throws LocalHubError in one line when the port is in use
 */
export const startAws = async ({
  port,
  dataDir,
  now = Date.now,
  tags = createObjectTags(new Map()),
  fronts: more = [],
}: {
  readonly port?: number | undefined;
  readonly dataDir?: string | undefined;
  readonly now?: () => number;
  readonly tags?: ObjectTags;
  readonly fronts?: readonly Front[];
} = {}): Promise<AwsEngine> => {
  const chosen = await freePort('SQS and S3 (fauxqs)', port);
  const folder = dataDir && join(dataDir, 'sqs-s3');
  const versions = createVersions();
  if (folder) enterKept(versions, folder);
  const fronts = [...more, postPolicy(now), versioning(versions), tagging(tags)];
  const start = () =>
    startFauxqs({
      port: chosen,
      logger: false,
      defaultRegion: REGION,
      messageSpies: { bufferSize: 1 },
      ...(folder ? { dataDir: folder } : {}),
    });
  const server = await withFronts(fronts, () => withBodyLimit(LARGEST_FORM, start));
  const listeners = [versions.onEvent, tags.onEvent];
  // The engine's spy keeps a bounded buffer, and reading it could lose events: its `addMessage` is replaced instead.
  Reflect.set(server.spy, 'addMessage', (event: unknown) => {
    for (const listener of listeners) listener(event);
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    port: server.port,
    server,
    versions,
    onEvent: (listener) => listeners.push(listener),
    stop: () => server.stop(),
  };
};

/**
 * Starts SES (aws-ses-v2-local, in this process). Its root is the inbox; `GET /store` gives its mails as JSON. The store belongs
 * to the module, so that two hubs of one process share it: it is emptied at each start.
 *
 * @throws LocalHubError in one line when the port is in use
 */
export const startSes = async (port?: number): Promise<Engine> => {
  const ses: typeof import('aws-ses-v2-local') = require('aws-ses-v2-local');
  const chosen = await freePort('SES (aws-ses-v2-local)', port);
  const server = await ses.default({ port: chosen, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${chosen}`;
  await fetch(`${url}/clear-store`, { method: 'POST' });
  return {
    url,
    port: chosen,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
};
