import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { lockFolder } from '../../local/lock.ts';
import { openState } from '../../local/state.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'hub-'));
const answers = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => done(socket.destroy() !== undefined));
    socket.once('error', () => done(false));
  });
const until = async (holds: () => Promise<boolean>): Promise<boolean> => {
  for (let tries = 0; tries < 100; tries++) {
    if (await holds()) return true;
    await sleep(100);
  }
  return false;
};
/** A process that runs a script; its first line of output. */
const running = async (script: string) => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1', AWS_PROFILE: 'another' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((done) =>
    child.stdout.once('data', (data) => done(String(data).trim())),
  );
  const killed = (): Promise<unknown> => {
    const ended = new Promise((done) => child.once('close', done));
    child.kill('SIGKILL');
    return ended;
  };
  return { line, killed, pid: child.pid };
};

describe('a hub that is killed', () => {
  it('leaves no engine behind, and had started its own whatever another hub’s variables say', async () => {
    const { line, killed } = await running(
      `import { startDynamodb } from './local/engines.ts';
       console.log((await startDynamodb()).port); setInterval(() => {}, 1000);`,
    );
    const port = Number(line);
    expect(await answers(port)).toBe(true);
    await killed();
    expect(await until(async () => !(await answers(port)))).toBe(true);
  });

  it('has written its keys as they were drawn', async () => {
    const dir = folder();
    const { killed } = await running(
      `import { openState } from './local/state.ts';
       const state = openState(${JSON.stringify(dir)});
       state.secrets.set('a', 'drawn once'); state.checkpoints.set('stream', '42');
       setTimeout(() => console.log('done'), 50); setInterval(() => {}, 1000);`,
    );
    await killed();
    const again = openState(dir);
    expect(again.secrets.get('a')).toBe('drawn once');
    expect(again.checkpoints.get('stream')).toBe('42');
  });

  it('leaves a lock that the next one takes over', async () => {
    const dir = folder();
    const { killed, pid } = await running(
      `import { lockFolder } from './local/lock.ts'; lockFolder(${JSON.stringify(dir)}); console.log('locked'); setInterval(() => {}, 1000);`,
    );
    expect(() => lockFolder(dir)).toThrow(`un autre hub l’utilise (processus ${pid})`);
    await killed();
    const unlock = lockFolder(dir);
    expect(readFileSync(join(dir, 'hub.lock'), 'utf8')).toBe(String(process.pid));
    unlock();
    writeFileSync(join(dir, 'hub.lock'), '', { flag: 'wx' });
    lockFolder(dir)();
  });
});
