import { execFile, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Environment } from './environment.ts';

/** LocalStack, started. */
export type Server = {
  readonly url: string;
  /** Folder of its log and of the functions'. */
  readonly logs: string;
  readonly stop: () => Promise<void>;
};

/** Longest wait for it to be ready, in seconds. */
const LONGEST_START = 90;

/**
 * Starts LocalStack with nothing in it, in a process group of its own.
 *
 * @param logs where it and the functions write, emptied
 * @param mailUrl what takes the mails
 * @throws Error when it is not ready in time; its log says why
 */
export const startLocalStack = async (
  { bin, root, java }: Environment,
  { logs, port, mailUrl }: { logs: string; port: number; mailUrl: string },
): Promise<Server> => {
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  const url = `http://127.0.0.1:${port}`;
  const realJava = (await promisify(execFile)('sh', ['-c', 'command -v java'])).stdout.trim();
  const child = spawn(join(bin, 'localstack'), ['start', '--host'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PATH: `${java}:${process.env.PATH}`,
      REAL_JAVA: realJava,
      FILESYSTEM_ROOT: root,
      LOCALSTACK_VOLUME_DIR: join(root, 'volume'),
      GATEWAY_LISTEN: `127.0.0.1:${port}`,
      LOCALSTACK_HOST: `127.0.0.1:${port}`,
      SQS_ENDPOINT_STRATEGY: 'path',
      DYNAMODB_IN_MEMORY: '1',
      // Neither a name server, nor certificates, nor what it tells its makers.
      DNS_ADDRESS: '0',
      SKIP_SSL_CERT_DOWNLOAD: '1',
      DISABLE_EVENTS: '1',
      // Although this machine may itself be a container.
      OVERRIDE_IN_DOCKER: '0',
      LAMBDA_RUNTIME_EXECUTOR: 'node',
      FUNCTION_NODE: process.execPath,
      FUNCTION_RUNTIME: join(import.meta.dirname, 'runtime.ts'),
      FUNCTION_LOGS: logs,
      MAIL_URL: mailUrl,
    },
  });
  const log = createWriteStream(join(logs, 'localstack.log'));
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const stop = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null) {
      process.kill(-child.pid, 'SIGTERM');
      await Promise.race([ended, sleep(5_000)]);
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // The whole group has ended.
      }
    }
  };
  const isReady = (): Promise<boolean> =>
    fetch(`${url}/_localstack/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (let waited = 0; !(await isReady()); waited += 0.5) {
    if (waited > LONGEST_START || child.exitCode !== null) {
      await stop();
      throw new Error(`LocalStack ne démarre pas : ${join(logs, 'localstack.log')} dit pourquoi`);
    }
    await sleep(500);
  }
  return { url, logs, stop };
};
