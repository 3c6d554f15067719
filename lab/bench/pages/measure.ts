import { gzipSync } from 'node:zlib';
import type { PageFigures } from './report.ts';

/** Measures left out: the first of each page compile it. */
const WARM = 40;

export const median = (list: readonly number[]): number =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;

const timed = async (call: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await call();
  return performance.now() - began;
};

/**
 * Measures pages in turn, round after round: what the machine does meanwhile is the same for all.
 *
 * @param read one read of one item, timed just before each page
 */
export const measureTogether = async <P extends { name: string; daily: boolean }>(
  pages: readonly P[],
  rounds: number,
  get: (page: P) => Promise<string>,
  read: () => Promise<unknown>,
  takeRequests: () => number,
): Promise<PageFigures[]> => {
  const figures: PageFigures[] = [];
  const times = pages.map((): { read: number[]; shown: number[] } => ({ read: [], shown: [] }));
  for (const page of pages) {
    const { name, daily } = page;
    const html = await get(page);
    takeRequests();
    await get(page);
    const [bytes, gzip] = [html.length, gzipSync(html).length];
    figures.push({ name, daily, requests: takeRequests(), bytes, gzip, readMs: 0, ms: 0 });
  }
  for (let round = -WARM; round < rounds; round += 1)
    for (const [n, page] of pages.entries()) {
      const one = await timed(read);
      const took = await timed(() => get(page));
      if (round < 0) continue;
      times[n]?.read.push(one);
      times[n]?.shown.push(took);
    }
  return figures.map((figure, n) => ({
    ...figure,
    readMs: median(times[n]?.read ?? []),
    ms: median(times[n]?.shown ?? []),
  }));
};
