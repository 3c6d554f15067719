import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const CHAOS = join(import.meta.dirname, '../chaos/chaos.ts');

/** Runs `npm run chaos` with these arguments; gives what it printed, whatever its end. */
const chaos = async (...args: string[]): Promise<string> => {
  try {
    return (await promisify(execFile)(process.execPath, [CHAOS, ...args])).stdout;
  } catch (error) {
    return String(Object(error).stdout ?? error);
  }
};
const ends = (printed: string): string[] =>
  printed.split('\n').filter((line) => line.startsWith('graine') && line.endsWith(': tient'));
const traces = (printed: string): string[] =>
  [...printed.matchAll(/trace ([0-9a-f]{12})/g)].map(([, trace = '']) => trace);

it('nothing is lost, filed twice or left unsaid, whatever fails: six seeds', async () => {
  const printed = await chaos('--seeds', '1-6', '--messages', '5', '--at-once', '2');
  expect(ends(printed).length, printed).toBe(6);
}, 1_500_000);

it('a seed plays the same run again', async () => {
  const [first, second] = [
    await chaos('--seed', '31', '--messages', '3'),
    await chaos('--seed', '31', '--messages', '3'),
  ];
  expect(traces(first)).toHaveLength(1);
  expect(traces(second)).toEqual(traces(first));
}, 600_000);
