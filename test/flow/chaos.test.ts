import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';

const LAB = join(import.meta.dirname, '../../lab/lab.ts');

/** Runs `npm run lab -- chaos` with these arguments. Resolves to what it printed, even when it failed. */
const chaos = async (...args: string[]): Promise<string> => {
  try {
    return (await promisify(execFile)(process.execPath, [LAB, 'chaos', ...args])).stdout;
  } catch (error) {
    return String(Object(error).stdout ?? error);
  }
};
const ends = (printed: string): string[] =>
  printed.split('\n').filter((line) => line.startsWith('graine') && line.endsWith(': tient'));
/** Seed → the trace of what it played. */
const traces = (printed: string): ReadonlyMap<string, string> =>
  new Map(
    [...printed.matchAll(/^graine +(\d+) .* trace ([0-9a-f]{12})/gm)].map(([, seed = '', trace = '']) => [
      seed,
      trace,
    ]),
  );

let six = '';
beforeAll(async () => {
  six = await chaos('--seeds', '1-6', '--messages', '5', '--at-once', '2');
}, 1_500_000);

it('nothing is lost, filed twice or left unsaid, whatever fails: six seeds', () => {
  expect(ends(six).length, six).toBe(6);
});

it('a seed plays the same run again, by waves and out of order', async () => {
  const again = traces(await chaos('--seeds', '5-6', '--messages', '5', '--at-once', '2'));
  expect(again.size).toBe(2);
  for (const [seed, trace] of again) expect([seed, trace]).toEqual([seed, traces(six).get(seed)]);
}, 600_000);
