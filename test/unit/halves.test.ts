import { describe, expect, it } from 'vitest';
import { findHalves, type HalvesDeps } from '../../shared/intake/pieces/halves.ts';

/** Versions of one key, the earliest first: each the second at which it was stored. */
type Seconds = readonly number[];
const instant = (second: number): string => new Date(Date.UTC(2026, 10, 30, 8, 0, second)).toISOString();

/** A bucket of one piece and of the data beside it, each put over several times. Everything is scanned. */
const bucketOf = (pdf: Seconds, json: Seconds): HalvesDeps => {
  const versionsOf = (key: string) =>
    (key.endsWith('.pdf') ? pdf : key.endsWith('.json') ? json : [])
      .map((second, n) => ({ versionId: `${key.slice(-3)}${n + 1}`, storedAt: instant(second) }))
      .toReversed();
  const of = (key: string, versionId: string | undefined) =>
    versionsOf(key).find((one) => versionId === undefined || one.versionId === versionId);
  return {
    head: async (key, versionId) => {
      const found = of(key, versionId);
      return found && { key, size: 1, version: found.versionId, metadata: {}, ...found };
    },
    read: async () => Buffer.from('{}'),
    versions: async (key) => versionsOf(key),
    verdict: async (key, versionId) => (of(key, versionId) ? 'clean' : 'gone'),
    announced: async () => undefined,
  };
};

/** Which data each version of the piece goes with, and which piece each version of the data: numbers of versions. */
const pairsOf = async (pdf: Seconds, json: Seconds) => {
  const deps = bucketOf(pdf, json);
  const other = async (end: string, n: number, side: 'data' | 'piece') => {
    const upload = { key: `etude/acte.${end}`, versionId: `${end.slice(-3)}${n + 1}`, since: instant(0) };
    const [half] = await findHalves(deps, upload);
    if (half?.kind !== 'there' || half.refusal) return undefined;
    const object = side === 'data' ? half.data?.object : half.piece;
    return Number(object?.versionId?.slice(3));
  };
  return {
    pdf: await Promise.all(pdf.map((_, n) => other('pdf', n, 'data'))),
    json: await Promise.all(json.map((_, n) => other('json', n, 'piece'))),
  };
};

describe('two acts put under one name, each a file then its data, go two by two', () => {
  it.each([
    ['in one second', [0, 0], [0, 0]],
    ['the first file just before a second ends', [0, 1], [1, 1]],
    ['the first act just before it ends', [0, 1], [0, 1]],
    ['all but the last data before it ends', [0, 0], [0, 1]],
    ['each half in the next second, the second file just before the first data’s ends', [0, 1], [1, 2]],
    ['a minute apart', [0, 60], [0, 60]],
  ])('%s', async (_, pdf, json) => {
    expect(await pairsOf(pdf, json)).toEqual({ pdf: [1, 2], json: [1, 2] });
  });

  it('three of them, over the end of a second', async () => {
    expect(await pairsOf([0, 0, 1], [0, 1, 1])).toEqual({ pdf: [1, 2, 3], json: [1, 2, 3] });
  });

  it('a file alone, put a second after, goes with the data that were there', async () => {
    expect(await pairsOf([0, 1], [0])).toEqual({ pdf: [1, 1], json: [1] });
  });
});
